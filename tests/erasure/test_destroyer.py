"""Destruction is decided once and finished whatever happens: crashes, restores, torn files."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import asyncpg
import pytest

from api.commands.people import erase
from api.desk import Desk
from api.installation import Installation, opened
from api.settings import Settings
from domain.person import Person
from domain.policies import SYSTEM, Asker, NotAllowed
from domain.values import AgentId, Withheld
from store import embedded
from store.embedded import Addresses
from store.erasure import ending
from store.keys import KeyName
from store.ledger import Destroyed, Ledger, LedgerShorter
from store.reading import opened as opened_rows
from store.refusals import SubjectErased
from store.verify import verify
from tests.api.conftest import CCAS
from tests.conftest import TERRITORY


def now() -> datetime:
    return datetime.now(UTC)


def at(installation: Installation, role: str) -> Desk:
    asker = Asker(AgentId(uuid4()), CCAS, role, TERRITORY)
    return Desk(installation, asker, "cli")


async def register(installation: Installation) -> UUID:
    person = uuid4()
    worker = at(installation, "social-worker")
    await worker.begin(Person, person, by=CCAS, family_name="Canari", given_name="Zoé")
    return person


async def decide(installation: Installation, person: UUID) -> None:
    """The decision alone: as a process that dies right after its commit leaves it."""
    desk = replace(at(installation, "dpo"), also=ending(TERRITORY, person))
    await desk.change(Person, person, Person.erase, reason="right-to-erasure")


async def kinds(installation: Installation, person: UUID) -> list[str]:
    rows = await installation.readers.fetch(
        "select kind from events where stream_id = $1 order by version", person
    )
    return [row["kind"] for row in rows]


async def ensure_destroyed(installation: Installation, person: UUID) -> None:
    key_id = KeyName(TERRITORY, person, "ordinary").key_id
    assert await installation.keys.to_open([key_id]) == {}
    assert key_id in {entry.key_id for entry in installation.ledger.entries()}
    assert "Person.KeyDestroyed" in await kinds(installation, person)
    async with installation.readers.acquire() as db:
        assert (await verify(db, TERRITORY)).faults == []


async def test_erasure_is_decided_then_finished(installation: Installation) -> None:
    person = await register(installation)
    await erase(at(installation, "dpo"), Person, person, "right-to-erasure")

    await ensure_destroyed(installation, person)
    assert await kinds(installation, person) == [
        "Person.Registered", "Person.Erased", "Person.KeyDestroyed",
    ]  # fmt: skip


async def test_what_is_erased_is_withheld_at_replay(installation: Installation) -> None:
    person = await register(installation)
    await erase(at(installation, "dpo"), Person, person, "right-to-erasure")
    rows = await installation.readers.fetch(
        "select territory, position, event_id, command_id, stream_id, version, case_id, kind,"
        " schema, recorded_at, occurred_at, occurred_precision, actor, organisation, role,"
        " on_behalf_of, sharing_ground, told_by, medium, correlation_id, causation_id, source,"
        " key_id, data, sealed from events where stream_id = $1 and version = 1", person,
    )  # fmt: skip
    [fact] = await opened_rows(rows, installation.keys)

    assert isinstance(fact.event, Person.Registered)
    assert fact.event.family_name is Withheld.ERASED


async def test_a_warm_cache_of_another_process_cannot_seal_for_an_erased_subject(
    home: Settings, where: Addresses, installation: Installation
) -> None:
    person = await register(installation)
    async with opened(home, where) as other:
        theirs, ours = at(other, "social-worker"), at(installation, "dpo")
        await theirs.change(Person, person, Person.change_contact, by=CCAS, phone="01")
        theirs.log._streams = _frozen(await theirs.log._streams(person))
        await erase(ours, Person, person, "right-to-erasure")
        with pytest.raises(SubjectErased):
            await theirs.change(Person, person, Person.change_contact, by=CCAS, phone="02")


def _frozen(rows: Any) -> Any:
    """A stream as that process knew it before: only the database's own check is left."""

    async def known(_: UUID) -> Any:
        return rows

    return known


@pytest.mark.parametrize("step", ["append", "destroy", "command"])
async def test_a_crash_between_two_steps_is_finished_at_the_next_start(
    step: str,
    home: Settings,
    where: Addresses,
    installation: Installation,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Crash(BaseException):
        pass

    def crash(*_: object, **__: object) -> None:
        raise Crash

    person = await register(installation)
    await decide(installation, person)
    faulty = {
        "append": installation.ledger,
        "destroy": installation.keys,
        "command": installation.log(TERRITORY),
    }[step]
    with monkeypatch.context() as patch:
        patch.setattr(faulty, step, crash)
        with pytest.raises(Crash):
            await installation.destroyer.finish(now())

    async with opened(home, where) as restarted:
        await restarted.ready()
        await ensure_destroyed(restarted, person)


async def test_a_shorter_ledger_is_refused(home: Settings, installation: Installation) -> None:
    person = await register(installation)
    await erase(at(installation, "dpo"), Person, person, "right-to-erasure")
    home.ledger.unlink()

    with pytest.raises(LedgerShorter):
        await installation.ready()


async def test_a_restored_backup_is_destroyed_again_before_the_first_request(
    socket: str, home: Settings, where: Addresses, installation: Installation
) -> None:
    person = await register(installation)
    backup = await _cloned(socket, where, installation)
    await erase(at(installation, "dpo"), Person, person, "right-to-erasure")
    try:
        async with opened(home, backup) as restored:
            assert await kinds(restored, person) == ["Person.Registered"]
            await restored.ready()
            await ensure_destroyed(restored, person)
    finally:
        await _dropped(socket, backup)


async def _cloned(socket: str, where: Addresses, installation: Installation) -> Addresses:
    """Last week's backup of both databases."""
    names = [url.split("@/")[1].split("?")[0] for url in (where.journal, where.keys)]
    await installation.close()
    for pool in (installation.writers, installation.readers, installation.rebuilders):
        await pool.expire_connections()
    admin = await asyncpg.connect(embedded.addresses(socket, "postgres").admin)
    for name in names:
        await admin.execute(
            "select pg_terminate_backend(pid) from pg_stat_activity where datname = $1", name
        )
        await admin.execute(f"create database {name}_backup template {name}")
    await admin.close()
    return embedded.addresses(socket, *(f"{name}_backup" for name in names))


async def _dropped(socket: str, backup: Addresses) -> None:
    admin = await asyncpg.connect(embedded.addresses(socket, "postgres").admin)
    for url in (backup.journal, backup.keys):
        await admin.execute(f"drop database {url.split('@/')[1].split('?')[0]} with (force)")
    await admin.close()


async def test_an_orphan_key_is_swept_and_a_young_or_a_used_one_is_not(
    installation: Installation, where: Addresses
) -> None:
    used = KeyName(TERRITORY, await register(installation), "ordinary")
    old, young = (KeyName(TERRITORY, uuid4(), "ordinary") for _ in range(2))
    for name in (old, young):
        await installation.keys.to_seal(name)
    admin = await asyncpg.connect(where.admin_keys)
    await admin.execute(
        "update maillage_keys.keys set created_at = now() - interval '2 hours'"
        " where key_id <> $1", young.key_id,
    )  # fmt: skip
    await admin.close()
    await installation.ready()
    installation.keys._open.clear()
    ids = [name.key_id for name in (used, old, young)]

    assert set(await installation.keys.to_open(ids)) == {used.key_id, young.key_id}


def test_a_torn_last_line_of_the_ledger_is_no_entry_and_does_not_swallow_the_next(
    home: Settings,
) -> None:
    home.ledger.parent.mkdir(parents=True)
    ledger = Ledger(home.ledger)
    first, second, third = (
        Destroyed(TERRITORY, uuid4(), uuid4(), "ordinary") for _ in range(3)
    )
    ledger.append([first, second])
    with home.ledger.open("r+b") as file:
        file.truncate(home.ledger.stat().st_size - 10)

    assert ledger.entries() == [first]
    ledger.append([third])
    assert third in ledger.entries()


async def test_only_the_dpo_ends_personal_data(installation: Installation) -> None:
    person = await register(installation)
    for role in ("social-worker", "administrator", "evaluator", SYSTEM):
        with pytest.raises(NotAllowed):
            await erase(at(installation, role), Person, person, "right-to-erasure")
