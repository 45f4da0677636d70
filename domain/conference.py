"""The conference (conférence sociale locale): each year, what was done is seen together."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID, uuid5

from domain import codes
from domain import conference_life as life
from domain.aggregate import Aggregate, event
from domain.attendance import Present, ensure_counted
from domain.conference_evidence import Evidence
from domain.conference_life import State
from domain.convention import NoMeans
from domain.nameless import ensure_all_nameless, ensure_nameless
from domain.values import (
    Code,
    ConferenceId,
    Digest,
    Line,
    PartnerId,
    Public,
    TerritoryId,
    Text,
)

_CONFERENCES = UUID("5b7c1f0e-2f4a-5d6b-9a3e-71c0d8e4b2f9")


def conference_stream(territory: TerritoryId, year: int) -> ConferenceId:
    """The one conference of a territory's year: the log refuses a second by this id alone."""
    return ConferenceId(uuid5(_CONFERENCES, f"{territory}/{year}"))


class Conference(Evidence):
    class Convened(Aggregate.Created):
        year: int
        held_on: date
        where: Public[Line]
        agenda: tuple[Public[Line], ...]

    class Postponed(Aggregate.Event):
        """``where``: None where the place stays the same."""

        held_on: date
        where: Public[Line] | None
        reason: Public[Text]

        def apply(self, it: Evidence) -> None:
            it.held_on = self.held_on

    class Cancelled(Aggregate.Event):
        reason: Public[Text]

        def apply(self, it: Evidence) -> None:
            it.state = State.CANCELLED

    class Held(Aggregate.Event):
        """``colleges``: how many people of each; ``partners``: which services were there."""

        colleges: tuple[Present, ...]
        partners: tuple[PartnerId, ...]

        def apply(self, it: Evidence) -> None:
            it.state = State.HELD

    class RecommendationAdopted(Aggregate.Event):
        """``addressed_to``: None for the signatories; ``findings``: what it follows from."""

        number: int
        text: Public[Text]
        addressed_to: PartnerId | None
        theme: Code | None
        findings: tuple[int, ...]
        wished_for: date | None

        def apply(self, it: Evidence) -> None:
            it.recommendations = self.number

    class AmendmentProposed(Aggregate.Event):
        """A proposal to the signatories (article 4): an amendment is theirs to sign."""

        number: int
        means: tuple[Public[Text], ...]
        recommendations: tuple[int, ...]

        def apply(self, it: Evidence) -> None:
            it.proposals = self.number

    class Concluded(Aggregate.Event):
        """``report``: SHA-256 of the report, UTF-8 text, as it was published."""

        report: Digest

        def apply(self, it: Evidence) -> None:
            it.state = State.CONCLUDED

    @event(Convened)
    def __init__(
        self,
        id: UUID,  # noqa: A002 - the library passes the stream's id by this name
        year: int,
        held_on: date,
        where: Public[Line],
        agenda: tuple[Public[Line], ...],
    ) -> None:
        self.begin(year, held_on)

    @classmethod
    def ensure_may_begin(cls, facts: Mapping[str, Any]) -> None:
        if facts["held_on"].year != facts["year"]:
            raise life.AnotherYear
        if not facts["agenda"]:
            raise life.NoAgenda

    def postpone(self, *, held_on: date, reason: str, where: str | None = None) -> None:
        """It stays the conference of its year, even held early in the next."""
        self._ensure_open()
        self._ensure_not_held()
        if held_on <= self.held_on:
            raise life.NotPostponed
        ensure_all_nameless(reason=reason)
        self.trigger_event(self.Postponed, held_on=held_on, where=where, reason=reason)

    def cancel(self, *, reason: str) -> None:
        self._ensure_open()
        self._ensure_not_held()
        ensure_all_nameless(reason=reason)
        self.trigger_event(self.Cancelled, reason=reason)

    def hold(
        self,
        *,
        colleges: tuple[Present, ...],
        today: date,
        partners: tuple[PartnerId, ...] = (),
    ) -> None:
        """Counts by ``codes.COLLEGES``; a college that did not come is said with zero."""
        self._ensure_open()
        self._ensure_not_held()
        if today < self.held_on:
            raise life.BeforeItsDay
        ensure_counted(colleges, partners)
        self.trigger_event(self.Held, colleges=colleges, partners=partners)

    def adopt_recommendation(
        self,
        *,
        text: str,
        addressed_to: PartnerId | None = None,
        theme: str | None = None,
        findings: tuple[int, ...] = (),
        wished_for: date | None = None,
    ) -> None:
        """``wished_for``: by when; whoever commits to it says their own day."""
        self._ensure_held()
        ensure_nameless(text)
        if theme is not None:
            codes.THEMES.ensure(theme=theme)
        if not all(1 <= number <= self.findings for number in findings):
            raise life.UnknownFinding("findings")
        self.trigger_event(
            self.RecommendationAdopted, number=self.recommendations + 1, text=text,
            addressed_to=addressed_to, theme=theme, findings=findings,
            wished_for=wished_for,
        )  # fmt: skip

    def propose_amendment(
        self, *, means: tuple[str, ...], recommendations: tuple[int, ...] = ()
    ) -> None:
        self._ensure_held()
        if not means:
            raise NoMeans
        ensure_all_nameless(means="\n".join(means))
        if not all(1 <= number <= self.recommendations for number in recommendations):
            raise life.UnknownRecommendation
        self.trigger_event(
            self.AmendmentProposed, number=self.proposals + 1, means=means,
            recommendations=recommendations,
        )  # fmt: skip

    def conclude(self, *, report: str) -> None:
        self._ensure_held()
        if self.frozen is None:
            raise life.EvidenceNotFrozen
        self.trigger_event(self.Concluded, report=report)

    def _ensure_held(self) -> None:
        self._ensure_open()
        if self.state is not State.HELD:
            raise life.NotHeld

    def _ensure_not_held(self) -> None:
        if self.state is State.HELD:
            raise life.AlreadyHeld
