"""Once accepted: meetings, the support, how it ends and what the person thinks of it."""

from datetime import date
from typing import Any, ClassVar

from domain import codes
from domain import referral_life as life
from domain.referral_life import MEETABLE, State
from domain.referral_standing import Fact, Standing
from domain.values import Code, Deadline, Moment, PartnerId


class Step(Fact):
    """A fact that leads the referral to another state."""

    leads_to: ClassVar[State]

    def apply(self, it: Standing) -> None:
        it.stand(self.leads_to)


class MeetingOver(Fact):
    def apply(self, it: Standing) -> None:
        it.meets_at = None


class Supporting(Standing):
    class MeetingScheduled(Fact):
        meets_at: Moment
        how: Code

        def apply(self, it: Standing) -> None:
            it.meets_at = self.meets_at

    class MeetingMoved(Fact):
        meets_at: Moment

        def apply(self, it: Standing) -> None:
            it.meets_at = self.meets_at

    class MeetingAttended(MeetingOver):
        pass

    class MeetingMissed(MeetingOver):
        attendance: Code

    class Started(Step):
        leads_to = State.STARTED

    class PutOnHold(Step):
        leads_to = State.ON_HOLD

        class_version = 2

        reason: Code
        until: date | None
        deadline: Deadline | None

        def apply(self, it: Standing) -> None:
            it.stand(self.leads_to, self.deadline)

        @staticmethod
        def upcast_v1_v2(state: dict[str, Any]) -> None:
            state["deadline"] = None

    class Resumed(Step):
        leads_to = State.STARTED

    class Completed(Step):
        leads_to = State.COMPLETED

        outcome: Code

    class EndedEarly(Step):
        leads_to = State.ENDED_EARLY

        reason: Code

    class PersonViewRecorded(Fact):
        transition: ClassVar[bool] = False

        view: Code

    def schedule_meeting(self, *, by: PartnerId, meets_at: Moment, how: str) -> None:
        self._ensure_party(by)
        self._ensure_in(MEETABLE)
        if self.meets_at is not None:
            raise life.MeetingAlreadySet
        codes.MEETINGS.ensure(how=how)
        self.trigger_event(self.MeetingScheduled, by=by, meets_at=meets_at, how=how)

    def move_meeting(self, *, by: PartnerId, meets_at: Moment) -> None:
        self._ensure_meeting(by)
        self.trigger_event(self.MeetingMoved, by=by, meets_at=meets_at)

    def attend_meeting(self, *, by: PartnerId) -> None:
        self._ensure_meeting(by)
        self.trigger_event(self.MeetingAttended, by=by)

    def miss_meeting(self, *, by: PartnerId, attendance: str) -> None:
        self._ensure_meeting(by)
        codes.ABSENCES.ensure(attendance=attendance)
        self.trigger_event(self.MeetingMissed, by=by, attendance=attendance)

    def start(self, *, by: PartnerId) -> None:
        self._ensure_addressee(by)
        self._ensure_in({State.ACCEPTED})
        self.trigger_event(self.Started, by=by)

    def put_on_hold(
        self,
        *,
        by: PartnerId,
        reason: str,
        until: date | None = None,
        deadline: Deadline | None = None,
    ) -> None:
        """``deadline``: reminds the addressee once ``until`` is past; it never lapses."""
        self._ensure_addressee(by)
        self._ensure_in({State.STARTED})
        codes.HOLD_REASONS.ensure(reason=reason)
        if until != (deadline.due if deadline is not None else None):
            raise life.HoldUnwatched
        self.trigger_event(self.PutOnHold, by=by, reason=reason, until=until, deadline=deadline)

    def resume(self, *, by: PartnerId) -> None:
        self._ensure_addressee(by)
        self._ensure_in({State.ON_HOLD})
        self.trigger_event(self.Resumed, by=by)

    def complete(self, *, by: PartnerId, outcome: str) -> None:
        self._ensure_addressee(by)
        self._ensure_in({State.STARTED, State.ON_HOLD})
        codes.OUTCOMES.ensure(outcome=outcome)
        self.trigger_event(self.Completed, by=by, outcome=outcome)

    def end_early(self, *, by: PartnerId, reason: str) -> None:
        self._ensure_addressee(by)
        self._ensure_in(MEETABLE)
        codes.EARLY_ENDS.ensure(reason=reason)
        self.trigger_event(self.EndedEarly, by=by, reason=reason)

    def record_person_view(self, *, by: PartnerId, view: str) -> None:
        self._ensure_party(by)
        self._ensure_support_ended()
        codes.OUTCOMES.ensure(view=view)
        self.trigger_event(self.PersonViewRecorded, by=by, view=view)

    def _ensure_meeting(self, by: PartnerId) -> None:
        self._ensure_party(by)
        if self.meets_at is None:
            raise life.NoMeeting
