"""Forums and resources from the command line: kept by verbs, read as lists."""

from pathlib import Path
from uuid import UUID

import httpx2

from api.cli.exits import Exit
from api.desk import Desk
from tests.api.cli.conftest import Maillage
from tests.api.conftest import CCAS, MISSION, enrol
from tests.api.test_forums import FORMED, STUDY
from tests.conftest import TERRITORY


async def test_a_forum_and_a_resource_are_kept_and_listed(
    administrator: Desk, maillage: Maillage, tmp_path: Path, http: httpx2.AsyncClient
) -> None:
    lead = await enrol(administrator, http, CCAS, "project-lead")
    formed = (await lead.post("/forums", FORMED)).json()
    lent = await lead.post("/resources", STUDY)
    agenda, place = tmp_path / "ordre.txt", tmp_path / "lieu.txt"
    agenda.write_text("Loyers")
    place.write_text("Mairie")
    joined = await maillage(
        "forum", "members", TERRITORY, formed["id"], "--partner", str(MISSION),
        "--since", "2026-01-05", "--token", lead.token,
    )  # fmt: skip
    convened = await maillage(
        "forum", "meetings", TERRITORY, formed["id"], "--meets-at", "2099-03-02T10:00+01:00",
        "--where", str(place), "--agenda", str(agenda), "--token", lead.token,
    )  # fmt: skip
    assert (Exit.DONE, Exit.DONE) == (joined.code, convened.code), convened.err

    listed = await maillage("forum", "list", TERRITORY)
    shown = await maillage("forum", "show", TERRITORY, formed["id"], "--json")
    told = await maillage("forum", "show", TERRITORY, formed["id"])
    found = await maillage("resource", "list", TERRITORY, "--year", "2024", "--json")
    none = await maillage("resource", "list", TERRITORY, "--kind", "map")

    assert "prochaine réunion le 2\u00a0mars\u00a02099 à 10\u00a0h\u00a000" in listed.out
    assert ["Mission locale d’Éveil"] == [each["name"] for each in shown.json["members"]]
    assert "Mission locale d’Éveil, depuis le 5\u00a0janvier\u00a02026" in told.out
    assert [UUID(lent.json()["id"])] == [UUID(each["resource"]) for each in found.json]
    assert "Aucune ressource mise à disposition.\n" == none.out
    unknown = await maillage("forum", "show", TERRITORY, str(UUID(int=9)))
    assert Exit.UNKNOWN == unknown.code
