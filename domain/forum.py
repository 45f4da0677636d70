"""A forum (instance): where partners, élus and residents meet about the project."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from domain import codes, membership
from domain.aggregate import Aggregate, Refusal, event
from domain.forum_meetings import ForumMeetings
from domain.membership import Member
from domain.nameless import ensure_all_nameless
from domain.references import ensure_serves
from domain.values import Code, ForumId, Line, PartnerId, Public, Reference, Text

SERVED = frozenset({"sheet", "recommendation", "amendment"})
"""What a forum may work for; never a person's case."""


class MeetingsPlanned(Refusal):
    """Une réunion est encore convoquée : tenez-la ou annulez-la d’abord."""


class Forum(ForumMeetings):
    class Formed(Aggregate.Created):
        kind: Code
        name: Public[Line]
        purpose: Public[Text]
        serves: tuple[Reference, ...]

    class MemberJoined(Aggregate.Event):
        """A partner or a college, from that day on; nobody's name."""

        partner: PartnerId | None
        college: Code | None
        since: date

        def apply(self, it: "Forum") -> None:
            member = Member(self.partner, self.college)
            sittings = it.members.get(member, ())
            it.members = {**it.members, member: membership.joined(sittings, self.since)}

    class MemberLeft(Aggregate.Event):
        """``left_on`` is the last day of the membership."""

        partner: PartnerId | None
        college: Code | None
        left_on: date

        def apply(self, it: "Forum") -> None:
            member = Member(self.partner, self.college)
            sittings = membership.left(it.members.get(member, ()), self.left_on)
            it.members = {**it.members, member: sittings}

    class Dissolved(Aggregate.Event):
        reason: Public[Text]

        def apply(self, it: "Forum") -> None:
            it.dissolved = True

    @event(Formed)
    def __init__(
        self,
        id: ForumId,  # noqa: A002 - the library passes the stream's id by this name
        kind: Code,
        name: Public[Line],
        purpose: Public[Text],
        serves: tuple[Reference, ...] = (),
    ) -> None:
        self.begin()

    @classmethod
    def ensure_may_begin(cls, facts: Mapping[str, Any]) -> None:
        codes.FORUMS.ensure(kind=facts["kind"])
        ensure_serves(facts["serves"], SERVED)
        ensure_all_nameless(name=facts["name"], purpose=facts["purpose"])

    def join(self, *, by: PartnerId, since: date) -> None:
        """A partner joins by its own word."""
        self._seat(Member(by), since)

    def leave(self, *, by: PartnerId, left_on: date) -> None:
        """A partner leaves by its own word, after that last day."""
        self._unseat(Member(by), left_on)

    def admit(
        self, *, since: date, partner: PartnerId | None = None, college: str | None = None
    ) -> None:
        """A partner or a college, one of the two, is made a member."""
        self._seat(membership.either(partner, college), since)

    def record_departure(
        self, *, left_on: date, partner: PartnerId | None = None, college: str | None = None
    ) -> None:
        self._unseat(membership.either(partner, college), left_on)

    def dissolve(self, *, reason: str) -> None:
        self._ensure_stands()
        if self.convened:
            raise MeetingsPlanned
        ensure_all_nameless(reason=reason)
        self.trigger_event(self.Dissolved, reason=reason)

    def _seat(self, member: Member, since: date) -> None:
        self._ensure_stands()
        membership.ensure_joins(self.members.get(member, ()), since)
        self.trigger_event(
            self.MemberJoined, partner=member.partner, college=member.college, since=since
        )

    def _unseat(self, member: Member, left_on: date) -> None:
        self._ensure_stands()
        membership.ensure_leaves(self.members.get(member, ()), left_on)
        self.trigger_event(
            self.MemberLeft, partner=member.partner, college=member.college, left_on=left_on
        )
