"""The verbs of the convention, of the territory and of audit missions."""

from typing import Annotated, Any
from uuid import UUID

from pydantic import Field

from api.commands import conventions
from api.commands.asks import Ask
from api.commands.audit_missions import Ending
from api.commands.verbs import Resource, Run, Verb, by_noun
from api.desk import Desk
from domain.audit_mission import AuditMission
from domain.convention import Convention
from domain.territory import Territory, territory_stream
from domain.values import Code
from store.receipts import Receipt


class Adopting(Ask):
    """Working days, by the name of each setting; all of a rule's settings are given."""

    rule: Annotated[Code, Field(title="Règle")]
    values: Annotated[dict[Code, int], Field(title="Délais, en jours ouvrés")]


def _of_the_one(command: Any) -> Run:
    async def run(desk: Desk, _: UUID, ask: Any) -> Receipt:
        receipt: Receipt = await command(desk, ask)
        return receipt

    return run


CONVENTION_VERBS = (
    Verb("amendments", Convention.amend, "Enregistrer un avenant", conventions.NewAmendment,
        run=_of_the_one(conventions.amend)),
    Verb("renewal", Convention.renew, "Enregistrer une reconduction", conventions.Renewing,
        run=_of_the_one(conventions.renew)),
    Verb("denunciation", Convention.denounce, "Enregistrer une dénonciation",
        conventions.Denouncing, run=_of_the_one(conventions.denounce)),
)  # fmt: skip
TERRITORY_VERBS = (Verb("rules", Territory.adopt_rule, "Adopter des délais", Adopting),)
MISSION_VERBS = (Verb("end", AuditMission.end, "Mettre fin à la mission", Ending),)

CONVENTION = Resource(
    "convention", Convention, "convention", by_noun(CONVENTION_VERBS),
    conventions.convention_stream,
)  # fmt: skip
TERRITORY = Resource(
    "territory", Territory, "territoire", by_noun(TERRITORY_VERBS), territory_stream
)
MISSIONS = Resource("audit-missions", AuditMission, "mission d’audit", by_noun(MISSION_VERBS))
