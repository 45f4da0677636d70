"""How an action sheet stands: what it says, who carries it, and the guards of its verbs."""

from dataclasses import dataclass

from domain import action_sheet_life as life
from domain import codes
from domain.action_sheet_life import ENDED, OPEN, SheetState
from domain.aggregate import Aggregate
from domain.nameless import ensure_all_nameless
from domain.values import Code, Line, PartnerId, Public, Text


@dataclass(frozen=True)
class Content:
    """What an action sheet says; public, and never about one person.

    ``kind``: existing, new or experimental. ``need``: whose need it answers, in words.
    """

    title: Public[Line]
    kind: Code
    priority: Code
    need: Public[Text]
    objectives: tuple[Public[Text], ...]
    publics: tuple[Code, ...] = ()

    def differs_in(self, other: "Content") -> tuple[Code, ...]:
        """The parts that the other says otherwise, in the order of ``codes.SHEET_PARTS``."""
        return tuple(
            part for part in codes.SHEET_PARTS if getattr(self, part) != getattr(other, part)
        )


def ensure_content(content: Content) -> None:
    codes.SHEET_KINDS.ensure(kind=content.kind)
    codes.PRIORITIES.ensure(priority=content.priority)
    codes.PUBLICS.ensure_each(publics=content.publics)
    if not content.objectives:
        raise life.NoObjective
    ensure_all_nameless(
        title=content.title, need=content.need, objectives="\n".join(content.objectives)
    )


def is_to_include(content: Content) -> bool:
    """Whether it existed before the project, which takes it in only if that is decided."""
    return bool(codes.SHEET_KINDS[content.kind].marks.get("to_include"))


class Standing(Aggregate):
    def begin(self, content: Content, lead: PartnerId) -> None:
        self.content, self.lead = content, lead
        self.partners: frozenset[PartnerId] = frozenset()
        self.state = SheetState.DRAFTED

    def _ensure_open(self) -> None:
        if self.state is SheetState.OUTSIDE:
            raise life.SheetOutside
        self._ensure_not_in_error()
        if self.state not in OPEN:
            raise life.SheetEnded

    def _ensure_running(self) -> None:
        self._ensure_open()
        if self.state in (SheetState.DRAFTED, SheetState.INCLUDED):
            raise life.NotAdopted

    def _ensure_not_ended(self) -> None:
        self._ensure_not_in_error()
        if self.state in ENDED:
            raise life.SheetEnded

    def _ensure_not_in_error(self) -> None:
        if self.state is SheetState.IN_ERROR:
            raise life.SheetInError
