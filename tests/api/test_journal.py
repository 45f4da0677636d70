"""Who did what, when, for whom, by which right: found the same in the log and in its lines."""

import hashlib
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

import projections.journal_search
from api.desk import Desk
from api.installation import Installation
from api.views.journal import lines_of
from api.views.journal_search import Filter
from domain.local_time import day_of
from domain.policies import Asker
from domain.values import CaseId
from store.pools import Db
from tests.api.conftest import CCAS, MISSION, Somebody, enrol, new_referral
from tests.conftest import TERRITORY

THEME = "choisir-un-metier--confirmer-son-choix-de-metier"
TODAY = day_of(datetime.now(UTC))
NETWORK = ("Territory", "Convention", "Partner", "AuditMission")


@pytest.fixture
async def eva(administrator: Desk, ccas: Somebody) -> Somebody:
    """An evaluator: reads every line."""
    return await enrol(administrator, ccas.http, MISSION, role="evaluator")


async def logged(somebody: Somebody, **changes: Any) -> Any:
    answer = await somebody.post("/referrals", new_referral(**changes))
    assert 201 == answer.status_code, answer.text
    return answer.json()


async def accepted(somebody: Somebody, referral: str) -> None:
    answer = await somebody.post(
        f"/referrals/{referral}/acceptance", {"tells_person": "sender"}, version=1
    )
    assert 201 == answer.status_code, answer.text


async def found(somebody: Somebody, **query: Any) -> list[Any]:
    answer = await somebody.get("/journal", **{"limit": 500, **query})
    assert 200 == answer.status_code, answer.text
    items: list[Any] = answer.json()["items"]
    return items


def positions(lines: Sequence[Any]) -> list[int]:
    return [line["position"] for line in lines]


SEEKING: tuple[tuple[dict[str, str], Any], ...] = (
    ({"partner": str(CCAS)}, lambda it: it["organisation"] == str(CCAS)),
    ({"function": "social-worker"}, lambda it: it["function"] == "social-worker"),
    ({"role": "evaluator"}, lambda _: False),
    ({"role": "social-worker"}, lambda it: it["role"] == "social-worker"),
    ({"kind": "Referral.Accepted"}, lambda it: it["kind"] == "Referral.Accepted"),
    ({"kind": "Referral"}, lambda it: it["kind"].startswith("Referral.")),
    (
        {"partner": str(MISSION), "kind": "Referral"},
        lambda it: it["organisation"] == str(MISSION) and it["kind"].startswith("Referral."),
    ),
    ({"ground": "consent"}, lambda it: it["sharing_ground"] == "consent"),
    ({"source": "cli"}, lambda it: it["source"] == "cli"),
    ({"source": "api", "kind": "Case"}, lambda it: it["kind"] == "Case.Opened"),
    ({"actor": "system"}, lambda it: it["actor"] == "system"),
    ({"since": TODAY.isoformat()}, lambda _: True),
    ({"until": "2020-01-01"}, lambda _: False),
    ({"occurred_since": TODAY.isoformat()}, lambda it: it["occurred_at"][:4] > "2001"),
    ({"occurred_until": "2020-01-01"}, lambda _: False),
    ({"theme": "se-former--trouver-sa-formation"}, lambda _: False),
)


@pytest.mark.parametrize("followed", ["in the log", "in lines", "in both"])
async def test_each_criterion_finds_what_it_says_and_nothing_else(
    followed: str, eva: Somebody, ccas: Somebody, mission: Somebody,
    installation: Installation, subtests: pytest.Subtests,
) -> None:  # fmt: skip
    made = await logged(ccas)
    if followed == "in both":
        await installation.follow(TERRITORY)
    await accepted(mission, made["referral"])
    await logged(ccas)
    if followed == "in lines":
        await installation.follow(TERRITORY)
    everything = await found(eva)

    for query, holds in SEEKING:
        with subtests.test(followed, **query):
            wanted = [each["position"] for each in everything if holds(each)]
            if query.get("source") == "api":
                wanted = [
                    each["position"] for each in everything
                    if each["source"] == "api" and each["kind"].startswith("Case.")
                ]  # fmt: skip
            assert wanted == positions(await found(eva, **query))
    ours = [each for each in everything if each["case"] == made["case"]]
    assert positions(ours) == positions(await found(eva, case=made["case"]))
    sent = [each for each in everything if each["kind"].startswith("Referral.")]
    assert positions(sent) == positions(await found(eva, theme=THEME))


async def test_a_page_right_after_an_append_is_complete_though_nothing_follows(
    eva: Somebody, ccas: Somebody, installation: Installation
) -> None:
    await logged(ccas)
    await installation.follow(TERRITORY)
    made = await logged(ccas)
    [newest, *_] = await found(eva, kind="Referral.Sent", theme=THEME)

    assert made["referral"] == newest["stream"]


async def test_a_search_repeated_at_its_position_gives_the_same_lines(
    eva: Somebody, ccas: Somebody, installation: Installation
) -> None:
    await logged(ccas)
    first = (await eva.get("/journal", kind="Referral", limit=500)).json()
    await logged(ccas)
    await installation.follow(TERRITORY)
    again = await eva.get("/journal", kind="Referral", limit=500, known_at=first["position"])

    assert first == again.json()
    assert str(first["position"]) == again.headers["x-maillage-position"]
    assert 2 == len(await found(eva, kind="Referral.Sent"))


async def test_the_pages_of_a_search_are_read_at_one_position(
    eva: Somebody, ccas: Somebody
) -> None:
    await logged(ccas)
    first = await eva.get("/journal", limit=2)
    await logged(ccas)
    link = first.links["next"]["url"]

    assert f"known_at={first.json()['position']}" in link


async def test_late_entries_are_found_by_the_day_they_tell_of(
    eva: Somebody, ccas: Somebody, mission: Somebody, installation: Installation
) -> None:
    """On both clocks: saisi le 14 pour le 3."""
    made = await logged(ccas)
    await installation.follow(TERRITORY)
    [sent] = await found(eva, kind="Referral.Sent")
    async with installation.writers.acquire() as db:
        await _moved(db, sent["position"], datetime(2026, 1, 3, 12, tzinfo=UTC))
    await accepted(mission, made["referral"])

    third = {"occurred_since": "2026-01-03", "occurred_until": "2026-01-03"}
    assert [sent["position"]] == positions(await found(eva, **third))
    assert [] == await found(eva, until="2026-01-03", kind="Referral.Sent")
    assert sent["position"] in positions(await found(eva, since=TODAY.isoformat()))


async def _moved(db: Db, position: int, when: datetime) -> None:
    """As the follower would have taken it, had it occurred then."""
    await db.execute(
        "update lines set occurred_on = $2 where position = $1", position, day_of(when)
    )


async def test_the_acts_of_another_agent_are_not_sought(
    eva: Somebody, ccas: Somebody, mission: Somebody
) -> None:
    await logged(ccas)
    refused = await eva.get("/journal", actor=str(ccas.agent))

    assert 403 == refused.status_code
    assert "mission d’audit" in refused.json()["detail"]
    mine = await found(ccas, actor=str(ccas.agent))
    assert {str(ccas.agent)} == {line["actor"] for line in mine}
    assert {None, "system"} == {line["actor"] for line in await found(eva)}
    assert [] == await found(mission, actor=str(mission.agent))


async def _read(
    it: Installation, asker: Asker, sought: Filter, most: int = 500, before: int | None = None
) -> list[int]:
    async with Desk(it, asker, "test").look("journal") as sight:
        lines = (await lines_of(sight, sought, most, before)).lines
    return [line.fact.at.position for line in lines]


@pytest.mark.parametrize("near", [1, 5, 1_000])
async def test_a_service_reads_its_own_lines_those_of_its_cases_and_the_networks(
    near: int, eva: Somebody, ccas: Somebody, mission: Somebody, installation: Installation,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    """However few of the newest lines are looked at first, and wherever the read model is."""
    monkeypatch.setattr(projections.journal_search, "_NEAR", near)
    made = await logged(ccas)
    await logged(ccas, kind="advice")
    await installation.follow(TERRITORY)
    await accepted(mission, made["referral"])
    await logged(ccas, kind="advice")
    everything = await found(eva)
    shared = {str(made["case"])}

    def readable(line: Any) -> bool:
        family = line["kind"].partition(".")[0]
        network = line["case"] is None and family in NETWORK
        return network or line["organisation"] == str(MISSION) or line["case"] in shared

    wanted = [line["position"] for line in everything if readable(line)]
    asker = Asker(mission.agent, MISSION, "social-worker", TERRITORY)
    assert wanted == await _read(installation, asker, Filter())
    assert wanted[:3] == await _read(installation, asker, Filter(), 3)
    assert wanted[3:] == await _read(installation, asker, Filter(), 500, wanted[2])
    case = Filter(case=CaseId(made["case"]))
    of_case = [line["position"] for line in everything if line["case"] in shared]
    assert of_case == await _read(installation, asker, case)
    by_theme = [
        line["position"] for line in everything
        if line["case"] in shared and line["kind"].startswith("Referral.")
    ]  # fmt: skip
    assert by_theme == await _read(installation, asker, Filter(theme=THEME))
    assert by_theme == await _read(
        installation, asker, Filter(kind="Referral", occurred_since=date(2020, 1, 1))
    )


async def test_every_case_of_a_page_of_lines_is_on_record(
    eva: Somebody, ccas: Somebody, administrator: Desk
) -> None:
    made = await logged(ccas)
    await found(eva)
    rows = await administrator.installation.readers.fetch(
        "select cases from consultations where agent = $1", str(eva.agent)
    )

    assert [[made["case"]]] == [[str(case) for case in row["cases"]] for row in rows]


async def test_the_same_seed_at_the_same_position_draws_the_same_referrals(
    eva: Somebody, ccas: Somebody, administrator: Desk, installation: Installation
) -> None:
    made = [(await logged(ccas))["referral"] for _ in range(6)]
    asked = {"seed": "2026", "count": "4"}
    first = (await eva.get("/journal/sample", **asked)).json()
    await logged(ccas)
    await installation.follow(TERRITORY)
    asked["known_at"] = str(first["position"])
    dpo = await enrol(administrator, eva.http, CCAS, role="dpo")

    assert first == (await eva.get("/journal/sample", **asked)).json()
    drawn = (await dpo.get("/journal/sample", **asked)).json()
    assert first == drawn | {"items": first["items"]}
    by_hash = sorted(made, key=lambda it: hashlib.sha256(f"2026/{it}".encode()).digest())
    assert by_hash[:4] == [each["referral"] for each in drawn["items"]]
    assert 6 == first["among"]
    other = (await eva.get("/journal/sample", **asked | {"seed": "autre"})).json()
    assert by_hash[:4] != [each["referral"] for each in other["items"]]


async def test_a_draw_says_when_between_whom_and_what_happened_and_nothing_of_the_person(
    eva: Somebody, ccas: Somebody, mission: Somebody
) -> None:
    made = await logged(ccas)
    await accepted(mission, made["referral"])
    answer = await eva.get("/journal/sample", seed="2026")
    [drawn] = answer.json()["items"]

    assert (TODAY.isoformat(), "CCAS de Clichy") == (drawn["sent_on"], drawn["sender"])
    assert [THEME] == drawn["themes"]
    assert "Referral.Sent" == drawn["lines"][0]["kind"]
    assert "Referral.Accepted" == drawn["lines"][-1]["kind"]
    for secret in ("Canari", "Zoé", "Sans emploi", "Trouver une formation", "Camille"):
        assert secret not in answer.text


async def test_a_draw_is_of_the_referrals_that_are_sought(
    eva: Somebody, ccas: Somebody
) -> None:
    await logged(ccas)
    for query, many in (
        ({"theme": THEME}, 1), ({"partner": str(MISSION)}, 0), ({"until": "2020-01-01"}, 0),
        ({"kind": "Partner.Joined"}, 1), ({"function": "social-worker"}, 1),
    ):  # fmt: skip
        answer = (await eva.get("/journal/sample", seed="1", **query)).json()
        assert many == len(answer["items"]), query


async def test_who_does_not_read_every_line_draws_nothing(ccas: Somebody) -> None:
    assert 403 == (await ccas.get("/journal/sample", seed="2026")).status_code


async def test_a_day_ends_at_midnight_in_the_territory(eva: Somebody, ccas: Somebody) -> None:
    await logged(ccas)
    tomorrow = (TODAY + timedelta(days=1)).isoformat()
    assert await found(eva, since=TODAY.isoformat(), until=TODAY.isoformat())
    assert [] == await found(eva, since=tomorrow)
