"""Needs over HTTP: observations, imports, voices, and the demands that met no service."""

from typing import Any

import pytest
from asyncpg import Record
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from api.desk import Desk
from api.http.shapes.needs import Observed
from api.worker import round_of
from domain.geography import Quartier
from domain.territory import Territory, territory_stream
from tests.api.conftest import CCAS, MISSION, ROOT, Somebody, enrol, new_referral
from tests.conftest import TERRITORY

CANARY = "Canari7f3a"
THEME = "sante--acces-aux-soins"
FIGURE: dict[str, Any] = {
    "kind": "quantitative", "theme": THEME, "quartier": "haut", "geography_version": "2026",
    "first": "2026-07-01", "last": "2026-09-30", "indicator": "Ménages sans médecin traitant",
    "unit": "households", "value": "412", "source_kind": "health", "source": "CPAM",
}  # fmt: skip
SAID: dict[str, Any] = {
    "text": f"Le bus ne passe plus, dit {CANARY}.", "name": f"Zoé {CANARY}",
    "contact": "06 12 34 56 78", "theme": THEME, "kind": "resident", "channel": "reception",
    "quartier": "haut", "geography_version": "2026",
}  # fmt: skip
SHEET = {
    "number": 1, "title": "Navette du soir", "kind": "new", "priority": "cohesion",
    "need": "Rentrer le soir", "objectives": ["Une navette"], "lead": str(CCAS),
}  # fmt: skip
HEADER = (
    "Nature;Thème;Quartier;Premier jour de la période;Dernier jour de la période;Indicateur;"
    "Unité;Valeur;Ce qui est dit;Nature de la source;Source"
)
ROW = (
    "Donnée chiffrée;Accès aux soins;Haut;01/07/2026;30/09/2026;Sans médecin;ménages;{};;"
    "Assurance maladie ou ARS;CPAM"
)


@pytest.fixture
async def lead(administrator: Desk, http: Any) -> Somebody:
    """The project lead of the territory, whose quartiers are known."""
    await administrator.change(
        Territory, territory_stream(TERRITORY), Territory.adopt_geography,
        version="2026", quartiers=(Quartier("haut", "Haut"), Quartier("bas", "Bas")),
    )  # fmt: skip
    return await enrol(administrator, http, CCAS, "project-lead", "project-lead")


@pytest.fixture
async def elected(administrator: Desk, http: Any) -> Somebody:
    return await enrol(administrator, http, CCAS, "elected", "other")


async def imported(
    who: Somebody, content: bytes, *, dry_run: Any = False, kind: str = "text/csv"
) -> Any:
    return await who.http.post(
        f"{ROOT}/observations/imports", content=content, params={"dry_run": dry_run},
        headers={"Authorization": f"Bearer {who.token}", "Content-Type": kind},
    )  # fmt: skip


def table(*rows: str) -> bytes:
    return "\r\n".join([HEADER, *rows]).encode("utf-8-sig")


async def consulted(desk: Desk) -> list[Record]:
    return await desk.installation.readers.fetch(
        "select agent, purpose, cases from maillage.consultations where purpose = any($1)",
        ["words", "masking"],
    )


async def test_an_observation_is_recorded_once_read_by_all_corrected_and_withdrawn(
    lead: Somebody, elected: Somebody
) -> None:
    begun = await lead.post("/observations", FIGURE)
    assert begun.status_code == 201, begun.text
    it = begun.json()["id"]
    assert (await lead.post("/observations", FIGURE | {"value": "413"})).status_code == 409

    [row] = (await elected.get("/observations", theme=THEME, year=2026)).json()["items"]
    assert (row["observation"], row["value"], row["quartier"]) == (it, "412", "haut")
    assert (await elected.get("/observations", quartier="")).json()["items"] == []

    restated = {"fewer_than": 5, "reason": "restated"}
    assert (await lead.post(f"/observations/{it}/correction", restated, 1)).status_code == 201
    told = (await elected.get(f"/observations/{it}")).json()
    assert Observed(**told).fewer_than == 5

    assert (
        await lead.post(f"/observations/{it}/withdrawal", {"reason": "wrong"}, 2)
    ).status_code == 201
    assert (await elected.get(f"/observations/{it}")).status_code == 404


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"value": "3"}, "value"),
        ({"value": CANARY}, "value"),
        ({"value": "NaN"}, "value"),
        ({"unit": None}, "value"),
        ({"unit": CANARY}, "unit"),
        ({"last": "2026-06-30"}, "last"),
        ({"last": "2099-01-01"}, "last"),
        ({"quartier": "ailleurs"}, "quartier"),
        ({"geography_version": "2020"}, "geography_version"),
        ({"theme": "sante--addictions"}, "quartier"),
        ({"source": "Zoé, 06 12 34 56 78"}, "source"),
        ({"said": CANARY}, "said"),
    ],
)
async def test_a_wrong_observation_names_the_field_at_fault(
    lead: Somebody, said: dict[str, Any], field: str
) -> None:
    answer = await lead.post("/observations", FIGURE | said)

    assert answer.status_code == 422
    assert field in [each["field"] for each in answer.json()["errors"]]
    assert CANARY not in answer.text


@pytest.mark.usefixtures("lead")
async def test_elected_officials_read_and_write_nothing(elected: Somebody) -> None:
    assert (await elected.post("/observations", FIGURE)).status_code == 403
    assert (await elected.post("/contributions", SAID)).status_code == 403
    assert (await imported(elected, table(ROW.format(412)))).status_code == 403


async def test_a_file_read_twice_writes_nothing_and_a_changed_value_is_a_correction(
    lead: Somebody,
) -> None:
    first = table(ROW.format(412), ROW.format("moins de 5").replace("Haut", "Bas"))
    trial = (await imported(lead, first, dry_run=True)).json()
    assert trial == {
        "read": 2, "recorded": 2, "corrected": 0, "unchanged": 0, "written": False,
    }  # fmt: skip
    assert (await lead.get("/observations")).json()["items"] == []

    done = await imported(lead, first)
    assert done.status_code == 201
    assert done.json() == trial | {"written": True}
    again = await imported(lead, first)
    assert again.json() == {
        "read": 2, "recorded": 0, "corrected": 0, "unchanged": 2, "written": True,
    }  # fmt: skip
    changed = await imported(lead, first.replace(b"412", b"420"))
    assert (changed.json()["corrected"], changed.json()["unchanged"]) == (1, 1)
    values = [each["value"] for each in (await lead.get("/observations")).json()["items"]]
    assert sorted(values, key=str) == ["420", None]


async def test_one_bad_row_and_none_is_written(lead: Somebody) -> None:
    answer = await imported(
        lead,
        table(
            ROW.format(412),
            ROW.format(3),
            ROW.format(412),
            ROW.format(500).replace("Haut", CANARY),
            ROW.format(500).replace("2026", "2099"),
            ROW.format(500).replace("Accès aux soins", "Addictions"),
        ),
    )

    assert answer.status_code == 422
    assert [
        (each["line"], each["field"]) for each in answer.json()["errors"]
    ] == [
        (3, "Valeur"),
        (4, "ligne"),
        (5, "Quartier"),
        (6, "Dernier jour de la période"),
        (7, "Quartier"),
    ]  # fmt: skip
    assert CANARY not in answer.text
    assert (await lead.get("/observations")).json()["items"] == []


async def test_what_was_withdrawn_is_not_brought_back_by_an_import(lead: Somebody) -> None:
    await imported(lead, table(ROW.format(412)))
    [row] = (await lead.get("/observations")).json()["items"]
    await lead.post(f"/observations/{row['observation']}/withdrawal", {"reason": "wrong"}, 1)

    answer = await imported(lead, table(ROW.format(412)))
    assert [each["line"] for each in answer.json()["errors"]] == [2]


async def test_a_table_is_announced_as_one(lead: Somebody) -> None:
    answer = await imported(lead, table(ROW.format(412)), kind="application/json")
    assert answer.status_code == 415


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.binary(max_size=200), st.booleans())
async def test_any_bytes_are_refused_without_an_echo_or_an_error_of_ours(
    lead: Somebody, content: bytes, headed: Any
) -> None:
    marked = CANARY.encode() + content
    body = table() + b"\r\n" + marked if headed else marked
    answer = await imported(lead, body)

    assert answer.status_code == 422
    assert CANARY not in answer.text
    assert (await lead.get("/observations")).json()["items"] == []


async def test_a_voice_is_sealed_masked_published_answered_and_says_what_it_changed(
    administrator: Desk, lead: Somebody, ccas: Somebody, mission: Somebody, elected: Somebody
) -> None:
    begun = await ccas.post("/contributions", SAID)
    assert begun.status_code == 201, begun.text
    it = begun.json()["id"]
    assert (await elected.get("/contributions")).json()["items"] == []
    assert (await mission.get(f"/contributions/{it}")).status_code == 404
    [mine] = (await ccas.get("/contributions", stage="to-mask")).json()["items"]
    assert (mine["contribution"], mine["masked"], mine["reads_words"]) == (it, None, True)
    assert CANARY not in str(mine)

    said = (await ccas.get(f"/contributions/{it}/words")).json()
    assert (said["text"], said["name"]) == (SAID["text"], SAID["name"])
    for who in (mission, elected):
        refused = await who.get(f"/contributions/{it}/words")
        assert refused.status_code == 403
        assert CANARY not in refused.text
    looks = await consulted(administrator)
    assert [(row["agent"], row["purpose"], list(map(str, row["cases"]))) for row in looks] == [
        (str(ccas.agent), "words", [it])
    ]

    named = await lead.post(
        f"/contributions/{it}/masking", {"text": f"Le bus, dit {CANARY.upper()}."}, 1
    )
    assert named.status_code == 422
    assert named.json()["errors"][0]["field"] == "text"
    not_theirs = await ccas.post(f"/contributions/{it}/masking", {"text": "Le bus."}, 1)
    assert not_theirs.status_code == 403

    drafted = await lead.post("/sheets", SHEET)
    assert drafted.status_code == 201, drafted.text
    sheet = drafted.json()["id"]
    unknown = {"what": {"kind": "sheet", "stream": str(MISSION)}, "change": "Une navette"}
    nowhere = await lead.post(f"/contributions/{it}/effect", unknown, 1)
    assert [each["field"] for each in nowhere.json()["errors"]] == ["what"]
    for noun, body in (
        ("masking", {"text": "Le bus ne passe plus."}),
        ("publication", {"agreed": "oral"}),
        ("answer", {"text": "Une navette.", "given_back": "letter", "partner": str(MISSION)}),
        ("sheet-link", {"sheet": sheet}),
        ("effect", {"what": {"kind": "sheet", "stream": sheet}, "change": "Une navette"}),
    ):
        version = (await lead.get(f"/contributions/{it}")).json()["version"]
        done = await lead.post(f"/contributions/{it}/{noun}", body, version)
        assert done.status_code == 201, (noun, done.text)

    [public] = (await elected.get("/contributions", stage="published")).json()["items"]
    assert (public["masked"], public["led"]) == ("Le bus ne passe plus.", True)
    assert [each["partner"] for each in public["answers"]] == [str(MISSION)]
    assert (await elected.get("/voices")).json() == {
        "received": 1, "published": 1, "answered": 1, "in_time": 1, "silent": 0, "led": 1,
    }  # fmt: skip

    assert (await ccas.post(f"/contributions/{it}/withdrawal", {}, 6)).status_code == 201
    assert (await elected.get("/contributions")).json()["items"] == []
    assert (await ccas.get(f"/contributions/{it}")).status_code == 404
    assert (await ccas.get(f"/contributions/{it}/words")).status_code == 403


async def test_the_clock_reminds_then_records_silence_and_it_may_still_be_answered(
    administrator: Desk, lead: Somebody
) -> None:
    begun = await lead.post("/contributions", SAID | {"occurred_on": "2026-01-05"})
    it = begun.json()["id"]
    told = (await lead.get(f"/contributions/{it}")).json()
    assert told["due"] == "2026-03-06"

    await round_of(administrator.installation, TERRITORY)
    await administrator.installation.follow(TERRITORY)
    [late] = (await lead.get("/contributions", stage="late")).json()["items"]
    assert late["contribution"] == it
    lines = (await lead.get("/journal", kind="Contribution.LeftUnanswered")).json()["items"]
    assert len(lines) == 1
    done = await lead.post(
        f"/contributions/{it}/answer", {"text": "Oui.", "given_back": "letter"}, late["version"]
    )
    assert done.status_code == 201
    counted = (await lead.get("/voices")).json()
    assert (counted["answered"], counted["in_time"], counted["silent"]) == (1, 0, 0)


async def test_the_dpo_destroys_what_somebody_said(
    administrator: Desk, lead: Somebody, http: Any
) -> None:
    it = (await lead.post("/contributions", SAID)).json()["id"]
    dpo = await enrol(administrator, http, CCAS, "dpo", "other")
    done = await dpo.post(f"/contributions/{it}/erasure", {"reason": "right-to-erasure"}, 1)
    assert done.status_code == 201
    assert (await lead.get(f"/contributions/{it}")).status_code == 404
    words = await lead.get(f"/contributions/{it}/words")
    assert CANARY not in words.text


async def test_which_need_has_no_service_is_told_from_refusals_and_small_counts_are_hidden(
    ccas: Somebody, mission: Somebody, lead: Somebody
) -> None:
    theme = new_referral()["themes"][0]

    async def refused(reason: str) -> None:
        coarse = new_referral()["coarse"] | {"quartier": "haut"}
        logged = await ccas.post("/referrals", new_referral(coarse=coarse))
        sent = logged.json()["referral"]
        said = {"reason": reason, "sentence": "Complet.", "alternative": "later"}
        answer = await mission.post(f"/referrals/{sent}/refusal", said, 1)
        assert answer.status_code == 201, answer.text

    for _ in range(4):
        await refused("session-full")
    await refused("not-eligible")
    [small] = (await lead.get("/unmet-needs", year=2026)).json()["items"]
    assert small == {
        "theme": theme, "refused": None, "asked": 5, "reasons": {}, "quartiers": {},
    }  # fmt: skip

    await refused("session-full")
    [told] = (await lead.get("/unmet-needs", year=2026)).json()["items"]
    assert (told["refused"], told["asked"], told["reasons"]) == (5, 6, {"session-full": 5})
    assert told["quartiers"] == {"haut": 5}
    assert (await lead.get("/unmet-needs", year=2025)).json()["items"] == []
