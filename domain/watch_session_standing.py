"""How a watch session stands, and the guards that its verbs share."""

from datetime import date

from domain import watch_session_life as life
from domain.aggregate import Aggregate
from domain.follow_up_life import FollowUp
from domain.local_time import day_of
from domain.values import AlertId, Code, Moment, PartnerId
from domain.watch_session_life import Item, Member, State


class SessionStanding(Aggregate):
    def begin(self, by: PartnerId, meets_at: Moment, members: tuple[Member, ...]) -> None:
        self.state = State.CONVENED
        self.convener, self.meets_at = by, meets_at
        self.members = {member.partner: member for member in members}
        self.items: dict[AlertId, Item] = {}
        self.removed: frozenset[AlertId] = frozenset()
        self.follow_ups: dict[int, FollowUp] = {}
        self.approved: frozenset[Code] = frozenset()

    def _ensure_not_cancelled(self) -> None:
        if self.state is State.CANCELLED:
            raise life.SessionCancelled

    def _ensure_to_come(self) -> None:
        self._ensure_not_cancelled()
        if self.state is State.HELD:
            raise life.SessionHeld

    def _ensure_minutes_open(self) -> None:
        self._ensure_not_cancelled()
        if life.RESTRICTED in self.approved:
            raise life.MinutesClosed

    def _ensure_the_day(self, today: date) -> None:
        if today < day_of(self.meets_at):
            raise life.NotYetTheDay

    def _item(self, alert: AlertId) -> Item:
        if alert not in self.items:
            raise life.NotOnAgenda
        return self.items[alert]
