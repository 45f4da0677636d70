"""An action sheet (fiche action): what partners do together under a priority of the convention.

The project does not take in every existing action as a matter of course (convention,
article 4): that is decided, or the action is left outside with a reason.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar
from uuid import UUID, uuid5

from domain import action_sheet_life as life
from domain import codes
from domain.action_sheet_life import UNDECIDED, SheetState
from domain.action_sheet_measures import Measuring
from domain.action_sheet_partners import Carrying
from domain.action_sheet_standing import Content, Standing, ensure_content, is_to_include
from domain.aggregate import Aggregate, event
from domain.nameless import ensure_all_nameless
from domain.values import (
    Code,
    Line,
    PartnerId,
    Public,
    Reference,
    SheetId,
    TerritoryId,
    Text,
)

SHEETS = UUID("7be0c1de-3c67-5d0f-9c1b-5f2a2f4f3a21")


def sheet_id(territory: TerritoryId, number: int) -> SheetId:
    """One sheet for each number: a second one is refused by the log itself."""
    return SheetId(uuid5(SHEETS, f"{territory}/{number}"))


def stream_of(territory: TerritoryId, said: str) -> SheetId:
    """The sheet of that number, or of that identifier; ValueError where it is neither."""
    return sheet_id(territory, int(said)) if said.isdecimal() else SheetId(UUID(said))


class Step(Aggregate.Event):
    """A fact that leads the sheet to another state."""

    leads_to: ClassVar[SheetState]

    def apply(self, it: Standing) -> None:
        it.state = self.leads_to


class ActionSheet(Measuring, Carrying):
    class Drafted(Aggregate.Created):
        number: int
        content: Content
        lead: PartnerId

    class DraftedAgain(Aggregate.Event):
        """A number that was entered in error is used after all."""

        content: Content
        lead: PartnerId

        def apply(self, it: "ActionSheet") -> None:
            it.begin(self.content, self.lead)

    class InclusionDecided(Step):
        leads_to = SheetState.INCLUDED

        why: Public[Text] | None

    class LeftOutside(Step):
        leads_to = SheetState.OUTSIDE

        reason: Code
        words: Public[Text] | None

    class Adopted(Step):
        """``forum``: of the network; else ``body`` names who adopted it, e.g. « copil »."""

        leads_to = SheetState.ADOPTED

        on: date
        forum: Reference | None
        body: Public[Line] | None

    class Revised(Aggregate.Event):
        what: tuple[Code, ...]
        content: Content
        why: Public[Text]

        def apply(self, it: "ActionSheet") -> None:
            it.content = self.content

    class Paused(Step):
        leads_to = SheetState.PAUSED

        reason: Code
        words: Public[Text] | None

    class Resumed(Step):
        leads_to = SheetState.ADOPTED

    class Concluded(Step):
        leads_to = SheetState.CONCLUDED

        assessment: Public[Text]

    class Generalised(Step):
        """An experiment goes beyond what it was tried on; ``scope`` says how far."""

        leads_to = SheetState.GENERALISED

        scope: Public[Text]

    class Abandoned(Step):
        leads_to = SheetState.ABANDONED

        reason: Code
        words: Public[Text] | None

    class EnteredInError(Step):
        leads_to = SheetState.IN_ERROR
        transition: ClassVar[bool] = False

        reason: Code

    @event(Drafted)
    def __init__(
        self,
        id: SheetId,  # noqa: A002 - the library passes the stream's id by this name
        number: int,
        content: Content,
        lead: PartnerId,
    ) -> None:
        self.begin(content, lead)

    @classmethod
    def ensure_may_begin(cls, facts: Mapping[str, Any]) -> None:
        if facts["number"] < 1:
            raise life.NumberOutOfRange
        ensure_content(facts["content"])

    def draft_again(self, *, content: Content, lead: PartnerId) -> None:
        if self.state is not SheetState.IN_ERROR:
            raise life.NotInError
        ensure_content(content)
        self.trigger_event(self.DraftedAgain, content=content, lead=lead)

    def decide_inclusion(self, *, why: str | None = None) -> None:
        """An action that existed before the project becomes part of it (article 4)."""
        self._ensure_to_include()
        if self.state is SheetState.INCLUDED:
            raise life.AlreadyDecided
        ensure_all_nameless(why=why)
        self.trigger_event(self.InclusionDecided, why=why)

    def leave_outside(self, *, reason: str, words: str | None = None) -> None:
        self._ensure_to_include()
        if self.state is SheetState.OUTSIDE:
            raise life.AlreadyDecided
        codes.LEFT_OUTSIDE.ensure(reason=reason)
        ensure_all_nameless(words=words)
        self.trigger_event(self.LeftOutside, reason=reason, words=words)

    def adopt(
        self, *, on: date, forum: Reference | None = None, body: str | None = None
    ) -> None:
        self._ensure_open()
        if self.state not in UNDECIDED:
            raise life.AlreadyAdopted
        if self._to_include and self.state is not SheetState.INCLUDED:
            raise life.InclusionUndecided
        if (forum is None) == (body is None):
            raise life.NoForum
        if forum is not None and forum.kind != "forum":
            raise life.NotForum
        ensure_all_nameless(body=body)
        self.trigger_event(self.Adopted, on=on, forum=forum, body=body)

    def revise(self, *, content: Content, why: str) -> None:
        self._ensure_not_ended()
        ensure_content(content)
        what = self.content.differs_in(content)
        if not what:
            raise life.NothingToRevise
        if self.state is not SheetState.DRAFTED and is_to_include(content) != self._to_include:
            raise life.InclusionSettled
        ensure_all_nameless(why=why)
        self.trigger_event(self.Revised, what=what, content=content, why=why)

    def pause(self, *, reason: str, words: str | None = None) -> None:
        self._ensure_running()
        if self.state is SheetState.PAUSED:
            raise life.AlreadyPaused
        codes.SHEET_PAUSES.ensure(reason=reason)
        ensure_all_nameless(words=words)
        self.trigger_event(self.Paused, reason=reason, words=words)

    def resume(self) -> None:
        self._ensure_running()
        if self.state is not SheetState.PAUSED:
            raise life.NotPaused
        self.trigger_event(self.Resumed)

    def conclude(self, *, assessment: str) -> None:
        self._ensure_running()
        ensure_all_nameless(assessment=assessment)
        self.trigger_event(self.Concluded, assessment=assessment)

    def generalise(self, *, scope: str) -> None:
        """An experiment that runs, or that was concluded, goes on for all."""
        if not codes.SHEET_KINDS[self.content.kind].marks.get("experiment"):
            raise life.NotExperimental
        if self.state is SheetState.GENERALISED:
            raise life.AlreadyGeneralised
        if self.state is not SheetState.CONCLUDED:
            self._ensure_running()
        ensure_all_nameless(scope=scope)
        self.trigger_event(self.Generalised, scope=scope)

    def abandon(self, *, reason: str, words: str | None = None) -> None:
        self._ensure_open()
        codes.SHEET_ENDS.ensure(reason=reason)
        ensure_all_nameless(words=words)
        self.trigger_event(self.Abandoned, reason=reason, words=words)

    def enter_in_error(self, *, reason: str) -> None:
        self._ensure_not_in_error()
        codes.ERRORS.ensure(reason=reason)
        self.trigger_event(self.EnteredInError, reason=reason)

    @property
    def _to_include(self) -> bool:
        return is_to_include(self.content)

    def _ensure_to_include(self) -> None:
        self._ensure_not_ended()
        if not self._to_include:
            raise life.BornInProject
        if self.state not in UNDECIDED:
            raise life.AlreadyAdopted
