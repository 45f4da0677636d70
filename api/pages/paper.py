"""Pages on paper: Jinja templates, and how days, people and codes are written in them."""

from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path
from typing import Any

from fastapi.responses import HTMLResponse, Response
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from api.identity import Identity
from api.pages import assets, references
from api.pages.draft import themes_by_family
from api.pages.forms import Form
from domain import codes
from domain.local_time import PARIS
from domain.values import Withheld
from projections.wording import (
    day,
    hour,
    label,
    labels,
    moment,
    number,
    quantity,
    uncapitalised,
)
from store.uuid7 import uuid7

GONE = "données détruites"
_WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
HELP = {
    "15": "Samu", "17": "police", "18": "pompiers", "112": "urgences", "114": "par SMS",
    "115": "sans-abri", "119": "enfance en danger", "3919": "violences faites aux femmes",
    "3977": "maltraitance, âge ou handicap",
}  # fmt: skip


def paper(template: str, status: int = 200, **said: Any) -> Response:
    """A page of that template."""
    return HTMLResponse(_pages.get_template(template).render(said), status)


def person(who: Identity) -> str:
    """« Zoé CANARI », or that the data are destroyed."""
    if isinstance(who.given_name, Withheld) or isinstance(who.family_name, Withheld):
        return GONE
    return f"{who.given_name} {who.family_name.upper()}"


def people(them: Iterable[Identity]) -> str:
    """Who a case is about."""
    return ", ".join(dict.fromkeys(person(who) for who in them)) or "Personne non enregistrée"


def housemates(them: Iterable[Identity], one: Identity) -> list[Identity]:
    """Who else of these people lives in a household of theirs."""
    return [
        who
        for who in them
        if who.person != one.person and not set(who.households).isdisjoint(one.households)
    ]


def clear(value: Any) -> str:
    """A personal text, or why there is none to read."""
    if value is Withheld.ERASED:
        return GONE
    return "réservé" if value is Withheld.SEALED else str(value)


def weekday(when: date | datetime) -> str:
    """« mardi », of a day or of a moment in the territory."""
    here = when.astimezone(PARIS) if isinstance(when, datetime) else when
    return _WEEKDAYS[here.weekday()]


def iso_day(said: str) -> str:
    """A day as a form sends it, in words."""
    return day(date.fromisoformat(said))


def brief(when: date | datetime, today: date) -> str:
    """A day of this year without its year."""
    said = day(when)
    year = f"\u00a0{today.year}"
    return said.removesuffix(year)


def upper_first(said: str) -> str:
    """With a capital, and the rest as it is."""
    return said[:1].upper() + said[1:]


def lateness(due: date, today: date) -> str:
    """How far a due date is, in words: « en retard de 2 jours »."""
    days = (due - today).days
    if days < 0:
        return f"en retard de {_days(-days)}"
    return {0: "aujourd’hui", 1: "demain"}.get(days, f"dans {_days(days)}")


def _days(number: int) -> str:
    return f"{number}\u00a0jour" + ("s" if number > 1 else "")


_pages = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"), autoescape=True,
    undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True,
)  # fmt: skip
_pages.filters |= {
    "day": day, "iso_day": iso_day, "weekday": weekday, "brief": brief,
    "hour": hour, "moment": moment,
    "address": references.address, "named": references.named,
    "host": references.host,
    "person": person, "people": people, "housemates": housemates, "clear": clear,
    "upper_first": upper_first,
    "label": label, "labels": labels, "small": uncapitalised,
    "quantity": quantity, "number": number,
}  # fmt: skip
_pages.globals |= {
    "codes": codes, "files": assets.ADDRESSES, "lateness": lateness, "help_lines": HELP,
    "new_key": uuid7, "visit": None, "who": None, "path": "", "faults": {}, "notice": None,
    "no_form": Form(), "gone": GONE, "theme_families": themes_by_family,
}  # fmt: skip
