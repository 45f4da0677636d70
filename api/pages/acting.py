"""Acting from a page: one form sent to one thing, and what of it comes back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple
from uuid import UUID

from asyncpg import Record

from api.pages import answers
from api.pages.blanks import Ready
from api.pages.forms import Faults, Form, refused
from api.pages.visit import Visit, in_turn
from domain.aggregate import Refusal
from domain.codes import Entry
from domain.policies import MayNotRead, NotAllowed
from store.refusals import Unknown


class At(NamedTuple):
    """Where the forms of one thing are sent, and the version that their reader saw.

    ``prefix`` keeps the identifiers of its fields apart from those of other things on the
    page; ``choices`` are the people and colleagues to choose from.
    """

    path: str
    version: int
    prefix: str = ""
    choices: Mapping[str, Mapping[str, Entry]] = {}


@dataclass(frozen=True)
class Kept:
    """A form that could not be carried out: as it was typed, and what is wrong with it."""

    acting: Ready | None = None
    at: str = ""
    form: Form = field(default_factory=Form)
    faults: Faults = field(default_factory=dict)
    partners: Mapping[str, Sequence[Record]] = field(default_factory=dict)
    status: int = 200

    def given_back(self, there: Sequence[Ready]) -> list[tuple[str, str]]:
        """What was typed where the form itself is no longer on the page."""
        return [] if self.acting in there else answers.texts(self.acting, self.form)

    @property
    def labels(self) -> Mapping[str, str]:
        return {blank.name: blank.title for blank in self.acting.blanks} if self.acting else {}


NOTHING = Kept()


async def acted(
    visit: Visit, stream: UUID, each: Ready, form: Form, path: str, **found: Any
) -> Kept:
    """Carry the form out; what comes back has a status of 200 if it was."""
    answered = await answers.answered(visit, each, form, found)
    if answered.ask is None:
        return Kept(each, path, form, answered.faults, answered.partners, 422)
    try:
        ask = answered.ask
        desk = await (visit.keyed if each.action.adds else visit.acting)(form)
        await in_turn(lambda: each.resource.run(each.action.noun, desk, stream, ask))
    except (Unknown, NotAllowed, MayNotRead):
        raise
    except Refusal as refusal:
        status, faults = refused(refusal)
        return Kept(each, path, form.but(cle=""), faults, {}, status)
    return NOTHING
