"""One referral, for those who may see its case."""

from typing import Any

from api.sight import Sight
from domain.values import ReferralId
from projections import inbox
from store.refusals import Unknown


async def referral_in_sight(sight: Sight, referral: ReferralId) -> dict[str, Any]:
    """Where it stands; raises ``Unknown``, or ``MayNotRead``."""
    rows = await sight.fetch(inbox.statements["referral"], referral)
    if not rows:
        raise Unknown
    await sight.at_cases(rows[0]["case_id"])
    return dict(rows[0])
