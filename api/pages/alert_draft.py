"""An alert being written: from what the form says to what is asked, or what is missing."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from api.commands.alert_asks import NewAlert
from api.pages.draft import Offered
from api.pages.forms import Faults, Form, illegible, read
from domain.alert_standing import SITUATION

COLLECTIVE = "collective"
_NOT_RECORDED = "not-recorded"
_REPORTER = ("name", "contact", "words")
_TYPED = {"sharing_ground": "accord", "reporter": "reporter_name"}
"""Where the form asks for what a refusal names."""
LABELS: Mapping[str, str] = {
    "facts": "Ce qui a été observé", "analysis": "Votre analyse", "observed_on": "Observé le",
    "learnt": "Comment le savez-vous ?", "reporter_name": "Qui l’a dit",
    "reporter_contact": "Comment joindre cette personne", "reporter_words": "Ses mots",
    "themes": "Thème", "quartier": "Quartier", "urgency": "Délai",
    "peril": "Quelqu’un est-il en danger ?", "danger": "Face au danger",
    "accord": "Ce qui permet d’en parler", "informed": "Information de la personne",
}  # fmt: skip


def is_collective(form: Form) -> bool:
    return form["kind"] == COLLECTIVE


def drafted(form: Form, today: date, offered: Offered) -> tuple[NewAlert | None, Faults]:
    """What the form asks for, or what is missing in it."""
    asked: dict[str, Any] = {"kind": SITUATION, "urgency": "ordinary", "learnt": "seen"}
    asked |= form.said("kind", "facts", "analysis", "learnt", "urgency", "peril", "danger")
    asked["observed_on"] = form["observed_on"] or today.isoformat()
    asked["themes"] = [theme for theme in dict.fromkeys(form.all("themes")) if theme]
    asked["coarse"] = _coarse(form, offered)
    if said := form.said(*(f"reporter_{name}" for name in _REPORTER)):
        asked["reporter"] = {name.removeprefix("reporter_"): it for name, it in said.items()}
    faults = Faults()
    if not is_collective(form):
        asked |= form.said("household") | (
            {"case": form["situation"]} if form["situation"] else {}
        )
        told, faults = _shared(form, offered)
        asked |= told
    ask, wrong = read(NewAlert, asked)
    faults |= at_fields(wrong) | illegible(form)
    return (None if faults else ask), _in_order(faults)


def at_fields(faults: Faults) -> Faults:
    """What a refusal names, at the field of the form that asked for it."""
    return {_TYPED.get(name, name): said for name, said in faults.items()}


def _shared(form: Form, offered: Offered) -> tuple[dict[str, str], Faults]:
    """By which exception to secrecy the cell may speak of it; whether the person knows."""
    accord = offered.accord(form["accord"])
    if accord is None:
        return {}, {"accord": "Dites ce qui permet à la cellule d’en parler."}
    informed = form["informed"] or accord.informed
    if informed is None:
        said = "Dites si la personne a été informée, ou pourquoi elle ne l’a pas été."
        return {}, {"informed": said}
    if accord.informed and informed.startswith(("not-", "interest-", "to-be-")):
        said = "Une personne qui n’a pas été informée ne peut pas être d’accord."
        return {}, {"informed": said}
    return {"sharing_ground": accord.ground, "informed": informed}, {}


def _coarse(form: Form, offered: Offered) -> dict[str, str]:
    geography, quartier = offered.geography, form["quartier"]
    placed = geography is not None and quartier not in ("", _NOT_RECORDED)
    said = {"age_band": "", "household_kind": "", "language_need": "", "channel": ""}
    said = {name: form[name] or _NOT_RECORDED for name in said}
    household = said.pop("household_kind")
    return said | {
        "sex": form["sex"] or "unknown", "household": household,
        "quartier": quartier if placed else _NOT_RECORDED,
        "geography_version": geography.version if geography and placed else _NOT_RECORDED,
    }  # fmt: skip


def _in_order(faults: Faults) -> Faults:
    """As the fields stand on the page, so that the summary reads from top to bottom."""
    known = {name: faults[name] for name in LABELS if name in faults}
    return known | faults
