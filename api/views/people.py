"""One person, in the context of a case that the reader may read."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from asyncpg import Record

from api.identity import Home, Identity
from api.sight import Sight
from api.views.inbox import names_of
from projections import case_file
from store.refusals import Unknown


class Merge(NamedTuple):
    """A record was found to be the same person as another; perhaps separated again since.

    ``evidence``, ``reason``: codes of ``MERGE_EVIDENCE`` and ``ERRORS``.
    """

    record: UUID
    into: UUID
    merged_at: datetime
    evidence: str
    separated_at: datetime | None = None
    reason: str | None = None


class PersonView(NamedTuple):
    """``one`` of the ``people`` of a case; ``partners``: the services that read it now.

    ``merges``: those of any of their records, separated again or not.
    """

    one: Identity
    people: Sequence[Identity]
    partners: Sequence[UUID]
    names: Mapping[UUID, str]
    merges: Sequence[Merge]

    def mates(self, home: Home) -> list[Identity]:
        """Who else of the case lived in that household on some of those days."""
        return [
            who
            for who in self.people
            if who.person != self.one.person and any(_meet(home, each) for each in who.homes)
        ]

    @property
    def separated(self) -> list[Merge]:
        return [each for each in self.merges if each.separated_at is not None]

    def merge_of(self, record: UUID) -> Merge | None:
        """How that record came to be the same person's, if it still is."""
        return next(
            (each for each in self.merges
             if each.record == record and each.separated_at is None),
            None,
        )  # fmt: skip


async def person_in_sight(sight: Sight, case: UUID, person: UUID) -> PersonView:
    """Who is in the case under any of their records; raises ``Unknown`` or ``MayNotRead``."""
    rows = await sight.fetch(case_file.statements["partners"], case)
    if not rows:
        raise Unknown
    await sight.at_cases(case)
    members = await sight.fetch(case_file.statements["persons"], case)
    here = {row["person"] for row in members if row["until"] is None}
    everyone = (await sight.people([case])).get(case, ())
    people = [who for who in everyone if not here.isdisjoint(who.records)]
    one = next((who for who in people if person in who.records), None)
    if one is None:
        raise Unknown
    partners = [row["partner"] for row in rows if row["until"] is None]
    spoken_of = {word.partner for word in one.agreed.words if word.partner is not None}
    names = await names_of(sight, {*partners, *spoken_of})
    told = await sight.fetch(case_file.statements["merges"], list(one.records))
    return PersonView(one, people, partners, names, _merges(told, one.records))


def _merges(told: Iterable[Record], records: Sequence[UUID]) -> list[Merge]:
    """Each merge with what undid it; ``told`` are in order, person by person."""
    found: list[Merge] = []
    for row in told:
        if row["into_person"] is not None:
            merge = Merge(row["person"], row["into_person"], row["said_at"], row["code"])
            found.append(merge)
        elif found and found[-1].record == row["person"]:
            undone = {"separated_at": row["said_at"], "reason": row["code"]}
            found[-1] = found[-1]._replace(**undone)
    return [each for each in found if not {each.record, each.into}.isdisjoint(records)]


def _meet(home: Home, other: Home) -> bool:
    """Whether two periods are of one household and have a day in common."""
    ends = home.left_on or date.max, other.left_on or date.max
    return (
        home.household == other.household and home.since <= ends[1] and other.since <= ends[0]
    )
