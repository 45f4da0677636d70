"""Needs from the command line: a table imported, what is read of it, voices."""

from pathlib import Path

from api.cli.exits import Exit
from api.desk import Desk
from tests.api.cli.conftest import CANARY, Maillage
from tests.api.conftest import CCAS, Somebody, enrol
from tests.api.test_needs import HEADER, THEME
from tests.conftest import TERRITORY

ROW = (
    "Donnée chiffrée;Accès aux soins;;01/07/2026;30/09/2026;{};ménages;412;;"
    "Assurance maladie ou ARS;CPAM"
)


async def test_observations_are_imported_whole_once_and_listed(
    maillage: Maillage, administrator: Desk, ccas: Somebody, tmp_path: Path
) -> None:
    lead = await enrol(administrator, ccas.http, CCAS, "project-lead")
    file = tmp_path / "observations.csv"
    importing = (
        "import", "observations", str(file), "--territory", TERRITORY, "--token", lead.token,
    )  # fmt: skip
    file.write_bytes(f"{HEADER}\n{ROW.format('a')};{CANARY}".encode())
    refused = await maillage(*importing)
    assert refused.code == Exit.TO_MEND
    assert "ligne 2" in refused.out
    assert CANARY not in refused.out + refused.err

    file.write_bytes(f"{HEADER}\n{ROW.format('Sans médecin')}".encode())
    tried = await maillage(*importing, "--dry-run", "--json")
    assert (1, False) == (tried.json["recorded"], tried.json["written"])
    assert "1 nouvelles" in (await maillage(*importing)).out
    assert "1 déjà connues" in (await maillage(*importing)).out

    reading = ("--token", ccas.token)
    asked = ("observation", "list", TERRITORY, "--theme", THEME, "--year", "2026")
    listed = await maillage(*asked, *reading)
    assert "Sans médecin (commune" in listed.out, listed.err
    assert "412\u00a0ménages" in listed.out
    unmet = await maillage("observation", "unmet", TERRITORY, "--year", "2026", *reading)
    assert unmet.out.strip() == "Rien à montrer."


async def test_a_wrong_stage_of_a_voice_is_misuse_and_echoes_nothing(
    maillage: Maillage, ccas: Somebody
) -> None:
    asked = ("contribution", "list", TERRITORY, "--token", ccas.token)
    ran = await maillage(*asked, "--stage", CANARY)
    assert ran.code == Exit.MISUSED
    assert CANARY not in ran.err
    assert (await maillage(*asked)).code == Exit.DONE
