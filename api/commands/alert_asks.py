"""What is asked of an alert, raised or already there."""

from typing import Annotated

from pydantic import BaseModel, Field, model_validator

from api.commands.asks import Among, Ask, Day, Deed
from domain import codes
from domain.values import (
    AgentId,
    AlertId,
    CaseId,
    CoarseFacts,
    Code,
    HouseholdId,
    Line,
    PartnerId,
    ReporterId,
    SessionId,
    Text,
)

_Themes = tuple[Annotated[Code, Among(codes.THEMES)], ...]
_Partner = Annotated[PartnerId, Field(title="Service")]
_Ground = Annotated[
    Code | None,
    Among(codes.SHARING_GROUNDS),
    Field(title="Ce qui permet ce partage", description="Pour une situation à examiner."),
]
_Danger = Annotated[
    Code | None, Among(codes.DANGER_MEASURES), Field(title="Face au danger, ce qui a été fait")
]


class NewReporter(Ask):
    """Who told it: a name, a way to reach them, their words; sealed apart from the alert."""

    name: Line | None = None
    contact: Line | None = None
    words: Text | None = None

    @model_validator(mode="after")
    def _says_something(self) -> "NewReporter":
        if self.name is None and self.words is None:
            raise ValueError("indiquez le nom de qui l’a dit, ou ses mots")
        return self


class NewAlert(Ask):
    """An alert as a professional raises it: what was observed apart from its analysis.

    ``reporter``: who told it, where ``learnt`` is not ``seen``. A situation says too
    whether the person was informed, and by which ground the cell may speak of them.
    """

    kind: Code
    facts: Text
    analysis: Text | None = None
    learnt: Code = "seen"
    reporter: NewReporter | None = None
    observed_on: Day
    urgency: Code
    themes: tuple[Code, ...] = Field(min_length=1, max_length=5)
    informed: Code | None = None
    sharing_ground: Code | None = None
    peril: Code = "none"
    danger: Code | None = None
    coarse: CoarseFacts
    case: CaseId | None = None
    household: HouseholdId | None = None


class Raised(BaseModel):
    """What raising an alert created."""

    alert: AlertId
    reporter: ReporterId | None
    version: int
    position: int


class Qualifying(Deed):
    urgency: Annotated[Code, Among(codes.URGENCIES), Field(title="Urgence")]
    themes: _Themes = Field(title="Thèmes", min_length=1, max_length=5)
    peril: Annotated[Code, Among(codes.PERILS), Field(title="Quelqu’un est-il en danger ?")]
    danger: _Danger = None
    analysis: Annotated[Text | None, Field(title="Analyse de la cellule")] = None


class Duplicating(Deed):
    of: Annotated[AlertId, Field(title="Alerte d’origine")]


class Assigning(Deed):
    partner: _Partner
    agent: Annotated[AgentId | None, Field(title="Professionnel·le de ce service")] = None
    sharing_ground: _Ground = None


class Escalating(Deed):
    to: Annotated[PartnerId, Field(title="Service qui doit répondre")]
    sharing_ground: _Ground = None


class Answering(Deed):
    answer: Annotated[Text, Field(title="Réponse")]


class Examining(Deed):
    session: Annotated[SessionId, Field(title="Séance")]
    conclusion: Annotated[Text, Field(title="Conclusion de la séance")]


class Telling(Deed):
    how: Annotated[Code, Among(codes.TELLING), Field(title="Comment")]


class InformingPerson(Deed):
    informed: Annotated[Code, Among(codes.TOLD), Field(title="Comment elle a été informée")]


class Replying(Deed):
    reply: Annotated[Text, Field(title="Ce que la personne en dit, avec ses mots")]


class Unfounding(Deed):
    why: Annotated[Text, Field(title="Ce qui a été constaté")]


class Resolving(Deed):
    outcome: Annotated[Code, Among(codes.ALERT_OUTCOMES), Field(title="Issue")]
    conclusion: Annotated[Text, Field(title="Conclusion")]


class Closing(Deed):
    reason: Annotated[Code, Among(codes.ALERT_CLOSURES), Field(title="Pourquoi")]


class Reopening(Deed):
    reason: Annotated[Code, Among(codes.ALERT_REOPENINGS), Field(title="Pourquoi")]


class Mistaken(Deed):
    reason: Annotated[Code, Among(codes.ALERT_ERRORS), Field(title="Pourquoi")]


class SettingAside(Ask):
    """A weak signal as the board shows it, and why nothing is made of it."""

    theme: Annotated[Code, Among(codes.THEMES), Field(title="Thème")]
    quartier: Annotated[Code, Field(title="Quartier")]
    reason: Annotated[Code, Among(codes.SIGNAL_SET_ASIDES), Field(title="Pourquoi")]
