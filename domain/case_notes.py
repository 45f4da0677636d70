"""Notes: for the service that writes them, unless widened with a sharing ground.

A note is named by the version of the fact that added it.
"""

from typing import Any, ClassVar

from domain import case_life as life
from domain import codes
from domain.case_standing import CaseStanding, Fact
from domain.values import Code, PartnerId, Personal, PersonId, Text


class CaseNotes(CaseStanding):
    class NoteAdded(Fact):
        class_version: ClassVar[int] = 2
        transition: ClassVar[bool] = False

        text: Personal[Text]
        audience: Code
        about: PersonId | None

        def apply(self, it: CaseStanding) -> None:
            it.notes = {**it.notes, self.originator_version: self.by}

        @staticmethod
        def upcast_v1_v2(state: dict[str, Any]) -> None:
            """No note said whom it was about."""
            state["about"] = None

    class NoteWidened(Fact):
        """``partners``: who may read it from now on, by which exception to secrecy."""

        note: int
        sharing_ground: Code
        partners: tuple[PartnerId, ...]

    class NoteCorrected(Fact):
        transition: ClassVar[bool] = False

        note: int
        text: Personal[Text]

    class NoteRetracted(Fact):
        transition: ClassVar[bool] = False

        note: int
        reason: Code

        def apply(self, it: CaseStanding) -> None:
            it.notes = {note: by for note, by in it.notes.items() if note != self.note}

    def add_note(
        self,
        *,
        by: PartnerId,
        text: str,
        audience: str = "my-service",
        about: PersonId | None = None,
    ) -> None:
        self._ensure_shared(by)
        codes.AUDIENCES.ensure(audience=audience)
        self._ensure_coordinated(codes.AUDIENCES, audience)
        if about is not None and about not in self.persons:
            raise life.NotInCase
        self.trigger_event(self.NoteAdded, by=by, text=text, audience=audience, about=about)

    def widen_note(
        self,
        *,
        by: PartnerId,
        note: int,
        sharing_ground: str,
        partners: tuple[PartnerId, ...] | None = None,
    ) -> None:
        """``partners``: None for all those of the case today; later ones do not read it."""
        self._ensure_shared(by)
        self._ensure_author(by, note)
        codes.SHARING_GROUNDS.ensure(sharing_ground=sharing_ground)
        self._ensure_coordinated(codes.SHARING_GROUNDS, sharing_ground)
        readers = set(self.partners if partners is None else partners) - {by}
        if not readers:
            raise life.NobodyToShareWith
        for partner in readers:
            self._ensure_among(partner)
        self.trigger_event(
            self.NoteWidened,
            by=by,
            note=note,
            sharing_ground=sharing_ground,
            partners=tuple(sorted(readers)),
        )

    def correct_note(self, *, by: PartnerId, note: int, text: str) -> None:
        self._ensure_author(by, note)
        self.trigger_event(self.NoteCorrected, by=by, note=note, text=text)

    def retract_note(self, *, by: PartnerId, note: int, reason: str) -> None:
        self._ensure_author(by, note)
        codes.RETRACTIONS.ensure(reason=reason)
        self.trigger_event(self.NoteRetracted, by=by, note=note, reason=reason)

    def _ensure_author(self, by: PartnerId, note: int) -> None:
        self._ensure_involved(by)
        if note not in self.notes:
            raise life.UnknownNote
        if by != self.notes[note]:
            raise life.NotAuthor

    def _ensure_coordinated(self, among: codes.CodeList, code: str) -> None:
        """CASF L.121-6-2 lets professionals share once the maire has named a coordinator."""
        if among[code].marks.get("coordinated") and self.coordinator is None:
            raise life.NoCoordinator
