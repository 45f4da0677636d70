"""From the form of one action to the body of its verb."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from asyncpg import Record

from api.commands.asks import Ask
from api.commands.verbs import VERBS, known
from api.desk import PARIS
from api.pages.blanks import Action
from api.pages.forms import Faults, Form, illegible, read
from api.pages.suggestions import identifier, named
from api.pages.visit import Visit
from domain.values import ReferralId

_MOST = 8
_WHICH = "Plusieurs partenaires portent ce nom : choisissez lequel."
_NONE = "Aucun partenaire de ce nom dans l’annuaire."
_EMPTY = "Ce champ est à remplir."


async def answered(
    visit: Visit, referral: ReferralId, action: Action, form: Form
) -> tuple[Ask | None, Faults, Sequence[Record]]:
    """The verb's body; or what is wrong, with the partners to choose from."""
    said: dict[str, Any] = form.said(*(blank.name for blank in action.blanks))
    faults: Faults = {
        blank.name: _EMPTY
        for blank in action.blanks
        if blank.required and blank.name not in said
    }
    if action.tells:
        said["tells_person"] = form["tells_person"] or "sender"
    if "medium" in said:
        said["told_by"] = (await known(visit.desk, referral)).addressee
    if action.noun == "assignment":
        said["agent"] = visit.desk.asker.agent
    if "meets_at" in said:
        said["meets_at"] = _here(said["meets_at"])
    partners: Sequence[Record] = ()
    if words := form["alternative_name"].strip():
        partners = await _partners(visit, words)
        field = _partner_of(action)
        faults.pop(field, None)
        faults |= _choose(said, field, partners)
    ask, wrong = read(VERBS[action.noun].ask, said)
    faults = wrong | faults | illegible(form)
    return (None if faults else ask), faults, partners


def texts(action: Action | None, form: Form | None) -> list[tuple[str, str]]:
    """What was typed in a form that can no longer be sent: given back, never lost."""
    if action is None or form is None:
        return []
    typed = [(blank.label, form[blank.name]) for blank in action.blanks if blank.kind == "text"]
    return [(label, text) for label, text in typed if text.strip()]


async def _partners(visit: Visit, words: str) -> Sequence[Record]:
    async with visit.look("directory") as sight:
        return await named(sight, words, _MOST)


def _partner_of(action: Action) -> str:
    """The field of that form in which a partner is named."""
    return next((blank.name for blank in action.blanks if blank.kind == "partner"), "")


def _choose(said: dict[str, Any], field: str, partners: Sequence[Record]) -> Faults:
    """The partner that was named: the chosen one, or the only one there is."""
    chosen = identifier(said.get(field, ""))
    if any(row["partner"] == chosen for row in partners):
        return {}
    if len(partners) == 1:
        said[field] = partners[0]["partner"]
        return {}
    return {field: _WHICH if partners else _NONE}


def _here(typed: str) -> str:
    """A time typed on the page is the territory's."""
    try:
        moment = datetime.fromisoformat(typed)
    except ValueError:
        return typed
    return (moment if moment.tzinfo else moment.replace(tzinfo=PARIS)).isoformat()
