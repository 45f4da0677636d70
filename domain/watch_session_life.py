"""The life of a watch session: its members and items, and why a step is refused."""

from dataclasses import dataclass
from enum import Enum

from domain import codes
from domain.aggregate import Refusal
from domain.values import Code, PartnerId


class ConvenerNotInvited(Refusal):
    """Le service qui réunit la séance y participe : invitez-le aussi."""

    field = "members"


class AlreadyInvited(Refusal):
    """Ce partenaire est déjà invité à cette séance."""

    field = "partner"


class NotNumbered(Refusal):
    """Les séances se numérotent à partir de 1."""

    field = "number"


class SessionCancelled(Refusal):
    """Cette séance est annulée."""


class SessionHeld(Refusal):
    """Cette séance s’est déjà tenue."""


class SessionNotHeld(Refusal):
    """Un compte rendu s’approuve après la séance : dites d’abord qu’elle s’est tenue."""


class NotYetTheDay(Refusal):
    """Le jour de la séance n’est pas encore venu."""


class MinutesClosed(Refusal):
    """Le compte rendu restreint est approuvé : la séance ne se modifie plus."""


class AlreadyApproved(Refusal):
    """Ce compte rendu est déjà approuvé."""


class SummaryMissing(Refusal):
    """Le compte rendu partageable se résume en quelques phrases, sans jamais un nom."""

    field = "summary"


class SummaryUnneeded(Refusal):
    """Seul le compte rendu partageable porte un résumé."""

    field = "summary"


class AttendanceUnsaid(Refusal):
    """Dites qui était présent pour chaque point, ou retirez-le de l’ordre du jour."""


class ItemAlreadyOnAgenda(Refusal):
    """Cette alerte est déjà à l’ordre du jour de cette séance."""

    field = "alert"


class NotOnAgenda(Refusal):
    """Ce point n’est pas à l’ordre du jour de cette séance."""

    field = "alert"


class ItemPutBack(Refusal):
    """Ce point a été réinscrit à l’ordre du jour : il ne s’en retire qu’à la main."""


class ItemExamined(Refusal):
    """Ce point a déjà été examiné : il reste à l’ordre du jour."""


class NotThisRegime(Refusal):
    """Une alerte territoriale s’examine collectivement, une situation sans nom ou nommée."""

    field = "regime"


class GroundUnneeded(Refusal):
    """Un point collectif ou anonyme ne partage rien de nominatif : laissez ce champ vide."""

    field = "sharing_ground"


class GroundOfCoordination(Refusal):
    """Ce fondement lie ceux qui interviennent auprès d’une personne, non une séance."""

    field = "sharing_ground"


class GroundDoesNotCover(Refusal):
    """Ce fondement ne couvre pas tous les participants : changez-en, ou examinez sans nom."""

    field = "sharing_ground"


class NotInvited(Refusal):
    """Ce partenaire n’est pas invité à cette séance."""

    field = "partners"


class NeverNominative(Refusal):
    """Élus, habitants, police et bailleurs n’ont jamais part à la situation d’un ménage."""

    def __init__(self, field: str | None = "partners") -> None:
        super().__init__(field)
        self.field = field


class NobodyPresent(Refusal):
    """Indiquez au moins un partenaire présent."""

    field = "partners"


class FollowUpsProposed(Refusal):
    """Des suites ont déjà été proposées : cette séance ne s’annule plus."""


class State(Enum):
    CONVENED = "convened"
    HELD = "held"
    CANCELLED = "cancelled"


CHILD = "child"
"""The peril for which an alert goes to the département, never onto an agenda."""

WITH_ITS_SESSION, WITH_ITS_ALERT = "session-cancelled", "alert-left"
"""Why an item is removed where nobody removed it by itself."""

NOMINATIVE = "nominative"
SERVICES = "services"
RESTRICTED, SHAREABLE = "restricted", "shareable"


@dataclass(frozen=True)
class Member:
    """A partner that is invited: its kind that day, and the college that it comes for."""

    partner: PartnerId
    kind: Code
    college: Code = SERVICES

    @property
    def may_hear_names(self) -> bool:
        """Whether it may have part in a nominative item at all, whatever the ground."""
        return self.college == SERVICES and not codes.is_never_nominative(self.kind)


@dataclass(frozen=True)
class Item:
    """An alert on the agenda; ``by`` shares it, in ``function``, under ``ground``."""

    regime: Code
    by: PartnerId
    shared_with: tuple[PartnerId, ...] = ()
    ground: Code | None = None
    function: Code | None = None
    attended: bool = False

    @property
    def is_nominative(self) -> bool:
        return self.regime == NOMINATIVE
