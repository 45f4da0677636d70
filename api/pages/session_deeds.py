"""The forms of a session of the cell: before, during and after it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from asyncpg import Record

from api.commands.alert_verbs import ALERTS
from api.commands.watch_session_verbs import WATCH_SESSIONS
from api.pages.blanks import ANY, Action, Ready, ready
from api.views.watch_sessions import ItemSeen
from domain import codes
from domain.follow_up_life import FollowUp
from domain.local_time import PARIS, day_of
from domain.watch_session import WatchSession
from domain.watch_session_life import SHAREABLE

_NONE: frozenset[str] = frozenset()
_LATER = datetime(2100, 1, 1, tzinfo=UTC)
_FAR = date(2026, 1, 1)
REFUSAL, DROP = "follow-up-refusal", "follow-up-drop"


def _on(it: WatchSession) -> dict[str, Any]:
    return {"on": max(day_of(it.meets_at), _FAR)}


def _invited(it: WatchSession) -> dict[str, Any]:
    return {"kind": "police", "college": "elected", **_on(it)}


def _item(it: WatchSession) -> dict[str, Any]:
    return {"kind": "collective", "regime": "collective", "alert": ANY, **_on(it)}


def _there(it: WatchSession) -> dict[str, Any]:
    return {"partners": (it.convener,), **_on(it)}


def _proposal(it: WatchSession) -> dict[str, Any]:
    due = day_of(it.meets_at).replace(year=day_of(it.meets_at).year + 1, day=1)
    return {"kind": "other", "responsible": it.convener, "due": due}


def _pledge(_: WatchSession) -> dict[str, Any]:
    return {"promise": "—", "resource": next(iter(codes.RESOURCE_KINDS))}


def _of(*actions: Action) -> Sequence[Ready]:
    return tuple(ready(WATCH_SESSIONS, action) for action in actions)


BEFORE = _of(
    Action("invitation", "Inviter", "Le partenaire est invité.", trial=_invited, adds=True),
    Action("items", "Inscrire à l’ordre du jour", "Le point est à l’ordre du jour.",
           trial=_item, adds=True),
    Action("move", "Déplacer la séance", "La séance est déplacée.",
           trial=lambda _: {"meets_at": _LATER}),
    Action("holding", "La séance s’est tenue", "La séance est notée comme tenue.", trial=_on),
    Action("cancellation", "Annuler la séance",
           "La séance est annulée\u00a0; ses alertes retournent à la veille."),
)  # fmt: skip
OF_AN_ITEM = _of(
    Action("attendance", "Noter les présents", "Les présents sont notés.", trial=_there,
           beside=("alert",)),
    Action("follow-ups", "Proposer cette suite", "La suite est proposée à son responsable.",
           trial=_proposal, beside=("alert",), adds=True),
    Action("item-removal", "Retirer ce point", "Le point est retiré\u00a0; l’alerte retourne"
           " à la veille.", beside=("alert",)),
)  # fmt: skip
ACCEPTING = _of(
    Action("follow-up-acceptance", "Accepter et s’engager", "La suite est acceptée\u00a0:"
           " l’engagement est pris.", trial=_pledge, beside=("number",), code="engagement",
           title="Accepter, et dire à quoi vous vous engagez",
           requires=("promise", "resource")),
    Action("follow-up-acceptance", "Accepter et s’engager", "La suite est acceptée\u00a0:"
           " l’engagement est pris.", trial=_pledge, beside=("number",),
           code="engagement-restreint", title="Accepter, et vous engager",
           finds=frozenset({"promise"}), requires=("resource",)),
    Action("follow-up-acceptance", "Accepter la suite", "La suite est acceptée.",
           beside=("number",), finds=frozenset({"promise", "resource"})),
)  # fmt: skip
OF_A_FOLLOW_UP = _of(
    Action(REFUSAL, "Refuser la suite", "Le refus est noté.", beside=("number",)),
    Action("follow-up-completion", "C’est fait", "La suite est menée à bien.",
           beside=("number",)),
    Action(DROP, "Abandonner cette suite", "La suite est abandonnée.",
           beside=("number",)),
)  # fmt: skip
MINUTES = _of(
    Action("minutes-approval", "Approuver le compte rendu restreint",
           "Le compte rendu restreint est approuvé.", beside=("kind",),
           code="approbation-restreint", title="Approuver le compte rendu restreint",
           finds=frozenset({"summary"})),
    Action("minutes-approval", "Approuver le compte rendu partageable",
           "Le compte rendu partageable est approuvé\u00a0: chacun peut le lire.",
           trial=lambda _: {"summary": "—"}, beside=("kind",), code="approbation-partageable",
           title="Approuver le compte rendu partageable", requires=("summary",)),
)  # fmt: skip
CONVENING = ready(
    WATCH_SESSIONS,
    Action("convening", "Convoquer la séance", "La séance est convoquée.", adds=True,
           finds=_NONE),
)  # fmt: skip
EXAMINATION = ready(
    ALERTS,
    Action("examination", "Noter la conclusion", "La conclusion de la séance est notée.",
           beside=("session",)),
)  # fmt: skip
EVERY = (*BEFORE, *OF_AN_ITEM, *ACCEPTING, *OF_A_FOLLOW_UP, *MINUTES)


def accepting(asked: FollowUp, it: WatchSession) -> Ready:
    """The form by which its responsible accepts it: with a promise, restricted, or plain."""
    pledge, restricted, plain = ACCEPTING
    if codes.leads_to(asked.kind) != "commitment":
        return plain
    return restricted if it.items[asked.alert].is_nominative else pledge


def approving(kind: str) -> Ready:
    return MINUTES[1 if kind == SHAREABLE else 0].holding({"kind": kind})


def to_move(action: Ready, row: Record) -> Ready:
    """Moving it, from where and when it is to meet; any other form as it is."""
    if action.code != "move":
        return action
    local = row["meets_at"].astimezone(PARIS).replace(tzinfo=None)
    return action.filled_with(meets_at=local.isoformat(timespec="minutes"), where=row["place"])


def as_noted(action: Ready, item: ItemSeen) -> Ready:
    """The form with who is noted as there already."""
    return action.filled_with(partners=list(item.there or ())) if item.there else action


def concluded(session: UUID, item: ItemSeen) -> Ready:
    """The conclusion, from the one that stands."""
    said = item.conclusion if isinstance(item.conclusion, str) else None
    return EXAMINATION.holding({"session": session}).filled_with(conclusion=said)


def numbered(number: int) -> Ready:
    """Convening, with the number that comes next."""
    return replace(CONVENING.filled_with(number=number))
