"""How a person stands: who knows them, whether more may be said of them, and why not."""

from domain.aggregate import Aggregate, AlreadyErased, Refusal, Subject
from domain.values import PartnerId, PersonId


class NothingToContact(Refusal):
    """Indiquez au moins un moyen de joindre la personne."""


class AlreadyKnown(Refusal):
    """Ce service connaît déjà cette personne."""


class NotKnown(Refusal):
    """Votre service ne connaît pas cette personne."""


class AlreadyProtected(Refusal):
    """L’adresse de cette personne est déjà protégée."""


class NotProtected(Refusal):
    """L’adresse de cette personne n’est pas protégée."""


class NotProtector(Refusal):
    """Seul le service qui a protégé l’adresse, ou enregistré la personne, peut le faire."""


class NotRepresentedSo(Refusal):
    """Cette représentation n’existe pas, ou a déjà pris fin."""


class AlreadyInHousehold(Refusal):
    """Cette personne fait déjà partie de ce ménage."""


class StillInHousehold(Refusal):
    """Cette personne vivait encore dans ce ménage ce jour-là."""

    field = "since"


class NotInHousehold(Refusal):
    """Cette personne ne fait pas partie de ce ménage."""


class NotIntoOneself(Refusal):
    """Une personne ne se rattache pas à elle-même."""


class WouldBeLost(Refusal):
    """Elle a refusé, s’oppose ou attend une réponse : rattachez plutôt l’autre à elle."""


class PersonMerged(Refusal):
    """Cette personne a été reconnue comme la même qu’une autre : agissez sur l’autre."""


class NotMerged(Refusal):
    """Cette personne n’est rattachée à aucune autre."""


class PersonDeceased(Refusal):
    """Cette personne est décédée."""


class NotDeceased(Refusal):
    """Aucun décès n’est enregistré pour cette personne."""


class PersonArchived(Refusal):
    """Le dossier de cette personne est archivé : demandez au délégué de le rouvrir."""


class NotArchived(Refusal):
    """Le dossier de cette personne n’est pas archivé."""


class NoConsentToWithdraw(Refusal):
    """Aucun accord en cours ne peut être retiré."""


class ConsentMissing(Refusal):
    """La personne ne l’accepte pas, ou plus : recueillez d’abord son accord."""

    field = "sharing_ground"


class SharingOpposed(Refusal):
    """La personne s’oppose au partage : seule une obligation légale le permettrait."""

    field = "sharing_ground"


class SharingLimited(Refusal):
    """L’usage de ses données est limité à sa demande : seul son accord permet ce partage."""

    field = "sharing_ground"


class NotLimited(Refusal):
    """Aucune limitation n’est en vigueur pour cette personne."""


class NeverSo(Refusal):
    """La joindre ainsi la mettrait en danger : choisissez un autre moyen."""

    field = "how"


class AlreadyOpposed(Refusal):
    """Une opposition de cette personne est déjà enregistrée."""


class NoOpposition(Refusal):
    """Aucune opposition de cette personne ne le permet."""


class AnswerTooLate(Refusal):
    """La réponse est due dans le mois qui suit la réception."""


class AlreadyRequested(Refusal):
    """Une demande d’exercice de ce droit attend déjà sa réponse."""


class NothingRequested(Refusal):
    """Aucune demande d’exercice de ce droit n’attend de réponse."""


class Fact(Aggregate.Event):
    """What a partner said of a person; its agent stands in the fact's header."""

    by: PartnerId


class Standing(Subject):
    """What the verbs about a person share: codes, days and identifiers, nothing personal."""

    def begin(self, by: PartnerId) -> None:
        self.registered_by = by
        self.known_to = frozenset({by})
        self.merged_into: PersonId | None = None
        self.deceased = False
        self.archived = False

    def ensure_active(self) -> None:
        """Whether something new may be done with this person; raises why not."""
        self._ensure_current()
        self._ensure_living()
        self._ensure_not_archived()

    def _ensure_current(self) -> None:
        if self.erased:
            raise AlreadyErased
        if self.merged_into is not None:
            raise PersonMerged

    def _ensure_living(self) -> None:
        if self.deceased:
            raise PersonDeceased

    def _ensure_not_archived(self) -> None:
        if self.archived:
            raise PersonArchived
