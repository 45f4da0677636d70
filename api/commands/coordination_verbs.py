"""The coordination of a case (CASF L.121-6-2): from the need to the maire's decision."""

from typing import Annotated

from pydantic import Field

from api.commands.asks import Among, Day, Deed
from api.commands.verbs import Verb
from domain import codes
from domain.case import Case
from domain.values import AgentId, Code, Line, PartnerId

_Employer = Annotated[PartnerId, Field(title="Service qui l’emploie")]
_Coordinator = Annotated[AgentId, Field(title="Coordonnateur·rice")]


class Needing(Deed):
    authorities: tuple[Annotated[Code, Among(codes.AUTHORITIES)], ...] = Field(
        title="Qui est informé", min_length=1
    )
    need: Annotated[Code, Among(codes.COORDINATION_NEEDS), Field(title="Le besoin")]


class Proposing(Deed):
    partner: _Employer
    agent: _Coordinator


class Refusing(Deed):
    reason: Annotated[Code, Among(codes.EMPLOYER_REFUSALS), Field(title="Pourquoi")]


class Consulting(Deed):
    consulted_on: Annotated[Day, Field(title="Consulté le")]
    opinion: Annotated[Code, Among(codes.OPINIONS), Field(title="Son avis")]


class Deciding(Deed):
    partner: _Employer
    agent: _Coordinator
    decided_on: Annotated[Day, Field(title="Décidé le")]
    reference: Annotated[Line, Field(title="Référence de la décision")]


class Ending(Deed):
    reason: Annotated[Code, Among(codes.COORDINATION_ENDS), Field(title="Pourquoi")]


COORDINATION_VERBS = (
    Verb(
        "coordination-need", Case.report_coordination_need,
        "Signaler qu’une coordination est nécessaire", Needing,
    ),
    Verb(
        "coordinator-proposal", Case.propose_coordinator,
        "Proposer un·e coordonnateur·rice", Proposing,
    ),
    Verb("employer-agreement", Case.agree_to_coordinator, "Accord de l’employeur"),
    Verb("employer-refusal", Case.refuse_coordinator, "Refus de l’employeur", Refusing),
    Verb(
        "department-opinion", Case.consult_department,
        "Le président du conseil départemental est consulté", Consulting,
    ),
    Verb(
        "designation", Case.designate_coordinator, "Le maire désigne", Deciding,
    ),
    Verb("replacement", Case.replace_coordinator, "Le maire remplace", Deciding),
    Verb("coordination-end", Case.end_coordination, "La coordination prend fin", Ending),
)  # fmt: skip
