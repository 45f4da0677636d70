"""What allows a sharing, checked where it happens: who shares, with whom, about which case."""

from collections.abc import Sequence

from api.desk import Desk
from domain import codes, sharing
from domain.agent import Agent
from domain.aggregate import Refusal
from domain.case import Case
from domain.partner import Partner
from domain.policies import SYSTEM
from domain.sharing import Proposal
from domain.values import CaseId, Code, PartnerId


class NotCoordinated(Refusal):
    """Aucun coordonnateur n’est désigné pour cette situation : ce motif ne vaut pas encore."""

    field = "sharing_ground"


async def function_of(desk: Desk) -> Code | None:
    """The function (métier) of who asks; None for whoever is no agent of the territory."""
    if desk.asker.agent == SYSTEM:
        return None
    it = await desk.log.load(Agent, desk.asker.agent)
    return it.function if it is not None else None


async def is_coordinated(desk: Desk, case: CaseId | None) -> bool:
    """Whether the maire has named a coordinator for that case (CASF, article L.121-6-2)."""
    it = await desk.log.load(Case, case) if case is not None else None
    return it is not None and it.coordinator is not None


async def proposed(desk: Desk, cases: Sequence[CaseId] = ()) -> list[Proposal]:
    """The sentences to confirm, for who asks and for the cases that it may be about."""
    coordinated = [case for case in cases if await is_coordinated(desk, case)]
    return [
        each
        for each in sharing.proposals(await function_of(desk), desk.today)
        if coordinated or not codes.needs_coordinator(each.ground)
    ]


async def ensure_allowed(
    desk: Desk, ground: Code, addressee: PartnerId, case: CaseId | None
) -> None:
    """Refuses a ground that the table does not give to these two that day.

    Raises ``NotBetweenThem``; ``NotCoordinated`` where the ground is the coordinator's and
    there is none. An unknown partner or ground is told by its own refusal, elsewhere.
    """
    it = await desk.log.load(Partner, addressee)
    if it is None or ground not in codes.SHARING_GROUNDS:
        return
    function = await function_of(desk)
    sharing.ensure_allows(ground, function, it.description.kind, desk.today)
    if codes.needs_coordinator(ground) and not await is_coordinated(desk, case):
        raise NotCoordinated
