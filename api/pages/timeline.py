"""The history of a case as its reader sees it: sentence, who, when, and the words kept."""

from collections.abc import Mapping, Sequence
from operator import attrgetter
from typing import Any, NamedTuple

from api.views.alerts import AlertView
from api.views.cases import CaseView
from api.views.commitments import CommitmentView
from api.views.journal import service_of
from api.views.referrals import ReferralView
from domain.alert import Alert
from domain.case import Case
from domain.commitment import Commitment
from domain.local_time import day_of
from domain.referral import Referral
from projections.history import TURNING_POINTS, Change, steps_of
from projections.sentences import sentence
from projections.standing import Standing
from projections.wording import day
from store.facts import Fact, Header

_WORDS: Mapping[type, Mapping[str, str]] = {
    Referral.Sent: {"request": "Ce que demande la personne", "reason": "Motif"},
    Referral.InformationRequested: {"question": "Question"},
    Referral.InformationProvided: {"answer": "Réponse"},
    Referral.Declined: {"sentence": "Explication"},
    Referral.AnswerContested: {"sentence": "Explication"},
    Referral.OutcomeContested: {"sentence": "Ce qui est contesté"},
    Commitment.Requested: {"terms.what": "Ce qui est demandé"},
    Commitment.Undertaken: {"terms.what": "Ce qui est promis"},
    Commitment.Made: {"terms.what": "Ce qui est promis"},
    Commitment.DeclinedToCommit: {"sentence": "Explication"},
    Commitment.ProgressReported: {"text": "Où il en est"},
    Commitment.Rescheduled: {"sentence": "Explication"},
    Commitment.Kept: {"evidence": "Ce qui le montre", "link": "Où le voir"},
    Commitment.KeptContested: {"sentence": "Ce qui manque"},
    Commitment.PartlyKept: {"evidence": "Ce qui est fait"},
    Commitment.NotKept: {"sentence": "Explication"},
    Commitment.Released: {"sentence": "Explication"},
    Case.NoteAdded: {"text": "Note"},
    Case.NoteCorrected: {"text": "Note corrigée"},
    Case.GoalSet: {"text": "Objectif"},
    Case.CoordinatorDesignated: {"reference": "Référence de la décision"},
    Case.CoordinatorReplaced: {"reference": "Référence de la décision"},
    Case.AuthorityInformed: {"why": "Pourquoi c’était strictement nécessaire"},
    Case.TransmittedToProtection: {"receipt": "Référence de l’accusé de réception"},
    Alert.Qualified: {"analysis": "Analyse de la cellule"},
    Alert.Examined: {"conclusion": "Conclusion de la séance"},
    Alert.EscalationAnswered: {"answer": "Réponse"},
    Alert.PersonReplied: {"reply": "Ce que la personne en dit"},
    Alert.Unfounded: {"why": "Ce qui a été constaté"},
    Alert.Resolved: {"conclusion": "Conclusion"},
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
    turns: bool
    corrects: Any


def entries_of(view: CaseView | ReferralView | CommitmentView) -> list[Entry]:
    """Every step of the case, the first one first."""
    return [
        Entry(
            number, step.fact.at, sentence(step.fact, view.names),
            service_of(step.fact.at, view.names),
            view.functions.get(step.fact.at.actor), late(step.fact.at), _words(step.fact),
            step.changes, step.after, isinstance(step.fact.event, TURNING_POINTS),
            _earlier(step.fact, view.history),
        )
        for number, step in enumerate(steps_of(view.history, view.names), start=1)
    ]  # fmt: skip


def entries_of_alert(view: AlertView) -> list[Entry]:
    """Every fact of an alert, the first one first."""
    return [
        Entry(
            number, fact.at, sentence(fact, view.names), service_of(fact.at, view.names),
            view.functions.get(fact.at.actor), late(fact.at), _words(fact), (), Standing(),
            turns=False, corrects=None,
        )
        for number, fact in enumerate(view.history, start=1)
    ]  # fmt: skip


def _earlier(fact: Fact, history: Sequence[Fact]) -> Any:
    """What a note said before it was corrected, as far as the reader may read it."""
    if not isinstance(fact.event, Case.NoteCorrected):
        return None
    stream, note = fact.at.stream_id, fact.event.note
    versions = [
        each.event.text
        for each in history
        if each.at.stream_id == stream
        and each.at.position < fact.at.position
        and isinstance(each.event, Case.NoteAdded | Case.NoteCorrected)
        and note in (each.at.version, getattr(each.event, "note", None))
    ]
    return versions[-1] if versions else None


def late(at: Header) -> str | None:
    """« saisi le 14 pour le 3 », where a fact was entered on a later day."""
    if day_of(at.recorded_at) == day_of(at.occurred_at):
        return None
    return f"saisi le {day(at.recorded_at)} pour le {day(at.occurred_at)}"


def _words(fact: Fact) -> list[tuple[str, Any]]:
    said = _WORDS.get(type(fact.event), {})
    found = ((label, attrgetter(name)(fact.event)) for name, label in said.items())
    return [(label, text) for label, text in found if text is not None]
