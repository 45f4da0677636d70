"""Action sheets from the command line: imported, listed, shown, measured."""

from pathlib import Path

from api.cli.exits import Exit
from api.desk import Desk
from tests.api.cli.conftest import CANARY, Maillage
from tests.api.conftest import MISSION, Somebody, enrol
from tests.api.test_sheet_import import table
from tests.conftest import TERRITORY


async def test_a_table_is_imported_whole_listed_and_shown(
    maillage: Maillage, administrator: Desk, ccas: Somebody, tmp_path: Path
) -> None:
    lead = await enrol(administrator, ccas.http, MISSION, "project-lead")
    file = tmp_path / "fiches.csv"
    importing = ("import", "sheets", str(file), "--territory", TERRITORY, "--token", lead.token)
    file.write_bytes(table({}, {"Numéro": "2", "Priorité": CANARY}))
    refused = await maillage(*importing)
    assert (Exit.TO_MEND, True) == (refused.code, "ligne 3, Priorité" in refused.out)
    assert CANARY not in refused.out + refused.err

    file.write_bytes(table({}, {"Numéro": "2", "Priorité": "health"}))
    tried = await maillage(*importing, "--dry-run", "--json")
    assert (2, False) == (tried.json["recorded"], tried.json["written"])
    assert "2 nouvelles" in (await maillage(*importing)).out
    assert "2 déjà connues" in (await maillage(*importing)).out

    reading = ("--token", ccas.token)
    listed = await maillage("sheet", "list", TERRITORY, "--priority", "health", *reading)
    assert (Exit.DONE, 1) == (listed.code, len(listed.out.splitlines())), listed.err
    shown = await maillage("sheet", "show", TERRITORY, "1", *reading)
    assert "Fiche action n° 1, version 2" in shown.out
    assert "pas encore mesuré, cible de 1\u202f200\u00a0personnes" in shown.out

    one = (await maillage("sheet", "show", TERRITORY, "1", *reading, "--json")).json["sheet"]
    measuring = ("sheet", "measures", TERRITORY, one, "--indicator", "1", "--value", "45,0")
    measured = await maillage(*measuring, "--on", "2026-06-30", *reading)
    assert Exit.DONE == measured.code, measured.err
    assert (
        "45,0\u00a0personnes" in (await maillage("sheet", "show", TERRITORY, "1", *reading)).out
    )


async def test_a_wrong_sheet_or_state_is_misuse(maillage: Maillage, ccas: Somebody) -> None:
    for asked in (("show", TERRITORY, CANARY), ("list", TERRITORY, "--state", CANARY)):
        ran = await maillage("sheet", *asked, "--token", ccas.token)
        assert Exit.MISUSED == ran.code
        assert CANARY not in ran.err
    unknown = await maillage("sheet", "show", TERRITORY, "9", "--token", ccas.token)
    assert Exit.UNKNOWN == unknown.code
