"""What is asked to convene a session of the cell, lead it, and answer its follow-ups."""

from typing import Annotated

from pydantic import Field

from api.commands.asks import Among, Ask, Day, Deed, When
from domain import codes
from domain.values import AlertId, Code, Line, PartnerId, ReferralId, Text
from domain.watch_session_life import SERVICES

_NAMELESS = "Jamais le nom d’une personne\u00a0: ce texte est lu de tous."
_Item = Annotated[AlertId, Field(title="Point")]
_Number = Annotated[int, Field(title="Suite", description="Son numéro.", ge=1)]
_Where = Annotated[Line, Field(title="Lieu")]
_When = Annotated[When, Field(title="Date et heure")]
_SEATS = 200


class Convening(Ask):
    """The session's public number and title, when and where it meets, whom it invites."""

    number: Annotated[int, Field(title="Numéro de la séance", ge=1, le=10_000)]
    title: Annotated[Line, Field(title="Titre", description=_NAMELESS)]
    meets_at: _When
    where: _Where
    services: tuple[PartnerId, ...] = Field(
        (),
        title="Services invités",
        description="Le vôtre l’est déjà. Élus et habitants s’invitent ensuite.",
        max_length=_SEATS,
    )


class Inviting(Deed):
    partner: Annotated[PartnerId, Field(title="Partenaire invité")]
    college: Annotated[
        Code,
        Among(codes.COLLEGES),
        Field(
            title="Il vient comme",
            description="Élus et habitants n’ont jamais part à un point nominatif.",
        ),
    ] = SERVICES


class Moving(Deed):
    meets_at: _When
    where: _Where


class Adding(Deed):
    alert: Annotated[AlertId, Field(title="Alerte à examiner")]
    regime: Annotated[Code, Among(codes.REGIMES), Field(title="Régime")]
    sharing_ground: Annotated[
        Code | None,
        Among(codes.SHARING_GROUNDS),
        Field(
            title="Ce qui permet ce partage",
            description="Pour un point nominatif seulement, et pour chaque participant.",
        ),
    ] = None


class Removing(Deed):
    alert: _Item
    reason: Annotated[Code, Among(codes.REMOVALS_BY_HAND), Field(title="Pourquoi")]


class Attending(Deed):
    alert: _Item
    partners: tuple[PartnerId, ...] = Field(
        title="Présents pour ce point", min_length=1, max_length=_SEATS
    )


class Proposing(Deed):
    alert: _Item
    kind: Annotated[Code, Among(codes.FOLLOW_UP_KINDS), Field(title="Forme de la suite")]
    text: Annotated[
        Text,
        Field(
            title="Suite proposée",
            description="Lue de qui a part à ce point, et effacée avec l’alerte.",
        ),
    ]
    responsible: Annotated[
        PartnerId,
        Field(title="Responsable", description="C’est lui qui l’accepte ou la refuse."),
    ]
    due: Annotated[Day, Field(title="Pour le")]
    to: Annotated[
        PartnerId | None,
        Field(
            title="Bénéficiaire", description="D’un engagement\u00a0: c’est lui qui confirmera."
        ),
    ] = None


class Accepting(Deed):
    number: _Number
    promise: Annotated[
        Text | None,
        Field(title="Ce à quoi vous vous engagez", description=_NAMELESS),
    ] = None
    resource: Annotated[
        Code | None,
        Among(codes.RESOURCE_KINDS),
        Field(title="Ressource mise à disposition"),
    ] = None


class Refusing(Deed):
    number: _Number
    reason: Annotated[Code, Among(codes.FOLLOW_UP_REFUSALS), Field(title="Pourquoi")]
    sentence: Annotated[
        Text | None,
        Field(title="En quelques mots", description="Lus de qui a part à ce point."),
    ] = None


class Numbered(Deed):
    number: _Number


class Tying(Numbered):
    referral: Annotated[ReferralId, Field(title="Orientation saisie")]


class Dropping(Numbered):
    reason: Annotated[Code, Among(codes.FOLLOW_UP_DROPS), Field(title="Pourquoi")]


class Approving(Deed):
    kind: Annotated[Code, Among(codes.MINUTES), Field(title="Compte rendu")]
    summary: Annotated[
        Text | None, Field(title="Résumé public de la séance", description=_NAMELESS)
    ] = None


class Cancelling(Deed):
    reason: Annotated[Code, Among(codes.SESSION_CANCELLATIONS), Field(title="Pourquoi")]
