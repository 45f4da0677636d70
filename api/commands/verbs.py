"""Verbs: what can be done to an aggregate, one command each, by the noun of its address.

JSON, form and command line are thin doors to these tables.
"""

from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from inspect import signature
from typing import Any
from uuid import UUID

from api.commands.asks import Ask, Deed
from api.desk import Desk
from domain.aggregate import Aggregate
from domain.values import TerritoryId
from store.receipts import Receipt
from store.refusals import Unknown

Run = Callable[[Desk, Any, Any], Awaitable[Receipt]]
Added = Callable[[Desk, Any, Any], Awaitable[Mapping[str, Any]]]


@dataclass(frozen=True)
class Verb:
    """``noun`` in the address, ``ask`` the body, ``does`` the domain's own verb.

    ``adds`` finds the arguments that nobody is asked for, such as a deadline, from the
    aggregate and the body; ``run`` is the whole command, where it is more than the verb.
    """

    noun: str
    does: Callable[..., None]
    title: str
    ask: type[Ask] = Deed
    adds: Added | None = None
    run: Run | None = None

    @cached_property
    def says_by_whom(self) -> bool:
        return "by" in signature(self.does).parameters


@dataclass(frozen=True)
class Resource:
    """What has verbs: its place in an address, what it is called, its verbs by noun.

    ``stream``: of a kind that a territory has one of.
    """

    address: str
    kind: type[Aggregate]
    title: str
    verbs: Mapping[str, Verb]
    stream: Callable[[TerritoryId], UUID] | None = None

    async def run(self, noun: str, desk: Desk, stream: UUID, ask: Ask) -> Receipt:
        """Do it, in the name of whoever sits at the desk."""
        verb = self.verbs[noun]
        said = dict(ask)
        day = said.pop("occurred_on", None)
        if day is not None:
            desk = desk.on(day)
        if verb.run is not None:
            return await verb.run(desk, stream, ask)
        if verb.says_by_whom:
            said["by"] = desk.partner
        if verb.adds is not None:
            said |= await verb.adds(desk, await known(desk, self.kind, stream), ask)
        return await desk.change(self.kind, stream, verb.does, **said)


def by_noun(verbs: Iterable[Verb]) -> Mapping[str, Verb]:
    return {verb.noun: verb for verb in verbs}


async def known(desk: Desk, kind: type[Aggregate], stream: UUID) -> Any:
    """The aggregate as it stands; raises ``Unknown``."""
    it = await desk.log.load(kind, stream)
    if it is None:
        raise Unknown
    return it
