"""The past through the API: what it takes for a moment, and the position that it answers."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from api.desk import Desk
from domain.case import Case
from domain.policies import Asker
from tests.api.conftest import Somebody, new_referral
from tests.api.test_conventions import count

EARLIER = datetime(2026, 1, 5, 10, tzinfo=UTC)


async def logged(by: Somebody) -> Mapping[str, Any]:
    answer = await by.post("/referrals", new_referral())
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


async def accepted(by: Somebody, referral: str) -> int:
    answer = await by.post(f"/referrals/{referral}/acceptance", {}, version=1)
    assert answer.status_code == 201, answer.text
    return int(answer.json()["position"])


async def test_a_case_as_it_was_known_is_asked_for_again_by_its_position(
    ccas: Somebody, mission: Somebody
) -> None:
    made = await logged(ccas)
    path = f"/cases/{made['case']}"
    before = await ccas.get(path)
    position = before.json()["position"]
    await accepted(mission, made["referral"])
    then = await ccas.get(path, known_at=position)

    assert str(position) == then.headers["x-maillage-position"] == str(then.json()["position"])
    assert "sent" == then.json()["referrals"][0]["state"]
    assert "accepted" == (await ccas.get(path)).json()["referrals"][0]["state"]
    assert "etag" in before.headers
    assert "etag" not in then.headers, "nobody acts on the past"
    assert then.json() == (await ccas.get(path, known_at=position)).json()
    assert before.json()["people"] == then.json()["people"]


async def test_every_answer_says_the_position_that_it_used(
    ccas: Somebody, mission: Somebody
) -> None:
    made = await logged(ccas)
    await accepted(mission, made["referral"])
    case = f"/cases/{made['case']}"
    for path in (case, f"{case}/history", "/inbox"):
        for query in ({}, {"known_at": 2**50}, {"known_at": "2099-12-31"}, {"known_at": "8"}):
            answer = await ccas.get(path, **query)
            assert answer.status_code in (200, 403), answer.text
            if answer.status_code == 200:
                assert str(answer.json()["position"]) == answer.headers["x-maillage-position"]


NO_MOMENTS = (
    ("at", "hier"), ("at", "12"), ("at", "2026-02-30"), ("at", "2026-11-25T10:00:00"),
    ("at", ""), ("at", "1999-12-31"), ("at", "2026-11-25T10:00:00+99:00"),
    ("known_at", "-1"), ("known_at", "1" * 19), ("known_at", "0001-01-01"),
    ("known_at", "9999-12-31"), ("known_at", "٣"), ("known_at", "2026-11-25\x00"),
)  # fmt: skip


async def test_what_is_no_moment_is_refused_by_field(ccas: Somebody) -> None:
    made = await logged(ccas)
    for field, said in NO_MOMENTS:
        for path in (f"/cases/{made['case']}", f"/cases/{made['case']}/history"):
            answer = await ccas.get(path, **{field: said})

            assert 422 == answer.status_code, answer.text
            assert [field] == [each["field"] for each in answer.json()["errors"]]
            assert len(said) < 3 or said not in answer.text


async def test_a_plus_sign_may_come_as_the_space_that_it_means_in_an_address(
    ccas: Somebody,
) -> None:
    made = await logged(ccas)
    for said in ("2027-11-25T10:00:00 01:00", "2027-11-25T10:00 01:00"):
        assert 200 == (await ccas.get(f"/cases/{made['case']}", at=said)).status_code


async def test_a_day_ends_in_paris(ccas: Somebody) -> None:
    made = await logged(ccas)
    today = datetime.now(UTC).astimezone().date()
    path = f"/cases/{made['case']}"

    assert 200 == (await ccas.get(path, known_at=today + timedelta(days=1))).status_code
    assert 403 == (await ccas.get(path, known_at=today - timedelta(days=2))).status_code
    for moment in (
        "2026-07-14",
        "2026-07-14T23:59:59.999999+02:00",
        "2026-07-14T21:59:59.999999Z",
    ):
        refused = await ccas.get(path, at=moment)
        assert "urn:maillage:problem:was-not-party" == refused.json()["type"]
        assert "À cette date, votre service n’était pas partie" in refused.json()["detail"]


async def test_at_a_date_a_late_entry_has_its_place(
    administrator: Desk, ccas: Somebody, mission: Somebody
) -> None:
    made = await logged(ccas)
    opened = datetime.now(UTC)
    await accepted(mission, made["referral"])
    path = f"/cases/{made['case']}"
    then = (await ccas.get(path, at=opened.isoformat())).json()

    assert "sent" == then["referrals"][0]["state"]
    assert then["at"] is not None
    asker = Asker(ccas.agent, ccas.partner, "social-worker", administrator.territory)
    desk = replace(
        Desk(administrator.installation, asker, "test"), occurred_at=opened, precision="instant"
    )
    await desk.change(
        Case, UUID(made["case"]), Case.add_note, by=ccas.partner, text="Appel du matin."
    )
    steps = (await ccas.get(f"{path}/history", at=opened.isoformat())).json()["steps"]
    assert "Case.NoteAdded" == steps[-1]["kind"], "told later, of before"


async def test_two_moments_are_compared(ccas: Somebody, mission: Somebody) -> None:
    made = await logged(ccas)
    path = f"/cases/{made['case']}/comparison"
    before = (await ccas.get(f"/cases/{made['case']}")).json()["position"]
    after = await accepted(mission, made["referral"])
    found = await ccas.get(path, **{"from": before, "to": after})

    assert (before, after) == (found.json()["from"], found.json()["to"])
    assert str(after) == found.headers["x-maillage-position"]
    assert ["envoyée", "acceptée"] == [
        found.json()["changes"][0][name] for name in ("before", "after")
    ]
    assert ["Referral.Accepted"] == [fact["kind"] for fact in found.json()["facts"]]
    assert [] == (await ccas.get(path, **{"from": after})).json()["changes"]
    reversed_ = await ccas.get(path, **{"from": after, "to": before})
    assert (422, "to") == (reversed_.status_code, reversed_.json()["errors"][0]["field"])
    for query in ({}, {"from": "hier"}):
        refused = await ccas.get(path, **query)
        assert (422, "from") == (refused.status_code, refused.json()["errors"][0]["field"])
    assert 403 == (await mission.get(path, **{"from": before - 1})).status_code


async def test_the_inbox_is_known_at_a_position(ccas: Somebody, mission: Somebody) -> None:
    made = await logged(ccas)
    before = (await mission.get("/inbox")).json()
    await accepted(mission, made["referral"])
    await mission.post(
        f"/referrals/{made['referral']}/early-end", {"reason": "other"}, version=2
    )
    then = await mission.get("/inbox", known_at=before["position"])

    known = then.json()
    lists = ("position", "worklists")
    assert [before[name] for name in lists] == [known[name] for name in lists]
    assert {None} == {known[name] for name in known.keys() - lists}, "said to be unknown then"
    assert [1] == [len(each["items"]) for each in before["worklists"] if each["items"]]
    nothing = (await mission.get("/inbox", known_at=0)).json()
    assert [] == [each for each in nothing["worklists"] if each["items"]]
    assert 422 == (await mission.get("/inbox", known_at="hier")).status_code


async def test_a_look_at_the_past_is_on_record_too(administrator: Desk, ccas: Somebody) -> None:
    made = await logged(ccas)
    case = f"/cases/{made['case']}"
    looks = (
        (case, {"known_at": 99}),
        (f"{case}/comparison", {"from": 99}),
        ("/inbox", {"known_at": 99}),
    )
    for path, query in looks:
        before = await count(administrator, "consultations")
        assert 200 == (await ccas.get(path, **query)).status_code
        assert before + 1 == await count(administrator, "consultations"), path
