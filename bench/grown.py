"""Journals of any length: real referrals and one case of 200 facts, then copies of them."""

from functools import partial
from typing import NamedTuple
from uuid import UUID

from api.installation import Installation, opened
from bench.histories import COARSE, TERRITORY, History, Parties, kept
from bench.multiplied import multiplied
from bench.place import Place
from domain.case import Case
from domain.referral import Referral
from domain.values import CaseId, ReferralId
from store.log import Ask
from store.rebuild import rebuild
from store.uuid7 import uuid7

_SEEDS = "seeds"
_LONGEST, _FACTS = 12, 200


class Grown(NamedTuple):
    """A journal of so many facts; the case of 200 among them, and a token of who sees it."""

    database: str
    events: int
    case: UUID
    token: str


async def grown(place: Place, referrals: int, sizes: list[int]) -> list[Grown]:
    """A journal of each size from the same seeds, read models and statistics as they are."""
    parties = (await kept(place, _SEEDS, referrals))[0].parties
    async with opened(place.settings, place.addresses(_SEEDS)) as installation:
        case = await _long_case(installation, parties)
    made = []
    for events in sizes:
        name = f"grown_{events}"
        where = await place.copy(name, _SEEDS)
        reached = await multiplied(where, TERRITORY, events)
        async with opened(place.settings, where) as installation:
            await rebuild(installation.rebuilders, installation.projections)
        await place.run("vacuum analyze", database=name)
        made.append(Grown(name, reached, case, parties.token))
    await place.drop(_SEEDS)
    return made


async def _long_case(installation: Installation, parties: Parties) -> UUID:
    """A case of the addressee with referrals of 12 facts, 200 in all."""
    log, case, why = installation.log(TERRITORY), CaseId(uuid7()), parties.why()
    begin = partial(Case, id=case, opener=parties.addressee, coarse=COARSE)
    await log.command(Ask(Case, case, lambda _: begin(), why))
    left = _FACTS - 1
    while left > 0:
        one = History(ReferralId(uuid7()), min(_LONGEST, left), parties, case)
        await log.command(Ask(Referral, one.referral, lambda _, one=one: one.played(), why))  # type: ignore[misc]
        left -= one.length
    return case
