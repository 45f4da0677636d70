"""The verbs of an alert, and of a weak signal."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from api.commands import alert_asks as asks
from api.commands import sharing
from api.commands.agents import ensure_colleague
from api.commands.alerts import alert_rule, ensure_may_learn
from api.commands.deadlines import closures_of, territory_of
from api.commands.verbs import Resource, Verb, by_noun, known
from api.desk import Desk
from api.views.weak_signals import signals_of
from domain import clock
from domain.alert import Alert
from domain.alert_standing import SITUATION
from domain.rules import WEAK_SIGNAL
from domain.values import Code, PartnerId
from domain.weak_signal import NoSignal, WeakSignal
from store.receipts import Receipt

Added = Mapping[str, Any]


async def _ensure_shared(
    desk: Desk, it: Alert, to: PartnerId, ground: Code | None, field: str
) -> None:
    """Of a household only to who may learn of it, on a ground that holds between the two."""
    if it.kind != SITUATION:
        return
    await ensure_may_learn(desk, to, field)
    if ground is not None:
        await sharing.ensure_allowed(desk, ground, to, None)


async def _assign(desk: Desk, it: Alert, ask: asks.Assigning) -> Added:
    await closures_of(desk, ask.partner, "partner")
    await _ensure_shared(desk, it, ask.partner, ask.sharing_ground, "partner")
    if ask.agent is not None:
        await ensure_colleague(desk, ask.partner, agent=ask.agent)
    return {}


async def _escalate(desk: Desk, it: Alert, ask: asks.Escalating) -> Added:
    closures = await closures_of(desk, ask.to, "to")
    await _ensure_shared(desk, it, ask.to, ask.sharing_ground, "to")
    rule = await alert_rule(desk)
    return {"deadline": clock.escalation_deadline(rule, desk.today, closures)}


async def _duplicate(desk: Desk, it: Alert, ask: asks.Duplicating) -> Added:
    """The other one may be its original."""
    if ask.of != it.id:
        original: Alert = await known(desk, Alert, ask.of)
        original.ensure_original(kind=it.kind)
    return {}


async def _set_aside(desk: Desk, stream: UUID, ask: asks.SettingAside) -> Receipt:
    """What the board proposes now, counted again; raises ``NoSignal`` if it does not."""
    rule = (await territory_of(desk)).rules[WEAK_SIGNAL]
    async with desk.look("watch-board") as sight:
        found = [
            each
            for each in await signals_of(sight, rule)
            if (each.theme, each.quartier) == (ask.theme, ask.quartier)
        ]
    if not found:
        raise NoSignal
    [signal] = found
    return await desk.begin(
        WeakSignal, stream, by=desk.partner, theme=ask.theme, quartier=ask.quartier,
        households=signal.households, services=signal.services, reason=ask.reason,
        set_aside_on=desk.today,
    )  # fmt: skip


ALERT_VERBS = (
    Verb("acknowledgement", Alert.acknowledge, "Prendre en compte"),
    Verb("qualification", Alert.qualify, "Qualifier", asks.Qualifying),
    Verb(
        "duplicate", Alert.mark_duplicate, "C’est le doublon d’une autre alerte",
        asks.Duplicating, _duplicate,
    ),
    Verb("assignment", Alert.assign, "Confier à un service", asks.Assigning, _assign),
    Verb(
        "escalation", Alert.escalate, "Demander à un service de répondre", asks.Escalating,
        _escalate,
    ),
    Verb("answer", Alert.answer_escalation, "Répondre", asks.Answering),
    Verb("examination", Alert.examine, "Noter la conclusion de la séance", asks.Examining),
    Verb(
        "reporter-informed", Alert.inform_reporter, "Celui ou celle qui a alerté est informé·e",
        asks.Telling,
    ),
    Verb(
        "person-informed", Alert.inform_person, "La personne est informée",
        asks.InformingPerson,
    ),
    Verb("person-reply", Alert.record_reply, "Noter ce que la personne en dit", asks.Replying),
    Verb("resolution", Alert.resolve, "L’alerte est résolue", asks.Resolving),
    Verb(
        "closure", Alert.close_without_follow_up, "Classer sans suite", asks.Closing
    ),
    Verb("unfounded", Alert.find_unfounded, "Constater qu’elle est sans fondement",
        asks.Unfounding),
    Verb("reopening", Alert.reopen, "Rouvrir l’alerte", asks.Reopening),
    Verb("error", Alert.enter_in_error, "Signaler une saisie par erreur", asks.Mistaken),
)  # fmt: skip

ALERTS = Resource("alerts", Alert, "alerte", by_noun(ALERT_VERBS))
SIGNALS = Resource(
    "weak-signals", WeakSignal, "signal faible", {},
    begins=Verb(
        "setting-aside", WeakSignal, "Écarter un signal faible", asks.SettingAside,
        run=_set_aside,
    ),
)  # fmt: skip
