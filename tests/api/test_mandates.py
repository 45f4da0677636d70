"""Acting in another partner's name: only under its mandate, and no longer than it."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest

from api.access import Access
from api.commands.agents import MandateNamed, NewMandate, UnknownMandator, end_mandate, mandate
from api.commands.partners import leave
from api.commands.tokens import NewToken, NoMandate, create_token
from api.desk import Desk
from domain.values import PartnerId
from tests.api.conftest import CCAS, MISSION, Somebody, new_referral

DAY = timedelta(days=1)


def asked(desk: Desk, first: int = 0, last: int = 0) -> NewMandate:
    today: date = desk.today
    return NewMandate(on_behalf_of=MISSION, first=today + first * DAY, last=today + last * DAY)


async def acting_for(desk: Desk, who: Somebody) -> Somebody:
    """The same agent, at work in the name of the mission locale."""
    ask = NewToken(agent=who.agent, on_behalf_of=MISSION)
    token, _ = await create_token(desk.installation, desk.territory, ask)
    return replace(who, partner=MISSION, token=token)


async def test_who_is_mandated_acts_and_reads_for_that_partner_in_their_own_name(
    administrator: Desk, ccas: Somebody
) -> None:
    await mandate(administrator, ccas.agent, asked(administrator))
    logged = (await ccas.post("/referrals", new_referral())).json()
    mandated = await acting_for(administrator, ccas)

    [waiting] = [
        each for each in (await mandated.get("/inbox")).json()["worklists"] if each["items"]
    ]
    seen = await mandated.post(f"/referrals/{logged['referral']}/reception", {}, version=1)

    assert ("to-answer", 201) == (waiting["code"], seen.status_code)
    row = await administrator.installation.readers.fetchrow(
        "select actor, organisation, on_behalf_of from events where kind = 'Referral.Seen'"
    )
    assert (str(ccas.agent), CCAS, MISSION) == tuple(row or ())
    [line] = (await mandated.get("/journal", kind="Referral.Seen")).json()["items"]
    assert "CCAS de Clichy, au nom de Mission locale d’Éveil" == line["service"]


async def test_what_was_done_in_a_partners_name_is_not_for_the_employers_eyes(
    administrator: Desk, ccas: Somebody, mission: Somebody
) -> None:
    await mandate(administrator, ccas.agent, asked(administrator))
    mandated = await acting_for(administrator, ccas)
    sent = await mandated.post("/referrals", new_referral(addressee=str(CCAS), kind="advice"))
    assert 201 == sent.status_code, sent.text

    for who, lines in ((ccas, 0), (mission, 1), (mandated, 1)):
        found = (await who.get("/journal", kind="Referral.Sent")).json()["items"]
        assert lines == len(found)


@pytest.mark.parametrize(("first", "last"), [(1, 2), (-3, -1)])
async def test_a_token_needs_a_mandate_in_force(
    administrator: Desk, ccas: Somebody, first: int, last: int
) -> None:
    ask = NewToken(agent=ccas.agent, on_behalf_of=MISSION)
    await mandate(administrator, ccas.agent, asked(administrator, first, last))

    with pytest.raises(NoMandate):
        await create_token(administrator.installation, administrator.territory, ask)


async def test_the_end_of_a_mandate_ends_what_its_tokens_may_do(
    administrator: Desk, ccas: Somebody
) -> None:
    await mandate(administrator, ccas.agent, asked(administrator, last=1))
    mandated = await acting_for(administrator, ccas)
    assert 200 == (await mandated.get("/inbox")).status_code

    await end_mandate(administrator, ccas.agent, MandateNamed(on_behalf_of=MISSION))

    assert 401 == (await mandated.get("/inbox")).status_code
    assert 200 == (await ccas.get("/inbox")).status_code


async def test_a_token_outlives_neither_the_days_of_its_mandate_nor_the_partner(
    administrator: Desk, ccas: Somebody
) -> None:
    yesterday = asked(administrator, -2, -1)
    await mandate(administrator, ccas.agent, yesterday)
    access = Access(administrator.installation.readers, administrator.installation.writers)
    asker = replace(administrator.asker, agent=ccas.agent, partner=MISSION, employer=CCAS)
    asker = replace(asker, role="social-worker")
    token = await access.grant(asker, "test", DAY)
    assert await access.asker_of(token) is None

    await mandate(administrator, ccas.agent, asked(administrator))
    assert asker == await access.asker_of(token)

    await leave(administrator, MISSION)
    assert await access.asker_of(token) is None


async def test_two_mandates_that_follow_each_other_are_one_right(
    administrator: Desk, ccas: Somebody
) -> None:
    await mandate(administrator, ccas.agent, asked(administrator, -5, 0))
    await mandate(administrator, ccas.agent, asked(administrator, 1, 5))

    assert MISSION == (await acting_for(administrator, ccas)).partner


async def test_only_a_partner_of_the_territory_mandates(
    administrator: Desk, ccas: Somebody
) -> None:
    nobody = asked(administrator).model_copy(update={"on_behalf_of": PartnerId(UUID(int=1))})
    with pytest.raises(UnknownMandator):
        await mandate(administrator, ccas.agent, nobody)
