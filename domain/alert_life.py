"""The life of an alert: its states, and why a step is refused."""

from enum import Enum

from domain.aggregate import Refusal


class DangerUnsaid(Refusal):
    """Face à un danger ou à une urgence, dites d’abord ce qui a été fait : indiquez-le."""

    field = "danger"


class ChildUnprotected(Refusal):
    """Un enfant en danger : prévenez d’abord la CRIP, le 119 ou le procureur, puis dites-le."""

    field = "danger"


class ChildInDanger(Refusal):
    """Un enfant en danger relève du département sans délai : jamais de l’ordre du jour."""


class NoTheme(Refusal):
    """Indiquez au moins un thème : c’est par lui que les alertes se rapprochent."""

    field = "themes"


class Unsaid(Refusal):
    """Une situation à examiner le dit : ce champ est à remplir."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


class SaidOfNobody(Refusal):
    """Une alerte territoriale ne vise aucun ménage : ce champ reste vide."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


class ReporterUnsaid(Refusal):
    """Ce qui a été rapporté l’a été par quelqu’un ; ce qui a été constaté, par personne."""

    field = "reporter"


class ObservedLater(Refusal):
    """Des faits ne s’observent pas après le jour de l’alerte."""

    field = "observed_on"


class DeadlineMissing(Refusal):
    """Une alerte attend une prise en compte : il lui faut une date limite."""


class NobodyAnswers(Refusal):
    """Une alerte urgente dit qui répondra si la cellule se tait."""


class AlreadyEnded(Refusal):
    """Cette alerte est terminée."""


class NotEnded(Refusal):
    """Seule une alerte terminée peut être rouverte, et non une alerte saisie par erreur."""


class AlreadyAcknowledged(Refusal):
    """Cette alerte a déjà été prise en compte."""


class DuplicateOfItself(Refusal):
    """Une alerte n’est pas le doublon d’elle-même."""

    field = "of"


class DuplicateOfDuplicate(Refusal):
    """L’autre alerte est elle-même un doublon : rattachez celle-ci à l’alerte d’origine."""

    field = "of"


class NotAlike(Refusal):
    """Une situation à examiner et une alerte territoriale ne sont pas des doublons."""

    field = "of"


class HasDuplicates(Refusal):
    """D’autres alertes sont rattachées à celle-ci : elle reste l’alerte d’origine."""


class AlreadyOwner(Refusal):
    """Cette alerte est déjà confiée ainsi."""

    field = "partner"


class GroundMissing(Refusal):
    """Une situation à examiner se partage sur un fondement : indiquez-le."""

    field = "sharing_ground"


class AlreadyOnAgenda(Refusal):
    """Cette alerte est déjà à l’ordre du jour d’une séance."""


class NotOnAgenda(Refusal):
    """Cette alerte n’est pas à l’ordre du jour de cette séance."""


class AlreadyEscalated(Refusal):
    """Cette alerte attend déjà la réponse d’un service."""


class NotEscalated(Refusal):
    """Aucune réponse n’est attendue sur cette alerte."""


class NotAnswerable(Refusal):
    """Seul le service qui doit répondre peut le faire."""


class AlreadyInformed(Refusal):
    """La personne a déjà été informée."""


class NobodyToInform(Refusal):
    """Une alerte territoriale ne vise aucune personne à informer."""


class NothingHeard(Refusal):
    """Indiquez au moins le nom de qui l’a rapporté, ou ses mots."""

    field = "words"


class AlreadyReminded(Refusal):
    """Cette relance a déjà été faite, ou n’était pas prévue."""


class NotYetDue(Refusal):
    """Le délai de prise en compte n’est pas écoulé."""


class State(Enum):
    RAISED = "raised"
    ACKNOWLEDGED = "acknowledged"
    QUALIFIED = "qualified"
    ON_AGENDA = "on-agenda"
    EXAMINED = "examined"
    RESOLVED = "resolved"
    UNFOUNDED = "unfounded"
    WITHOUT_FOLLOW_UP = "without-follow-up"
    DUPLICATE = "duplicate"
    IN_ERROR = "in-error"


OPEN = frozenset(
    {State.RAISED, State.ACKNOWLEDGED, State.QUALIFIED, State.ON_AGENDA, State.EXAMINED}
)
REOPENABLE = frozenset(
    {State.RESOLVED, State.UNFOUNDED, State.WITHOUT_FOLLOW_UP, State.DUPLICATE}
)
