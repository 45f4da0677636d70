"""The verbs of a session of the watch cell."""

from api.commands import watch_session_asks as asks
from api.commands import watch_sessions as sessions
from api.commands.asks import Deed
from api.commands.verbs import Resource, Verb, by_noun
from domain.watch_session import WatchSession

WATCH_SESSION_VERBS = (
    Verb(
        "invitation", WatchSession.invite, "Inviter un partenaire", asks.Inviting,
        sessions.invited,
    ),
    Verb("move", WatchSession.move, "Déplacer la séance", asks.Moving),
    Verb(
        "items", WatchSession.add_item, "Inscrire à l’ordre du jour", asks.Adding,
        sessions.item,
    ),
    Verb("item-removal", WatchSession.remove_item, "Retirer de l’ordre du jour",
        asks.Removing),
    Verb(
        "attendance", WatchSession.record_attendance, "Noter les présents pour ce point",
        asks.Attending, sessions.today,
    ),
    Verb(
        "follow-ups", WatchSession.propose_follow_up, "Proposer une suite", asks.Proposing
    ),
    Verb(
        "follow-up-acceptance", WatchSession.accept_follow_up, "Accepter la suite",
        asks.Accepting,
    ),
    Verb(
        "follow-up-refusal", WatchSession.refuse_follow_up, "Refuser la suite", asks.Refusing
    ),
    Verb(
        "follow-up-referral", WatchSession.tie_follow_up,
        "Lier la suite à l’orientation saisie", asks.Tying, run=sessions.tie,
    ),
    Verb(
        "follow-up-completion", WatchSession.finish_follow_up, "La suite est menée à bien",
        asks.Numbered,
    ),
    Verb(
        "follow-up-drop", WatchSession.drop_follow_up, "Abandonner la suite", asks.Dropping
    ),
    Verb("holding", WatchSession.hold, "La séance s’est tenue", Deed, sessions.today),
    Verb(
        "minutes-approval", WatchSession.approve_minutes, "Approuver un compte rendu",
        asks.Approving,
    ),
    Verb("cancellation", WatchSession.cancel, "Annuler la séance", asks.Cancelling),
)  # fmt: skip

WATCH_SESSIONS = Resource(
    "watch-sessions", WatchSession, "séance de la cellule de veille",
    by_noun(WATCH_SESSION_VERBS),
    begins=Verb(
        "convening", WatchSession, "Convoquer une séance", asks.Convening,
        run=sessions.convene,
    ),
)  # fmt: skip
