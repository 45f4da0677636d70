"""One person, in the context of a case that the reader may read."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple
from uuid import UUID

from api.identity import Identity
from api.sight import Sight
from api.views.inbox import names_of
from projections import case_file
from store.refusals import Unknown


class PersonView(NamedTuple):
    """``one`` of the ``people`` of a case; ``partners``: the services that read it now."""

    one: Identity
    people: Sequence[Identity]
    partners: Sequence[UUID]
    names: Mapping[UUID, str]


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
    return PersonView(one, people, partners, await names_of(sight, {*partners, *spoken_of}))
