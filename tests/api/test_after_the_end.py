"""Danger said first; another service on the sender's side; contested and reopened."""

from uuid import uuid4

from api.desk import Desk
from api.worker import round_of
from domain.partner import Description, Partner
from domain.values import PartnerId
from tests.api.conftest import Somebody, enrol, new_referral
from tests.conftest import TERRITORY


async def done(by: Somebody, path: str, *steps: tuple[str, dict[str, str]]) -> None:
    """Take these steps, each on the version that the one before left."""
    for noun, said in steps:
        version = (await by.get(path)).json()["version"]
        answer = await by.post(f"{path}/{noun}", said, version=version)
        assert 201 == answer.status_code, answer.text


async def sent(by: Somebody) -> tuple[str, str]:
    """The paths of a new referral and of its case."""
    said = (await by.post("/referrals", new_referral())).json()
    return f"/referrals/{said['referral']}", f"/cases/{said['case']}"


async def test_what_is_urgent_says_first_what_was_done_about_danger(ccas: Somebody) -> None:
    answer = await ccas.post("/referrals", new_referral(urgency="urgent"))
    assert 422 == answer.status_code
    assert ["danger"] == [error["field"] for error in answer.json()["errors"]]

    said = new_referral(urgency="urgent", danger="child-protection-told")
    assert 201 == (await ccas.post("/referrals", said)).status_code
    assert "CRIP prévenue" in (await ccas.get("/journal")).text


async def test_a_new_sender_sees_the_case_at_once_and_acts_for_it(
    administrator: Desk, ccas: Somebody
) -> None:
    partner = PartnerId(uuid4())
    said = Description(name="Circonscription du Nord", kind="departement-district")
    facts = {"source": "test", "reference": "nord", "description": said}
    await administrator.begin(Partner, partner, **facts)
    north = await enrol(administrator, ccas.http, partner)
    referral, case = await sent(ccas)
    assert 403 == (await north.get(case)).status_code

    change = {"to": str(partner), "reason": "moved-away", "sharing_ground": "consent"}
    await done(ccas, referral, ("sender-change", change))
    assert 200 == (await north.get(case)).status_code
    await done(north, referral, ("withdrawal", {"reason": "need-gone"}))
    await round_of(administrator.installation, TERRITORY)
    steps = (await north.get(f"{case}/history")).json()["steps"]
    assert "Case.PartnerInvolved" in [step["kind"] for step in steps]


async def test_a_new_sender_is_of_the_directory(ccas: Somebody) -> None:
    referral, _ = await sent(ccas)
    change = {"to": str(uuid4()), "reason": "moved-away", "sharing_ground": "consent"}
    answer = await ccas.post(f"{referral}/sender-change", change, version=1)

    assert 422 == answer.status_code
    assert ["to"] == [error["field"] for error in answer.json()["errors"]]


async def test_a_contested_outcome_is_reopened_and_waits_for_the_addressee(
    ccas: Somebody, mission: Somebody
) -> None:
    referral, _ = await sent(ccas)
    await done(
        mission, referral, ("acceptance", {}), ("start", {}),
        ("completion", {"outcome": "achieved"}),
    )  # fmt: skip
    contested = {"in_the_eyes_of": "person", "sentence": "Zoé attend toujours."}
    await done(
        ccas, referral, ("outcome-contestation", contested),
        ("reopening", {"reason": "outcome-contested"}),
    )  # fmt: skip
    row = (await mission.get(referral)).json()

    assert ("accepted", "addressee", None) == (row["state"], row["whose_turn"], row["due"])
    assert "Zoé" not in (await ccas.get("/journal")).text


async def test_what_was_withdrawn_is_reopened_with_a_new_deadline(
    ccas: Somebody, mission: Somebody
) -> None:
    referral, _ = await sent(ccas)
    await done(mission, referral, ("reception", {}))
    await done(ccas, referral, ("withdrawal", {"reason": "need-gone"}))
    assert (await mission.get(referral)).json()["due"] is None
    await done(ccas, referral, ("reopening", {"reason": "need-remains"}))
    row = (await mission.get(referral)).json()

    assert ("seen", "addressee") == (row["state"], row["whose_turn"])
    assert row["due"] is not None
