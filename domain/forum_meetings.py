"""Meetings (réunions) of a forum: convened, cancelled, held with who was there.

A meeting is named by the version of the fact that convened it, or, where nobody
convened it, by the version of the fact that says it was held.
"""

from collections.abc import Mapping
from datetime import date, datetime

from domain.aggregate import Aggregate, Refusal
from domain.attendance import Present, ensure_counted
from domain.local_time import day_of
from domain.membership import Member, Sittings
from domain.nameless import ensure_all_nameless
from domain.values import Line, Moment, PartnerId, Public, Text


class ForumDissolved(Refusal):
    """Cette instance est dissoute : il ne s’y passe plus rien."""


class UnknownMeeting(Refusal):
    """Cette réunion n’est pas convoquée, ou elle a déjà été tenue ou annulée."""

    field = "meeting"


class MetThatDay(Refusal):
    """Cette instance a déjà une réunion ce jour-là."""

    field = "on"


class HeldAnotherDay(Refusal):
    """Une réunion se tient le jour convoqué : pour un autre jour, convoquez-la de nouveau."""

    field = "on"


class NotSeated(Refusal):
    """Ce partenaire n’était pas membre ce jour-là : indiquez-le comme invité."""

    field = "partners"


class GuestIsMember(Refusal):
    """Ce partenaire était membre ce jour-là : il n’y était pas invité."""

    field = "guests"


class ForumMeetings(Aggregate):
    """What a forum's meetings may be decided on: who sits there, and when it met."""

    def begin(self) -> None:
        self.members: Mapping[Member, Sittings] = {}
        self.convened: Mapping[int, date] = {}
        self.held_on: frozenset[date] = frozenset()
        self.dissolved = False

    class MeetingConvened(Aggregate.Event):
        meets_at: Moment
        where: Public[Line]
        agenda: Public[Text]

        def apply(self, it: "ForumMeetings") -> None:
            it.convened = {**it.convened, self.originator_version: day_of(self.meets_at)}

    class MeetingCancelled(Aggregate.Event):
        meeting: int
        reason: Public[Text]

        def apply(self, it: "ForumMeetings") -> None:
            it.convened = _without(it.convened, self.meeting)

    class MeetingHeld(Aggregate.Event):
        """``meeting``: which convened one; None where it was held without that.

        ``partners`` are members, ``guests`` are not; ``colleges`` counts people.
        """

        meeting: int | None
        on: date
        partners: tuple[PartnerId, ...]
        guests: tuple[PartnerId, ...]
        colleges: tuple[Present, ...]
        conclusions: Public[Text]
        decisions: tuple[Public[Text], ...]

        def apply(self, it: "ForumMeetings") -> None:
            it.convened = _without(it.convened, self.meeting)
            it.held_on |= {self.on}

    def convene_meeting(self, *, meets_at: datetime, where: str, agenda: str) -> None:
        """``agenda`` is public: a forum never speaks of a person."""
        self._ensure_stands()
        if day_of(meets_at) in {*self.held_on, *self.convened.values()}:
            raise MetThatDay
        self.trigger_event(self.MeetingConvened, meets_at=meets_at, where=where, agenda=agenda)

    def cancel_meeting(self, *, meeting: int, reason: str) -> None:
        self._ensure_stands()
        if meeting not in self.convened:
            raise UnknownMeeting
        ensure_all_nameless(reason=reason)
        self.trigger_event(self.MeetingCancelled, meeting=meeting, reason=reason)

    def hold_meeting(
        self,
        *,
        on: date,
        conclusions: str,
        meeting: int | None = None,
        partners: tuple[PartnerId, ...] = (),
        guests: tuple[PartnerId, ...] = (),
        colleges: tuple[Present, ...] = (),
        decisions: tuple[str, ...] = (),
    ) -> None:
        """Who came is checked against who was a member on that very day."""
        self._ensure_stands()
        self._ensure_free(meeting, on)
        self._ensure_seated(on, partners, guests)
        ensure_counted(colleges, (*partners, *guests))
        ensure_all_nameless(conclusions=conclusions, decisions="\n".join(decisions))
        self.trigger_event(
            self.MeetingHeld, meeting=meeting, on=on, partners=partners, guests=guests,
            colleges=colleges, conclusions=conclusions, decisions=decisions,
        )  # fmt: skip

    def _ensure_stands(self) -> None:
        if self.dissolved:
            raise ForumDissolved

    def _ensure_free(self, meeting: int | None, on: date) -> None:
        if meeting is not None and meeting not in self.convened:
            raise UnknownMeeting
        if meeting is not None and self.convened[meeting] != on:
            raise HeldAnotherDay
        if on in {*self.held_on, *_without(self.convened, meeting).values()}:
            raise MetThatDay

    def _ensure_seated(
        self, on: date, partners: tuple[PartnerId, ...], guests: tuple[PartnerId, ...]
    ) -> None:
        if not all(self._seats(partner, on) for partner in partners):
            raise NotSeated
        if any(self._seats(guest, on) for guest in guests):
            raise GuestIsMember

    def _seats(self, partner: PartnerId, on: date) -> bool:
        sittings = self.members.get(Member(partner), ())
        return any(sitting.covers(on) for sitting in sittings)


def _without(convened: Mapping[int, date], meeting: int | None) -> Mapping[int, date]:
    return {each: day for each, day in convened.items() if each != meeting}
