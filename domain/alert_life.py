"""The life of an alert: its states, and why a step is refused."""

from enum import Enum

from domain.aggregate import Refusal


class NoTheme(Refusal):
    """Indiquez au moins un thème : c’est par lui que les alertes se rapprochent."""

    field = "themes"


class ReporterUnsaid(Refusal):
    """Ce qui a été rapporté l’a été par quelqu’un ; ce qui a été constaté, par personne."""

    field = "reporter"


class ObservedLater(Refusal):
    """Des faits ne s’observent pas après le jour de l’alerte."""

    field = "observed_on"


class NobodyAnswers(Refusal):
    """Une alerte urgente dit qui répondra si la cellule se tait."""


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


class NotADuplicate(Refusal):
    """Cette autre alerte n’est pas rattachée à celle-ci."""


class HasDuplicates(Refusal):
    """D’autres alertes sont rattachées à celle-ci : elle reste l’alerte d’origine."""


class AlreadyOwner(Refusal):
    """Cette alerte est déjà confiée ainsi."""

    field = "partner"


class AlreadyOnAgenda(Refusal):
    """Cette alerte est déjà à l’ordre du jour d’une séance."""


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
