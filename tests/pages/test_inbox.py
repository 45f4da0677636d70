"""À traiter: to whom a referral is entrusted, and who stands in while they are away."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from api.commands.agents import NewAbsence, be_absent
from domain.policies import Asker
from domain.referral import Referral
from domain.values import ReferralId
from tests.conftest import TERRITORY
from tests.pages.conftest import Place, Visitor


async def test_the_inbox_says_who_stands_in_by_function_and_to_the_deputy_that_it_is_them(
    place: Place, nadia: Visitor, paul: Visitor
) -> None:
    deputy = await place.enrol(place.mission)
    referral = ReferralId(UUID((await nadia.log()).rpartition("/")[2]))
    desk = replace(
        place.desk, asker=Asker(paul.agent, paul.partner, "partner-agent", TERRITORY)
    )
    verb = Referral.assign
    await desk.change(Referral, referral, verb, by=paul.partner, agent=paul.agent)
    assert "confiée à vous" in (await paul.get("/a-traiter")).text
    today = desk.today
    away = NewAbsence(first=today, last=today + timedelta(days=1), deputy=deputy.agent)
    await be_absent(desk, paul.agent, away)

    told, theirs = await paul.get("/a-traiter"), await deputy.get("/a-traiter")

    who = "En l’absence de la personne qui la suit (assistant·e de service social)"
    assert f"{who}, voir : assistant·e de service social" in told.text
    assert "confiée à vous" not in told.text
    assert f"{who}, vous prenez le relais" in theirs.text
    assert "confiée à vous" in theirs.text
    assert "Camille" not in told.html + theirs.html
