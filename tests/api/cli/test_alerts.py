"""``maillage alert``: raised from a file, taken up, shown and listed to who may read it."""

import json
from pathlib import Path
from uuid import UUID

from api.cli.exits import Exit
from tests.api.cli.conftest import CANARY, Maillage
from tests.api.conftest import Somebody
from tests.api.test_alerts import new_alert
from tests.conftest import TERRITORY


async def test_an_alert_is_raised_once_shown_to_its_service_and_hidden_from_others(
    maillage: Maillage, ccas: Somebody, mission: Somebody, tmp_path: Path
) -> None:
    file = tmp_path / "alerte.json"
    file.write_text(json.dumps(new_alert(facts=CANARY)))
    raising = ("alert", "raise", TERRITORY, str(file), "--key", "a", "--token", ccas.token)
    ran = await maillage(*raising, "--json")
    assert Exit.DONE == ran.code, ran.err
    alert = str(UUID(ran.json["alert"]))
    assert alert in (await maillage(*raising)).out

    shown = await maillage("alert", "show", TERRITORY, alert, "--token", ccas.token)
    assert CANARY in shown.out
    assert "propose une situation à examiner" in shown.out
    told = await maillage("alert", "show", TERRITORY, alert, "--token", ccas.token, "--json")
    assert "Alert.Raised" in [each["kind"] for each in told.json["history"]]
    hidden = await maillage("alert", "show", TERRITORY, alert, "--token", mission.token)
    assert Exit.REFUSED == hidden.code
    assert CANARY not in hidden.out + hidden.err
    replying = ("alert", "person-informed", TERRITORY, alert, "--informed", "orally")
    assert Exit.DONE == (await maillage(*replying, "--token", ccas.token)).code
    board = await maillage("alert", "list", TERRITORY, "--token", mission.token)
    assert alert not in board.out


async def test_what_touches_a_quartier_is_listed_to_every_professional(
    maillage: Maillage, ccas: Somebody, mission: Somebody, tmp_path: Path
) -> None:
    file = tmp_path / "alerte.json"
    said = {"kind": "collective", "informed": None, "sharing_ground": None}
    file.write_text(json.dumps(new_alert(**said)))
    ran = await maillage(
        "alert", "raise", TERRITORY, str(file), "--token", ccas.token, "--json"
    )
    listing = ("alert", "list", TERRITORY, "--token", mission.token)
    assert ran.json["alert"] in (await maillage(*listing)).out
    lanes = (await maillage(*listing, "--json")).json["lanes"]
    assert [each["code"] for each in lanes if each["alerts"]] == ["to-triage"]


async def test_a_wrong_file_is_refused_without_an_echo(
    maillage: Maillage, ccas: Somebody, tmp_path: Path
) -> None:
    file = tmp_path / "alerte.json"
    for text, code in (
        (json.dumps(new_alert(facts="", analysis=CANARY)), Exit.MISUSED),
        (f"{{{CANARY}", Exit.MISUSED),
        (json.dumps(new_alert(themes=["tea"])), Exit.MISUSED),
    ):
        file.write_text(text)
        ran = await maillage("alert", "raise", TERRITORY, str(file), "--token", ccas.token)
        assert ran.code in (code, Exit.REFUSED)
        assert CANARY not in ran.err
    missing = str(tmp_path / "rien.json")
    ran = await maillage("alert", "raise", TERRITORY, missing, "--token", ccas.token)
    assert Exit.UNKNOWN == ran.code
