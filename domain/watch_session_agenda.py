"""The agenda (ordre du jour): who is invited, what is examined how, who was there for it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from domain import codes, sharing
from domain import watch_session_life as life
from domain.aggregate import Aggregate
from domain.danger import ChildInDanger
from domain.sharing import GroundMissing
from domain.values import AlertId, Code, PartnerId
from domain.watch_session_life import Item, Member
from domain.watch_session_standing import SessionStanding


class Agenda(SessionStanding):
    class MemberInvited(Aggregate.Event):
        """``alerts``: the nominative items of which it learns by being invited."""

        member: Member
        alerts: tuple[AlertId, ...]

        def apply(self, it: SessionStanding) -> None:
            partner = self.member.partner
            it.members = {**it.members, partner: self.member}
            told = {alert: it.items[alert] for alert in self.alerts}
            it.items = it.items | {
                alert: replace(item, shared_with=(*item.shared_with, partner))
                for alert, item in told.items()
            }

    class ItemAdded(Aggregate.Event):
        """``shared_with``: the members of the restricted part; nobody unless nominative.

        ``function``: that of who shares it, where something nominative is.
        """

        by: PartnerId
        alert: AlertId
        regime: Code
        sharing_ground: Code | None
        function: Code | None
        shared_with: tuple[PartnerId, ...]

        def apply(self, it: SessionStanding) -> None:
            item = Item(
                self.regime, self.by, self.shared_with, self.sharing_ground, self.function
            )
            it.items = {**it.items, self.alert: item}

    class ItemRemoved(Aggregate.Event):
        """``shared_with``: the members of its restricted part, who read it no more."""

        alert: AlertId
        reason: Code
        shared_with: tuple[PartnerId, ...]

        def apply(self, it: SessionStanding) -> None:
            it.items = {alert: item for alert, item in it.items.items() if alert != self.alert}
            it.removed |= {self.alert}

    class AttendanceRecorded(Aggregate.Event):
        """Who was there for that item (partie restreinte where it is nominative)."""

        alert: AlertId
        partners: tuple[PartnerId, ...]

        def apply(self, it: SessionStanding) -> None:
            item = replace(it.items[self.alert], attended=True)
            it.items = {**it.items, self.alert: item}

    def invite(
        self, *, partner: PartnerId, kind: str, on: date, college: str = life.SERVICES
    ) -> None:
        """``kind``: that of the partner on that day. Refused if a ground does not cover it."""
        self._ensure_to_come()
        if partner in self.members:
            raise life.AlreadyInvited
        codes.COLLEGES.ensure(college=college)
        member, told = Member(partner, kind, college), tuple(self._told_of(kind, college))
        for alert in told:
            _ensure_covers(self.items[alert], [member], on)
        self.trigger_event(self.MemberInvited, member=member, alerts=told)

    def add_item(
        self,
        *,
        by: PartnerId,
        alert: AlertId,
        kind: str,
        regime: str,
        on: date,
        peril: str | None = None,
        sharing_ground: str | None = None,
        function: str | None = None,
    ) -> None:
        """``kind`` and ``peril`` are the alert's, ``function`` that of who shares it.

        A nominative item needs a ground that holds, that day, towards every member that
        may have part in it; the others leave for that item.
        """
        self._ensure_minutes_open()
        if alert in self.items:
            raise life.ItemAlreadyOnAgenda
        if peril == life.CHILD:
            raise ChildInDanger
        codes.REGIMES.ensure(regime=regime)
        if codes.REGIMES[regime].marks["of"] != kind:
            raise life.NotThisRegime
        item = Item(regime, by, (), sharing_ground, function)
        restricted = list(self._restricted_part(item))
        _ensure_grounded(item, restricted, on)
        self.trigger_event(
            self.ItemAdded,
            by=by,
            alert=alert,
            regime=regime,
            sharing_ground=sharing_ground,
            function=function if item.is_nominative else None,
            shared_with=tuple(member.partner for member in restricted),
        )

    def remove_item(self, *, alert: AlertId, reason: str) -> None:
        """An alert that leaves takes its item with it; not one that was put back meanwhile."""
        self._ensure_minutes_open()
        item = self._item(alert)
        if item.attended or any(each.alert == alert for each in self.follow_ups.values()):
            raise life.ItemExamined
        if reason == life.WITH_ITS_ALERT and alert in self.removed:
            raise life.ItemPutBack
        codes.ITEM_REMOVALS.ensure(reason=reason)
        self._remove(alert, reason)

    def record_attendance(
        self, *, alert: AlertId, partners: tuple[PartnerId, ...], on: date
    ) -> None:
        """Who was there for that item; said again, it replaces what was said."""
        self._ensure_minutes_open()
        self._ensure_the_day(on)
        item = self._item(alert)
        if not partners:
            raise life.NobodyPresent
        for partner in partners:
            if partner not in self.members:
                raise life.NotInvited
            if item.is_nominative and not self.members[partner].may_hear_names:
                raise life.NeverNominative
        there = tuple(sorted(set(partners)))
        self.trigger_event(self.AttendanceRecorded, alert=alert, partners=there)

    def _remove(self, alert: AlertId, reason: Code) -> None:
        told = self.items[alert].shared_with
        self.trigger_event(self.ItemRemoved, alert=alert, reason=reason, shared_with=told)

    def _restricted_part(self, item: Item) -> Iterator[Member]:
        for member in self.members.values():
            if item.is_nominative and member.may_hear_names:
                yield member

    def _told_of(self, kind: str, college: str) -> Iterator[AlertId]:
        """The nominative items in which such a member has part."""
        for alert, item in self.items.items():
            if item.is_nominative and Member(self.convener, kind, college).may_hear_names:
                yield alert


def _ensure_grounded(item: Item, members: list[Member], on: date) -> None:
    if not item.is_nominative:
        if item.ground is not None:
            raise life.GroundUnneeded
        return
    if item.ground is None:
        raise GroundMissing
    codes.SHARING_GROUNDS.ensure(sharing_ground=item.ground)
    if codes.needs_coordinator(item.ground):
        raise life.GroundOfCoordination
    _ensure_covers(item, members, on)


def _ensure_covers(item: Item, members: list[Member], on: date) -> None:
    """A service shares nothing with itself: its own part in the item needs no ground."""
    assert item.ground is not None
    for member in members:
        if member.partner == item.by:
            continue
        try:
            sharing.ensure_allows(item.ground, item.function, member.kind, on)
        except sharing.NotBetweenThem:
            raise life.GroundDoesNotCover from None
