"""The life of a commitment: its states, and why a step is refused."""

from enum import Enum

from domain.aggregate import Refusal


class OwedToOneself(Refusal):
    """On s’engage envers un autre service, ou envers le territoire : pas envers le sien."""

    field = "beneficiary"


class AskedOfOneself(Refusal):
    """Une demande s’adresse à un autre service que celui qui en bénéficie."""

    field = "debtor"


class AskedOfAll(Refusal):
    """Ce qui sert une situation se demande à un service nommé, qui la connaît."""

    field = "debtor"


class NothingSaid(Refusal):
    """Dites en une phrase ce qui est demandé ou promis."""

    field = "what"


class UnitMissing(Refusal):
    """Une quantité a une unité."""

    field = "unit"


class AmountMissing(Refusal):
    """Une unité va avec une quantité, plus grande que zéro."""

    field = "amount"


class PartUnsaid(Refusal):
    """Une suite, une recommandation ou un avenant se désigne aussi par son numéro."""

    field = "serves"


class NotItsCase(Refusal):
    """Seul un engagement qui sert une situation ou une alerte est réservé à qui la connaît."""

    field = "serves"


class NotAskedOfYou(Refusal):
    """Cette demande ne vous est pas adressée."""


class NotRequested(Refusal):
    """Cette demande n’attend plus de réponse."""


class NotOwed(Refusal):
    """Cet engagement n’est pas, ou n’est plus, à tenir."""


class AlreadyConfirmed(Refusal):
    """Les termes de cet engagement sont déjà confirmés."""


class NothingToConfirm(Refusal):
    """Le service engagé n’a pas déclaré cet engagement tenu."""


class NotLater(Refusal):
    """Un report va au-delà de l’échéance déjà convenue."""

    field = "due"


class NoSuchShare(Refusal):
    """Un avancement se dit en pour cent, de 0 à 100."""

    field = "share"


class NotPartly(Refusal):
    """Ce qui est tenu en partie l’est entre 1 et 99 %."""

    field = "share"


class NotItsSide(Refusal):
    """Seuls le service engagé et le bénéficiaire donnent leur accord à la publication."""


class PublicationAgreed(Refusal):
    """Cet accord à la publication a déjà été donné."""


class NeverPublic(Refusal):
    """Un engagement qui sert une situation ou une alerte réservée ne se publie pas."""


class CommitmentState(Enum):
    REQUESTED = "requested"
    DECLINED = "declined"
    MADE = "made"
    KEPT = "kept"
    CONTESTED = "contested"
    KEPT_CONFIRMED = "kept-confirmed"
    PARTLY_KEPT = "partly-kept"
    NOT_KEPT = "not-kept"
    RELEASED = "released"
    IN_ERROR = "in-error"


OWED = frozenset({CommitmentState.MADE, CommitmentState.CONTESTED})
"""The debtor has still to keep it, on time or late."""

OPEN = OWED | {CommitmentState.REQUESTED, CommitmentState.KEPT}
"""It has not ended: ``KEPT`` is the debtor's word, until the beneficiary has said theirs."""
