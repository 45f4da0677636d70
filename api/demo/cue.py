"""A cue: what somebody does at a moment, ready for the real commands."""

from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from api.commands.alerts import raise_alert
from api.commands.asks import Ask
from api.commands.referrals import log_referral, redirect
from api.commands.resources import RESOURCES
from api.commands.verbs import Verb, known
from api.demo.cast import named
from api.desk import Desk
from api.installation import Installation
from domain.action_sheet import ActionSheet
from domain.aggregate import Aggregate
from domain.case import Case
from domain.forum import Forum
from domain.policies import Asker

_RESOURCES = {each.address: each for each in RESOURCES}
_NUMBERED: Mapping[str, tuple[type[Aggregate], Callable[[Any], Iterable[int]]]] = {
    "note": (Case, lambda it: it.notes), "goal": (Case, lambda it: it.goals),
    "measurement": (ActionSheet, lambda it: it.measures),
    "meeting": (Forum, lambda it: it.convened),
}  # fmt: skip
"""What is named by the number of its fact: the last one, where nothing else is said."""


@dataclass(frozen=True)
class Cue:
    """``name`` is of this cue alone: its command is written once, however often it is played.

    ``stream`` is None where the command makes its own from ``made``. What cues of one
    ``chain`` do on one day is done one after the other, in the order of their moments.
    """

    name: str
    moment: datetime
    asker: Asker
    resource: str
    noun: str
    stream: UUID | None = None
    said: Mapping[str, Any] | Ask | None = None
    precision: Literal["day", "instant"] = "instant"
    made: UUID | None = None
    chain: str = ""
    late: datetime | None = None

    @property
    def recorded(self) -> datetime:
        """When it is said, at the earliest: ``late`` where that is on a later day."""
        return self.late or self.moment


async def carry_out(installation: Installation, cue: Cue) -> None:
    """Do it, in the name of whoever does it."""
    once = named(cue.asker.territory, cue.name)
    desk = Desk(
        installation, cue.asker, "demo", occurred_at=cue.moment, precision=cue.precision,
        correlation=cue.made or once, command_id=once,
    )  # fmt: skip
    composite = _COMPOSITE.get((cue.resource, cue.noun))
    if composite is not None:
        await composite(desk, cue.stream, cue.said)
        return
    resource = _RESOURCES[cue.resource]
    ask = await _asked(desk, cue, resource.verb(cue.noun))
    await resource.run(cue.noun, desk, cue.stream, ask)


async def _asked(desk: Desk, cue: Cue, verb: Verb) -> Ask:
    said: dict[str, Any] = dict(cue.said or ())
    for name in _NUMBERED.keys() & verb.ask.model_fields.keys() - said.keys():
        assert cue.stream is not None
        kind, numbers = _NUMBERED[name]
        said[name] = max(numbers(await known(desk, kind, cue.stream)), default=0)
    return verb.ask.model_validate(said)


async def _send(desk: Desk, _: Any, ask: Any) -> None:
    await log_referral(desk, ask)


async def _raise(desk: Desk, _: Any, ask: Any) -> None:
    await raise_alert(desk, ask)


_COMPOSITE: Mapping[tuple[str, str], Callable[[Desk, Any, Any], Awaitable[Any]]] = {
    ("referrals", "sent"): _send,
    ("referrals", "redirection"): redirect,
    ("alerts", "raising"): _raise,
}
