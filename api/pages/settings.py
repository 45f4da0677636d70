"""The territory's settings, for its administrator: its rules and its quartiers."""

import re
from typing import Any
from unicodedata import combining, normalize

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from api.commands.verbs import known
from api.pages.acting import NOTHING, At, Kept, carried_out
from api.pages.actions import by_code, open_to
from api.pages.answers import TO_FILL, Answered
from api.pages.blanks import Ready
from api.pages.forms import Faults, Form, illegible, read
from api.pages.keeping import HERE, keeping
from api.pages.network_deeds import GEOGRAPHY, RULES
from api.pages.rules import SHOWN, YES_OR_NO, Shown, shown
from api.pages.visit import Posted, Visit, Visiting, go
from api.problems import Problem
from domain.geography import Geography
from domain.rules import REFERRAL_ANSWER
from domain.territory import Territory, territory_stream

router = APIRouter(dependencies=[Depends(keeping)])
SETTINGS = f"{HERE}/territoire"
_DONE = {each.code: each.action.done for each in (RULES, GEOGRAPHY)}
_NOT_CODE = re.compile(r"[^a-z0-9]+")
_A_NUMBER = "Indiquez un nombre entier."
_QUARTERS = {"nouvelle": "Nouvelle version", "quartiers": "Quartiers"}


@router.get(SETTINGS)
async def settings(request: Request, visit: Visiting) -> Response:
    """Les délais en vigueur et le découpage, à relire avant d’en changer."""
    return await _shown(visit, _DONE.get(request.query_params.get("fait", "")))


@router.post(SETTINGS + "/rules")
async def adopt_rule(visit: Visiting, form: Posted) -> Response:
    """Adopter d’autres réglages pour une règle."""
    rule = shown(form["rule"] or REFERRAL_ANSWER)
    if rule is None:
        raise Problem(404, "not-found")
    return await _adopted(visit, RULES, form, _rule(form, rule))


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
    names = "\n".join(each.name for each in it.geography.quartiers) if it.geography else ""
    typed = (kept.form["rule"] or REFERRAL_ANSWER) if kept.acting is RULES else ""
    asked = shown(typed)
    return visit.page(
        "settings.html", kept.status, notice=notice, kept=kept, faults=_here(kept.faults),
        acts=acts, typed=typed, yes_or_no=YES_OR_NO, geography=it.geography,
        rules=[
            (each, it.rules[each.rule], kept.form if each is asked else _stands(it, each))
            for each in SHOWN
        ],
        at=At(SETTINGS, it.version), prefix=f"{typed}-" if typed else "",
        quarters=kept.form if kept.acting is GEOGRAPHY else Form([("quartiers", names)]),
        labels={**_QUARTERS, **(asked.values if asked is not None else {})},
    )  # fmt: skip


def _stands(it: Territory, each: Shown) -> Form:
    """What is in force, as the fields hold it."""
    return Form((name, str(value)) for name, value in it.rules[each.rule].values.items())


def _rule(form: Form, rule: Shown) -> Answered:
    faults = {name: _A_NUMBER for name in rule.values if not form[name].strip().isdecimal()}
    values = {name: int(form[name][:6]) for name in rule.values if name not in faults}
    ask, wrong = read(RULES.verb.ask, {"rule": rule.rule, "values": values})
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
    }
    blank = {name: TO_FILL for name in ("nouvelle", "quartiers") if not form[name].strip()}
    faults = faults | blank | illegible(form)
    return Answered(None if faults else ask, faults, {})


def _here(faults: Faults) -> Faults:
    """The new version is typed in a field of another name than the version that was seen."""
    return {"nouvelle" if name == "version" else name: said for name, said in faults.items()}


def _code(name: str) -> str:
    bare = "".join(each for each in normalize("NFD", name.lower()) if not combining(each))
    return _NOT_CODE.sub("-", bare).strip("-")[:120]
