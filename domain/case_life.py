"""The life of a case: its states, and why a step is refused."""

from enum import Enum

from domain.aggregate import Refusal


class NotInvolved(Refusal):
    """Votre service n’est pas partie à cette situation."""


class PartnerNotInvolved(Refusal):
    """Ce partenaire n’est pas partie à cette situation."""


class AlreadyInvolved(Refusal):
    """Ce partenaire est déjà partie à cette situation."""


class AlreadyInCase(Refusal):
    """Cette personne fait déjà partie de cette situation."""


class NotInCase(Refusal):
    """Cette personne ne fait pas partie de cette situation."""


class CaseClosed(Refusal):
    """Cette situation est close."""


class NotLead(Refusal):
    """Seul le service référent de cette situation peut le faire."""


class LeadStays(Refusal):
    """Ce service est référent de cette situation : passez-la d’abord à un autre."""


class AlreadyLead(Refusal):
    """Ce service est déjà référent de cette situation."""


class CoordinatorStays(Refusal):
    """Le coordonnateur relève de ce service : remplacez-le d’abord."""


class StillOpenBetween(Refusal):
    """Des orientations de ce partenaire sont encore ouvertes ici : terminez-les d’abord."""


class NeedNotReported(Refusal):
    """Le besoin de coordination n’a pas encore été signalé."""


class AlreadyReported(Refusal):
    """Cette autorité est déjà informée de ce besoin de coordination."""


class NoAuthority(Refusal):
    """Indiquez au moins une autorité à informer."""


class NothingTold(Refusal):
    """Indiquez au moins une catégorie d’informations transmises."""


class AlreadyProposed(Refusal):
    """Ce professionnel est déjà proposé, ou déjà coordonnateur."""


class NothingProposed(Refusal):
    """Aucun coordonnateur n’est proposé."""


class NotEmployer(Refusal):
    """Seul l’employeur du professionnel proposé peut donner ou refuser son accord."""


class AlreadyAgreed(Refusal):
    """L’employeur a déjà donné son accord."""


class AlreadyConsulted(Refusal):
    """Le président du conseil départemental a déjà été consulté sur cette proposition."""


class NotTheProposed(Refusal):
    """Le coordonnateur désigné doit être celui qui a été proposé."""


class EmployerNotAgreed(Refusal):
    """L’employeur du professionnel proposé n’a pas encore donné son accord."""


class DepartmentNotConsulted(Refusal):
    """Le président du conseil départemental n’a pas été consulté avant cette décision."""


class AlreadyCoordinated(Refusal):
    """Un coordonnateur est déjà désigné : remplacez-le, ou mettez fin à sa mission."""


class NoCoordinator(Refusal):
    """Aucun coordonnateur n’est désigné pour cette situation."""


class NotCoordinator(Refusal):
    """Seul le coordonnateur, ou le professionnel qui intervient seul, peut le faire."""


class UnknownNote(Refusal):
    """Cette note n’existe pas, ou a été retirée."""


class NotAuthor(Refusal):
    """Seul le service qui a écrit cette note peut le faire."""


class NobodyToShareWith(Refusal):
    """Aucun autre partenaire n’est partie à cette situation."""


class UnknownGoal(Refusal):
    """Cet objectif n’existe pas, ou n’est plus poursuivi."""


class State(Enum):
    OPEN = "open"
    CLOSED = "closed"
    TRANSFERRED = "transferred"
    IN_ERROR = "in-error"
