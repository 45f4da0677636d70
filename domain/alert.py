"""An alert of the watch cell: a situation to examine, or a territorial alert.

Never « signalement » nor « information préoccupante »: those are legal terms.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar

from domain import alert_life as life
from domain import codes
from domain.aggregate import Aggregate, event
from domain.alert_answer import Answering
from domain.alert_life import REOPENABLE, State
from domain.alert_standing import (
    SITUATION,
    AlertStanding,
    Escalation,
    Fact,
    ensure_danger_said,
)
from domain.alert_triage import Triage
from domain.endings import AlreadyEnded, NotEnded
from domain.somebody import SaidOfNobody, Unsaid
from domain.values import (
    AlertId,
    CaseId,
    CoarseFacts,
    Code,
    Deadline,
    HouseholdId,
    PartnerId,
    Personal,
    ReporterId,
    Text,
)

OF_A_HOUSEHOLD = ("case", "household", "informed", "sharing_ground")
"""What only a situation alert says; the last two it must say."""


class Alert(Triage, Answering):
    class Raised(Aggregate.Created):
        """``facts`` as seen or told, apart from their ``analysis``.

        ``learnt``: seen by the professional, or told by whom (``reporter`` is who told it,
        a subject of their own). ``case``, ``household``: what it is about, where known.
        ``peril``: who may be in danger; ``danger``: what was done about it beforehand.
        ``escalation``: who must answer if nobody acknowledges an urgent one.
        """

        kind: Code
        raiser: PartnerId
        case: CaseId | None
        household: HouseholdId | None
        learnt: Code
        reporter: ReporterId | None
        facts: Personal[Text]
        analysis: Personal[Text] | None
        observed_on: date
        urgency: Code
        themes: tuple[Code, ...]
        informed: Code | None
        sharing_ground: Code | None
        peril: Code
        danger: Code | None
        coarse: CoarseFacts
        raised_on: date
        deadline: Deadline
        escalation: Escalation | None

    class Unfounded(Fact):
        """Once looked into, there was nothing of it."""

        why: Personal[Text]

        def apply(self, it: AlertStanding) -> None:
            it.stand(State.UNFOUNDED)

    class Resolved(Fact):
        outcome: Code
        conclusion: Personal[Text]

        def apply(self, it: AlertStanding) -> None:
            it.stand(State.RESOLVED)

    class ClosedWithoutFollowUp(Fact):
        reason: Code

        def apply(self, it: AlertStanding) -> None:
            it.stand(State.WITHOUT_FOLLOW_UP)

    class Reopened(Fact):
        """``original``: the alert that it was a duplicate of."""

        reason: Code
        original: AlertId | None

        def apply(self, it: AlertStanding) -> None:
            it.original = None
            it.stand(it.triaged)

    class EnteredInError(Fact):
        transition: ClassVar[bool] = False

        reason: Code
        original: AlertId | None

        def apply(self, it: AlertStanding) -> None:
            it.original = None
            it.stand(State.IN_ERROR)

    @event(Raised)
    def __init__(
        self,
        id: AlertId,  # noqa: A002 - the library passes the stream's id by this name
        kind: Code,
        raiser: PartnerId,
        learnt: Code,
        facts: Personal[Text],
        observed_on: date,
        urgency: Code,
        themes: tuple[Code, ...],
        peril: Code,
        coarse: CoarseFacts,
        raised_on: date,
        deadline: Deadline,
        case: CaseId | None = None,
        household: HouseholdId | None = None,
        reporter: ReporterId | None = None,
        analysis: Personal[Text] | None = None,
        informed: Code | None = None,
        sharing_ground: Code | None = None,
        danger: Code | None = None,
        escalation: Escalation | None = None,
    ) -> None:
        self.begin(kind, raiser, sharing_ground, peril, informed, deadline, escalation)

    @classmethod
    def ensure_may_begin(cls, facts: Mapping[str, Any]) -> None:
        codes.ALERT_KINDS.ensure(kind=facts["kind"])
        codes.THEMES.ensure_each(themes=facts["themes"])
        if not facts["themes"]:
            raise life.NoTheme
        codes.ensure_coarse(facts["coarse"])
        if facts["observed_on"] > facts["raised_on"]:
            raise life.ObservedLater
        ensure_danger_said(facts["urgency"], facts["peril"], facts.get("danger"))
        _ensure_heard_or_seen(facts["learnt"], facts.get("reporter"))
        _ensure_of_a_household_or_none(facts)
        if facts["urgency"] == "urgent" and facts.get("escalation") is None:
            raise life.NobodyAnswers

    def find_unfounded(self, *, by: PartnerId, why: str) -> None:
        self._end(self.Unfounded, by=by, why=why)

    def resolve(self, *, by: PartnerId, outcome: str, conclusion: str) -> None:
        codes.ALERT_OUTCOMES.ensure(outcome=outcome)
        self._end(self.Resolved, by=by, outcome=outcome, conclusion=conclusion)

    def close_without_follow_up(self, *, by: PartnerId, reason: str) -> None:
        codes.ALERT_CLOSURES.ensure(reason=reason)
        self._end(self.ClosedWithoutFollowUp, by=by, reason=reason)

    def reopen(self, *, by: PartnerId, reason: str) -> None:
        if self.state not in REOPENABLE:
            raise NotEnded
        codes.ALERT_REOPENINGS.ensure(reason=reason)
        self.trigger_event(self.Reopened, by=by, reason=reason, original=self.original)

    def enter_in_error(self, *, by: PartnerId, reason: str) -> None:
        if self.state is State.IN_ERROR:
            raise AlreadyEnded
        codes.ALERT_ERRORS.ensure(reason=reason)
        if self.duplicates:
            raise life.HasDuplicates
        self._leave_agenda()
        self.trigger_event(self.EnteredInError, by=by, reason=reason, original=self.original)

    def _end(self, fact: type[Fact], **said: Any) -> None:
        """What is ended before its session leaves that session's agenda."""
        self._ensure_open()
        self._leave_agenda()
        self.trigger_event(fact, **said)


def _ensure_heard_or_seen(learnt: Code, reporter: ReporterId | None) -> None:
    codes.ALERT_SOURCES.ensure(learnt=learnt)
    if bool(codes.ALERT_SOURCES[learnt].marks.get("told")) != (reporter is not None):
        raise life.ReporterUnsaid


def _ensure_of_a_household_or_none(facts: Mapping[str, Any]) -> None:
    if facts["kind"] != SITUATION:
        for field in OF_A_HOUSEHOLD:
            if facts.get(field) is not None:
                raise SaidOfNobody(field)
        return
    for field in ("informed", "sharing_ground"):
        if facts.get(field) is None:
            raise Unsaid(field)
    codes.INFORMED.ensure(informed=facts["informed"])
    codes.SHARING_GROUNDS.ensure(sharing_ground=facts["sharing_ground"])
