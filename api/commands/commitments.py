"""Commitments: requested, undertaken, made; what they serve is known, and read by who may."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from api.commands.commitment_asks import Making, Requesting, Rescheduling, Undertaking, terms_of
from api.commands.deadlines import ensure_partner, territory_of
from api.commands.references import UnknownThing, ensure_there
from api.desk import Desk
from domain import clock
from domain.aggregate import Refusal
from domain.alert import Alert
from domain.alert_standing import SITUATION
from domain.commitment import Commitment
from domain.rules import COMMITMENT_DUE
from domain.values import CaseId, Deadline, PartnerId, Reference
from projections import case_file
from store.receipts import Receipt
from store.statements import Statements

_sql = Statements(__file__)

TERRITORY_ROLES = frozenset({"project-lead"})
"""Who speaks for the territory, and not for the service that pays them."""

FAMILIES: Mapping[str, str] = {
    "case": "Case",
    "referral": "Referral",
    "alert": "Alert",
    "sheet": "ActionSheet",
    "forum": "Forum",
    "contribution": "Contribution",
    "recommendation": "Conference",
    "amendment": "Convention",
}
"""What may be named at a door: a follow-up's commitment begins with its acceptance alone."""


class DuePast(Refusal):
    """Une échéance est à venir : elle ne peut pas être déjà passée."""

    def __init__(self, field: str = "due") -> None:
        super().__init__(field)
        self.field = field


class NotOfTheDossier(Refusal):
    """Ce service n’est pas partie au dossier que l’engagement servirait."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


def side_of(desk: Desk) -> PartnerId | None:
    """On whose side they sit: a partner's, or the territory's."""
    return None if desk.asker.role in TERRITORY_ROLES else desk.partner


async def request(desk: Desk, commitment: UUID, ask: Requesting) -> Receipt:
    """Ask for a commitment, in the name of one's own service or of the territory."""
    if ask.debtor is not None:
        await ensure_partner(desk, ask.debtor, "debtor")
    if ask.wished_for is not None and ask.wished_for < desk.today:
        raise DuePast("wished_for")
    case = await _dossier(desk, ask.serves, debtor=ask.debtor)
    return await desk.begin(
        Commitment, commitment, debtor=ask.debtor, beneficiary=side_of(desk),
        terms=terms_of(ask), serves=ask.serves, case=case, wished_for=ask.wished_for,
    )  # fmt: skip


async def undertake(desk: Desk, commitment: UUID, ask: Undertaking) -> Receipt:
    """Make a commitment that nobody asked for here."""
    if ask.beneficiary is not None:
        await ensure_partner(desk, ask.beneficiary, "beneficiary")
    case = await _dossier(desk, ask.serves, beneficiary=ask.beneficiary)
    return await desk.begin(
        Commitment, commitment, debtor=desk.partner, beneficiary=ask.beneficiary,
        terms=terms_of(ask), deadline=await deadline_of(desk, ask), signed_by=ask.signed_by,
        serves=ask.serves, case=case,
    )  # fmt: skip


async def make(desk: Desk, commitment: UUID, ask: Making) -> Receipt:
    """Take a request up, on terms of one's own."""
    return await desk.change(
        Commitment, commitment, Commitment.make, debtor=desk.partner, terms=terms_of(ask),
        deadline=await deadline_of(desk, ask), signed_by=ask.signed_by,
    )  # fmt: skip


async def reschedule(desk: Desk, commitment: UUID, ask: Rescheduling) -> Receipt:
    return await desk.change(
        Commitment, commitment, Commitment.reschedule, reason=ask.reason,
        sentence=ask.sentence, deadline=await deadline_of(desk, ask),
    )  # fmt: skip


async def agree_to_publication(desk: Desk, commitment: UUID, _: Any) -> Receipt:
    verb = Commitment.agree_to_publication
    return await desk.change(Commitment, commitment, verb, side=side_of(desk))


async def deadline_of(desk: Desk, ask: Making | Rescheduling) -> Deadline:
    """The due day with what the territory's rule makes of it; raises ``DuePast``."""
    if ask.due < desk.today:
        raise DuePast
    rule = (await territory_of(desk)).rules[COMMITMENT_DUE]
    return clock.commitment_deadline(rule, ask.due, desk.today)


async def _dossier(
    desk: Desk, serves: Reference | None, **parties: PartnerId | None
) -> CaseId | None:
    """Whose readers alone are told, where it serves what may be about somebody.

    Raises ``UnknownThing``; ``MayNotRead`` where the asker is not one of them;
    ``NotOfTheDossier`` where another party is not.
    """
    if serves is None:
        return None
    await ensure_there(desk, [serves])
    async with desk.look("commitment") as sight:
        rows = await sight.fetch(_sql["begun"], serves.stream)
        family = FAMILIES.get(serves.kind)
        if family is None or not rows or rows[0]["family"] != family:
            raise UnknownThing
        case = rows[0]["case_id"]
        if case is None:
            return None
        await sight.at_cases(case)
        if serves.kind == "alert" and await _is_territorial(desk, serves):
            return None
        here = await sight.fetch(case_file.statements["partners"], case)
    within = {row["partner"] for row in here if row["until"] is None}
    for name, partner in parties.items():
        if partner is not None and partner not in within:
            raise NotOfTheDossier(name)
    return CaseId(case)


async def _is_territorial(desk: Desk, serves: Reference) -> bool:
    """A territorial alert is about nobody: what serves it is for every reader."""
    it = await desk.log.load(Alert, serves.stream)
    return it is not None and it.kind != SITUATION
