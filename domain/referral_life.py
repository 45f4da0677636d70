"""The life of a referral: its states, whose turn each one is, and why a step is refused."""

from enum import Enum

from domain.aggregate import Refusal
from domain.values import Party


class NotToOneself(Refusal):
    """Une orientation s’adresse à un autre partenaire que le vôtre."""


class NoAnswerExpected(Refusal):
    """Cette orientation n’attend pas de réponse : le partenaire n’en a pas connaissance."""


class NotSender(Refusal):
    """Seul le partenaire à l’origine de cette orientation peut le faire."""


class NotAddressee(Refusal):
    """Seul le partenaire destinataire peut répondre à cette orientation."""


class NotParty(Refusal):
    """Seuls les deux partenaires de cette orientation peuvent le faire."""


class NotItsWord(Refusal):
    """Une réponse rapportée est celle du destinataire ; indiquez qui l’a donnée et comment."""


class AlreadyAnswered(Refusal):
    """Cette orientation a déjà reçu une réponse."""


class AlreadySeen(Refusal):
    """Cette orientation a déjà été vue par son destinataire."""


class NotAtThisStage(Refusal):
    """Cette étape n’est pas possible dans l’état actuel de l’orientation."""


class AlternativeMissing(Refusal):
    """Un refus propose une suite : indiquez quel autre partenaire, ou une autre suite."""


class NothingReported(Refusal):
    """Aucune réponse rapportée n’attend votre confirmation."""


class NothingAsked(Refusal):
    """Aucune question n’attend de réponse sur cette orientation."""


class AlreadyAsked(Refusal):
    """Une question attend déjà sa réponse sur cette orientation."""


class NobodyToTell(Refusal):
    """La personne a déjà été prévenue de la réponse, ou aucune réponse n’est encore connue."""


class NoMeeting(Refusal):
    """Aucun rendez-vous n’est prévu sur cette orientation."""


class MeetingAlreadySet(Refusal):
    """Un rendez-vous est déjà prévu : déplacez-le, ou dites s’il a eu lieu."""


class HoldUnwatched(Refusal):
    """Une suspension jusqu’à une date est suivie d’une relance après cette date."""

    field = "until"


class NotElsewhere(Refusal):
    """Une réorientation s’adresse à un autre partenaire que les deux de cette orientation."""


class NotAnotherSender(Refusal):
    """Le nouveau service d’origine est un autre partenaire que l’ancien et le destinataire."""

    field = "to"


class AboutNobody(Refusal):
    """Cette orientation ne porte sur aucune situation : elle ne se transmet pas."""


class NotItsEyes(Refusal):
    """Un service conteste une issue en son nom ou au nom de la personne, pas pour l’autre."""

    field = "in_the_eyes_of"


class State(Enum):
    SENT = "sent"
    SEEN = "seen"
    WAITLISTED = "waitlisted"
    UNANSWERED = "unanswered"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    STARTED = "started"
    ON_HOLD = "on-hold"
    COMPLETED = "completed"
    ENDED_EARLY = "ended-early"
    REDIRECTED = "redirected"
    WITHDRAWN = "withdrawn"
    CLOSED = "closed"
    IN_ERROR = "in-error"


AWAITING = frozenset({State.SENT, State.SEEN})
ANSWERABLE = AWAITING | {State.WAITLISTED, State.UNANSWERED}
MEETABLE = frozenset({State.ACCEPTED, State.WAITLISTED, State.STARTED, State.ON_HOLD})
OPEN = ANSWERABLE | MEETABLE | {State.DECLINED}
CLOSABLE = frozenset({State.UNANSWERED, State.DECLINED})
REDIRECTABLE = frozenset({State.UNANSWERED, State.DECLINED, State.WAITLISTED})
WITHDRAWABLE = ANSWERABLE | {State.ACCEPTED}
SUPPORT_ENDED = frozenset({State.COMPLETED, State.ENDED_EARLY})
GIVEN_UP = frozenset({State.WITHDRAWN, State.CLOSED})

TURN: dict[State, Party] = {
    state: "sender" if state in {State.UNANSWERED, State.DECLINED} else "addressee"
    for state in OPEN
}
"""Who must act next in each open state; a pending question overrides it."""
