"""The life of a follow-up: who answers it, what it leads to, and why a step is refused."""

from dataclasses import dataclass
from datetime import date
from enum import Enum

from domain.aggregate import Refusal
from domain.values import AlertId, Code, PartnerId


class ResponsibleNotInvited(Refusal):
    """Le responsable d’une suite est un partenaire invité à la séance."""

    field = "responsible"


class ResponsibleApart(Refusal):
    """Ce partenaire n’a pas part à ce point : une suite ne peut pas lui être confiée."""

    field = "responsible"


class DueBeforeSession(Refusal):
    """Une suite a une échéance après le jour de la séance."""

    field = "due"


class DueTooFar(Refusal):
    """Une suite se tient dans les deux ans qui suivent la séance."""

    field = "due"


class BeneficiaryMissing(Refusal):
    """Un engagement a un bénéficiaire, autre que son responsable : indiquez-le."""

    field = "to"


class BeneficiaryApart(Refusal):
    """Ce partenaire n’a pas part à ce point : une suite ne peut pas lui bénéficier."""

    field = "to"


class BeneficiaryUnneeded(Refusal):
    """Seul un engagement a un bénéficiaire : laissez ce champ vide."""

    field = "to"


class PromiseMissing(Refusal):
    """Dites à quoi vous vous engagez, et par quelle ressource, sans jamais un nom."""

    field = "promise"


class PromiseNominative(Refusal):
    """Ce point est nominatif : la suite dit l’engagement, sans texte public."""

    field = "promise"


class PromiseUnneeded(Refusal):
    """Cette suite n’est pas un engagement : laissez ces champs vides."""

    field = "promise"


class UnknownFollowUp(Refusal):
    """Cette suite n’a pas été proposée par cette séance."""

    field = "number"


class NotResponsible(Refusal):
    """Seul le partenaire responsable de cette suite peut le faire."""


class FollowUpAnswered(Refusal):
    """Cette suite a déjà reçu sa réponse."""


class FollowUpNotOpen(Refusal):
    """Cette suite n’est pas en cours : elle n’est pas acceptée, ou elle a pris fin."""


class NotWhereItLeads(Refusal):
    """Cette suite mène à autre chose : un engagement ou une orientation, selon sa forme."""


class Answer(Enum):
    """How a follow-up stands; it waits for somebody while proposed or accepted."""

    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    LED = "led"
    DONE = "done"
    DROPPED = "dropped"


@dataclass(frozen=True)
class FollowUp:
    """What was proposed about an item, to whom; ``to`` has the benefit of a commitment."""

    alert: AlertId
    kind: Code
    responsible: PartnerId
    due: date
    to: PartnerId | None
    answer: Answer = Answer.PROPOSED
