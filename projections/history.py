"""Replay: a case step by step, what each step changed, and how things stood after it."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple
from uuid import UUID

from domain.case import Case
from domain.commitment import Commitment
from domain.referral import Referral
from domain.referral_life import State
from projections.standing import Row, Standing, standings
from projections.wording import Names, day, moment
from store.facts import Event, Fact

STATES: Mapping[State, str] = {
    State.SENT: "envoyée",
    State.SEEN: "reçue",
    State.WAITLISTED: "en liste d’attente",
    State.UNANSWERED: "restée sans réponse",
    State.ACCEPTED: "acceptée",
    State.DECLINED: "refusée",
    State.STARTED: "accompagnement démarré",
    State.ON_HOLD: "accompagnement suspendu",
    State.COMPLETED: "accompagnement achevé",
    State.ENDED_EARLY: "accompagnement interrompu",
    State.REDIRECTED: "réorientée",
    State.WITHDRAWN: "retirée",
    State.CLOSED: "close",
    State.IN_ERROR: "saisie par erreur",
}
"""A referral's states, as shown to readers."""


TURNING_POINTS: tuple[type[Event], ...] = (
    Case.Opened, Case.HandedOver, Case.Transferred, Case.Closed, Case.Reopened,
    Case.EnteredInError, Case.Erased, Case.CoordinationNeedReported,
    Case.CoordinatorDesignated, Case.CoordinatorReplaced, Case.CoordinationEnded,
    Case.TransmittedToProtection, Case.AuthorityInformed, Case.PartnerReleased,
    Referral.Sent, Referral.Accepted, Referral.Waitlisted, Referral.Declined,
    Referral.AnswerContested, Referral.LeftUnanswered, Referral.Started, Referral.Completed,
    Referral.EndedEarly, Referral.Redirected, Referral.SenderChanged, Referral.Withdrawn,
    Referral.Reopened, Referral.EnteredInError, Commitment.Undertaken, Commitment.Made,
    Commitment.KeptConfirmed, Commitment.PartlyKept, Commitment.NotKept, Commitment.Released,
)  # fmt: skip
"""Facts after which a case is another one; the rest tells how it came to them."""


class Change(NamedTuple):
    """What changed: which thing, from what, to what (as shown to readers)."""

    label: str
    before: str | None
    after: str | None


class Step(NamedTuple):
    """One fact of a replay, with what it changed and what stood after it."""

    fact: Fact
    changes: Sequence[Change]
    after: Standing


Lines = Mapping[tuple[str, UUID], str | None]
"""What a reader is told of a thing, by label and whose it is; None where there is nothing."""


def steps_of(history: Sequence[Fact], names: Mapping[UUID, str]) -> list[Step]:
    """The steps of a case's history, in the order of the log."""
    before, steps = Standing(), []
    for fact, after in standings(history):
        steps.append(Step(fact, changes(before, after, names), after))
        before = after
    return steps


def changes(before: Standing, after: Standing, names: Mapping[UUID, str]) -> list[Change]:
    """What is different between two moments of a case."""
    of = Names(names, _OF_NOBODY)
    found = list(_differences(_case_lines(before, of), _case_lines(after, of)))
    for referral in {**before.referrals, **after.referrals}:
        then, now = before.referrals.get(referral), after.referrals.get(referral)
        if then is not now:
            found += _differences(_referral_lines(then, of), _referral_lines(now, of))
    return found


_OF_NOBODY = UUID(int=0)


def _differences(before: Lines, after: Lines) -> Iterator[Change]:
    for key in {**after, **before}:
        then, now = before.get(key), after.get(key)
        if then != now:
            yield Change(key[0], then, now)


def _case_lines(it: Standing, of: Names) -> Lines:
    said: dict[tuple[str, UUID], str | None] = {}
    if it.case is not None:
        case = it.case["case_id"]
        said["Situation", case] = it.end or "ouverte"
        said["Service référent", case] = of(it.case["lead"])
        coordinated_by = it.case["coordinated_by"]
        said["Coordination", case] = of(coordinated_by) if coordinated_by else None
        said["Objectifs poursuivis", case] = _number(_pursued(it))
        said["Personnes", case] = _people(len(it.persons))
    for row in it.partners:
        if row["until"] is None:
            said["Partenaires de la situation", row["partner"]] = of(row["partner"])
    return said


def _referral_lines(it: Row | None, of: Names) -> Lines:
    if it is None:
        return {}
    referral, due, meets_at = it["referral"], it["due"], it["meets_at"]
    said = {
        f"Orientation vers {of(it['addressee'])}": STATES[State(it["state"])],
        "À qui d’agir": of(it[it["whose_turn"]]) if it["whose_turn"] else None,
        "Question posée": "attend sa réponse" if it["asked"] else None,
        "Échéance": day(due) if due else None,
        "Personne à prévenir": f"par {of(it[it['tells_person']])}"
        if it["tells_person"] else None,
        "Rendez-vous": moment(meets_at) if meets_at else None,
        "Réponse rapportée": "à confirmer" if it["awaits_confirmation"] else None,
    }  # fmt: skip
    return {(label, referral): value for label, value in said.items()}


def _pursued(it: Standing) -> int:
    return sum(row["state"] == "pursued" for row in it.goals.values())


def _number(number: int) -> str | None:
    return str(number) if number else None


def _people(number: int) -> str | None:
    if number == 0:
        return None
    return f"{number}\u00a0personne" + ("s" if number > 1 else "")
