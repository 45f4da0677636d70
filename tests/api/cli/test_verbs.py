"""Every verb from the command line: a referral is logged, read and answered."""

import json
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from api.cli.exits import Exit
from api.cli.resources import GROUPS
from api.commands.resources import RESOURCES
from tests.api.cli.conftest import CANARY, Maillage
from tests.api.conftest import Somebody, new_referral
from tests.conftest import TERRITORY

TITLES = {
    "referral": "orientation", "case": "situation", "person": "personne",
    "partner": "partenaire", "commitment": "engagement",
    "agent": "professionnel·le", "convention": "convention",
    "territory": "territoire", "audit": "mission d’audit",
    "sheet": "fiche action", "alert": "alerte", "weak-signal": "signal faible",
    "conference": "conférence",
    "forum": "instance", "resource": "ressource mise à disposition",
    "observation": "donnée d’observation", "contribution": "contribution d’habitant·e",
}  # fmt: skip


@pytest.fixture
def file(tmp_path: Path, mission: Somebody) -> Path:
    it = tmp_path / "orientation.json"
    it.write_text(json.dumps(new_referral(addressee=str(mission.partner), reason=CANARY)))
    return it


async def logged(maillage: Maillage, file: Path, ccas: Somebody, key: str = "a") -> str:
    ran = await maillage(
        "referral", "log", TERRITORY, str(file), "--key", key, "--token", ccas.token, "--json"
    )
    assert Exit.DONE == ran.code, ran.err
    return str(UUID(ran.json["referral"]))


async def test_a_referral_is_logged_once_and_answered_by_its_addressee(
    maillage: Maillage, file: Path, ccas: Somebody, mission: Somebody
) -> None:
    referral = await logged(maillage, file, ccas)
    assert referral == await logged(maillage, file, ccas)

    shown = await maillage("referral", "show", TERRITORY, referral, "--token", mission.token)
    assert "envoyée" in shown.out
    assert CANARY not in shown.out

    answering = ("referral", "acceptance", TERRITORY, referral, "--token", mission.token)
    stale = await maillage(*answering, "--seen", "40")
    assert Exit.REFUSED == stale.code
    ran = await maillage(*answering, "--tells-person", "addressee", "--json")
    assert Exit.DONE == ran.code, ran.err
    again = await maillage(*answering)
    assert (Exit.REFUSED, "Cette orientation a déjà reçu une réponse.\n") == (
        again.code, again.err,
    )  # fmt: skip


async def test_what_is_written_of_people_is_read_from_a_file(
    maillage: Maillage, file: Path, ccas: Somebody, mission: Somebody, tmp_path: Path
) -> None:
    referral = await logged(maillage, file, ccas)
    said = tmp_path / "question.txt"
    said.write_text("Le bail est-il à son nom ?")
    asking = ("referral", "question", TERRITORY, referral, "--token", mission.token)

    there = await maillage(*asking, "--question", str(said))
    missing = await maillage(*asking, "--question", CANARY)

    assert Exit.DONE == there.code, there.err
    assert Exit.MISUSED == missing.code
    assert "--question" in missing.err
    assert CANARY not in missing.err


async def test_wrong_values_are_told_by_option_and_never_echoed(
    maillage: Maillage, ccas: Somebody
) -> None:
    withdrawing = ("referral", "withdrawal", TERRITORY, str(uuid4()), "--token", ccas.token)

    none = await maillage(*withdrawing)
    wrong = await maillage(*withdrawing, "--reason", CANARY.lower().replace("é", "e"))
    unknown = await maillage(*withdrawing, "--reason", "other")

    assert (Exit.MISUSED, True) == (none.code, "--reason" in none.err)
    assert (Exit.MISUSED, "--reason : code inconnu.\n") == (wrong.code, wrong.err)
    assert Exit.UNKNOWN == unknown.code


@pytest.mark.parametrize("name", GROUPS)
async def test_every_verb_of_a_resource_is_a_command(maillage: Maillage, name: str) -> None:
    told = await maillage(name, "--help")
    [resource] = [each for each in RESOURCES if each.title == TITLES[name]]

    assert [noun for noun in resource.verbs if f"  {noun} " not in told.out] == []


def test_every_resource_has_its_commands() -> None:
    assert {resource.title for resource in RESOURCES} == {TITLES[name] for name in GROUPS}


async def test_whoever_runs_the_server_creates_what_is_there_before_any_account(
    maillage: Maillage, tmp_path: Path, ccas: Somebody
) -> None:
    name = tmp_path / "nom.txt"
    name.write_text(CANARY)
    ran = await maillage(
        "agent", "enrolment", TERRITORY, "--name", str(name), "--function", "technician",
        "--partner", str(ccas.partner), "--roles", "administrator", "--json",
    )  # fmt: skip

    assert Exit.DONE == ran.code, ran.err
    assert UUID(ran.json["id"])
    assert CANARY not in ran.out
    shown = await maillage(
        "agent", "enrolment", TERRITORY, "--name", str(name), "--function", "technician",
        "--partner", str(ccas.partner), "--roles", "administrator", "--token", ccas.token,
    )  # fmt: skip
    assert Exit.REFUSED == shown.code
