"""Verbs: what can be done to an aggregate, one command each, by the noun of its address.

JSON, form and command line are thin doors to these tables.
"""

from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from inspect import signature
from typing import Any
from uuid import UUID, uuid5

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
    What a creation ``does`` is the aggregate's class, as in ``domain.rights``.
    """

    noun: str
    does: Callable[..., Any]
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

    ``stream``: of a kind that a territory has one of. ``begins``: how one is created, and
    ``otherwise`` in which other ways; ``names`` gives its identifier where that follows from
    the body.
    """

    address: str
    kind: type[Aggregate]
    title: str
    verbs: Mapping[str, Verb]
    stream: Callable[[TerritoryId], UUID] | None = None
    begins: Verb | None = None
    otherwise: tuple[Verb, ...] = ()
    names: Callable[[TerritoryId, Any], UUID] | None = None

    def verb(self, noun: str) -> Verb:
        """The verb of that noun, the creations among them."""
        begins = (each for each in self.beginnings if each.noun == noun)
        return next(begins, None) or self.verbs[noun]

    @property
    def beginnings(self) -> tuple[Verb, ...]:
        """Every way in which one is created."""
        return (self.begins, *self.otherwise) if self.begins is not None else ()

    def new(self, desk: Desk, ask: Ask) -> UUID:
        """The identifier of what the ask creates: the same when the form is sent again."""
        if self.stream is not None:
            return self.stream(desk.territory)
        if self.names is not None:
            return self.names(desk.territory, ask)
        return uuid5(desk.correlation, self.address)

    async def run(self, noun: str, desk: Desk, stream: UUID | None, ask: Ask) -> Receipt:
        """Do it, in the name of whoever sits at the desk; None is the stream of what is new."""
        verb = self.verb(noun)
        if stream is None:
            stream = self.new(desk, ask)
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
