"""What a deadline depends on: the territory's rule and the partner's closures."""

from collections.abc import Sequence

from api.desk import Desk
from domain.aggregate import Refusal
from domain.partner import Partner, PartnerLeft
from domain.rules import REFERRAL_ANSWER, Rule
from domain.territory import Territory, territory_stream
from domain.values import Closure, PartnerId
from store.refusals import Unknown


class UnknownPartner(Refusal):
    """Ce partenaire ne figure pas dans l’annuaire de ce territoire."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


async def territory_of(desk: Desk) -> Territory:
    """The territory as it stands; raises ``Unknown``."""
    it = await desk.log.load(Territory, territory_stream(desk.territory))
    if it is None:
        raise Unknown
    return it


async def rule_of(desk: Desk) -> Rule:
    """The territory's rule for answers, as adopted or by default."""
    return (await territory_of(desk)).rules[REFERRAL_ANSWER]


async def closures_of(
    desk: Desk, partner: PartnerId, field: str = "addressee"
) -> Sequence[Closure]:
    """When that partner does not work; raises as ``ensure_partner`` does."""
    return (await ensure_partner(desk, partner, field)).closures


async def ensure_partner(desk: Desk, partner: PartnerId, field: str) -> Partner:
    """A partner that is in the network; raises ``UnknownPartner`` or ``PartnerLeft``.

    ``field``: the one that named it.
    """
    it = await desk.log.load(Partner, partner)
    if it is None:
        raise UnknownPartner(field)
    if it.left:
        raise PartnerLeft
    return it
