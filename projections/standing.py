"""How a case stands: what its own aggregates say, in the words of the live read models.

``Case`` and ``Referral`` are folded fact by fact, so there is no second opinion of what a
fact does. A standing is a value: what stood after an earlier fact stays readable.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from domain import codes
from domain.aggregate import after
from domain.case import Case
from domain.case_life import State
from domain.referral import Referral
from domain.values import PartnerId
from projections.wording import label, uncapitalised
from store.facts import Event, Fact

Row = Mapping[str, Any]
"""Columns by name, as the live read model has them."""

_QUIET = (
    Referral.Seen, Referral.Assigned, Referral.Reminded, Referral.AnswerConfirmed,
    Referral.PersonToldOfAnswer, Referral.PersonViewRecorded, Referral.OutcomeContested,
    Referral.Notified, Referral.NotificationRefused, Referral.SenderChanged,
)  # fmt: skip
"""Facts since which a referral has not moved."""


@dataclass(frozen=True)
class Standing:
    """A case and its referrals as some facts leave them.

    ``end`` says how the case ended, if it has. ``partners`` are the periods of each, bounded
    by positions, ``until`` None for who is still party.
    """

    case: Row | None = None
    end: str | None = None
    persons: tuple[UUID, ...] = ()
    departed: tuple[UUID, ...] = ()
    partners: tuple[Row, ...] = ()
    referrals: Mapping[UUID, Row] = field(default_factory=dict)
    goals: Mapping[int, Row] = field(default_factory=dict)

    @property
    def involved(self) -> frozenset[PartnerId]:
        """The partners that are party."""
        return frozenset(
            PartnerId(row["partner"]) for row in self.partners if row["until"] is None
        )


def standing_of(history: Iterable[Fact]) -> Standing:
    """How a case stands after these facts; some may be missing, as for a reader they are."""
    now = Standing()
    for _, now in standings(history):  # noqa: B007 - the last one
        pass
    return now


def standings(history: Iterable[Fact]) -> Iterator[tuple[Fact, Standing]]:
    """Each fact, and how the case stands after it."""
    folded: dict[UUID, Any] = {}
    now = Standing()
    for fact in history:
        it = folded.get(fact.at.stream_id)
        was = it.partners if isinstance(it, Case) else frozenset()
        it = folded[fact.at.stream_id] = after(it, fact.event)
        match it:
            case Case():
                now = _after_casework(now, fact, it, was)
            case Referral():
                now = _after_referral(now, fact, it)
            case _:
                pass
        yield fact, now


def _after_casework(now: Standing, fact: Fact, it: Case, was: frozenset[PartnerId]) -> Standing:
    at, event = fact
    gone = tuple(one for one in now.persons if one not in it.persons)
    now = replace(
        now, case=_case_row(now.case, fact, it), end=_end(now.end, event, it),
        persons=(
            *(one for one in now.persons if one in it.persons),
            *it.persons.difference(now.persons),
        ),
        departed=tuple(one for one in (*now.departed, *gone) if one not in it.persons),
        goals=_goals(now.goals, at.version, event),
    )  # fmt: skip
    if isinstance(event, Case.PartnerReleased):
        released = event.partner
        return replace(now, partners=_until(now.partners, released, at.position))
    for partner in it.partners - was:
        now = _involving(now, partner, fact)
    return now


def _until(partners: tuple[Row, ...], partner: UUID, position: int) -> tuple[Row, ...]:
    return tuple(
        {**row, "until": position}
        if row["partner"] == partner and row["until"] is None
        else row
        for row in partners
    )


def _goals(goals: Mapping[int, Row], version: int, event: Event) -> Mapping[int, Row]:
    """A goal is named by the version of the fact that set it."""
    match event:
        case Case.GoalSet(theme=theme, due=due):
            return {
                **goals,
                version: {"goal": version, "theme": theme, "due": due, "state": "pursued"},
            }
        case Case.GoalReached(goal=goal) | Case.GoalDropped(goal=goal) if goal in goals:
            state = "reached" if isinstance(event, Case.GoalReached) else "dropped"
            return {**goals, goal: {**goals[goal], "state": state}}
        case _:
            return goals


def _after_referral(now: Standing, fact: Fact, it: Referral) -> Standing:
    before = now.referrals.get(it.id)
    now = replace(now, referrals={**now.referrals, it.id: _referral_row(before, fact, it)})
    if before is None or isinstance(fact.event, Referral.Reopened):
        return _involving(now, it.addressee, fact) if it.expects_answer else now
    return now if it.sender == before["sender"] else _involving(now, it.sender, fact)


def _involving(now: Standing, partner: UUID, fact: Fact) -> Standing:
    if partner in now.involved:
        return now
    ground = getattr(fact.event, "sharing_ground", None)
    row = {"partner": partner, "ground": ground, "since": fact.at.position, "until": None}
    return replace(now, partners=(*now.partners, row))


def _case_row(before: Row | None, fact: Fact, it: Case) -> Row:
    at, event = fact
    if isinstance(event, Case.Opened):
        said = event.coarse
        before = {
            "case_id": it.id, "opened_at": at.occurred_at, "age_band": said.age_band,
            "sex": said.sex, "household": said.household, "quartier": said.quartier,
            "language": said.language_need, "opener": it.opener, "referent": None,
        }  # fmt: skip
    assert before is not None
    match event:
        case Case.ReferentDesignated(agent=referent) | Case.HandedOver(agent=referent):
            pass
        case _:
            referent = before["referent"]
    chosen = None if it.erased else it.coordinator
    return {
        **before, "version": at.version, "state": "erased" if it.erased else it.state.value,
        "lead": it.lead, "referent": referent,
        "coordinated_by": chosen.partner if chosen else None,
        "coordinator": chosen.agent if chosen else None,
    }  # fmt: skip


def shown(row: Row) -> Row:
    """The row as the live statements select it."""
    return {name: value for name, value in row.items() if name != "expects_answer"}


def _end(before: str | None, event: Event, it: Case) -> str | None:
    if it.state is State.OPEN and not it.erased:
        return None
    match event:
        case Case.Closed(outcome=outcome):
            return f"close ({uncapitalised(label(codes.CASE_OUTCOMES, outcome))})"
        case Case.Transferred(territory=territory):
            return f"passée à un autre territoire ({territory})"
        case Case.EnteredInError():
            return "saisie par erreur"
        case Case.KeyDestroyed():
            return "données détruites"
        case _:
            return before


def _referral_row(before: Row | None, fact: Fact, it: Referral) -> Row:
    at, event = fact
    if isinstance(event, Referral.Sent):
        before = {
            "referral": it.id, "case_id": at.case_id, "person": it.person,
            "addressee": event.addressee, "kind": event.kind, "urgency": event.urgency,
            "themes": list(event.themes), "follows": event.follows, "sent_at": at.occurred_at,
            "assigned": None, "expects_answer": it.expects_answer,
        }  # fmt: skip
    assert before is not None
    assigned = event.agent if isinstance(event, Referral.Assigned) else before["assigned"]
    return {
        **before, "version": at.version, "sender": it.sender, "state": it.state.value,
        "whose_turn": it.whose_turn, "due": it.deadline.due if it.deadline else None,
        "asked": it.asked_on is not None, "seen": it.seen,
        "awaits_confirmation": it.awaits_confirmation, "tells_person": it.tells_person,
        "meets_at": it.meets_at, "assigned": assigned,
        "changed_at": before["changed_at"] if isinstance(event, _QUIET) else at.occurred_at,
    }  # fmt: skip
