"""The convention of a territory, as it was signed and amended: public for ever."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from api.commands.conventions import convention_stream
from api.sight import Sight
from domain.convention import Convention
from store.facts import Fact
from store.reading import shut
from store.statements import Statements

_sql = Statements(__file__)


@dataclass(frozen=True)
class ConventionView:
    """``signed`` as it was, then each fact since, in order; ``version`` counts them all."""

    signed: Convention.Signed
    since: Sequence[Fact]
    version: int

    def told(self, kind: type[Any]) -> list[Any]:
        return [fact.event for fact in self.since if isinstance(fact.event, kind)]

    @property
    def amendments(self) -> list[Convention.Amended]:
        return self.told(Convention.Amended)

    @property
    def renewals(self) -> list[Convention.Renewed]:
        return self.told(Convention.Renewed)

    @property
    def denunciation(self) -> Convention.Denounced | None:
        return next(iter(self.told(Convention.Denounced)), None)


async def convention_in(sight: Sight) -> ConventionView | None:
    """The convention of the reader's territory; None where none is recorded."""
    stream = convention_stream(sight.asker.territory)
    facts = [shut(row) for row in await sight.fetch(_sql["facts"], stream)]
    if not facts or not isinstance(facts[0].event, Convention.Signed):
        return None
    return ConventionView(facts[0].event, facts[1:], facts[-1].at.version)
