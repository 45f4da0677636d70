"""The history of a case as its reader sees it: sentence, who, when, and the words kept."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple
from uuid import UUID

from api.views.cases import CaseView
from domain.case import Case
from domain.local_time import day_of
from domain.referral import Referral
from projections.history import Change, Standing, steps_of
from projections.sentences import sentence
from projections.wording import day
from store.facts import Fact, Header

_WORDS: Mapping[type, Mapping[str, str]] = {
    Referral.Sent: {"request": "Ce que demande la personne", "reason": "Motif"},
    Referral.InformationRequested: {"question": "Question"},
    Referral.InformationProvided: {"answer": "Réponse"},
    Referral.Declined: {"sentence": "Explication"},
    Referral.AnswerContested: {"sentence": "Explication"},
    Case.NoteAdded: {"text": "Note"},
}


class Entry(NamedTuple):
    """One step of the history; ``number`` is its place in the replay."""

    number: int
    at: Header
    sentence: str
    service: str | None
    function: str | None
    late: str | None
    words: Sequence[tuple[str, Any]]
    changes: Sequence[Change]
    after: Standing


def entries_of(view: CaseView) -> list[Entry]:
    """Every step of the case, the first one first."""
    return [
        Entry(
            number, step.fact.at, sentence(step.fact, view.names),
            view.names.get(step.fact.at.organisation or UUID(int=0)),
            view.functions.get(step.fact.at.actor), late(step.fact.at), _words(step.fact),
            step.changes, step.after,
        )
        for number, step in enumerate(steps_of(view.history, view.names), start=1)
    ]  # fmt: skip


def late(at: Header) -> str | None:
    """« saisi le 14 pour le 3 », where a fact was entered on a later day."""
    if day_of(at.recorded_at) == day_of(at.occurred_at):
        return None
    return f"saisi le {day(at.recorded_at)} pour le {day(at.occurred_at)}"


def _words(fact: Fact) -> list[tuple[str, Any]]:
    said = _WORDS.get(type(fact.event), {})
    found = ((label, getattr(fact.event, name)) for name, label in said.items())
    return [(label, text) for label, text in found if text is not None]
