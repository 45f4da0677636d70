"""What the territory, its convention and its partners record through their commands."""

from datetime import timedelta
from typing import Any

import pytest

from api.commands.conventions import (
    Denouncing,
    NewAmendment,
    NewConvention,
    Renewing,
    amend,
    denounce,
    renew,
    sign,
)
from api.commands.partners import (
    Accepting,
    Offering,
    Withdrawing,
    accept_charter,
    leave,
    offer_service,
    withdraw_service,
)
from api.commands.territories import NewGeography, adopt_geography
from api.demo.cast import content
from api.desk import Desk
from domain.geography import Quartier
from domain.partner import NotOffered, PartnerLeft, SomethingOpen
from store.refusals import FromTheFuture
from tests.api.conftest import CCAS, MISSION, Somebody, new_referral

THEME = "logement-hebergement--reduire-les-impayes-de-loyer"
QUARTIERS = (Quartier("bas-clichy", "Bas-Clichy"), Quartier("haut-clichy", "Haut-Clichy"))


def placed(quartier: str, version: str) -> dict[str, Any]:
    body = new_referral()
    return body | {
        "coarse": body["coarse"] | {"quartier": quartier, "geography_version": version}
    }


async def test_an_adopted_geography_is_asked_for_at_the_door(
    administrator: Desk, ccas: Somebody
) -> None:
    anything = await ccas.post("/referrals", placed("ailleurs", "1999"))
    await adopt_geography(administrator, NewGeography(version="2026", quartiers=QUARTIERS))

    assert 201 == anything.status_code
    for quartier, version, field in (
        ("ailleurs", "2026", "quartier"),
        ("bas-clichy", "1999", "geography_version"),
    ):
        refused = await ccas.post("/referrals", placed(quartier, version))
        assert (422, field) == (refused.status_code, refused.json()["errors"][0]["field"])
    for quartier in ("bas-clichy", "not-recorded"):
        assert 201 == (await ccas.post("/referrals", placed(quartier, "2026"))).status_code
    unplaced = placed("not-recorded", "not-recorded")
    assert 201 == (await ccas.post("/referrals", unplaced)).status_code


async def test_a_partner_leaves_once_nothing_open_waits_for_it_or_from_it(
    administrator: Desk, ccas: Somebody
) -> None:
    sent = (await ccas.post("/referrals", new_referral())).json()
    for partner in (MISSION, CCAS):
        with pytest.raises(SomethingOpen):
            await leave(administrator, partner)

    path = f"/referrals/{sent['referral']}/withdrawal"
    assert 201 == (await ccas.post(path, {"reason": "other"}, version=1)).status_code
    await leave(administrator, MISSION)

    with pytest.raises(PartnerLeft):
        await leave(administrator, MISSION)
    assert 409 == (await ccas.post("/referrals", new_referral())).status_code


async def test_contact_details_given_to_a_person_keep_no_partner_from_leaving(
    administrator: Desk, ccas: Somebody
) -> None:
    assert 201 == (await ccas.post("/referrals", new_referral(kind="advice"))).status_code

    await leave(administrator, MISSION)


async def test_a_service_is_offered_and_withdrawn_by_its_reference(administrator: Desk) -> None:
    ask = Offering(service="s1", name="Aide aux impayés", themes=(THEME,))
    await offer_service(administrator, MISSION, ask)
    await withdraw_service(administrator, MISSION, Withdrawing(service="s1"))

    with pytest.raises(NotOffered):
        await withdraw_service(administrator, MISSION, Withdrawing(service="s1"))


async def test_the_charter_that_a_partner_signed_stands_in_its_fiche(
    administrator: Desk, ccas: Somebody
) -> None:
    today = administrator.today
    await accept_charter(administrator, CCAS, Accepting(version="Charte 2026", on=today))
    fiche = (await ccas.get(f"/directory/{CCAS}")).json()

    assert ("Charte 2026", today.isoformat()) == (fiche["charter"], fiche["charter_on"])
    tomorrow = Accepting(version="Charte 2027", on=today + timedelta(days=1))
    with pytest.raises(FromTheFuture):
        await accept_charter(administrator, CCAS, tomorrow)


async def test_a_convention_is_amended_renewed_and_denounced_in_its_stream(
    administrator: Desk, ccas: Somebody
) -> None:
    desk, today = administrator, administrator.today
    convention = NewConvention.model_validate_json(content("convention-93014.json"))
    await sign(desk, convention)
    means = ("Un poste de coordination",)
    await amend(desk, NewAmendment(number=1, means=means, signed_on=today))
    await renew(desk, Renewing(until=today + timedelta(days=1_000)))
    late = today + timedelta(days=1)
    with pytest.raises(FromTheFuture):
        await denounce(desk, Denouncing(party=convention.parties[0], on=late, effect=late))
    with pytest.raises(FromTheFuture):
        await amend(desk, NewAmendment(number=2, means=means, signed_on=late))
    await denounce(desk, Denouncing(party=convention.parties[0], on=today, effect=late))

    lines = (await ccas.get("/journal", kind="Convention")).json()["items"]
    assert ["Denounced", "Renewed", "Amended", "Signed"] == [
        line["kind"].removeprefix("Convention.") for line in lines
    ]
