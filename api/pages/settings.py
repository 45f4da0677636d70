"""The territory's settings, for its administrator: its delays and its quartiers."""

import re
from collections.abc import Mapping
from typing import Any
from unicodedata import combining, normalize

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from api.commands.verbs import known
from api.pages.acting import NOTHING, At, Kept, carried_out
from api.pages.actions import by_code, open_to
from api.pages.answers import Answered
from api.pages.blanks import Ready
from api.pages.forms import Faults, Form, illegible, read
from api.pages.keeping import HERE, keeping
from api.pages.network_deeds import GEOGRAPHY, RULES
from api.pages.visit import Posted, Visit, Visiting, go
from domain.geography import Geography
from domain.rules import REFERRAL_ANSWER
from domain.territory import Territory, territory_stream

router = APIRouter(dependencies=[Depends(keeping)])
SETTINGS = f"{HERE}/territoire"
_DONE = {each.code: each.action.done for each in (RULES, GEOGRAPHY)}
DELAYS: Mapping[str, str] = {
    "urgent": "Répondre à une orientation urgente",
    "soon": "Répondre à une orientation à traiter bientôt",
    "ordinary": "Répondre à une orientation ordinaire",
    "question": "Répondre à une question",
    "reminder-after": "Relancer, après l’échéance",
    "unanswered-after": "Constater le silence, après l’échéance",
}
_NOT_CODE = re.compile(r"[^a-z0-9]+")
_A_NUMBER = "Indiquez un nombre de jours."


@router.get(SETTINGS)
async def settings(request: Request, visit: Visiting) -> Response:
    """Les délais en vigueur et le découpage, à relire avant d’en changer."""
    return await _shown(visit, _DONE.get(request.query_params.get("fait", "")))


@router.post(SETTINGS + "/rules")
async def adopt_rule(visit: Visiting, form: Posted) -> Response:
    """Adopter d’autres délais."""
    return await _adopted(visit, RULES, form, _rule(form))


@router.post(SETTINGS + "/geography")
async def adopt_geography(visit: Visiting, form: Posted) -> Response:
    """Adopter un autre découpage."""
    it = await known(visit.desk, Territory, territory_stream(visit.desk.territory))
    return await _adopted(visit, GEOGRAPHY, form, _geography(form, it.geography))


async def _adopted(visit: Visit, action: Ready, form: Form, answered: Answered) -> Response:
    stream = territory_stream(visit.desk.territory)
    kept = await carried_out(visit, stream, action, form, SETTINGS, answered)
    if kept is NOTHING:
        return go(SETTINGS, fait=action.code)
    return await _shown(visit, kept=kept)


async def _shown(visit: Visit, notice: str | None = None, kept: Kept = NOTHING) -> Response:
    async with visit.look("administration"):
        it = await known(visit.desk, Territory, territory_stream(visit.desk.territory))
    acts = by_code(open_to(visit.desk.asker, it, (RULES, GEOGRAPHY)))
    rule = it.rules[REFERRAL_ANSWER]
    delays = Form((name, str(days)) for name, days in rule.values.items())
    names = "\n".join(each.name for each in it.geography.quartiers) if it.geography else ""
    return visit.page(
        "settings.html", kept.status, notice=notice, kept=kept, faults=_here(kept.faults),
        acts=acts,
        rule=rule, titles=DELAYS, geography=it.geography, at=At(SETTINGS, it.version),
        delays=kept.form if kept.acting is RULES else delays,
        quarters=kept.form if kept.acting is GEOGRAPHY else Form([("quartiers", names)]),
        labels={**DELAYS, "nouvelle": "Nouvelle version", "quartiers": "Quartiers"},
    )  # fmt: skip


def _rule(form: Form) -> Answered:
    faults = {name: _A_NUMBER for name in DELAYS if not form[name].strip().isdecimal()}
    days = {name: int(form[name][:6]) for name in DELAYS if name not in faults}
    ask, wrong = read(RULES.verb.ask, {"rule": REFERRAL_ANSWER, "values": days})
    faults = wrong | faults | illegible(form)
    return Answered(None if faults else ask, faults, {})


def _geography(form: Form, now: Geography | None) -> Answered:
    """One name a line; a quartier that keeps its name keeps its code."""
    codes = {each.name: each.code for each in now.quartiers} if now else {}
    names = [line.strip() for line in form["quartiers"].splitlines() if line.strip()]
    said: dict[str, Any] = {
        "version": form["nouvelle"].strip(),
        "quartiers": [{"code": codes.get(name) or _code(name), "name": name} for name in names],
    }
    ask, wrong = read(GEOGRAPHY.verb.ask, said)
    faults = _here(wrong)
    faults = {
        "quartiers" if name in ("code", "name") else name: said for name, said in faults.items()
    } | illegible(form)
    return Answered(None if faults else ask, faults, {})


def _here(faults: Faults) -> Faults:
    """The new version is typed in a field of another name than the version that was seen."""
    return {"nouvelle" if name == "version" else name: said for name, said in faults.items()}


def _code(name: str) -> str:
    bare = "".join(each for each in normalize("NFD", name.lower()) if not combining(each))
    return _NOT_CODE.sub("-", bare).strip("-")[:120]
