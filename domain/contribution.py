"""A contribution (contribution d’habitant·e): what residents say, and what became of it.

Article 2 of the convention: residents’ views and needs are taken into account. Who said it
and in which words stays sealed; what is published is a masked text.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar

from domain import codes
from domain.aggregate import Aggregate, Subject, event
from domain.contribution_life import (
    AlreadyKeptBack,
    AlreadyLedTo,
    AlreadyLinked,
    AlreadyPublished,
    ContributionEnded,
    NotMasked,
    ensure_effect,
)
from domain.deadlines import AlreadyReminded, NotYetDue
from domain.geography import ensure_place_whole
from domain.nameless import ensure_nameless
from domain.values import (
    Code,
    ContributionId,
    Deadline,
    Line,
    PartnerId,
    Personal,
    Public,
    Reference,
    SheetId,
    Text,
)


class ByTheClock(Aggregate.Event):
    """What the clock did, by which rule in which version."""

    due: date
    rule: Code
    version: int


class Contribution(Subject):
    class Received(Aggregate.Created):
        """``name`` is None for who wished to stay anonymous, ``quartier`` for the commune."""

        by: PartnerId
        kind: Code
        channel: Code
        theme: Code
        quartier: Code | None
        geography_version: Code | None
        text: Personal[Text]
        name: Personal[Line] | None
        contact: Personal[Line] | None
        deadline: Deadline

    class Masked(Aggregate.Event):
        """The words that may be shown: who wrote, and who is spoken of, cannot be told."""

        text: Public[Text]

        def apply(self, it: "Contribution") -> None:
            it.masked = True

    class Published(Aggregate.Event):
        """``agreed``: how its author agreed to it."""

        agreed: Code

        def apply(self, it: "Contribution") -> None:
            it.published = True

    class NotPublished(Aggregate.Event):
        reason: Code

        def apply(self, it: "Contribution") -> None:
            it.published = False

    class Answered(Aggregate.Event):
        """``partner``: who answers. ``given_back``: how its author learnt of it."""

        partner: PartnerId
        text: Public[Text]
        given_back: Code

        def apply(self, it: "Contribution") -> None:
            it.deadline = None

    class LinkedToSheet(Aggregate.Event):
        sheet: SheetId

        def apply(self, it: "Contribution") -> None:
            it.sheets |= {self.sheet}

    class LedTo(Aggregate.Event):
        """What residents said changed something: ``what`` it led to, and how."""

        what: Reference
        change: Public[Line]

        def apply(self, it: "Contribution") -> None:
            it.effects |= {self.what}

    class Withdrawn(Aggregate.Event):
        """By its author: nothing of it is shown any more."""

        def apply(self, it: "Contribution") -> None:
            it.ended, it.deadline = True, None

    class EnteredInError(Aggregate.Event):
        transition: ClassVar[bool] = False

        reason: Code

        def apply(self, it: "Contribution") -> None:
            it.ended, it.deadline = True, None

    class Reminded(ByTheClock):
        def apply(self, it: "Contribution") -> None:
            it.reminded |= {self.due}

    class LeftUnanswered(ByTheClock):
        """Silence is recorded; the answer is still awaited."""

        def apply(self, it: "Contribution") -> None:
            it.deadline = None

    @event(Received)
    def __init__(
        self,
        id: ContributionId,  # noqa: A002 - the library passes the stream's id by this name
        by: PartnerId,
        kind: Code,
        channel: Code,
        theme: Code,
        quartier: Code | None,
        geography_version: Code | None,
        text: Personal[Text],
        name: Personal[Line] | None,
        contact: Personal[Line] | None,
        deadline: Deadline,
    ) -> None:
        self.receiver = by
        self.deadline: Deadline | None = deadline
        self.reminded: frozenset[date] = frozenset()
        self.masked = self.ended = False
        self.published: bool | None = None
        self.sheets: frozenset[SheetId] = frozenset()
        self.effects: frozenset[Reference] = frozenset()

    @classmethod
    def ensure_may_begin(cls, facts: Mapping[str, Any]) -> None:
        codes.CONTRIBUTION_KINDS.ensure(kind=facts["kind"])
        codes.CONTRIBUTION_CHANNELS.ensure(channel=facts["channel"])
        codes.THEMES.ensure(theme=facts["theme"])
        ensure_place_whole(facts["quartier"], facts["geography_version"])

    def mask(self, *, text: str, author: str | None = None) -> None:
        """``author``: the name that the text must not hold; it is not kept here.

        A better mask replaces the one before it, also once it is published.
        """
        self._ensure_stands()
        ensure_nameless(text, author)
        self.trigger_event(self.Masked, text=text)

    def publish(self, *, agreed: str) -> None:
        self._ensure_stands()
        codes.PUBLICATION_AGREEMENTS.ensure(agreed=agreed)
        if not self.masked:
            raise NotMasked
        if self.published:
            raise AlreadyPublished
        self.trigger_event(self.Published, agreed=agreed)

    def keep_back(self, *, reason: str) -> None:
        """It is not published, or no longer; it is answered all the same."""
        self._ensure_stands()
        codes.NON_PUBLICATIONS.ensure(reason=reason)
        if self.published is False:
            raise AlreadyKeptBack
        self.trigger_event(self.NotPublished, reason=reason)

    def answer(self, *, partner: PartnerId, text: str, given_back: str) -> None:
        """In public words; another partner may add its own."""
        self._ensure_stands()
        codes.ANSWERS_GIVEN_BACK.ensure(given_back=given_back)
        ensure_nameless(text)
        self.trigger_event(self.Answered, partner=partner, text=text, given_back=given_back)

    def link_to_sheet(self, *, sheet: SheetId) -> None:
        self._ensure_stands()
        if sheet in self.sheets:
            raise AlreadyLinked
        self.trigger_event(self.LinkedToSheet, sheet=sheet)

    def lead_to(self, *, what: Reference, change: str) -> None:
        self._ensure_stands()
        ensure_effect(what)
        ensure_nameless(change, field="change")
        if what in self.effects:
            raise AlreadyLedTo
        self.trigger_event(self.LedTo, what=what, change=change)

    def withdraw(self) -> None:
        """Its author takes it back."""
        self._ensure_stands()
        self.trigger_event(self.Withdrawn)

    def enter_in_error(self, *, reason: str) -> None:
        self._ensure_stands()
        codes.ERRORS.ensure(reason=reason)
        self.trigger_event(self.EnteredInError, reason=reason)

    def remind(self, *, due: date) -> None:
        """``due``: the day on which the deadline says that this reminder falls."""
        deadline = self.deadline
        if deadline is None or due not in deadline.reminders or due in self.reminded:
            raise AlreadyReminded
        self._record_by_the_clock(self.Reminded, due, deadline)

    def leave_unanswered(self, *, today: date) -> None:
        """Silence is recorded, not an end: it may still be answered."""
        deadline = self.deadline
        if deadline is None or deadline.lapses_on is None or today < deadline.lapses_on:
            raise NotYetDue
        self._record_by_the_clock(self.LeftUnanswered, deadline.due, deadline)

    @property
    def awaits_answer(self) -> bool:
        """Whether its deadline runs."""
        return self.deadline is not None

    def _ensure_stands(self) -> None:
        if self.ended:
            raise ContributionEnded

    def _record_by_the_clock(
        self, fact: type[ByTheClock], due: date, deadline: Deadline
    ) -> None:
        self.trigger_event(fact, due=due, rule=deadline.rule, version=deadline.version)
