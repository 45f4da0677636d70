"""Residents' contributions: received at a desk, masked, published, answered, followed up."""

from collections.abc import Mapping
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field

from api.commands.asks import Among, Ask, Deed
from api.commands.deadlines import ensure_partner, territory_of
from api.commands.observations import ensure_placed
from api.commands.references import Served, UnknownThing, ensure_there
from api.desk import Desk
from domain import codes
from domain.aggregate import Refusal
from domain.clock import contribution_deadline
from domain.contribution import Contribution
from domain.rules import CONTRIBUTION_ANSWER
from domain.values import Code, Line, PartnerId, Reference, SheetId, Text
from store.receipts import Receipt


class UnknownEffect(Refusal):
    """Ce à quoi la contribution aurait mené n’existe pas dans ce territoire."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


class NewContribution(Deed):
    """What somebody said, where they said it, and, if they wish, who they are."""

    text: Annotated[
        Text,
        Field(
            title="Ce qui est dit",
            description="Dans les mots de la personne. Ce texte reste scellé ; seul un texte "
            "aux noms masqués sera publié.",
        ),
    ]
    theme: Annotated[Code, Among(codes.THEMES), Field(title="Thème")]
    kind: Annotated[Code, Among(codes.CONTRIBUTION_KINDS), Field(title="De qui")]
    channel: Annotated[
        Code, Among(codes.CONTRIBUTION_CHANNELS), Field(title="Comment elle nous parvient")
    ]
    quartier: Annotated[
        Code | None, Field(title="Quartier", description="Sinon, toute la commune.")
    ] = None
    geography_version: Annotated[Code | None, Field(title="Version du découpage")] = None
    name: Annotated[
        Line | None,
        Field(title="Nom", description="Rien si la personne souhaite rester anonyme."),
    ] = None
    contact: Annotated[
        Line | None, Field(title="Comment lui répondre", description="Téléphone, courriel…")
    ] = None


class Masking(Deed):
    text: Annotated[
        Text,
        Field(
            title="Texte aux noms masqués",
            description="Il sera public : ni qui écrit, ni de qui l’on parle, ni téléphone.",
        ),
    ]


class Publishing(Deed):
    agreed: Annotated[
        Code, Among(codes.PUBLICATION_AGREEMENTS), Field(title="Accord de l’auteur·e")
    ]


class KeepingBack(Deed):
    reason: Annotated[
        Code, Among(codes.NON_PUBLICATIONS), Field(title="Pourquoi ne pas publier")
    ]


class Answering(Deed):
    text: Annotated[
        Text, Field(title="Réponse", description="Publique : jamais le nom de quelqu’un.")
    ]
    given_back: Annotated[
        Code, Among(codes.ANSWERS_GIVEN_BACK), Field(title="Comment elle est rendue")
    ]
    partner: Annotated[
        PartnerId | None,
        Field(title="Partenaire qui répond", description="Si ce n’est pas votre service."),
    ] = None


class Linking(Deed):
    sheet: Annotated[SheetId, Field(title="Fiche action")]


class Leading(Deed):
    """What it changed: a sheet, a commitment, a numbered recommendation."""

    what: Annotated[Served, Field(title="Ce à quoi elle a mené")]
    change: Annotated[
        Line,
        Field(title="Ce qui a changé", description="Public\u00a0: jamais le nom de quelqu’un."),
    ]


class Mistaking(Deed):
    reason: Annotated[Code, Among(codes.ERRORS), Field(title="Quelle erreur")]


async def receive(desk: Desk, stream: UUID, ask: NewContribution) -> Receipt:
    """Take down what somebody said; from that day on, it is to be answered."""
    await ensure_placed(desk, ask.quartier, ask.geography_version)
    rule = (await territory_of(desk)).rules[CONTRIBUTION_ANSWER]
    said = ask.model_dump(exclude={"occurred_on"})
    return await desk.begin(
        Contribution, stream, by=desk.partner, **said,
        deadline=contribution_deadline(rule, desk.today),
    )  # fmt: skip


async def author_of(desk: Desk, it: Contribution, _: Ask) -> Mapping[str, Any]:
    """The name that the masked text must not hold, read from its own words.

    What a collective is called names nobody.
    """
    async with desk.look("masking") as sight:
        said = await sight.at_words(it)
    return {"author": said.name if said.kind == "resident" else None}


async def answering(desk: Desk, _: Contribution, ask: Answering) -> Mapping[str, Any]:
    """Who answers: whoever records it, or another partner of the network."""
    partner = ask.partner or desk.partner
    await ensure_partner(desk, partner, "partner")
    return {"partner": partner}


async def link(desk: Desk, stream: UUID, ask: Linking) -> Receipt:
    """Tie it to a sheet of the territory."""
    await _ensure_known(desk, Reference("sheet", ask.sheet), "sheet")
    return await desk.change(Contribution, stream, Contribution.link_to_sheet, sheet=ask.sheet)


async def lead(desk: Desk, stream: UUID, ask: Leading) -> Receipt:
    """Say what it changed; of other kinds the domain decides."""
    if ask.what.kind in codes.EFFECTS:
        await _ensure_known(desk, ask.what, "what")
    return await desk.change(
        Contribution, stream, Contribution.lead_to, what=ask.what, change=ask.change
    )


async def _ensure_known(desk: Desk, what: Reference, field: str) -> None:
    try:
        await ensure_there(desk, [what])
    except UnknownThing:
        raise UnknownEffect(field) from None
