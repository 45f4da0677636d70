"""What a conference rests on: frozen evidence, questions, findings and their figures."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from domain import codes
from domain import conference_life as life
from domain.aggregate import Aggregate
from domain.conference_life import State
from domain.nameless import ensure_all_nameless, ensure_nameless
from domain.values import Code, Digest, Line, PartnerId, Public, Text


@dataclass(frozen=True)
class Figure:
    """A figure as it was read: what it says, where, and at which position of the journal.

    ``reading``: which of ``codes.FIGURES`` it is, over the facts after ``after`` and up to
    ``position``, so that anyone may read it again; None for a figure of another source.
    """

    label: Public[Line]
    value: Public[Line]
    source: Public[Line]
    position: int
    reading: Code | None = None
    after: int = 0


class Read(NamedTuple):
    """A figure of a finding as published, its value as now known, and where that was read."""

    figure: Figure
    now: str
    position: int


class Evidence(Aggregate):
    class EvidenceFrozen(Aggregate.Event):
        """``seal``: root of the tree of the journal's leaves 1 to ``position`` (RFC 6962)."""

        position: int
        seal: Digest

        def apply(self, it: "Evidence") -> None:
            it.frozen = self.position

    class QuestionRaised(Aggregate.Event):
        number: int
        by: PartnerId
        college: Code
        text: Public[Text]

        def apply(self, it: "Evidence") -> None:
            it.questions = self.number

    class FindingRecorded(Aggregate.Event):
        """``answers``: the numbers of the questions that it answers."""

        number: int
        principle: Code | None
        priority: Code | None
        text: Public[Text]
        figures: tuple[Figure, ...]
        answers: tuple[int, ...]

        def apply(self, it: "Evidence") -> None:
            read = {
                (self.number, n): Read(each, each.value, each.position)
                for n, each in enumerate(self.figures, start=1)
            }
            it.findings, it.known = self.number, {**it.known, **read}

    class FindingRestated(Aggregate.Event):
        """A figure as it was published and as it is now known; both stay readable."""

        finding: int
        figure: int
        published: Public[Line]
        now: Public[Line]
        position: int
        reason: Public[Text]

        def apply(self, it: "Evidence") -> None:
            figure = it.known[self.finding, self.figure].figure
            read = Read(figure, self.now, self.position)
            it.known = {**it.known, (self.finding, self.figure): read}

    def begin(self, year: int, held_on: date) -> None:
        self.year, self.held_on, self.state = year, held_on, State.CONVENED
        self.frozen: int | None = None
        self.questions = self.findings = self.recommendations = self.proposals = 0
        self.known: dict[tuple[int, int], Read] = {}

    def freeze_evidence(self, *, position: int, seal: str, head: int) -> None:
        """What is known by ``position`` is discussed; ``head`` is the last that there is.

        Frozen anew (a conference put off) as long as no finding rests on it.
        """
        self._ensure_open()
        if self.findings:
            raise life.EvidenceCited
        if not 1 <= position <= head:
            raise life.BeyondHead
        self.trigger_event(self.EvidenceFrozen, position=position, seal=seal)

    def raise_question(self, *, by: PartnerId, college: str, text: str) -> None:
        """``college``: in whose name; the service ``by`` may relay what residents ask."""
        self._ensure_open()
        codes.COLLEGES.ensure(college=college)
        ensure_nameless(text)
        self.trigger_event(
            self.QuestionRaised, number=self.questions + 1, by=by, college=college, text=text
        )

    def record_finding(
        self,
        *,
        text: str,
        principle: str | None = None,
        priority: str | None = None,
        figures: tuple[Figure, ...] = (),
        answers: tuple[int, ...] = (),
    ) -> None:
        """About one ``principle`` of article 2, or one ``priority`` of the project."""
        self._ensure_open()
        self._ensure_about_one_thing(principle, priority)
        ensure_nameless(text)
        self._ensure_read_by_the_freeze(figures)
        for each in figures:
            ensure_all_nameless(label=each.label, value=each.value, source=each.source)
        if not all(1 <= number <= self.questions for number in answers):
            raise life.UnknownQuestion
        self.trigger_event(
            self.FindingRecorded, number=self.findings + 1, principle=principle,
            priority=priority, text=text, figures=figures, answers=answers,
        )  # fmt: skip

    def restate_finding(
        self, *, finding: int, figure: int, value: str, position: int, reason: str, head: int
    ) -> None:
        """Say what is known of a published figure by ``position``, after it was published."""
        if self.state is State.CANCELLED:
            raise life.ConferenceOver
        if not 1 <= finding <= self.findings:
            raise life.UnknownFinding
        if (finding, figure) not in self.known:
            raise life.UnknownFigure
        read = self.known[finding, figure]
        if value == read.now:
            raise life.NothingRestated
        ensure_all_nameless(reason=reason, value=value)
        if not read.position <= position <= head:
            raise life.BeyondHead
        self.trigger_event(
            self.FindingRestated, finding=finding, figure=figure, published=read.figure.value,
            now=value, position=position, reason=reason,
        )  # fmt: skip

    def _ensure_open(self) -> None:
        if self.state in (State.CONCLUDED, State.CANCELLED):
            raise life.ConferenceOver

    def _ensure_about_one_thing(self, principle: str | None, priority: str | None) -> None:
        if (principle is None) == (priority is None):
            raise life.AboutOneThing
        if principle is not None:
            codes.PRINCIPLES.ensure(principle=principle)
        if priority is not None:
            codes.PRIORITIES.ensure(priority=priority)

    def _ensure_read_by_the_freeze(self, figures: tuple[Figure, ...]) -> None:
        """A finding without a figure rests on the same evidence: what was known that day."""
        if self.frozen is None:
            raise life.EvidenceNotFrozen
        for each in figures:
            if not 0 <= each.after <= each.position <= self.frozen:
                raise life.ReadAfterTheFreeze
            if each.reading is not None:
                codes.FIGURES.ensure(figures=each.reading)
