"""What an action of the pages is made of: a verb's form, and a trial of its rules."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from inspect import signature
from typing import Any
from uuid import UUID

from api.commands.blanks import Blank, blanks_of
from api.commands.verbs import Resource, Verb
from api.pages.forms import Form
from domain.values import Deadline

Group = str
"""The part of a page in which a form stands: ``now``, ``more``, or one of that page's own."""

Trial = Callable[[Any], Mapping[str, Any]]

ANY = UUID(int=1)
DAY = date(2026, 1, 1)
DUE = Deadline(DAY, (), None, "referral-answer", 0)
_LATER = datetime(2026, 1, 1, tzinfo=UTC)
_SAMPLES: Mapping[str, Any] = {
    "text": "—", "line": "—", "day": DAY, "moment": _LATER, "partner": ANY, "agent": ANY,
    "person": ANY, "party": "sender", "number": 1, "quantity": Decimal(100),
    "identifier": ANY, "other": ANY,
}  # fmt: skip
_READ: Mapping[str, Callable[[str], Any]] = {
    "number": int, "quantity": Decimal, "partner": UUID, "agent": UUID, "person": UUID,
    "identifier": UUID, "other": UUID,
}  # fmt: skip
_FOUND = frozenset({"told_by", "medium", "agent"})
"""Fields that a page finds by itself, unless the action asks for them."""


def _nothing(_: Any) -> Mapping[str, Any]:
    return {}


@dataclass(frozen=True)
class Action:
    """One form: ``noun`` names its verb, ``code`` the form in addresses where they differ.

    ``trial`` are arguments, beyond its required fields, that only the rules refuse.
    ``requires``: optional fields of the verb that this form must have. ``beside``: fields
    that name the thing beside which the form stands, a note or a goal: nobody fills them in.
    What only ``adds`` to the thing may be sent whatever became of it meanwhile.
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
    beside: tuple[str, ...] = ()
    adds: bool = False


@dataclass(frozen=True)
class Ready:
    """An action with its verb: what the pages show and try.

    ``held``: what the page knows of the thing beside which it stands; ``filled``: what
    stands in its fields before anybody types.
    """

    resource: Resource
    action: Action
    verb: Verb
    blanks: Sequence[Blank]
    held: Mapping[str, str] = field(default_factory=dict)
    filled: Form = field(default_factory=Form, compare=False)

    def holding(self, form: Mapping[str, Any] | Form) -> "Ready":
        """The same form, beside the thing that these fields name."""
        return replace(self, held={name: str(form[name]) for name in self.action.beside})

    def filled_with(self, **stands: Any) -> "Ready":
        """The same form, with what stands now; nothing for what is not known."""
        said = [
            (name, str(one))
            for name, value in stands.items()
            for one in (value if isinstance(value, list | tuple) else (value,))
            if one is not None
        ]
        return replace(self, filled=Form(said))

    @property
    def anchor(self) -> str:
        """What names this form on its page."""
        return "-".join([self.code, *filter(None, self.held.values())])

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
        known = (*self.action.beside, "occurred_on")
        return all(blank.name in known for blank in self.blanks)

    @property
    def asked(self) -> Sequence[Blank]:
        if self.direct:
            return ()
        return [blank for blank in self.blanks if blank.name not in self.held]

    def tried_with(self, it: Any) -> dict[str, Any]:
        """Arguments of the domain's verb that nothing but a rule could refuse."""
        held = [blank for blank in self.blanks if self.held.get(blank.name)]
        tried = (
            {blank.name: _sample(blank) for blank in self.blanks if blank.required}
            | dict(self.action.trial(it))
            | {blank.name: _typed(blank, self.held[blank.name]) for blank in held}
        )
        taken = signature(self.verb.does).parameters
        return {name: value for name, value in tried.items() if name in taken}


def ready(resource: Resource, action: Action) -> Ready:
    verb = resource.verb(action.noun)
    blanks = [
        replace(blank, required=blank.required or blank.name in action.requires)
        for blank in blanks_of(verb.ask)
        if blank.name not in action.finds or blank.name in action.requires
    ]
    blanks.sort(key=lambda blank: blank.name not in action.requires)
    return Ready(resource, action, verb, blanks)


def _typed(blank: Blank, held: str) -> Any:
    return _READ.get(blank.kind, str)(held)


def _sample(blank: Blank) -> Any:
    one = next(iter(blank.codes)) if blank.codes else _SAMPLES[blank.kind]
    return (one,) if blank.many else one
