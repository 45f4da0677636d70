"""Replay: a case step by step, what each step changed, and how things stood after it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from domain import codes
from domain.case import Case
from domain.referral import Referral
from domain.referral_life import State
from projections.wording import Names, day, label, moment, uncapitalised
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


class Change(NamedTuple):
    """What one step changed: which thing, from what, to what (as shown to readers)."""

    label: str
    before: str | None
    after: str | None


class Stance(NamedTuple):
    """How one referral stood at a step: what a reader is told of it."""

    sender: UUID
    addressee: UUID
    state: State
    turn: UUID | None
    asked: bool
    due: date | None
    tells_person: UUID | None
    meets_at: datetime | None
    awaits_confirmation: bool


@dataclass(frozen=True)
class Standing:
    """How a case stood after a step."""

    opened: bool = False
    end: str | None = None
    people: int = 0
    partners: Mapping[UUID, str | None] = field(default_factory=dict)
    referrals: Mapping[UUID, Stance] = field(default_factory=dict)


class Step(NamedTuple):
    """One fact of a replay, with what it changed and what stood after it."""

    fact: Fact
    changes: Sequence[Change]
    after: Standing


def steps_of(history: Sequence[Fact], names: Mapping[UUID, str]) -> list[Step]:
    """The steps of a case's history, in the order of the log."""
    case, referrals = Standing(), dict[UUID, Referral]()
    steps = []
    for fact in history:
        before, case = case, _after(case, referrals, fact)
        changes = list(_changes(before, case, Names(names, fact.at.stream_id)))
        steps.append(Step(fact, changes, case))
    return steps


def _after(case: Standing, referrals: dict[UUID, Referral], fact: Fact) -> Standing:
    at, event = fact
    if not at.kind.startswith("Referral."):
        return _after_casework(case, event)
    it: Any = event.mutate(referrals.get(at.stream_id))
    referrals[at.stream_id] = it
    match event:
        case Referral.Sent(addressee=partner, sharing_ground=str(ground), deadline=deadline):
            if deadline is not None:
                case = _involving(case, partner, ground)
        case Referral.SenderChanged(to=partner, sharing_ground=ground):
            case = _involving(case, partner, ground)
        case _:
            pass
    return replace(case, referrals={**case.referrals, at.stream_id: stance_of(it)})


def _after_casework(case: Standing, event: Event) -> Standing:
    match event:
        case Case.Opened(opener=opener):
            return replace(case, opened=True, partners={opener: None})
        case Case.PersonAdded():
            return replace(case, people=case.people + 1)
        case Case.PartnerInvolved(partner=partner, sharing_ground=ground):
            return _involving(case, partner, ground)
        case _:
            return replace(case, end=_end_by(event) or case.end)


def _end_by(event: Event) -> str | None:
    match event:
        case Case.Closed(outcome=outcome):
            return f"close ({uncapitalised(label(codes.CASE_OUTCOMES, outcome))})"
        case Case.EnteredInError():
            return "saisie par erreur"
        case Case.KeyDestroyed():
            return "données détruites"
        case _:
            return None


def _involving(case: Standing, partner: UUID, ground: str) -> Standing:
    if partner in case.partners:
        return case
    return replace(case, partners={**case.partners, partner: ground})


def stance_of(it: Referral) -> Stance:
    """How a referral stands, with partners in the place of its parties."""
    party: Mapping[str | None, UUID] = {"sender": it.sender, "addressee": it.addressee}
    deadline = it.deadline
    return Stance(
        it.sender, it.addressee, it.state, party.get(it.whose_turn), it.asked_on is not None,
        deadline.due if deadline is not None else None, party.get(it.tells_person),
        it.meets_at, it.awaits_confirmation,
    )  # fmt: skip


def _changes(before: Standing, after: Standing, of: Names) -> Iterator[Change]:
    if after.opened and not before.opened:
        yield Change("Situation", None, "ouverte")
    if after.end != before.end:
        yield Change("Situation", before.end or "ouverte", after.end)
    if after.people != before.people:
        yield Change("Personnes", _people(before.people), _people(after.people))
    for partner in after.partners.keys() - before.partners.keys():
        yield Change("Partenaires de la situation", None, of(partner))
    for referral, now in after.referrals.items():
        then = before.referrals.get(referral)
        if now != then:
            yield from _of_referral(then, now, of)


def _of_referral(then: Stance | None, now: Stance, of: Names) -> Iterator[Change]:
    told = dict(_told(now, of))
    earlier = dict(_told(then, of)) if then is not None else dict.fromkeys(told)
    for name, said in told.items():
        if said != earlier[name]:
            yield Change(name, earlier[name], said)


def _told(it: Stance, of: Names) -> Iterator[tuple[str, str | None]]:
    yield f"Orientation vers {of(it.addressee)}", STATES[it.state]
    yield "À qui d’agir", of(it.turn) if it.turn else None
    yield "Question posée", "attend sa réponse" if it.asked else None
    yield "Échéance", day(it.due) if it.due else None
    yield "Personne à prévenir", f"par {of(it.tells_person)}" if it.tells_person else None
    yield "Rendez-vous", moment(it.meets_at) if it.meets_at else None
    yield "Réponse rapportée", "à confirmer" if it.awaits_confirmation else None


def _people(number: int) -> str | None:
    if number == 0:
        return None
    return f"{number}\u00a0personne" + ("s" if number > 1 else "")
