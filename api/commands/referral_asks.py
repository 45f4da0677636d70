"""What is asked when a referral goes on."""

from typing import Annotated

from pydantic import Field

from api.commands.asks import Among, Day, Deed, When
from domain import codes
from domain.values import AgentId, Code, Medium, PartnerId, Party, Text


class Answer(Deed):
    """An answer. ``told_by`` and ``medium`` where the sender reports what it was told."""

    tells_person: Annotated[Party, Field(title="Qui prévient la personne de la réponse ?")] = (
        "sender"
    )
    told_by: Annotated[PartnerId | None, Field(title="De qui vient la réponse rapportée")] = (
        None
    )
    medium: Annotated[
        Medium | None, Among(codes.MEDIA), Field(title="Comment l’avez-vous appris")
    ] = None


class Waitlisting(Answer):
    expected: Annotated[Day | None, Field(title="Place attendue vers le")] = None


class Declining(Answer):
    reason: Annotated[Code, Among(codes.DECLINE_REASONS), Field(title="Motif du refus")]
    sentence: Annotated[Text, Field(title="Explication pour le service et la personne")]
    alternative: Annotated[Code, Among(codes.ALTERNATIVES), Field(title="Suite proposée")]
    alternative_partner: Annotated[
        PartnerId | None,
        Field(
            title="Autre partenaire, si vous en proposez un",
            description="Son nom, même incomplet.",
        ),
    ] = None


class Assigning(Deed):
    agent: Annotated[AgentId, Field(title="À qui")]


class Questioning(Deed):
    question: Annotated[Text, Field(title="Votre question")]


class Replying(Deed):
    answer: Annotated[Text, Field(title="Votre réponse")]


class Contesting(Deed):
    sentence: Annotated[Text | None, Field(title="Ce qu’il en est")] = None


class Telling(Deed):
    how: Annotated[Code, Among(codes.TELLING), Field(title="Comment")]


class Meeting(Deed):
    meets_at: Annotated[When, Field(title="Date et heure")]
    how: Annotated[Code, Among(codes.MEETINGS), Field(title="Où et comment")]


class Moving(Deed):
    meets_at: Annotated[When, Field(title="Nouvelle date et heure")]


class Missing(Deed):
    attendance: Annotated[Code, Among(codes.ABSENCES), Field(title="Pourquoi")]


class Holding(Deed):
    reason: Annotated[Code, Among(codes.HOLD_REASONS), Field(title="Pourquoi")]
    until: Annotated[Day | None, Field(title="Jusqu’au")] = None


class Completing(Deed):
    outcome: Annotated[Code, Among(codes.OUTCOMES), Field(title="Ce qu’il en est du besoin")]


class Ending(Deed):
    reason: Annotated[Code, Among(codes.EARLY_ENDS), Field(title="Pourquoi")]


class Viewing(Deed):
    view: Annotated[Code, Among(codes.OUTCOMES), Field(title="Pour la personne")]


class Withdrawing(Deed):
    reason: Annotated[Code, Among(codes.WITHDRAWALS), Field(title="Pourquoi")]


class Closing(Deed):
    reason: Annotated[Code, Among(codes.CLOSURES), Field(title="Pourquoi")]


class Mistaken(Deed):
    reason: Annotated[Code, Among(codes.ERRORS), Field(title="Pourquoi")]


class ContestingOutcome(Deed):
    in_the_eyes_of: Annotated[Code, Among(codes.EYES), Field(title="Aux yeux de qui")]
    sentence: Annotated[Text, Field(title="Ce qui est contesté")]


class Reopening(Deed):
    reason: Annotated[Code, Among(codes.REOPENINGS), Field(title="Pourquoi")]


class ChangingSender(Deed):
    to: Annotated[
        PartnerId, Field(title="Nouveau service", description="Son nom, même incomplet.")
    ]
    reason: Annotated[Code, Among(codes.SENDER_CHANGES), Field(title="Pourquoi")]
    sharing_ground: Annotated[
        Code, Among(codes.SHARING_GROUNDS), Field(title="Ce qui permet ce partage")
    ]
