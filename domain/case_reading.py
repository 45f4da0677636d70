"""Who may read which fact of a case: a function of its history and of who asks.

Whoever may read the case at all (``policies.decide_reading``) does not read all of it.
A note is for its audience; once retracted or corrected, its earlier words are its
author's service's alone. Goals are for the partners that are party to the case, not for
one that was only asked. That somebody turned to protection, or told an authority, is
known to the service that did it and to the DPO: a violent relative may work anywhere.
An alert is read in the same way, by ``domain.alert_policies``; who told it what it says is
known to the service that heard them, and to nobody else.
"""

from collections.abc import Callable, Collection, Iterable
from enum import Enum

from domain.aggregate import Aggregate, after
from domain.case import Case
from domain.catalogue import AGGREGATE_OF
from domain.commitment import Commitment
from domain.policies import CASEWORK, ELECTED, Asker
from domain.reporter import Reporter
from domain.values import Code, PartnerId

Event = Aggregate.Event

GUARDED: tuple[type[Event], ...] = (Case.AuthorityInformed, Case.TransmittedToProtection)
"""Facts whose existence is a secret; each has a ``by``."""

PROMISES: tuple[type[Event], ...] = tuple(
    kind for kind, aggregate in AGGREGATE_OF.items() if aggregate is Commitment
)
"""Not for elected officials before both sides agree: they read what is published."""


class Reading(Enum):
    """``WHOLE``; ``TRACE``: without its personal fields; ``HIDDEN``: as if it were not."""

    WHOLE = "whole"
    TRACE = "trace"
    HIDDEN = "hidden"


def hidden_kinds(asker: Asker) -> Collection[Code]:
    """Kinds of facts that this reader does not even know of, unless its own service's."""
    if asker.role == "dpo":
        return ()
    kept = PROMISES if asker.role == ELECTED else ()
    return tuple(kind.__qualname__ for kind in (*GUARDED, *kept))


def readable(history: Iterable[Event], asker: Asker) -> Callable[[Event], Reading]:
    """How this reader gets each fact; ``history``: all facts of the case, sealed or not."""
    return _Eyes(history, asker).read


def less(one: Reading, other: Reading) -> Reading:
    """What both leave, where a fact is read at two moments."""
    return max(one, other, key=list(Reading).index)


class _Note:
    """A note as the facts about it leave it."""

    def __init__(self, added: Case.NoteAdded) -> None:
        self.author, self.audience = added.by, added.audience
        self.widened: frozenset[PartnerId] = frozenset()
        self.said = added.originator_version
        self.retracted = False

    def readers(self, coordinator: PartnerId | None) -> frozenset[PartnerId]:
        if self.audience == "coordinator" and coordinator is not None:
            return self.widened | {self.author, coordinator}
        return self.widened | {self.author}


class _Eyes:
    """One reader, before one history."""

    def __init__(self, history: Iterable[Event], asker: Asker) -> None:
        self._partner = asker.partner if asker.role in CASEWORK else None
        self._answers_for_it = asker.role == "dpo"
        self._notes: dict[int, _Note] = {}
        self._case: Case | None = None
        for fact in history:
            self._take(fact)

    def read(self, fact: Event) -> Reading:  # noqa: PLR0911 - one for each kind of secret
        match fact:
            case Case.AuthorityInformed(by=by) | Case.TransmittedToProtection(by=by):
                return self._guarded(by)
            case Case.NoteAdded(originator_version=note) | Case.NoteCorrected(note=note):
                return self._words(self._notes.get(note), fact.originator_version)
            case Case.NoteWidened(note=note, partners=partners):
                about = self._notes.get(note)
                told = about and self._partner in (about.author, *partners)
                return Reading.WHOLE if told else Reading.HIDDEN
            case Case.NoteRetracted(note=note):
                return Reading.WHOLE if self._reads(self._notes.get(note)) else Reading.HIDDEN
            case Reporter.Heard(by=by):
                return Reading.WHOLE if by == self._partner else Reading.TRACE
            case Case.GoalSet() | Case.GoalReached() | Case.GoalDropped():
                return Reading.WHOLE if self._is_party else Reading.HIDDEN
            case _:
                return Reading.WHOLE

    @property
    def _is_party(self) -> bool:
        return self._case is not None and self._partner in self._case.partners

    def _guarded(self, by: PartnerId) -> Reading:
        if by == self._partner:
            return Reading.WHOLE
        return Reading.TRACE if self._answers_for_it else Reading.HIDDEN

    def _words(self, note: _Note | None, version: int) -> Reading:
        if note is None or not self._reads(note):
            return Reading.HIDDEN
        if self._partner == note.author:
            return Reading.WHOLE
        stands = version == note.said and not note.retracted
        return Reading.WHOLE if stands else Reading.TRACE

    def _reads(self, note: _Note | None) -> bool:
        """None: a note that is not known, as before it was written."""
        if note is None:
            return False
        chosen = self._case.coordinator if self._case is not None else None
        return self._partner in note.readers(chosen.partner if chosen is not None else None)

    def _take(self, fact: Event) -> None:
        if AGGREGATE_OF[type(fact)] is Case:
            self._case = after(self._case, fact)
        match fact:
            case Case.NoteAdded():
                self._notes[fact.originator_version] = _Note(fact)
            case Case.NoteWidened(note=note, partners=partners) if note in self._notes:
                self._notes[note].widened |= set(partners)
            case Case.NoteCorrected(note=note) if note in self._notes:
                self._notes[note].said = fact.originator_version
            case Case.NoteRetracted(note=note) if note in self._notes:
                self._notes[note].retracted = True
            case _:
                pass
