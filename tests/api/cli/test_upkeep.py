"""What keeps an installation running: doctor, migrations, the service, the demonstration."""

import asyncio
import json
import signal
import stat
from pathlib import Path
from uuid import uuid4

import asyncpg
import pytest

from api.cli.exits import Exit
from api.desk import Desk
from api.installation import Installation
from api.settings import Settings
from projections import SCHEMAS
from store.embedded import Addresses
from store.log import statements as log_statements
from tests.api.cli.conftest import Maillage

_, *SIDES = SCHEMAS


async def test_doctor_says_what_to_do(
    administrator: Desk, maillage: Maillage, home: Settings, where: Addresses
) -> None:
    sound = await maillage("doctor", "--json")
    assert Exit.DONE == sound.code, sound
    codes = {check["code"] for check in sound.json["checks"]}
    assert {"version", "durable", "role", "migrations-log", "migrations-keys", "projections",
            "ledger", "fictitious", "master", "master-file"} == codes  # fmt: skip

    home.master_key.chmod(0o644)
    installation = administrator.installation
    await installation.rebuilders.execute("update projections set code_sha = 'other'")
    mighty = maillage.at(home, where._replace(journal=where.admin))
    ill = await mighty("doctor")
    assert Exit.TO_MEND == ill.code
    for remedy in ("chmod 600", "maillage rebuild", "SUPERUSER"):
        assert remedy in ill.out
    assert stat.S_IMODE(home.master_key.stat().st_mode) == 0o644


async def test_migrate_and_rebuild_prepare_empty_databases(
    maillage: Maillage, where: Addresses
) -> None:
    admin = await asyncpg.connect(where.admin)
    for schema in ("maillage", *SIDES):
        await admin.execute(f"drop schema {schema} cascade")
    await admin.close()

    unready = await maillage("verify", "--all")
    assert Exit.UNAVAILABLE == unready.code
    migrated = await maillage("migrate", "--json")
    assert migrated.json["applied"]
    assert SIDES == migrated.json["to_rebuild"]
    early = await maillage("serve", "--port", "0")
    assert (Exit.UNAVAILABLE, True) == (early.code, "maillage rebuild" in early.err)
    rebuilt = await maillage("rebuild", "--json")
    assert dict.fromkeys(SIDES, 1) == rebuilt.json["rebuilt"]


async def test_a_real_territory_is_not_served(
    installation: Installation, maillage: Maillage
) -> None:
    create = log_statements["create_territory"]
    await installation.writers.execute(create, "75056", uuid4(), False)
    served, demo = await maillage.each(("serve", "--port", "0"), ("demo", "--no-serve"))

    assert (Exit.NOT_SERVED, Exit.NOT_SERVED) == (served.code, demo.code)
    assert "75056" in served.err
    assert "75056" in demo.err


@pytest.mark.usefixtures("installation")
async def test_it_serves_until_it_is_told_to_stop_even_with_a_page_open(
    maillage: Maillage,
) -> None:
    served = await maillage.start("serve", "--port", "0", "--json")
    assert served.stdout is not None
    url = json.loads(await served.stdout.readuntil(b"}\n"))["url"]
    port = int(url.rpartition(":")[2])
    page, asking = await asyncio.open_connection("127.0.0.1", port)
    asking.write(b"GET /health/live HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
    assert b"200" in await page.readline()

    taken = await maillage("serve", "--port", str(port))
    assert (Exit.UNAVAILABLE, True) == (taken.code, "déjà pris" in taken.err)
    served.send_signal(signal.SIGINT)
    await asyncio.wait_for(served.communicate(), 10)
    assert Exit.DONE == served.returncode
    asking.close()


async def test_the_demonstration_is_prepared_once(maillage: Maillage, var: Path) -> None:
    here = maillage.at(Settings(home=var), None)
    little = ("--days", "30", "--scale", "0.01")
    first = await here.by_itself("demo", "--no-serve", "--json", *little)
    assert Exit.DONE == first.code, first.err
    told = {each["territory"]: each for each in first.json["territories"]}
    companies = {each: len(who["personas"]) for each, who in told.items()}
    assert {"93014": 7, "99001": 22, "99002": 12} == companies

    other = await here.by_itself("demo", "--no-serve", "--seed", "2")
    assert (Exit.REFUSED, True) == (other.code, "autre année" in other.err)
    second = await here.by_itself("demo", "--no-serve", "--json")
    assert Exit.DONE == second.code, second.err
    for each in second.json["territories"]:
        assert told[each["territory"]]["facts"] == each["facts"]

    dpo = next(who for who in told["99001"]["personas"] if who["role"] == "dpo")
    asked = ("journal", "99001", "--limit", "10000", "--token", dpo["token"])
    journal = await here.by_itself(*asked)
    assert told["99001"]["facts"] == len(journal.out.splitlines())
