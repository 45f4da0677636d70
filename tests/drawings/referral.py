"""The life of a referral, as it is drawn."""

from collections.abc import Hashable
from typing import Any

from domain.referral import Referral
from projections.history import STATES
from projections.kinds import KINDS
from tests.domain.people import NAMELESS, REFERRAL, SENT
from tests.domain.tries import BY_NOBODY, TRIES, Try
from tests.drawings.life import Life, Tried

_SENDER, _ADDRESSEE, _SYSTEM = "service d’origine", "destinataire", "système"
_ADVICE = SENT | {"kind": "advice", "deadline": None}


def _by_sender(verb: Try) -> Tried:
    return Tried(_SENDER, lambda it: verb(it, it.sender))


def _by_addressee(verb: Try) -> Tried:
    return Tried(_ADDRESSEE, lambda it: verb(it, it.addressee))


def _by_system(verb: Try) -> Tried:
    return Tried(_SYSTEM, lambda it: verb(it, it.sender))


def _turn(it: Referral) -> str:
    if not it.expects_answer:
        return f"{_SENDER} (aucune réponse attendue)" if it.whose_turn else "personne"
    question = " (question posée)" if it.asked_on is not None else ""
    return {"sender": _SENDER, "addressee": _ADDRESSEE, None: "personne"}[
        it.whose_turn
    ] + question


def _told_apart(it: Any) -> Hashable:
    return (
        it.seen,
        it.tells_person is None,
        it.awaits_confirmation,
        it.meets_at is None,
        it.deadline,
        it.case is None,
    )


_VERBS = [verb for name, verb in TRIES.items() if name not in BY_NOBODY]
LIFE = Life(
    file="referral-life.md",
    title="The life of a referral (*orientation*)",
    begun=[
        lambda facts=facts: Referral(id=REFERRAL, **facts)  # type: ignore[misc]
        for facts in (SENT, _ADVICE, NAMELESS)
    ],
    tries=[
        *map(_by_sender, _VERBS),
        *map(_by_addressee, _VERBS),
        *(_by_system(TRIES[name]) for name in sorted(BY_NOBODY)),
    ],
    state=lambda it: it.state,
    turn=_turn,
    told_apart=_told_apart,
    names=STATES,
    labels={
        kind.partition(".")[2]: label
        for kind, label in KINDS.items()
        if kind.startswith("Referral.")
    },
)
