"""The verbs of a forum: who sits there, its meetings, its end."""

from typing import Annotated, Any
from uuid import UUID

from pydantic import Field

from api.commands.asks import Among, Day, Deed, When
from api.commands.deadlines import ensure_partner
from api.commands.references import Served, ensure_there
from api.commands.verbs import Resource, Verb, by_noun
from api.desk import Desk
from domain import codes
from domain.attendance import Present
from domain.forum import Forum
from domain.values import Code, Line, PartnerId, Text
from store.receipts import Receipt
from store.refusals import FromTheFuture

_MOST = 200
_NAMELESS = "Jamais le nom d’une personne : ce texte est lu de tous."
_Meeting = Annotated[int, Field(title="Réunion", description="Le numéro de son fait.", ge=1)]
_Since = Annotated[Day, Field(title="Membre à partir du")]
_Last = Annotated[Day, Field(title="Dernier jour")]
_Partner = Annotated[
    PartnerId | None, Field(title="Partenaire", description="Ou un collège, l’un des deux.")
]
_College = Annotated[Code | None, Among(codes.COLLEGES), Field(title="Collège")]
_People = Annotated[int | None, Field(ge=0, le=10_000)]


class Forming(Deed):
    """A forum: of which kind, called what, to do what; ``serves`` are sheets and the like."""

    kind: Annotated[Code, Among(codes.FORUMS), Field(title="Forme")]
    name: Annotated[Line, Field(title="Nom")]
    purpose: Annotated[Text, Field(title="À quoi elle sert", description=_NAMELESS)]
    serves: tuple[Served, ...] = Field((), title="Au service de", max_length=50)


class Coming(Deed):
    since: _Since


class Going(Deed):
    left_on: _Last


class Admitting(Coming):
    partner: _Partner = None
    college: _College = None


class Parting(Going):
    partner: _Partner = None
    college: _College = None


class Convening(Deed):
    meets_at: Annotated[When, Field(title="Date et heure")]
    where: Annotated[Line, Field(title="Lieu")]
    agenda: Annotated[Text, Field(title="Ordre du jour", description=_NAMELESS)]


class Calling(Deed):
    """Calling a meeting off."""

    meeting: _Meeting
    reason: Annotated[Text, Field(title="Pourquoi")]


class Holding(Deed):
    """Who was there, by partner and by college, and what was concluded and decided."""

    meeting: _Meeting | None = None
    on: Annotated[Day, Field(title="Tenue le")]
    partners: tuple[PartnerId, ...] = Field((), title="Membres présents", max_length=_MOST)
    guests: tuple[PartnerId, ...] = Field((), title="Partenaires invités", max_length=_MOST)
    elected: Annotated[_People, Field(title="Élu·es, combien")] = None
    residents: Annotated[_People, Field(title="Habitant·es, combien")] = None
    services: Annotated[_People, Field(title="Professionnel·les des services, combien")] = None
    conclusions: Annotated[Text, Field(title="Conclusions", description=_NAMELESS)]
    decisions: tuple[Text, ...] = Field(
        (), title="Décisions", description="Une par ligne.", max_length=_MOST
    )


class Dissolving(Deed):
    reason: Annotated[Text, Field(title="Pourquoi")]


async def _form(desk: Desk, forum: UUID, ask: Forming) -> Receipt:
    """What it works for is there, and of a kind that a forum may work for."""
    await ensure_there(desk, ask.serves)
    return await desk.begin(Forum, forum, **_said(ask))


async def _admit(desk: Desk, forum: UUID, ask: Admitting) -> Receipt:
    """A partner comes in if it is in the directory, and has not left the network."""
    if ask.partner is not None:
        await ensure_partner(desk, ask.partner, "partner")
    return await desk.change(Forum, forum, Forum.admit, **_said(ask))


async def _hold(desk: Desk, forum: UUID, ask: Holding) -> Receipt:
    """Told once it is over; a college of which nobody spoke is not counted."""
    if ask.on > desk.today:
        raise FromTheFuture
    for guest in ask.guests:
        await ensure_partner(desk, guest, "guests")
    said = _said(ask)
    counts = {college: said.pop(college) for college in codes.COLLEGES}
    colleges = tuple(
        Present(college, people) for college, people in counts.items() if people is not None
    )
    return await desk.change(Forum, forum, Forum.hold_meeting, colleges=colleges, **said)


def _said(ask: Deed) -> dict[str, Any]:
    return {name: value for name, value in ask if name not in Deed.model_fields}


FORUM_VERBS = (
    Verb("membership", Forum.join, "Entrer dans cette instance", Coming),
    Verb("membership-end", Forum.leave, "Quitter cette instance", Going),
    Verb("members", Forum.admit, "Ajouter un membre", Admitting, run=_admit),
    Verb("departures", Forum.record_departure, "Noter le départ d’un membre", Parting),
    Verb("meetings", Forum.convene_meeting, "Convoquer une réunion", Convening),
    Verb("cancellation", Forum.cancel_meeting, "Annuler cette réunion", Calling),
    Verb("minutes", Forum.hold_meeting, "Rendre compte d’une réunion", Holding, run=_hold),
    Verb("dissolution", Forum.dissolve, "Dissoudre cette instance", Dissolving),
)

FORUMS = Resource(
    "forums", Forum, "instance", by_noun(FORUM_VERBS),
    begins=Verb("formation", Forum, "Former une instance", Forming, run=_form),
)  # fmt: skip
