"""What a reader may see, in one transaction: no row in ``consultations``, no data.

``at_cases`` checks the reader's right to each case and records the look; only then are
sealed segments of those cases opened. Whatever fails on the way rolls the reading back.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple
from uuid import UUID

from asyncpg import Record

from domain import policies
from domain.agent import Agent
from domain.case import Case
from domain.person import Person
from domain.policies import Asker, MayNotRead
from domain.values import Withheld
from store.facts import Fact
from store.keys import Keys
from store.pools import Db
from store.reading import opened
from store.statements import Statements

_sql = Statements(__file__)


class Identity(NamedTuple):
    """Who a person is, as last said; ``Withheld.ERASED`` once the key is destroyed."""

    person: UUID
    family_name: str | Withheld
    given_name: str | Withheld
    birth_date: Any
    phone: Any
    mail: Any
    address: Any


_SAID = frozenset(Identity._fields[1:])


class Sight:
    """One reading: a connection and the cases that are on record as looked at."""

    def __init__(
        self, db: Db, keys: Keys, asker: Asker, purpose: str, request_id: str | None
    ) -> None:
        self.db, self.asker = db, asker
        self._keys, self._purpose, self._request_id = keys, purpose, request_id
        self._cases: set[UUID] = set()

    async def fetch(self, statement: str, *arguments: Any) -> list[Record]:
        """Rows of the asker's territory: its code is the statement's ``$1``."""
        return await self.db.fetch(statement, self.asker.territory, *arguments)

    async def position(self) -> int:
        """The last position of the territory that this reading takes into account."""
        rows = await self.fetch(_sql["position"])
        return int(rows[0]["position"]) if rows else 0

    async def at_cases(self, *cases: UUID) -> None:
        """Take these cases into sight; raises ``MayNotRead`` if one is not for this reader."""
        new = sorted(set(cases) - self._cases)
        if not new:
            return
        rows = await self.fetch(_sql["involving"], new)
        partners = {row["case_id"]: row["partners"] for row in rows}
        for case in new:
            policies.decide_reading(self.asker, partners.get(case, ()))
        await self.noted(*new)
        self._cases.update(new)

    async def noted(self, *cases: UUID) -> None:
        """Record a look at lines about these cases that say nothing of who people are."""
        asker = self.asker
        await self.fetch(
            _sql["consult"], str(asker.agent), asker.partner, asker.role, self._purpose,
            list(cases), self._request_id,
        )  # fmt: skip

    async def history(self, case: UUID) -> list[Fact]:
        """Every fact of a case in sight, opened."""
        self._ensure_in_sight([case])
        return await opened(await self.fetch(_sql["of_case"], case), self._keys)

    def may_read(self, fact: Fact) -> bool:
        """A note is for the service that wrote it."""
        note = isinstance(fact.event, Case.NoteAdded)
        return not note or fact.event.by == self.asker.partner  # type: ignore[attr-defined]

    async def people(self, cases: Iterable[UUID]) -> dict[UUID, list[Identity]]:
        """Who the cases in sight are about, by case."""
        wanted = list(cases)
        self._ensure_in_sight(wanted)
        rows = await self.fetch(_sql["of_people"], wanted)
        facts = await opened(rows, self._keys)
        said: dict[tuple[UUID, UUID], dict[str, Any]] = defaultdict(dict)
        for row, (at, fact) in zip(rows, facts, strict=True):
            match fact:
                case Person.Registered() | Person.IdentityCorrected() | Person.ContactChanged():
                    known = {name: value for name, value in vars(fact).items() if name in _SAID}
                    said[row["of_case"], at.stream_id] |= known
                case _:
                    pass
        found: dict[UUID, list[Identity]] = defaultdict(list)
        for (case, person), known in said.items():
            found[case].append(Identity(person, **known))
        return found

    async def agents(self, agents: Sequence[UUID]) -> dict[UUID, str | Withheld]:
        """Names of agents: for their own colleagues and for the personas of a demonstration."""
        facts = await opened(await self.fetch(_sql["of_agents"], list(agents)), self._keys)
        return {
            at.stream_id: fact.name for at, fact in facts if isinstance(fact, Agent.Enrolled)
        }

    def _ensure_in_sight(self, cases: Iterable[UUID]) -> None:
        if not self._cases.issuperset(cases):
            raise MayNotRead
