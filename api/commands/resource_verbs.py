"""The verbs of what partners lend to the project: its notice, its withdrawal.

``Lent`` is the domain's resource; a ``Resource`` is here whatever has verbs.
"""

from typing import Annotated, Any
from uuid import UUID

from pydantic import Field

from api.commands.asks import Among, Ask, Day, Deed
from api.commands.deadlines import ensure_partner
from api.commands.references import Served, ensure_there
from api.commands.verbs import Resource, Verb, by_noun
from api.desk import Desk
from domain import codes
from domain.resource import Notice
from domain.resource import Resource as Lent
from domain.values import Code, Line, PartnerId, Text
from store.receipts import Receipt


class Revising(Deed):
    """The whole notice, as it reads from now on."""

    title: Annotated[Line, Field(title="Titre")]
    source: Annotated[
        Line, Field(title="Source", description="Qui l’a produite : un organisme.")
    ]
    licence: Annotated[Code, Among(codes.LICENCES), Field(title="Licence")]
    aggregation: Annotated[
        Code,
        Among(codes.AGGREGATIONS),
        Field(
            title="Nature des données",
            description="Les données de personnes ne se mettent pas à disposition, "
            "même sans nom.",
        ),
    ]
    readers: Annotated[
        Code, Among(codes.RESOURCE_READERS), Field(title="À qui donner l’adresse")
    ]
    link: Annotated[
        Text | None,
        Field(title="Adresse", description="En https:// ; rien, si elle est sur papier."),
    ] = None
    covers_from: Annotated[
        Day | None,
        Field(title="Période couverte, du", description="De quand parlent ses données."),
    ] = None
    covers_to: Annotated[Day | None, Field(title="Période couverte, au")] = None
    presentation: Annotated[
        Text | None,
        Field(
            title="Présentation",
            description="Ce qu’on y trouve, où la demander. Jamais le nom d’une personne.",
        ),
    ] = None


class _Sorted(Ask):
    kind: Annotated[Code, Among(codes.RESOURCES), Field(title="Forme")]


class Publishing(Revising, _Sorted):
    """What is lent, and what for. ``provider``: none for one's own service."""

    provider: Annotated[
        PartnerId | None,
        Field(title="Mise à disposition par", description="Rien : votre service."),
    ] = None
    serves: Annotated[Served | None, Field(title="Au service de")] = None


class Withdrawing(Deed):
    reason: Annotated[Text, Field(title="Pourquoi")]


async def _publish(desk: Desk, resource: UUID, ask: Publishing) -> Receipt:
    provider = ask.provider or desk.partner
    await ensure_partner(desk, provider, "provider")
    await ensure_there(desk, () if ask.serves is None else (ask.serves,))
    return await desk.begin(
        Lent, resource, kind=ask.kind, provider=provider, notice=_notice(ask),
        serves=ask.serves,
    )  # fmt: skip


async def _revise(desk: Desk, resource: UUID, ask: Revising) -> Receipt:
    return await desk.change(Lent, resource, Lent.revise, notice=_notice(ask))


def _notice(ask: Revising) -> Notice:
    said: dict[str, Any] = {
        name: getattr(ask, name) for name in Revising.model_fields.keys() - Deed.model_fields
    }
    return Notice(**said)


RESOURCE_VERBS = (
    Verb("notice", Lent.revise, "Corriger la notice", Revising, run=_revise),
    Verb("withdrawal", Lent.withdraw, "Retirer cette ressource", Withdrawing),
)

LENT = Resource(
    "resources", Lent, "ressource mise à disposition", by_noun(RESOURCE_VERBS),
    begins=Verb("publication", Lent, "Mettre une ressource à disposition", Publishing,
                run=_publish),
)  # fmt: skip
