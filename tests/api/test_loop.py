"""The loop over HTTP: logged, seen, answered, told, read back."""

from api.worker import round_of
from tests.api.conftest import Somebody, new_referral
from tests.conftest import TERRITORY


async def test_a_referral_goes_from_its_sender_to_an_answer_and_back(
    ccas: Somebody, mission: Somebody
) -> None:
    logged = await ccas.post("/referrals", new_referral())
    assert 201 == logged.status_code, logged.text
    referral, case = logged.json()["referral"], logged.json()["case"]

    waiting = (await mission.get("/inbox")).json()["worklists"]
    [to_answer] = next(each for each in waiting if each["code"] == "to-answer")["items"]
    assert (referral, "Canari") == (
        to_answer["referral"],
        to_answer["people"][0]["family_name"],
    )

    read = await mission.get(f"/referrals/{referral}")
    version = int(read.headers["etag"].strip('"'))
    accepted = await mission.post(f"/referrals/{referral}/acceptance", {}, version)
    assert 201 == accepted.status_code, accepted.text

    lists = {
        each["code"]: each["items"] for each in (await ccas.get("/inbox")).json()["worklists"]
    }
    assert [referral] == [item["referral"] for item in lists["person-to-tell"]]
    history = (await ccas.get(f"/cases/{case}/history")).json()["steps"]
    assert "Referral.Accepted" == history[-1]["kind"]


async def test_what_follows_from_a_fact_is_done_once(ccas: Somebody) -> None:
    logged = (await ccas.post("/referrals", new_referral())).json()
    installation = ccas.http._transport.app.state.installation  # type: ignore[attr-defined]

    assert 1 == await round_of(installation, TERRITORY)
    assert 0 == await round_of(installation, TERRITORY)
    history = (await ccas.get(f"/cases/{logged['case']}/history")).json()["steps"]
    assert "Referral.Notified" == history[-1]["kind"]
