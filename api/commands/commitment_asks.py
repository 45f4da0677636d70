"""What is asked when a commitment is requested, made, and goes on."""

from typing import Annotated

from pydantic import Field

from api.commands.asks import Among, Ask, Day, Deed, Number
from api.commands.references import Served
from domain import codes
from domain.commitment_terms import Terms
from domain.values import Code, Line, PartnerId, Text

_NAMELESS = "Jamais le nom d’une personne : ce texte peut devenir public."

_Sentence = Annotated[Text | None, Field(title="Explication", description=_NAMELESS)]


class _Terms(Ask):
    kind: Annotated[Code, Among(codes.RESOURCE_KINDS), Field(title="Nature de la ressource")]
    what: Annotated[Text, Field(title="En quoi il consiste", description=_NAMELESS)]
    amount: Annotated[
        Number | None, Field(title="Quantité", description="Un nombre, par exemple 0,5.")
    ] = None
    unit: Annotated[Code | None, Among(codes.UNITS), Field(title="Unité")] = None


class _Serving(Ask):
    serves: Annotated[
        Served | None,
        Field(title="Ce qu’il sert", description="Rien : le projet social en général."),
    ] = None


class Requesting(Deed, _Terms, _Serving):
    """``debtor``: of whom; nobody is whoever takes it up."""

    debtor: Annotated[
        PartnerId | None,
        Field(title="À quel service", description="Rien : à qui voudra le prendre."),
    ] = None
    wished_for: Annotated[Day | None, Field(title="Souhaité pour le")] = None


class Making(Deed, _Terms):
    due: Annotated[Day, Field(title="Échéance", description="Le jour où il sera tenu.")]
    signed_by: Annotated[
        Code,
        Among(codes.SIGNATORIES),
        Field(title="Signé par", description="La fonction de qui engage le service."),
    ]


class Undertaking(Making, _Serving):
    """``beneficiary``: towards whom; nobody in particular is the territory."""

    beneficiary: Annotated[
        PartnerId | None,
        Field(title="Envers quel service", description="Rien : envers tout le territoire."),
    ] = None


class Declining(Deed):
    reason: Annotated[Code, Among(codes.COMMITMENT_REFUSALS), Field(title="Pourquoi")]
    sentence: _Sentence = None


class Reporting(Deed):
    text: Annotated[Text, Field(title="Où vous en êtes", description=_NAMELESS)]
    share: Annotated[
        int | None,
        Field(title="Avancement, en %", description="De 0 à 100.", ge=0, le=100),
    ] = None


class Rescheduling(Deed):
    due: Annotated[Day, Field(title="Nouvelle échéance")]
    reason: Annotated[Code, Among(codes.SHORTFALLS), Field(title="Pourquoi")]
    sentence: _Sentence = None


class Keeping(Deed):
    evidence: Annotated[Text, Field(title="Ce qui le montre", description=_NAMELESS)]
    link: Annotated[
        Line | None,
        Field(title="Adresse où le voir", pattern=r"^https?://\S+$"),
    ] = None


class KeepingPartly(Deed):
    share: Annotated[
        int, Field(title="Part tenue, en %", description="De 1 à 99.", ge=1, le=99)
    ]
    evidence: Annotated[Text, Field(title="Ce qui est fait", description=_NAMELESS)]
    reason: Annotated[Code, Among(codes.SHORTFALLS), Field(title="Pourquoi pas tout")]


class GivingUp(Deed):
    reason: Annotated[Code, Among(codes.SHORTFALLS), Field(title="Pourquoi")]
    sentence: _Sentence = None


class Contesting(Deed):
    sentence: Annotated[
        Text, Field(title="Ce qui manque pour le dire tenu", description=_NAMELESS)
    ]


class Releasing(Deed):
    reason: Annotated[Code, Among(codes.COMMITMENT_RELEASES), Field(title="Pourquoi")]
    sentence: _Sentence = None


class Mistaken(Deed):
    reason: Annotated[Code, Among(codes.ERRORS), Field(title="Pourquoi")]


def terms_of(ask: _Terms) -> Terms:
    return Terms(ask.kind, ask.what, ask.amount, ask.unit)
