"""The notes of a case as they stand for their reader."""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from domain.case import Case
from domain.values import Code, PartnerId, PersonId
from store.facts import Fact, Header


class Note(NamedTuple):
    """A note; ``number`` is the version of the fact that added it.

    ``corrected``: where its words were last put right; ``readers``: services that it was
    shared with; ``retracted``: why it no longer stands.
    """

    number: int
    by: PartnerId
    at: Header
    text: Any
    audience: Code
    about: PersonId | None
    corrected: Header | None = None
    readers: Sequence[PartnerId] = ()
    retracted: Code | None = None


def notes_of(history: Iterable[Fact]) -> list[Note]:
    """Those that the reader may read, the latest first."""
    found: dict[int, Note] = {}
    for at, fact in history:
        match fact:
            case Case.NoteAdded(by=by, text=text, audience=audience, about=about):
                found[at.version] = Note(at.version, by, at, text, audience, about)
            case Case.NoteCorrected(note=note, text=text) if note in found:
                found[note] = found[note]._replace(text=text, corrected=at)
            case Case.NoteWidened(note=note, partners=partners) if note in found:
                readers = dict.fromkeys((*found[note].readers, *partners))
                found[note] = found[note]._replace(readers=tuple(readers))
            case Case.NoteRetracted(note=note, reason=reason) if note in found:
                found[note] = found[note]._replace(retracted=reason)
            case _:
                pass
    return list(reversed(found.values()))
