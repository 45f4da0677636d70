"""One referral, for those who may see its case; without any, for its sender alone."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple
from uuid import UUID

from asyncpg import Record

from api.identity import Identity
from api.sight import Sight
from api.views.cases import case_in_sight
from api.views.inbox import names_of
from api.views.journal import functions_of, partners_in
from domain.values import ReferralId
from projections import inbox
from store.facts import Fact
from store.refusals import Unknown


class ReferralView(NamedTuple):
    """A referral as its reader may see it now; ``history`` is its whole case's, if any."""

    referral: Mapping[str, Any]
    people: Sequence[Identity]
    history: Sequence[Fact]
    names: Mapping[UUID, str]
    functions: Mapping[str, str]


async def referral_in_sight(sight: Sight, referral: ReferralId) -> dict[str, Any]:
    """Where it stands; raises ``Unknown``, or ``MayNotRead``."""
    row = await _row(sight, referral)
    if row["case_id"] is None:
        await sight.at_nobody(referral, row["sender"])
    else:
        await sight.at_cases(row["case_id"])
    return dict(row)


async def referral_told(sight: Sight, referral: ReferralId) -> ReferralView:
    """The referral with what has happened; raises ``Unknown``, or ``MayNotRead``."""
    row = await _row(sight, referral)
    if row["case_id"] is not None:
        case = await case_in_sight(sight, row["case_id"])
        return ReferralView(dict(row), case.people, case.history, case.names, case.functions)
    history = await sight.at_nobody(referral, row["sender"])
    names = await names_of(sight, partners_in(history))
    return ReferralView(dict(row), (), history, names, await functions_of(sight, history))


async def _row(sight: Sight, referral: ReferralId) -> Record:
    rows = await sight.fetch(inbox.statements["referral"], referral)
    if not rows:
        raise Unknown
    return rows[0]
