"""The command line, as its user meets it: another process, its exit code and its words."""

import asyncio
import json
import os
import re
import shutil
import signal
import stat
import sys
import tempfile
from collections.abc import AsyncIterator, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple
from uuid import uuid4

import asyncpg
import pytest

from api.cli.exits import Exit
from api.demo.cast import content
from api.desk import Desk
from api.installation import Installation
from api.settings import Settings
from domain.agent import Agent
from domain.values import AgentId
from store.embedded import Addresses
from store.log import statements as log_statements
from tests.api.conftest import CCAS
from tests.conftest import TERRITORY

HEAVY = {"asyncpg", "cryptography", "domain", "eventsourcing", "fastapi", "pydantic", "rich"}
ENGLISH = re.compile(
    r"Traceback|error|warning|\b(?:missing|invalid|usage|such|the)\b", re.IGNORECASE
)
CANARY = "Zoé-Canari"
ROOT = Path(__file__).parents[2]


class Ran(NamedTuple):
    """How a command ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


class Maillage:
    """The command, in the environment of an installation.

    Called, it runs in the session's shell, which has imported everything once; started,
    in a process of its own.
    """

    def __init__(
        self, shell: asyncio.subprocess.Process, settings: Settings, where: Addresses | None
    ) -> None:
        self._shell = shell
        self.environment = os.environ | {
            "MAILLAGE_HOME": str(settings.home), "NO_COLOR": "1", "PYTHONWARNINGS": "error",
            "PYTHONPATH": str(ROOT),
        }  # fmt: skip
        if where is not None:
            names = ("ADMIN", "DATABASE", "ADMIN_KEYS", "KEYS")
            urls = zip(names, where, strict=True)
            self.environment |= {f"MAILLAGE_{name}_URL": url for name, url in urls}

    async def __call__(self, *arguments: str, **more: str) -> Ran:
        asked = {"arguments": arguments, "environment": self.environment | more}
        assert self._shell.stdin is not None
        assert self._shell.stdout is not None
        self._shell.stdin.write(json.dumps(asked).encode() + b"\n")
        return Ran(*json.loads(await self._shell.stdout.readline()))

    async def each(self, *lines: tuple[str, ...]) -> list[Ran]:
        return [await self(*line) for line in lines]

    def at(self, settings: Settings, where: Addresses | None) -> "Maillage":
        return Maillage(self._shell, settings, where)

    async def start(self, *arguments: str) -> asyncio.subprocess.Process:
        return await asyncio.create_subprocess_exec(
            sys.executable, "-m", "api.cli", *arguments, env=self.environment,
            stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
        )  # fmt: skip

    async def by_itself(self, *arguments: str) -> Ran:
        process = await self.start(*arguments)
        out, err = await process.communicate()
        assert process.returncode is not None
        return Ran(process.returncode, out.decode(), err.decode())


@pytest.fixture(scope="session")
async def shell() -> AsyncIterator[asyncio.subprocess.Process]:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.api.shell", env=os.environ | {"PYTHONPATH": str(ROOT)},
        stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, limit=2**24,
    )  # fmt: skip
    yield process
    assert process.stdin is not None
    process.stdin.close()
    await process.wait()


@pytest.fixture
def maillage(shell: asyncio.subprocess.Process, home: Settings, where: Addresses) -> Maillage:
    return Maillage(shell, home, where)


@pytest.fixture
def var() -> Iterator[Path]:
    """A folder that the embedded server can enter, as another user if need be."""
    folder = Path(tempfile.mkdtemp(prefix="maillage-var-"))
    yield folder / "var"
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
async def camille(administrator: Desk) -> AgentId:
    """An agent of the CCAS."""
    agent = AgentId(uuid4())
    facts = {"name": "Camille Fictif", "function": "social-worker", "partner": CCAS}
    await administrator.begin(Agent, agent, **facts)
    await administrator.change(Agent, agent, Agent.grant_role, role="social-worker")
    return agent


async def test_help_comes_at_once(maillage: Maillage) -> None:
    seen = f"import sys, api.cli.main; print(*({HEAVY!r} & sys.modules.keys()))"
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", seen, stdout=asyncio.subprocess.PIPE
    )
    out, _ = await process.communicate()
    assert not out.split()

    ran = await maillage.by_itself("--help")
    assert Exit.DONE == ran.code
    for command in ("demo", "serve", "migrate", "rebuild", "import", "case", "journal",
                    "token", "verify", "doctor"):  # fmt: skip
        assert f"  {command} " in ran.out


def test_every_setting_and_every_exit_code_is_documented() -> None:
    operations = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")

    for name in Settings.model_fields:
        assert f"`MAILLAGE_{name.upper()}`" in operations, name
    for code in Exit:
        assert f"| {code.value} |" in operations, code


@pytest.mark.usefixtures("administrator")
async def test_what_makes_no_sense_ends_in_one_french_sentence(
    maillage: Maillage, tmp_path: Path
) -> None:
    garbage = tmp_path / "annuaire.json"
    garbage.write_text(f'[{{"nom": "{CANARY}"', encoding="utf-8")
    wrong: Mapping[tuple[str, ...], Exit] = {
        ("nonsense",): Exit.MISUSED,
        ("verify",): Exit.MISUSED,
        ("verify", "--zoe-canari"): Exit.MISUSED,
        ("verify", "75056"): Exit.UNKNOWN,
        ("case", TERRITORY, str(uuid4())): Exit.MISUSED,
        ("case", TERRITORY, CANARY, "--token", "x"): Exit.MISUSED,
        ("case", TERRITORY, str(uuid4()), "--token", CANARY): Exit.REFUSED,
        ("journal", TERRITORY, "--since", CANARY): Exit.MISUSED,
        ("journal", TERRITORY, "--until", "9999-12-31"): Exit.MISUSED,
        ("journal", TERRITORY, "--limit", CANARY): Exit.MISUSED,
        ("journal", TERRITORY, "--kind", CANARY): Exit.MISUSED,
        ("journal", TERRITORY, "--partner", CANARY): Exit.UNKNOWN,
        ("import", "directory", "/nowhere", "--territory", TERRITORY): Exit.UNKNOWN,
        ("import", "directory", str(garbage), "--territory", TERRITORY): Exit.REFUSED,
        ("import", "directory", str(garbage)): Exit.MISUSED,
        ("token", "create", TERRITORY, str(uuid4())): Exit.UNKNOWN,
        ("token", "create", TERRITORY, str(uuid4()), "--days", "9999"): Exit.MISUSED,
        ("token", "revoke", TERRITORY, "0123456789ab"): Exit.UNKNOWN,
        ("rebuild", CANARY): Exit.MISUSED,
    }
    for line, ran in zip(wrong, await maillage.each(*wrong), strict=True):
        assert wrong[line] == ran.code, (line, ran)
        assert not ran.out
        assert ran.err.strip(), line
        assert not ENGLISH.search(ran.err), ran.err
        assert "anari" not in ran.err, line
    assert 1 == len(ran.err.splitlines())


async def test_where_nothing_is_installed_nothing_begins(
    maillage: Maillage, tmp_path: Path
) -> None:
    nowhere = maillage.at(Settings(home=tmp_path / "empty"), None)
    verified, examined = await nowhere.each(("verify", "--all"), ("doctor", "--json"))

    assert (Exit.UNKNOWN, Exit.TO_MEND) == (verified.code, examined.code)
    assert "maillage demo" in verified.err
    assert not (tmp_path / "empty").exists()


async def test_settings_that_make_no_sense_are_named_not_shown(maillage: Maillage) -> None:
    ran = await maillage("verify", "--all", MAILLAGE_PORT=CANARY)

    assert (Exit.MISUSED, "Réglages refusés : port.\n") == (ran.code, ran.err)


async def test_a_database_that_does_not_answer_is_told(
    maillage: Maillage, home: Settings, where: Addresses
) -> None:
    away = where._replace(journal="postgresql://maillage_app@127.0.0.1:1/maillage")
    unprepared = where._replace(journal=where.journal.replace("/journal_", "/postgres_"))
    verified = await maillage.at(home, away)("verify", "--all")
    other = await maillage.at(home, unprepared)("verify", "--all")

    assert (Exit.UNAVAILABLE, Exit.UNAVAILABLE) == (verified.code, other.code)
    assert "ne répond pas" in verified.err
    assert "migrate" in other.err


@pytest.mark.usefixtures("administrator")
async def test_import_names_what_it_skips_and_says_so_to_scripts(
    maillage: Maillage, tmp_path: Path
) -> None:
    good, mixed = tmp_path / "good.json", tmp_path / "mixed.json"
    good.write_bytes(content("structures-93.json"))
    bad = {"source": "test", "id": "1", "nom": CANARY, "telephone": 12}
    mixed.write_text(json.dumps([None, bad, *json.loads(good.read_bytes())]))

    first = await maillage("import", "directory", str(mixed), "--territory", TERRITORY)
    assert Exit.TO_MEND == first.code
    assert "42 fiches lues : 40 nouvelles" in first.out
    assert "fiche n° 2, telephone : doit être un texte" in first.out
    assert CANARY not in first.out + first.err

    again = await maillage("import", "directory", str(good), "--territory", TERRITORY, "--json")
    assert Exit.DONE == again.code
    assert (40, 0) == (again.json["unchanged"], again.json["joined"])


@pytest.mark.usefixtures("administrator")
async def test_verify_finds_what_was_changed_behind_its_back(
    maillage: Maillage, where: Addresses
) -> None:
    sound = await maillage("verify", TERRITORY)
    assert (Exit.DONE, f"{TERRITORY} (fictif) : 3 faits vérifiés, aucun défaut.\n") == sound[:2]

    admin = await asyncpg.connect(where.admin)
    await admin.execute(
        "set session_replication_role = replica;delete from maillage.events where position = 2"
    )
    await admin.close()
    shown, told = await maillage.each(("verify", TERRITORY), ("verify", "--all", "--json"))
    assert (Exit.TO_MEND, Exit.TO_MEND) == (shown.code, told.code)
    assert "position 3 : un fait manque avant celui-ci" in shown.out
    assert "position-missing" == told.json[TERRITORY]["faults"][0]["code"]


async def test_a_token_opens_what_its_agent_may_read_until_it_is_revoked(
    camille: AgentId, maillage: Maillage, administrator: Desk
) -> None:
    listed, made = await maillage.each(
        ("token", "agents", TERRITORY, "--json"),
        ("token", "create", TERRITORY, str(camille), "--days", "2", "--json"),
    )
    assert [str(camille)] == [row["agent"] for row in listed.json["agents"]]
    token = made.json["token"]
    by_token = await maillage("journal", TERRITORY, MAILLAGE_TOKEN=token)
    assert Exit.DONE == by_token.code, by_token
    [row] = await administrator.installation.readers.fetch("select * from consultations")
    assert (str(camille), "journal") == (row["agent"], row["purpose"])

    case = await maillage("case", TERRITORY, str(uuid4()), MAILLAGE_TOKEN=token)
    assert Exit.UNKNOWN == case.code
    [granted] = (await maillage("token", "list", TERRITORY, "--json")).json["tokens"]
    assert Exit.DONE == (await maillage("token", "revoke", TERRITORY, granted["mark"])).code
    after = await maillage("journal", TERRITORY, MAILLAGE_TOKEN=token)
    assert Exit.REFUSED == after.code
    assert token not in after.err


@pytest.mark.usefixtures("administrator")
async def test_the_journal_is_found_by_kind_and_partner(maillage: Maillage) -> None:
    by_kind, by_partner, late = await maillage.each(
        ("journal", TERRITORY, "--kind", "Partner.Joined", "--json"),
        ("journal", TERRITORY, "--partner", "CCAS de Clichy", "--actor", "system"),
        ("journal", TERRITORY, "--until", "2020-01-01", "--json"),
    )

    assert ["Partner.Joined"] * 2 == [line["kind"] for line in by_kind.json["lines"]]
    assert (Exit.DONE, "") == by_partner[:2]
    assert {"lines": []} == late.json


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
    for schema in ("maillage", "case_file", "directory", "inbox"):
        await admin.execute(f"drop schema {schema} cascade")
    await admin.close()

    unready = await maillage("verify", "--all")
    assert Exit.UNAVAILABLE == unready.code
    migrated = await maillage("migrate", "--json")
    assert migrated.json["applied"]
    assert ["case_file", "directory", "inbox"] == migrated.json["to_rebuild"]
    early = await maillage("serve", "--port", "0")
    assert (Exit.UNAVAILABLE, True) == (early.code, "maillage rebuild" in early.err)
    rebuilt = await maillage("rebuild", "--json")
    assert {"case_file": 1, "directory": 1, "inbox": 1} == rebuilt.json["rebuilt"]


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
    first = await here.by_itself("demo", "--no-serve", "--json")
    assert Exit.DONE == first.code, first.err
    told = {each["territory"]: each for each in first.json["territories"]}
    companies = {each: len(who["personas"]) for each, who in told.items()}
    assert {"93014": 5, "99001": 18} == companies

    second = await here.by_itself("demo", "--no-serve", "--json")
    assert Exit.DONE == second.code, second.err
    for each in second.json["territories"]:
        assert told[each["territory"]]["facts"] == each["facts"]

    dpo = next(who for who in told["99001"]["personas"] if who["role"] == "dpo")
    asked = ("journal", "99001", "--limit", "10000", "--token", dpo["token"])
    journal = await here.by_itself(*asked)
    assert told["99001"]["facts"] == len(journal.out.splitlines())
