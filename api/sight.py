"""What a reader may see, in one transaction: no row in ``consultations``, no data.

``at_cases`` checks the reader's right to each case and records the look; only then are
sealed segments of those cases opened. Whatever fails on the way rolls the reading back.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from asyncpg import Record

from api.identity import Identity, Portrait, identity
from domain import alert_policies, policies
from domain.agent import Agent
from domain.case_reading import Reading, less, readable
from domain.codes import NEVER_NOMINATIVE
from domain.contribution import Contribution
from domain.needs_policies import WordsTakenBack, decide_reading_of_words
from domain.policies import Asker, MayNotRead
from domain.values import PartnerId, Withheld
from store.as_of import AsOf
from store.facts import Event, Fact
from store.keys import Keys
from store.pools import Db
from store.reading import opened, shut
from store.statements import Statements

_sql = Statements(__file__)
Read = Callable[[Event], Reading]


class Sight:
    """One reading: a connection and the cases that are on record as looked at."""

    def __init__(
        self, db: Db, keys: Keys, asker: Asker, purpose: str, request_id: str | None,
        today: date,
    ) -> None:  # fmt: skip
        self.db, self.asker, self.today = db, asker, today
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
        rows = await self._involving(new)
        known = {row["case_id"]: (row["partners"], row["alert"]) for row in rows}
        for case in new:
            alert_policies.decide_reading(self.asker, *known.get(case, ((), None)))
        await self.noted(*new)
        self._cases.update(new)

    async def within_reach(self, cases: Iterable[UUID]) -> set[UUID]:
        """Those of the cases that this reader may take into sight."""
        return {row["case_id"] for row in await self._readable(cases)}

    async def alerts_within_reach(self, dossiers: Iterable[UUID]) -> set[UUID]:
        """Those of the dossiers that are alerts, and that this reader may take into sight."""
        return {row["case_id"] for row in await self._readable(dossiers) if row["alert"]}

    async def _readable(self, dossiers: Iterable[UUID]) -> list[Record]:
        rows = await self._involving(dossiers)
        may_read, asker = alert_policies.may_read, self.asker
        return [row for row in rows if may_read(asker, row["partners"], row["alert"])]

    async def _involving(self, dossiers: Iterable[UUID]) -> list[Record]:
        return await self.fetch(_sql["involving"], list(dossiers), NEVER_NOMINATIVE)

    async def noted(self, *cases: UUID, purpose: str | None = None) -> None:
        """Record a look at lines about these cases that say nothing of who people are.

        ``purpose``: where it is not that of the whole reading.
        """
        asker = self.asker
        await self.fetch(
            _sql["consult"], str(asker.agent), asker.partner, asker.role,
            purpose or self._purpose, list(cases), self._request_id,
        )  # fmt: skip

    async def at_nobody(self, referral: UUID, sender: PartnerId) -> list[Fact]:
        """The facts of a referral about no case, its look on record; or ``MayNotRead``."""
        policies.decide_reading_of_nobody(self.asker, sender)
        await self.noted()
        return await opened(await self.fetch(_sql["of_stream"], referral), self._keys)

    async def at_items(
        self, session: UUID, seen: Collection[UUID] = (), heard: Collection[UUID] = (),
        whole: Collection[UUID] = (),
    ) -> list[Fact]:  # fmt: skip
        """The facts of a watch session, then those of the alerts ``seen`` on its agenda.

        What was said in session of those ``heard`` is opened, of those ``whole`` what was
        observed too; the look at them is on record. Who may is asked of
        ``domain.watch_session_reading``.
        """
        rows = await self.fetch(_sql["of_session"], session, list(seen))
        if looked := {*heard, *whole}:
            await self.noted(*sorted(looked))
        clear = [
            row["alert"] in (whole if row["kind"] == "Alert.Raised" else heard) for row in rows
        ]
        wanted = [row for row, is_clear in zip(rows, clear, strict=True) if is_clear]
        told = iter(await opened(wanted, self._keys))
        both = zip(rows, clear, strict=True)
        return [next(told) if is_clear else shut(row) for row, is_clear in both]

    async def at_words(self, it: Contribution) -> Contribution.Received:
        """A contribution in its author's own words, its look on record; or ``MayNotRead``."""
        decide_reading_of_words(self.asker, it.receiver)
        if it.ended:
            raise WordsTakenBack
        await self.noted(it.id)
        [received, *_] = await opened(await self.fetch(_sql["of_stream"], it.id), self._keys)
        assert isinstance(received.event, Contribution.Received)
        return received.event

    async def history(self, case: UUID) -> list[Fact]:
        """The facts of a case in sight that this reader may read; what is not, stays shut."""
        rows = await self._rows_of(case)
        facts = [shut(row) for row in rows.values()]
        return await self._read(facts, rows, self._eyes(facts))

    async def history_as_of(self, case: UUID, then: AsOf) -> tuple[list[Fact], list[Fact]]:
        """What was known then of a case in sight, shut; and what of it this reader is shown.

        That is what they may read now and could have read then.
        """
        rows = await self._rows_of(case)
        facts = [shut(row) for row in rows.values()]
        known = then.of(facts)
        now, earlier = self._eyes(facts), self._eyes(known)
        both = lambda event: less(now(event), earlier(event))  # noqa: E731 - a reading too
        return known, await self._read(known, rows, both)

    async def _rows_of(self, case: UUID) -> dict[int, Record]:
        self._ensure_in_sight([case])
        return {row["position"]: row for row in await self.fetch(_sql["of_case"], case)}

    def _eyes(self, facts: Iterable[Fact]) -> Read:
        return readable((fact.event for fact in facts), self.asker)

    async def _read(
        self, facts: Sequence[Fact], rows: Mapping[int, Record], read: Read
    ) -> list[Fact]:
        how = [read(fact.event) for fact in facts]
        both = list(zip(facts, how, strict=True))
        whole = [rows[fact.at.position] for fact, each in both if each is Reading.WHOLE]
        clear = iter(await opened(whole, self._keys))
        return [
            next(clear) if each is Reading.WHOLE else fact
            for fact, each in both
            if each is not Reading.HIDDEN
        ]

    async def said_of(self, cases: Iterable[UUID]) -> list[tuple[UUID, UUID, Fact]]:
        """What is known of the people of cases in sight: case, person, fact, opened."""
        wanted = list(cases)
        self._ensure_in_sight(wanted)
        rows = await self.fetch(_sql["of_people"], wanted)
        facts = await opened(rows, self._keys)
        both = zip(rows, facts, strict=True)
        return [(row["of_case"], row["of_person"], fact) for row, fact in both]

    async def people(self, cases: Iterable[UUID]) -> dict[UUID, list[Identity]]:
        """Who the cases in sight are about, by case; who was merged, under the other."""
        told: dict[tuple[UUID, UUID], dict[UUID, Portrait]] = defaultdict(dict)
        for case, person, (at, fact) in await self.said_of(cases):
            portraits = told[case, person]
            portraits.setdefault(at.stream_id, Portrait(at.stream_id)).hear(fact)
        found: dict[UUID, list[Identity]] = defaultdict(list)
        for (case, person), portraits in told.items():
            who = identity(person, portraits.values(), self.asker.partner, self.asker.role)
            found[case].append(who)
        return found

    async def agents(self, agents: Sequence[UUID]) -> dict[UUID, str | Withheld]:
        """Names of agents, by agent.

        For an audit mission, between colleagues of one service, for whoever keeps the
        accounts, and for the personas of a demonstration.
        """
        facts = await opened(await self.fetch(_sql["of_agents"], list(agents)), self._keys)
        return {
            at.stream_id: fact.name for at, fact in facts if isinstance(fact, Agent.Enrolled)
        }

    def _ensure_in_sight(self, cases: Iterable[UUID]) -> None:
        if not self._cases.issuperset(cases):
            raise MayNotRead
