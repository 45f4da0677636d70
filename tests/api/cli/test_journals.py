"""What is read and written in a territory: import, verification, tokens, the journal."""

import json
from pathlib import Path
from uuid import uuid4
from zipfile import ZipFile

import asyncpg
import pytest

from api.cli.exits import Exit
from api.commands.agents import NewAgent, enrol
from api.commands.referrals import NewReferral, log_referral
from api.demo.cast import content
from api.desk import Desk
from domain.policies import Asker
from domain.values import AgentId
from store.embedded import Addresses
from tests.api.cli.conftest import CANARY, Maillage
from tests.api.conftest import CCAS, MISSION, new_referral
from tests.conftest import TERRITORY


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
    assert "42 fiches lues\u00a0: 40 nouvelles" in first.out
    assert "fiche n° 2, telephone\u00a0: doit être un texte" in first.out
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

    case = await maillage("case", "show", TERRITORY, str(uuid4()), MAILLAGE_TOKEN=token)
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
    assert {"position": 3, "lines": []} == late.json


@pytest.mark.usefixtures("administrator")
async def test_every_criterion_of_the_journal_may_be_typed(maillage: Maillage) -> None:
    asked = (
        "journal", TERRITORY, "--since", "2020-01-01", "--until", "2090-01-01",
        "--occurred-since", "2020-01-01", "--occurred-until", "2090-01-01", "--kind", "Partner",
        "--role", "administrator", "--source", "cli", "--actor", "system", "--json",
    )  # fmt: skip
    found, known, none, of_case, by_function = await maillage.each(
        asked, (*asked, "--known-at", "2"), (*asked, "--theme", "famille--garde-denfants"),
        (*asked, "--case", str(uuid4())), (*asked, "--function", "other"),
    )  # fmt: skip
    assert ([2, 3], 3) == ([line["position"] for line in found.json["lines"]], 3), found
    assert ([2], 2) == (
        [line["position"] for line in known.json["lines"]], known.json["position"],
    )  # fmt: skip
    assert [] == none.json["lines"] == of_case.json["lines"] == by_function.json["lines"]


@pytest.mark.usefixtures("administrator")
async def test_what_is_mistyped_of_a_journal_is_told(maillage: Maillage) -> None:
    for wrong in (
        ("--theme", "x"), ("--role", CANARY), ("--function", "x"), ("--ground", "x"),
        ("--source", "x"), ("--known-at", "hier"), ("--case", "x"), ("--since", "hier"),
        ("--occurred-until", "9999-01-01"), ("--sample", "3"), ("--seed", "2026"),
        ("--sample", "3", "--seed", "é"),
    ):  # fmt: skip
        refused = await maillage("journal", TERRITORY, *wrong)
        assert (Exit.MISUSED, "") == refused[:2], wrong
        assert CANARY not in refused.err
    assert (
        Exit.MISUSED == (await maillage("export", "journal", TERRITORY, "--format", "x")).code
    )


async def test_a_draw_and_an_export_are_made_from_the_command_line(
    camille: AgentId, maillage: Maillage, administrator: Desk, tmp_path: Path
) -> None:
    installation = administrator.installation
    desk = Desk(installation, Asker(camille, CCAS, "social-worker", TERRITORY), "test")
    logged = await log_referral(desk, NewReferral.model_validate(new_referral()))
    draw = ("journal", TERRITORY, "--sample", "2", "--seed", "2026")
    out = tmp_path / "journal.zip"
    write = (
        "export",
        "journal",
        TERRITORY,
        "--format",
        "csv-excel",
        "--out",
        str(out),
        "--json",
    )
    shown, told, written, again = await maillage.each(draw, (*draw, "--json"), write, write)

    assert "1 orientations tirées parmi 1, graine 2026" in shown.out
    assert str(logged.referral) in shown.out
    assert [str(logged.referral)] == [each["referral"] for each in told.json["items"]]
    assert "Canari" not in shown.out + told.out
    assert (Exit.DONE, str(out)) == (written.code, written.json["file"]), written
    assert ["journal.csv", "manifeste.json"] == ZipFile(out).namelist()
    assert Exit.MISUSED == again.code, "a file that is there is not written over"
    looks = await installation.readers.fetch("select purpose, cases from consultations")
    assert {"journal-sample", "journal-export"} == {row["purpose"] for row in looks}
    assert {logged.case} == {case for row in looks for case in row["cases"]}


async def test_a_case_is_told_to_who_may_read_it_and_to_nobody_else(
    camille: AgentId, maillage: Maillage, administrator: Desk
) -> None:
    installation = administrator.installation
    desk = Desk(installation, Asker(camille, CCAS, "social-worker", TERRITORY), "test")
    logged = await log_referral(desk, NewReferral.model_validate(new_referral()))
    made = await maillage("token", "create", TERRITORY, str(camille), "--json")

    asked = ("case", "show", TERRITORY, str(logged.case), "--token", made.json["token"])
    shown, told = await maillage.each(asked, (*asked, "--json"))
    assert (Exit.DONE, Exit.DONE) == (shown.code, told.code)
    assert "Zoé Canari" in shown.out
    assert "Referral.Sent" == told.json["history"][-1]["kind"]
    looks = await installation.readers.fetch("select agent, cases from consultations")
    assert [(str(camille), [logged.case])] * 2 == [tuple(row) for row in looks]

    stranger = AgentId(uuid4())
    ask = NewAgent(name="Autre Fictif", function="other", partner=MISSION, roles=("evaluator",))
    await enrol(administrator, stranger, ask)
    other = await maillage("token", "create", TERRITORY, str(stranger), "--json")
    refused = await maillage(*asked[:-1], other.json["token"])
    assert (Exit.REFUSED, "") == refused[:2]
    assert "Canari" not in refused.err
