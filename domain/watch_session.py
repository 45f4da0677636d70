"""A session of the watch cell (séance de la cellule de veille): convened, held, written down.

The cell is territorial (convention, article 3). A session has no personal text of its own:
what is said about an item is sealed under that item's alert.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from domain import codes
from domain import watch_session_life as life
from domain.aggregate import Aggregate, event
from domain.values import Code, Line, Moment, PartnerId, Public, SessionId, Text
from domain.watch_session_agenda import Agenda
from domain.watch_session_follow_ups import FollowUps
from domain.watch_session_life import Member, State
from domain.watch_session_proposals import Proposals


class WatchSession(Agenda, Proposals, FollowUps):
    class Convened(Aggregate.Created):
        by: PartnerId
        number: int
        title: Public[Line]
        meets_at: Moment
        where: Public[Line]
        members: tuple[Member, ...]

    class Moved(Aggregate.Event):
        meets_at: Moment
        where: Public[Line]

        def apply(self, it: "WatchSession") -> None:
            it.meets_at = self.meets_at

    class Held(Aggregate.Event):
        def apply(self, it: "WatchSession") -> None:
            it.state = State.HELD

    class MinutesApproved(Aggregate.Event):
        """``summary``: public for ever, of the shareable minutes only; never a name."""

        kind: Code
        summary: Public[Text] | None

        def apply(self, it: "WatchSession") -> None:
            it.approved |= {self.kind}

    class Cancelled(Aggregate.Event):
        """Its items were removed before."""

        reason: Code

        def apply(self, it: "WatchSession") -> None:
            it.state = State.CANCELLED

    @event(Convened)
    def __init__(
        self,
        id: SessionId,  # noqa: A002 - the library passes the stream's id by this name
        by: PartnerId,
        number: int,
        title: Public[Line],
        meets_at: Moment,
        where: Public[Line],
        members: tuple[Member, ...],
    ) -> None:
        self.begin(by, meets_at, members)

    @classmethod
    def ensure_may_begin(cls, facts: Mapping[str, Any]) -> None:
        members = facts["members"]
        partners = [member.partner for member in members]
        if facts["number"] < 1:
            raise life.NotNumbered
        if len(set(partners)) < len(partners):
            raise life.AlreadyInvited
        if facts["by"] not in partners:
            raise life.ConvenerNotInvited
        codes.COLLEGES.ensure_each(college=[member.college for member in members])

    def move(self, *, meets_at: Moment, where: str) -> None:
        self._ensure_to_come()
        self.trigger_event(self.Moved, meets_at=meets_at, where=where)

    def hold(self, *, on: date) -> None:
        self._ensure_to_come()
        self._ensure_the_day(on)
        self.trigger_event(self.Held)

    def approve_minutes(self, *, kind: str, summary: str | None = None) -> None:
        """Of either kind, once. The restricted ones say of each item who was there."""
        self._ensure_not_cancelled()
        codes.MINUTES.ensure(kind=kind)
        if self.state is not State.HELD:
            raise life.SessionNotHeld
        if kind in self.approved:
            raise life.AlreadyApproved
        if kind == life.SHAREABLE and summary is None:
            raise life.SummaryMissing
        if kind == life.RESTRICTED:
            self._ensure_complete(summary)
        self.trigger_event(self.MinutesApproved, kind=kind, summary=summary)

    def cancel(self, *, reason: str) -> None:
        self._ensure_to_come()
        if self.follow_ups:
            raise life.FollowUpsProposed
        codes.SESSION_CANCELLATIONS.ensure(reason=reason)
        for alert in tuple(self.items):
            self._remove(alert, life.WITH_ITS_SESSION)
        self.trigger_event(self.Cancelled, reason=reason)

    def _ensure_complete(self, summary: str | None) -> None:
        if summary is not None:
            raise life.SummaryUnneeded
        if not all(item.attended for item in self.items.values()):
            raise life.AttendanceUnsaid
