"""A conference on the command line: convened, asked, read as its report tells it."""

from pathlib import Path

from api.cli.exits import Exit
from api.desk import Desk
from domain.agent import Agent
from domain.values import AgentId
from tests.api.cli.conftest import Maillage
from tests.conftest import TERRITORY


async def test_a_conference_is_convened_asked_and_read(
    maillage: Maillage, administrator: Desk, camille: AgentId, tmp_path: Path
) -> None:
    await administrator.change(Agent, camille, Agent.grant_role, role="project-lead")
    made = await maillage(
        "token", "create", TERRITORY, str(camille), "--role", "project-lead", "--json"
    )
    token = ("--token", made.json["token"])
    for name, text in (("where", "Salle des fêtes"), ("agenda", "Suites"), ("asked", "Qui ?")):
        (tmp_path / name).write_text(text, encoding="utf-8")
    said = ("--where", str(tmp_path / "where"), "--agenda", str(tmp_path / "agenda"))
    convened = await maillage(
        "conference", "convocation", TERRITORY, "--held-on", "2026-03-12", *said, *token,
        "--json",
    )  # fmt: skip
    assert Exit.DONE == convened.code, convened.err
    asked = ("--college", "residents", "--text", str(tmp_path / "asked"))
    one = (TERRITORY, convened.json["id"])
    done = await maillage("conference", "questions", *one, *asked, *token)
    assert Exit.DONE == done.code, done.err

    read = await maillage("conference", "show", TERRITORY, "2026", *token)
    assert "Convoquée pour le 12\u00a0mars\u00a02026, Salle des fêtes." in read.out
    assert "1. Qui ? (Habitant·es, par CCAS de Clichy" in read.out
    found = await maillage("conference", "show", TERRITORY, "2026", *token, "--json")
    assert [1] == [each["number"] for each in found.json["questions"]]
    missing = await maillage("conference", "show", TERRITORY, "2031", *token)
    assert (Exit.UNKNOWN, "") == (missing.code, missing.out)
