"""What an action of the pages is made of: a verb's form, and a trial of its rules."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any, Literal
from uuid import UUID

from api.commands.blanks import Blank, blanks_of
from api.commands.verbs import Resource, Verb
from domain.values import Deadline

Group = Literal["now", "reported", "more"]
Trial = Callable[[Any], Mapping[str, Any]]

ANY = UUID(int=1)
DAY = date(2026, 1, 1)
DUE = Deadline(DAY, (), None, "referral-answer", 0)
_LATER = datetime(2026, 1, 1, tzinfo=UTC)
_SAMPLES: Mapping[str, Any] = {
    "text": "—", "line": "—", "day": DAY, "moment": _LATER, "partner": ANY, "agent": ANY,
    "person": ANY, "party": "sender", "number": 1, "other": ANY,
}  # fmt: skip
_FOUND = frozenset({"told_by", "medium", "agent"})
"""Fields that a page finds by itself, unless the action asks for them."""


def _nothing(_: Any) -> Mapping[str, Any]:
    return {}


@dataclass(frozen=True)
class Action:
    """One form: ``noun`` names its verb, ``code`` the form in addresses where they differ.

    ``trial`` are arguments, beyond its required fields, that only the rules refuse.
    ``requires``: optional fields of the verb that this form must have. What only ``adds``
    to the thing may be sent whatever became of it meanwhile.
    """

    noun: str
    button: str
    done: str
    group: Group = "now"
    trial: Trial = _nothing
    code: str = ""
    title: str = ""
    requires: tuple[str, ...] = ()
    finds: frozenset[str] = _FOUND
    adds: bool = False


@dataclass(frozen=True)
class Ready:
    """An action with its verb: what the pages show and try."""

    resource: Resource
    action: Action
    verb: Verb
    blanks: Sequence[Blank]

    @property
    def code(self) -> str:
        return self.action.code or self.action.noun

    @property
    def title(self) -> str:
        return self.action.title or self.verb.title

    @property
    def group(self) -> Group:
        return self.action.group

    @property
    def direct(self) -> bool:
        """A button says it all: of what happens just now, nothing is asked."""
        return all(blank.name == "occurred_on" for blank in self.blanks)

    @property
    def asked(self) -> Sequence[Blank]:
        return () if self.direct else self.blanks

    def tried_with(self, it: Any) -> dict[str, Any]:
        """Arguments that nothing but a rule could refuse."""
        said = {blank.name: _sample(blank) for blank in self.blanks if blank.required}
        return said | dict(self.action.trial(it))


def ready(resource: Resource, action: Action) -> Ready:
    verb = resource.verbs[action.noun]
    blanks = [
        replace(blank, required=blank.required or blank.name in action.requires)
        for blank in blanks_of(verb.ask)
        if blank.name not in action.finds or blank.name in action.requires
    ]
    blanks.sort(key=lambda blank: blank.name not in action.requires)
    return Ready(resource, action, verb, blanks)


def _sample(blank: Blank) -> Any:
    one = next(iter(blank.codes)) if blank.codes else _SAMPLES[blank.kind]
    return (one,) if blank.many else one
