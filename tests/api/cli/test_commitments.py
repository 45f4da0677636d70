"""Commitments from the command line: undertaken, listed, shown."""

from datetime import date
from pathlib import Path

from api.cli.exits import Exit
from tests.api.cli.conftest import Maillage
from tests.api.conftest import Somebody
from tests.conftest import TERRITORY


async def test_a_commitment_is_undertaken_listed_and_shown(
    maillage: Maillage, mission: Somebody, tmp_path: Path
) -> None:
    what = tmp_path / "promesse.txt"
    what.write_text("Les cartes par quartier.")
    token = ("--token", mission.token)
    undertaken = await maillage(
        "commitment", "undertaking", TERRITORY, "--kind", "maps", "--what", str(what),
        "--due", "2040-03-01", "--signed-by", "director", "--amount", "2,5",
        "--unit", "days", *token, "--json",
    )  # fmt: skip
    assert Exit.DONE == undertaken.code, undertaken.err
    it = undertaken.json["id"]

    listed = await maillage("commitment", "list", TERRITORY, *token)
    shown = await maillage("commitment", "show", TERRITORY, it, *token)
    found = await maillage("commitment", "list", TERRITORY, "--state", "made", *token, "--json")
    none = await maillage("commitment", "list", TERRITORY, "--kind", "studies", *token)
    wrong = await maillage("commitment", "list", TERRITORY, "--state", "nul", *token)

    assert "Mission locale d’Éveil, envers le territoire" in listed.out
    assert "à tenir\u00a0: 1" in listed.out
    assert "s’engage envers le territoire" in shown.out
    assert [date(2040, 3, 1).isoformat()] == [each["due"] for each in found.json["items"]]
    assert "Aucun engagement" in none.out
    assert Exit.MISUSED == wrong.code


async def test_a_request_is_made_from_the_command_line(
    maillage: Maillage, mission: Somebody, ccas: Somebody, tmp_path: Path
) -> None:
    what = tmp_path / "demande.txt"
    what.write_text("Une étude des impayés.")
    ran = await maillage(
        "commitment", "requests", TERRITORY, "--kind", "studies", "--what", str(what),
        "--debtor", str(mission.partner), "--token", ccas.token, "--json",
    )  # fmt: skip
    assert Exit.DONE == ran.code, ran.err
    declined = await maillage(
        "commitment", "refusal", TERRITORY, ran.json["id"], "--reason", "no-means",
        "--token", mission.token,
    )  # fmt: skip
    assert Exit.DONE == declined.code, declined.err
