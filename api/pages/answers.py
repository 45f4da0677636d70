"""From the form of one action to the body of its verb."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from asyncpg import Record

from api.commands.asks import Ask
from api.commands.blanks import Blank
from api.pages.blanks import Ready
from api.pages.forms import Faults, Form, illegible, read
from api.pages.suggestions import identifier, named
from api.pages.visit import Visit
from domain.local_time import PARIS

_MOST = 8
_WHICH = "Plusieurs partenaires portent ce nom : choisissez lequel."
_NONE = "Aucun partenaire de ce nom dans l’annuaire."
TO_FILL = "Ce champ est à remplir."


class Answered(NamedTuple):
    """The body of a verb; or what is wrong, with the partners to choose from by field."""

    ask: Ask | None
    faults: Faults
    partners: Mapping[str, Sequence[Record]]


async def answered(visit: Visit, each: Ready, form: Form, found: Mapping[str, Any]) -> Answered:
    """What the form says, with what the page ``found`` by itself."""
    said: dict[str, Any] = dict(found)
    partners: dict[str, Sequence[Record]] = {}
    faults: Faults = {}
    for blank in each.blanks:
        one = blank.kind == "partner" and not blank.many
        if one and (words := form[words_for(blank)].strip()):
            partners[blank.name] = await _partners(visit, words)
            _choose(blank.name, form, partners[blank.name], said, faults)
        elif value := _said(blank, form):
            said[blank.name] = value
        elif blank.required:
            faults[blank.name] = TO_FILL
    ask, wrong = read(each.verb.ask, said)
    faults = wrong | faults | illegible(form)
    return Answered(None if faults else ask, faults, partners)


def texts(each: Ready | None, form: Form | None) -> list[tuple[str, str]]:
    """What was typed in a form that can no longer be sent: given back, never lost."""
    if each is None or form is None:
        return []
    typed = [(blank.title, form[blank.name]) for blank in each.blanks if blank.kind == "text"]
    return [(title, text) for title, text in typed if text.strip()]


def words_for(blank: Blank) -> str:
    """The field in which a partner is named by words."""
    return f"{blank.name}_words"


def _said(blank: Blank, form: Form) -> Any:
    if blank.many and blank.kind in ("line", "text"):
        return [line.strip() for line in form[blank.name].splitlines() if line.strip()]
    if blank.many:
        return [value for value in form.all(blank.name) if value.strip()]
    typed = form[blank.name]
    return _here(typed) if blank.kind == "moment" and typed else typed.strip() and typed


async def _partners(visit: Visit, words: str) -> Sequence[Record]:
    async with visit.look("directory") as sight:
        return await named(sight, words, _MOST)


def _choose(
    name: str, form: Form, partners: Sequence[Record], said: dict[str, Any], faults: Faults
) -> None:
    """The partner that was named: the chosen one, or the only one there is."""
    chosen = identifier(form[name])
    among = [row["partner"] for row in partners]
    if chosen in among or len(among) == 1:
        said[name] = chosen if chosen in among else among[0]
    else:
        faults[name] = _WHICH if among else _NONE


def _here(typed: str) -> str:
    """A time typed on the page is the territory's."""
    try:
        moment = datetime.fromisoformat(typed)
    except ValueError:
        return typed
    return (moment if moment.tzinfo else moment.replace(tzinfo=PARIS)).isoformat()
