"""How a conference stands, what it may still record, and the refusals that say so."""

from enum import Enum

from domain.aggregate import Refusal


class State(Enum):
    CONVENED = "convened"
    HELD = "held"
    CONCLUDED = "concluded"
    CANCELLED = "cancelled"


class AnotherYear(Refusal):
    """Une conférence se convoque pour un jour de son année : il y en a une par an."""

    field = "held_on"


class NoAgenda(Refusal):
    """Une convocation dit au moins un point de l’ordre du jour."""

    field = "agenda"


class NotPostponed(Refusal):
    """Une conférence se reporte à un jour qui vient après celui qui était convenu."""

    field = "held_on"


class ConferenceOver(Refusal):
    """Cette conférence est conclue ou annulée : rien ne s’y ajoute plus."""


class AlreadyHeld(Refusal):
    """Cette conférence s’est déjà tenue."""


class NotHeld(Refusal):
    """La conférence ne s’est pas encore tenue : notez d’abord qui était présent."""


class BeforeItsDay(Refusal):
    """Une conférence ne se tient pas avant le jour pour lequel elle est convoquée."""


class BeyondHead(Refusal):
    """Cette position n’existe pas encore dans le journal."""

    field = "position"


class EvidenceCited(Refusal):
    """Des constats citent déjà les données figées : elles ne changent plus."""


class EvidenceNotFrozen(Refusal):
    """Les données de la conférence ne sont pas figées : figez-les d’abord."""


class ReadAfterTheFreeze(Refusal):
    """Un chiffre cité se lit à la position figée, ou avant elle."""

    field = "figures"


class AboutOneThing(Refusal):
    """Un constat porte sur un principe de l’article 2 ou sur une priorité, et sur un seul."""

    field = "principle"


class UnknownQuestion(Refusal):
    """Aucune question de cette conférence ne porte ce numéro."""

    field = "answers"


class UnknownFinding(Refusal):
    """Aucun constat de cette conférence ne porte ce numéro."""

    def __init__(self, field: str = "finding") -> None:
        super().__init__(field)
        self.field = field


class UnknownFigure(Refusal):
    """Ce constat ne cite pas de chiffre de ce numéro."""

    field = "figure"


class NothingRestated(Refusal):
    """Ce chiffre est déjà celui qui est connu : il n’y a rien à rectifier."""

    field = "value"


class UnknownRecommendation(Refusal):
    """Aucune recommandation de cette conférence ne porte ce numéro."""

    field = "recommendations"
