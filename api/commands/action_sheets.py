"""Action sheets: what is asked to draft one, to decide of it, to measure it."""

from datetime import date
from typing import Annotated, Any

from pydantic import Field

from api.commands.asks import Among, Ask, Day, Deed, Number
from api.commands.deadlines import ensure_partner
from api.desk import Desk
from domain import codes
from domain.action_sheet import ActionSheet, sheet_id
from domain.action_sheet_standing import Content
from domain.aggregate import Refusal
from domain.forum import Forum
from domain.values import Code, ForumId, Line, PartnerId, Reference, SheetId, TerritoryId, Text
from store.receipts import Receipt
from store.refusals import Exists, FromTheFuture

MOST_SHEETS = 999
_Words = Annotated[Text | None, Field(title="En quelques mots")]


class NumberTaken(Refusal):
    """Une fiche action porte déjà ce numéro."""

    field = "number"


class UnknownForum(Refusal):
    """Cette instance n’existe pas dans ce territoire."""

    field = "forum"


class Numbered(Ask):
    number: Annotated[
        int,
        Field(title="Numéro", description="Une fiche par numéro.", ge=1, le=MOST_SHEETS),
    ]


class Saying(Ask):
    """What a sheet says. It is public: never the name of somebody who is helped."""

    title: Annotated[Line, Field(title="Intitulé")]
    kind: Annotated[
        Code,
        Among(codes.SHEET_KINDS),
        Field(
            title="Nature de l’action",
            description="Une action existante n’entre dans le projet que si on le décide.",
        ),
    ]
    priority: Annotated[Code, Among(codes.PRIORITIES), Field(title="Priorité")]
    need: Annotated[
        Text,
        Field(
            title="Besoin auquel elle répond",
            description="Le besoin de qui, constaté comment. Jamais le nom d’une personne.",
        ),
    ]
    objectives: tuple[Text, ...] = Field(
        title="Objectifs", description="Un par ligne.", min_length=1, max_length=20
    )
    publics: tuple[Annotated[Code, Among(codes.PUBLICS)], ...] = Field(
        (), title="Publics", max_length=20
    )

    @property
    def content(self) -> Content:
        return Content(**{name: getattr(self, name) for name in Saying.model_fields})


class Drafting(Saying, Numbered):
    """A new sheet: its number, what it says, and the partner that carries it."""

    lead: Annotated[PartnerId, Field(title="Partenaire qui la porte")]


class Redrafting(Saying, Deed):
    """A number that was entered in error, used after all."""

    lead: Annotated[PartnerId, Field(title="Partenaire qui la porte")]


class Revising(Saying, Deed):
    """The whole of what the sheet says from now on, and why it changes."""

    why: Annotated[Text, Field(title="Pourquoi cette révision")]


class Including(Deed):
    why: Annotated[Text | None, Field(title="Pourquoi l’inclure")] = None


class LeavingOutside(Deed):
    reason: Annotated[Code, Among(codes.LEFT_OUTSIDE), Field(title="Pourquoi")]
    words: _Words = None


class Adopting(Deed):
    """The day, and the forum of the network or the body that adopted it: one of the two."""

    on: Annotated[Day, Field(title="Adoptée le")]
    forum: Annotated[ForumId | None, Field(title="Instance du réseau")] = None
    body: Annotated[
        Line | None, Field(title="Adoptée par", description="Par exemple\u00a0: copil.")
    ] = None


class Leaving(Deed):
    reason: Annotated[Code, Among(codes.SHEET_LEAVES), Field(title="Pourquoi")]
    words: _Words = None


class HandingOver(Deed):
    to: Annotated[PartnerId, Field(title="Partenaire qui la portera")]


class Pausing(Deed):
    reason: Annotated[Code, Among(codes.SHEET_PAUSES), Field(title="Pourquoi")]
    words: _Words = None


class Concluding(Deed):
    assessment: Annotated[
        Text, Field(title="Bilan", description="Ce qui a été atteint, et ce qui ne l’est pas.")
    ]


class Generalising(Deed):
    scope: Annotated[
        Text, Field(title="À quoi elle est étendue", description="Quartiers, publics, moyens.")
    ]


class Abandoning(Deed):
    reason: Annotated[Code, Among(codes.SHEET_ENDS), Field(title="Pourquoi")]
    words: _Words = None


class Erring(Deed):
    reason: Annotated[Code, Among(codes.ERRORS), Field(title="Pourquoi")]


class Defining(Deed):
    """An indicator, in one unit; its target and by when, where they are known."""

    name: Annotated[Line, Field(title="Ce qu’on mesure")]
    unit: Annotated[Code, Among(codes.UNITS), Field(title="Unité")]
    baseline: Annotated[
        Number | None, Field(title="Valeur de départ", description="Avant l’action.")
    ] = None
    target: Annotated[Number | None, Field(title="Cible")] = None
    due: Annotated[Day | None, Field(title="À atteindre le")] = None
    source: Annotated[
        Line | None, Field(title="Source", description="D’où viendront les mesures.")
    ] = None


class Aiming(Deed):
    """The target and its day, both said anew; one that is left out is none."""

    indicator: Annotated[int, Field(title="Indicateur", ge=1)]
    target: Annotated[Number | None, Field(title="Nouvelle cible")] = None
    due: Annotated[Day | None, Field(title="À atteindre le")] = None
    why: Annotated[Text, Field(title="Pourquoi")]


class Measuring(Deed):
    indicator: Annotated[int, Field(title="Indicateur", ge=1)]
    value: Annotated[Number, Field(title="Valeur")]
    on: Annotated[Day, Field(title="Mesurée le")]
    source: Annotated[Line | None, Field(title="Source")] = None


class Correcting(Deed):
    """``measurement``: the version of the fact that recorded it."""

    measurement: Annotated[int, Field(title="Mesure", ge=1)]
    value: Annotated[Number, Field(title="Valeur exacte")]
    reason: Annotated[Code, Among(codes.MEASUREMENT_CORRECTIONS), Field(title="Pourquoi")]


def numbered(territory: TerritoryId, ask: Numbered) -> SheetId:
    """The same number is the same sheet."""
    return sheet_id(territory, ask.number)


async def draft(desk: Desk, sheet: SheetId, ask: Drafting) -> Receipt:
    """Draft a sheet; raises ``NumberTaken`` where that number has one."""
    await ensure_partner(desk, ask.lead, "lead")
    said: dict[str, Any] = {"content": ask.content, "lead": ask.lead}
    try:
        return await desk.begin(ActionSheet, sheet, number=ask.number, **said)
    except Exists:
        raise NumberTaken from None


async def draft_again(desk: Desk, sheet: SheetId, ask: Redrafting) -> Receipt:
    await ensure_partner(desk, ask.lead, "lead")
    return await desk.change(
        ActionSheet, sheet, ActionSheet.draft_again, content=ask.content, lead=ask.lead
    )


async def revise(desk: Desk, sheet: SheetId, ask: Revising) -> Receipt:
    return await desk.change(
        ActionSheet, sheet, ActionSheet.revise, content=ask.content, why=ask.why
    )


async def adopt(desk: Desk, sheet: SheetId, ask: Adopting) -> Receipt:
    """Record an adoption; not before it was decided."""
    _ensure_past(desk, ask.on)
    forum = Reference("forum", ask.forum) if ask.forum is not None else None
    if ask.forum is not None and await desk.log.load(Forum, ask.forum) is None:
        raise UnknownForum
    return await desk.change(
        ActionSheet, sheet, ActionSheet.adopt, on=ask.on, forum=forum, body=ask.body
    )


async def hand_over(desk: Desk, sheet: SheetId, ask: HandingOver) -> Receipt:
    await ensure_partner(desk, ask.to, "to")
    return await desk.change(ActionSheet, sheet, ActionSheet.hand_over, to=ask.to)


async def measure(desk: Desk, sheet: SheetId, ask: Measuring) -> Receipt:
    """Record a measure; not before its day."""
    _ensure_past(desk, ask.on)
    said = ask.model_dump(exclude={"occurred_on"})
    return await desk.change(ActionSheet, sheet, ActionSheet.measure, **said)


def _ensure_past(desk: Desk, day: date) -> None:
    if day > desk.today:
        raise FromTheFuture
