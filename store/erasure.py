"""The end of personal data: decided in one transaction, finished by a destroyer.

*Decide*: one log transaction appends ``…Erased``, empties the ciphertext, deletes the
search tokens and writes the ledger rows. *Finish*, as often as needed: the ledger file,
then the key's deletion, then ``…KeyDestroyed``. A process finishes what another left,
at its start and before its first request.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import datetime
from uuid import UUID, uuid5

import structlog
from asyncpg import Pool, Record

from domain.aggregate import Aggregate, Subject
from domain.catalogue import AGGREGATE_OF, KINDS
from store.facts import Provenance
from store.keys import KeyName, Keys
from store.ledger import Destroyed, Ledger, LedgerShorter
from store.log import Ask, Log
from store.pending import Also
from store.pools import Db
from store.receipts import Receipt
from store.statements import Statements

_sql = Statements(__file__)
_log = structlog.get_logger(__name__)
_NAMESPACE = UUID("4f0c1f5e-36e8-5d55-9b6e-0e9f6f4f7a10")


def ending(territory: str, subject: UUID) -> Also:
    """What the transaction that appends ``…Erased`` writes beside it."""

    async def end(db: Db, receipt: Receipt) -> None:
        key_id = KeyName(territory, subject, "ordinary").key_id
        await db.execute("set local role maillage_eraser")
        await db.execute(_sql["end_subject"], territory, subject, key_id, receipt.position)
        await db.execute(_sql["end_keys"], territory, subject, receipt.position)
        await db.execute(_sql["empty_sealed"], territory, subject)
        await db.execute(_sql["forget_tokens"], territory, subject)
        await db.execute("set local role maillage_writer")

    return end


class Destroyer:
    """Finishes decided destructions; the same steps after a crash or a restore."""

    def __init__(
        self, readers: Pool, keys: Keys, ledger: Ledger, log_of: Callable[[str], Log]
    ) -> None:
        self._readers, self._keys, self._ledger, self._log_of = readers, keys, ledger, log_of

    async def resume(self, now: datetime) -> None:
        """Bring table, file and keys into agreement; raises ``LedgerShorter``.

        A file that lacks what the database has completed is not the ledger of this
        database. What only the file knows (a restored backup) is destroyed again.
        """
        entries = self._ledger.entries()
        held = {entry.key_id for entry in entries}
        done = {row["key_id"] for row in await self._readers.fetch(_sql["finished"])}
        if done - held:
            raise LedgerShorter(f"{len(done - held)} destructions are missing")
        await self._keys.destroy(held)
        for entry in entries:
            if entry.key_id not in done:
                await self._decide_again(entry, now)
        await self.finish(now)
        await self._sweep()

    async def finish(self, now: datetime) -> None:
        """Destroy the keys whose end is decided."""
        due: dict[tuple[str, UUID], list[Record]] = defaultdict(list)
        for row in await self._readers.fetch(_sql["unfinished"]):
            due[row["territory"], row["subject"]].append(row)
        for (territory, subject), rows in due.items():
            self._ledger.append([Destroyed(*row) for row in rows])
            key_ids = [row["key_id"] for row in rows]
            await self._keys.destroy(key_ids)
            await self._say_destroyed(territory, subject, key_ids, now)
            _log.info("keys.destroyed", territory=territory, keys=len(key_ids))

    async def _sweep(self) -> None:
        """Delete the keys that no fact was ever sealed with: their append failed."""
        async for key_ids in self._keys.older_than_an_hour():
            known = await self._readers.fetch(_sql["known_keys"], key_ids)
            await self._keys.destroy(set(key_ids) - {row["key_id"] for row in known})

    async def _say_destroyed(
        self, territory: str, subject: UUID, key_ids: Sequence[UUID], now: datetime
    ) -> None:
        kind = await self._kind(territory, subject)

        async def note(db: Db, receipt: Receipt) -> None:
            await db.execute("set local role maillage_eraser")
            await db.execute(_sql["finish"], territory, key_ids, receipt.position)
            await db.execute("set local role maillage_writer")

        def decide(it: Subject | None) -> Subject:
            assert it is not None
            it.key_destroyed(key_ids=tuple(key_ids))
            return it

        assert kind is not None
        why, command = _by_the_ledger(territory, subject, "destroyed", now)
        await self._log_of(territory).command(
            Ask(kind, subject, decide, why, command_id=command, also=note)
        )

    async def _decide_again(self, entry: Destroyed, now: datetime) -> None:
        """End a subject that a restored backup has brought back."""
        kind = await self._kind(entry.territory, entry.subject)
        if kind is None:
            return
        log = self._log_of(entry.territory)
        it = await log.load(kind, entry.subject)
        if it is None or it.erased:
            return

        def decide(it: Subject | None) -> Subject:
            assert it is not None
            it.erase(reason="restored-backup")
            return it

        why, command = _by_the_ledger(entry.territory, entry.subject, "erased", now)
        also = ending(entry.territory, entry.subject)
        await log.command(Ask(kind, entry.subject, decide, why, command_id=command, also=also))

    async def _kind(self, territory: str, subject: UUID) -> type[Subject] | None:
        kind = await self._readers.fetchval(_sql["kind_of_stream"], territory, subject)
        found: type[Aggregate] | None = AGGREGATE_OF[KINDS[kind]] if kind else None
        return found if found is not None and issubclass(found, Subject) else None


def _by_the_ledger(
    territory: str, subject: UUID, what: str, now: datetime
) -> tuple[Provenance, UUID]:
    command = uuid5(_NAMESPACE, f"{territory}/{subject}/{what}")
    why = Provenance("system", None, "system", "ledger@1", now, correlation_id=command)
    return why, command
