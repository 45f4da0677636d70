"""The life of an action sheet: its states, and why a step is refused."""

from enum import Enum

from domain.aggregate import Refusal


class NumberOutOfRange(Refusal):
    """Une fiche action porte un numéro, à partir de 1."""

    field = "number"


class NoObjective(Refusal):
    """Une fiche action dit au moins un objectif."""

    field = "objectives"


class NothingToRevise(Refusal):
    """Rien n’a changé dans cette fiche action."""


class SheetEnded(Refusal):
    """Cette fiche action est terminée."""


class SheetOutside(Refusal):
    """Cette action est laissée hors du projet : décidez d’abord de l’y inclure."""


class SheetInError(Refusal):
    """Cette fiche action a été saisie par erreur."""


class NotInError(Refusal):
    """Seule une fiche saisie par erreur se rédige de nouveau sous le même numéro."""


class BornInProject(Refusal):
    """Seule une action qui existait déjà est à inclure, ou à laisser hors du projet."""


class AlreadyDecided(Refusal):
    """Cette inclusion est déjà décidée."""


class InclusionUndecided(Refusal):
    """Décidez d’abord d’inclure cette action existante dans le projet (article 4)."""


class InclusionSettled(Refusal):
    """L’inclusion est tranchée : cette action ne devient plus existante, ni nouvelle."""

    field = "kind"


class AlreadyAdopted(Refusal):
    """Cette fiche action est déjà adoptée."""


class NotAdopted(Refusal):
    """Cette fiche action n’est pas encore adoptée."""


class NoForum(Refusal):
    """Dites quelle instance a adopté cette fiche : celle du réseau, ou son nom."""

    field = "body"


class NotForum(Refusal):
    """Une fiche action s’adopte dans une instance."""

    field = "forum"


class AlreadyTakingPart(Refusal):
    """Ce partenaire participe déjà à cette fiche action."""


class NotTakingPart(Refusal):
    """Ce partenaire ne participe pas à cette fiche action."""


class LeadTakesPart(Refusal):
    """Ce partenaire porte cette fiche action : confiez-la d’abord à un autre."""


class AlreadyCarrying(Refusal):
    """Ce partenaire porte déjà cette fiche action."""

    field = "to"


class AlreadyPaused(Refusal):
    """Cette fiche action est déjà suspendue."""


class NotPaused(Refusal):
    """Cette fiche action n’est pas suspendue."""


class NotExperimental(Refusal):
    """Seule une expérimentation se généralise."""


class AlreadyGeneralised(Refusal):
    """Cette expérimentation est déjà généralisée."""


class NoUnit(Refusal):
    """Une cible se donne dans une unité."""

    field = "unit"


class IndicatorNamedTwice(Refusal):
    """Un indicateur de ce nom est déjà défini dans cette fiche."""

    field = "name"


class UnknownIndicator(Refusal):
    """Cet indicateur n’est pas défini : définissez-le avant de le mesurer."""

    field = "indicator"


class TargetUnchanged(Refusal):
    """Cette cible est déjà celle de l’indicateur."""

    field = "target"


class AlreadyMeasured(Refusal):
    """Cet indicateur a déjà une mesure ce jour-là : corrigez-la."""

    field = "on"


class UnknownMeasurement(Refusal):
    """Cette mesure n’existe pas dans cette fiche."""

    field = "measurement"


class NothingToCorrect(Refusal):
    """Cette mesure vaut déjà cela."""

    field = "value"


class SheetState(Enum):
    DRAFTED = "drafted"
    INCLUDED = "included"
    OUTSIDE = "outside"
    ADOPTED = "adopted"
    PAUSED = "paused"
    CONCLUDED = "concluded"
    GENERALISED = "generalised"
    ABANDONED = "abandoned"
    IN_ERROR = "in-error"


UNDECIDED = frozenset({SheetState.DRAFTED, SheetState.INCLUDED, SheetState.OUTSIDE})
"""Before the sheet is adopted."""
RUNNING = frozenset({SheetState.ADOPTED, SheetState.PAUSED})
ENDED = frozenset({SheetState.CONCLUDED, SheetState.GENERALISED, SheetState.ABANDONED})
OPEN = frozenset({SheetState.DRAFTED, SheetState.INCLUDED}) | RUNNING
