"""Every aggregate and every kind of fact, by the name under which facts are stored."""

from dataclasses import fields
from functools import cache
from typing import Any, get_type_hints

from domain.action_sheet import ActionSheet
from domain.agent import Agent
from domain.aggregate import Aggregate
from domain.alert import Alert
from domain.audit_mission import AuditMission
from domain.case import Case
from domain.commitment import Commitment
from domain.conference import Conference
from domain.contribution import Contribution
from domain.convention import Convention
from domain.forum import Forum
from domain.observation import Observation
from domain.partner import Partner
from domain.person import Person
from domain.referral import Referral
from domain.reporter import Reporter
from domain.resource import Resource
from domain.territory import Territory
from domain.watch_session import WatchSession
from domain.weak_signal import WeakSignal

AGGREGATES: tuple[type[Aggregate], ...] = (
    Territory,
    Convention,
    Partner,
    Agent,
    Person,
    Case,
    Referral,
    AuditMission,
    ActionSheet,
    Observation,
    Contribution,
    Alert,
    Reporter,
    WeakSignal,
    Commitment,
    Forum,
    Resource,
    WatchSession,
    Conference,
)

_LIBRARY_FIELDS = frozenset(field.name for field in fields(Aggregate.Created))


def own_fields(kind: type[Aggregate.Event]) -> dict[str, Any]:
    """The annotated fields of a kind of fact, in order, without the library's own."""
    hints = _hints(kind)
    names = (field.name for field in fields(kind))
    return {name: hints[name] for name in names if name not in _LIBRARY_FIELDS}


@cache
def _hints(kind: type[Aggregate.Event]) -> dict[str, Any]:
    return get_type_hints(kind, include_extras=True)


def _is_fact(member: Any) -> bool:
    """The library gives each aggregate an ``Event`` and a bare ``Created`` of its own."""
    if not isinstance(member, type) or not issubclass(member, Aggregate.Event):
        return False
    return member.__name__ != "Event" and (
        member.__name__ != "Created" or bool(own_fields(member))
    )


AGGREGATE_OF: dict[type[Aggregate.Event], type[Aggregate]] = {
    member: aggregate
    for aggregate in AGGREGATES
    for member in vars(aggregate).values()
    if _is_fact(member)
}

KINDS: dict[str, type[Aggregate.Event]] = {kind.__qualname__: kind for kind in AGGREGATE_OF}


def kinds_of(*names: str) -> frozenset[str]:
    """The kinds of facts of these names: of an aggregate (all of its kinds) or of one kind."""
    return frozenset(
        kind for kind in KINDS if not {kind, kind.partition(".")[0]}.isdisjoint(names)
    )
