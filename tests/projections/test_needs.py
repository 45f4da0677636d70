"""Needs as they are read: observations with their corrections, voices, what met no service."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import pytest

from api.commands.people import erase
from api.commands.referral_verbs import REFERRALS
from api.desk import Desk
from api.installation import Installation
from domain.contribution import Contribution
from domain.observation import Observation
from domain.policies import SYSTEM, Asker
from domain.referral import Referral
from projections import needs
from tests.conftest import TERRITORY
from tests.domain.needs import FIGURE, LED_TO, SAID, SHEET
from tests.domain.people import CCAS, MISSION, NADIA, SENT

ANY_DAY = (date(2020, 1, 1), date(2100, 1, 1))

OUR_WORDS = "Le bus ne passe plus après 20 h."


@pytest.fixture
def desk(installation: Installation) -> Desk:
    """The project lead’s."""
    return Desk(installation, Asker(NADIA, CCAS, "project-lead", TERRITORY), "test")


def system(desk: Desk) -> Desk:
    return replace(desk, asker=replace(desk.asker, role=SYSTEM, agent=SYSTEM, partner=None))


async def rows(desk: Desk, statement: str, *arguments: Any) -> list[Any]:
    return await desk.installation.readers.fetch(
        needs.statements[statement], TERRITORY, *arguments
    )


async def test_an_observation_is_read_as_last_corrected_until_it_is_withdrawn(
    desk: Desk,
) -> None:
    it = uuid4()
    await desk.begin(Observation, it, **FIGURE)
    [row] = await rows(desk, "observation", it)
    assert (row["value"], row["corrected"]) == (Decimal(412), None)

    await desk.change(
        Observation, it, Observation.correct, value=None, fewer_than=5, reason="restated"
    )
    [row] = await rows(desk, "observation", it)
    assert (row["value"], row["fewer_than"], row["corrected"]) == (None, 5, "restated")

    await desk.change(Observation, it, Observation.withdraw, reason="wrong")
    assert await rows(desk, "observation", it) == []


async def test_a_voice_is_read_masked_answered_with_its_effects_until_taken_back(
    desk: Desk,
) -> None:
    it = uuid4()
    await desk.begin(Contribution, it, **SAID)
    [row] = await rows(desk, "contribution", it)
    assert (row["masked"], row["published"], row["led"]) == (None, None, False)

    steps: list[tuple[Any, dict[str, Any]]] = [
        (Contribution.mask, {"text": OUR_WORDS}),
        (Contribution.publish, {"agreed": "oral"}),
        (Contribution.answer, {"partner": CCAS, "text": "Oui.", "given_back": "letter"}),
        (Contribution.link_to_sheet, {"sheet": SHEET}),
        (Contribution.lead_to, {"what": LED_TO, "change": "Une navette"}),
    ]
    for verb, said in steps:
        await desk.change(Contribution, it, verb, **said)
    [row] = await rows(desk, "contribution", it)
    assert (row["masked"], row["published"], row["led"]) == (OUR_WORDS, True, True)
    assert row["answered_on"] is not None
    assert [each["said"] for each in await rows(desk, "answers_of", [it])] == ["Oui."]
    assert [each["change"] for each in await rows(desk, "effects_of", [it])] == [
        None,
        "Une navette",
    ]

    await desk.change(Contribution, it, Contribution.withdraw)
    [row] = await rows(desk, "contribution", it)
    assert (row["masked"], row["ended"]) == (None, True)


async def test_what_is_erased_is_shown_no_more_and_counted_still(desk: Desk) -> None:
    it = uuid4()
    await desk.begin(Contribution, it, **SAID)
    await desk.change(Contribution, it, Contribution.mask, text=OUR_WORDS)
    dpo = replace(desk, asker=replace(desk.asker, role="dpo"))
    await erase(dpo, Contribution, it, "right-to-erasure")

    [row] = await rows(desk, "contribution", it)
    assert (row["masked"], row["erased"]) == (None, True)
    [counted] = await rows(desk, "voices_counted")
    assert counted["received"] == 1


async def test_the_clock_finds_what_it_owes_and_no_more(desk: Desk) -> None:
    it = uuid4()
    await desk.begin(Contribution, it, **SAID)

    async def due(day: date) -> list[UUID]:
        return [each["stream"] for each in await rows(desk, "due_for_the_clock", day, 10)]

    assert await due(date(2026, 10, 14)) == []
    assert await due(date(2026, 10, 15)) == [it]
    clock = system(desk)
    await clock.change(Contribution, it, Contribution.remind, due=date(2026, 10, 15))
    assert await due(date(2026, 10, 30)) == []
    assert await due(date(2026, 10, 31)) == [it]
    await clock.change(Contribution, it, Contribution.leave_unanswered, today=date(2026, 11, 1))
    assert await due(date(2030, 1, 1)) == []
    [row] = await rows(desk, "contribution", it)
    assert row["silent"]


async def test_only_a_refusal_for_want_of_a_service_is_an_unmet_need(
    desk: Desk,
) -> None:
    sender = replace(desk, asker=replace(desk.asker, role="social-worker"))
    addressee = replace(sender, asker=replace(sender.asker, partner=MISSION))

    async def refused(reason: str) -> UUID:
        it = uuid4()
        await sender.begin(Referral, it, **SENT)
        ask = REFERRALS.verbs["refusal"].ask.model_validate(
            {"reason": reason, "sentence": "Complet.", "alternative": "later"}
        )
        await REFERRALS.run("refusal", addressee, it, ask)
        return it

    await refused("session-full")
    await refused("not-eligible")
    found = await rows(sender, "unmet", *ANY_DAY)
    assert [(each["theme"], each["refused"]) for each in found] == [
        (theme, 1) for theme in SENT["themes"]
    ]

    mistaken = await refused("out-of-area")
    await sender.change(Referral, mistaken, Referral.enter_in_error, by=CCAS, reason="trial")
    assert [each["refused"] for each in await rows(sender, "unmet", *ANY_DAY)] == [1]
