"""What makes no sense, and where nothing answers: one French sentence, one exit code."""

import asyncio
import re
import sys
from collections.abc import Mapping
from pathlib import Path
from uuid import uuid4

import pytest

from api.cli.exits import Exit
from api.cli.resources import GROUPS
from api.settings import Settings
from store.embedded import Addresses
from tests.api.cli.conftest import CANARY, ROOT, Maillage
from tests.conftest import TERRITORY

HEAVY = {"asyncpg", "cryptography", "domain", "eventsourcing", "fastapi", "pydantic", "rich"}
CODED = (
    (("sheet", "list"), "--priority"), (("sheet", "list"), "--state"),
    (("commitment", "list"), "--state"), (("commitment", "list"), "--kind"),
    (("resource", "list"), "--kind"), (("observation", "list"), "--theme"),
    (("contribution", "list"), "--stage"),
)  # fmt: skip
ENGLISH = re.compile(
    r"Traceback|error|warning|\b(?:missing|invalid|usage|such|the)\b", re.IGNORECASE
)


async def test_help_comes_at_once(maillage: Maillage) -> None:
    seen = f"import sys, api.cli.main; print(*({HEAVY!r} & sys.modules.keys()))"
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", seen, stdout=asyncio.subprocess.PIPE
    )
    out, _ = await process.communicate()
    assert not out.split()

    ran = await maillage.by_itself("--help")
    assert Exit.DONE == ran.code
    for command in (*GROUPS, "demo", "serve", "migrate", "rebuild", "import", "journal",
                    "token", "verify", "doctor"):  # fmt: skip
        assert f"  {command} " in ran.out


def test_every_setting_and_every_exit_code_is_documented() -> None:
    operations = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")

    for name in Settings.model_fields:
        assert f"`MAILLAGE_{name.upper()}`" in operations, name
    for code in Exit:
        assert f"| {code.value} |" in operations, code


@pytest.mark.usefixtures("administrator")
@pytest.mark.parametrize(("asked", "option"), CODED)
async def test_a_code_that_is_not_there_is_refused_by_its_option(
    maillage: Maillage, asked: tuple[str, str], option: str
) -> None:
    ran = await maillage(*asked, TERRITORY, option, CANARY, "--token", "x")
    assert Exit.MISUSED == ran.code
    assert ran.err.startswith(f"{option} : ")
    assert CANARY not in ran.out + ran.err


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
        ("case", "show", TERRITORY, str(uuid4())): Exit.MISUSED,
        ("case", "show", TERRITORY, CANARY, "--token", "x"): Exit.MISUSED,
        ("case", "show", TERRITORY, str(uuid4()), "--token", CANARY): Exit.REFUSED,
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
