"""What the commands of the yearly conference ask."""

from typing import Annotated

from pydantic import Field

from api.commands.asks import Among, Ask, Day, Deed
from domain import codes
from domain.values import Code, Line, PartnerId, Text

_PUBLIC = "Chacun pourra le lire. Jamais le nom d’une personne."


class NewConference(Ask):
    """The year's one conference: its day says the year."""

    held_on: Annotated[Day, Field(title="Le")]
    where: Annotated[Line, Field(title="Lieu")]
    agenda: tuple[Line, ...] = Field(title="Ordre du jour", min_length=1, max_length=50)


class Postponing(Deed):
    held_on: Annotated[Day, Field(title="Reportée au")]
    where: Annotated[Line | None, Field(title="Autre lieu")] = None
    reason: Annotated[Text, Field(title="Pourquoi", description=_PUBLIC)]


class Cancelling(Deed):
    reason: Annotated[Text, Field(title="Pourquoi", description=_PUBLIC)]


class Freezing(Deed):
    """``position`` of the journal; the last one if it is not said."""

    position: Annotated[
        int | None,
        Field(
            title="Position du journal", ge=1, le=2**62,
            description="La dernière, si rien n’est indiqué.",
        ),
    ] = None  # fmt: skip


class Asking(Deed):
    college: Annotated[Code, Among(codes.COLLEGES), Field(title="Au nom des")]
    text: Annotated[Text, Field(title="Question", description=_PUBLIC)]


class Finding(Deed):
    """A finding, the figures of the journal that it cites, and figures of other sources."""

    principle: Annotated[
        Code | None, Among(codes.PRINCIPLES), Field(title="Principe de l’article 2")
    ] = None
    priority: Annotated[
        Code | None, Among(codes.PRIORITIES), Field(title="Ou priorité du projet")
    ] = None
    text: Annotated[Text, Field(title="Constat", description=_PUBLIC)]
    readings: tuple[Annotated[Code, Among(codes.FIGURES)], ...] = Field(
        (), title="Chiffres du journal", max_length=20,
        description="Lus à la position figée, depuis la conférence précédente.",
    )  # fmt: skip
    elsewhere: tuple[Line, ...] = Field(
        (), title="Chiffres venus d’ailleurs", max_length=20,
        description="Un par ligne : intitulé ; valeur ; source.",
    )  # fmt: skip
    answers: tuple[int, ...] = Field((), title="Répond aux questions n°", max_length=200)


class Restating(Deed):
    finding: Annotated[int, Field(title="Constat n°", ge=1)]
    figure: Annotated[int, Field(title="Chiffre n°", ge=1)]
    value: Annotated[
        Line | None,
        Field(
            title="Valeur connue à présent",
            description="Vide pour un chiffre du journal : il est relu.",
        ),
    ] = None
    reason: Annotated[Text, Field(title="Pourquoi", description=_PUBLIC)]


class Holding(Deed):
    """Who was there: counts by college, and which services."""

    elected: Annotated[int, Field(title="Élu·es présent·es", ge=0, le=10_000)]
    residents: Annotated[int, Field(title="Habitant·es présent·es", ge=0, le=10_000)]
    services: Annotated[int, Field(title="Professionnel·les présent·es", ge=0, le=10_000)]
    partners: tuple[PartnerId, ...] = Field((), title="Services représentés", max_length=500)


class Recommending(Deed):
    text: Annotated[Text, Field(title="Recommandation", description=_PUBLIC)]
    addressed_to: Annotated[
        PartnerId | None,
        Field(
            title="Adressée à",
            description="Le nom d’un service ; rien pour les signataires de la convention.",
        ),
    ] = None
    theme: Annotated[Code | None, Among(codes.THEMES), Field(title="Thème")] = None
    findings: tuple[int, ...] = Field((), title="Issue des constats n°", max_length=200)
    wished_for: Annotated[Day | None, Field(title="Souhaitée pour le")] = None


class Proposing(Deed):
    means: tuple[Text, ...] = Field(
        title="Moyens complémentaires", min_length=1, max_length=100
    )
    recommendations: tuple[int, ...] = Field(
        (), title="Pour les recommandations n°", max_length=200
    )
