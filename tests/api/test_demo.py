"""The demonstration: invented, told once, and full of things that wait today."""

import json
import re
from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from api.access import Access
from api.demo.calendar import days_before, told_on
from api.demo.cast import cast_of, content, parts, stories_of
from api.demo.personas import companies
from api.demo.plots import PLOTS
from api.demo.prepare import CLICHY, MIREFONTAINE, prepare
from api.demo.script import OPENING, script
from api.demo.year.told import Told
from api.demo.year.troupe import AUBELUNE
from api.desk import Desk
from api.installation import Installation, opened
from api.settings import Settings
from api.views.inbox import inbox_of
from domain.codes import ROLES, expects_answer
from domain.policies import CASEWORK, Asker
from store.embedded import Addresses
from store.verify import verify

A_YEAR = [date(2026, 1, 1) + timedelta(days=n) for n in range(0, 365, 13)]
FOR_FICTION = re.compile(r"01 99 00 \d\d \d\d")


ADVICE = [each for each in stories_of(MIREFONTAINE) if not expects_answer(each.kind)]

A_LITTLE = Told(1, 30, 0.01)
"""As little of the year of Aubelune as can be."""
TOLD = (
    "Person.InterpreterNeeded", "Person.RepresentedBy", "Person.AddressProtected",
    "Person.ReachableBy", "Person.MergedInto", "Case.NoteWidened", "Case.NoteCorrected",
    "Case.NoteRetracted", "Case.GoalReached", "Case.GoalDropped", "Case.HandedOver",
    "Case.CoordinatorDesignated", "Case.Reopened", "Referral.OutcomeContested",
    "Referral.Reopened", "Referral.SenderChanged", "Agent.Absent", "Agent.Mandated",
    "AuditMission.Opened", "Convention.Amended", "Partner.CharterAccepted",
    "Territory.GeographyAdopted",
)  # fmt: skip
"""Facts that the pages need to be full."""


def counting(_title: str, _total: int | None) -> Callable[[int], Any]:
    return lambda _more: None


class Interrupted(Exception):
    """Somebody pressed Ctrl-C."""


def interrupting(after: int) -> Callable[[str, int | None], Callable[[int], Any]]:
    """Counts until the so many-th act, then interrupts."""
    done = Counter[str]()

    def begin(title: str, _total: int | None) -> Callable[[int], Any]:
        def advance(more: int) -> None:
            done[title] += more
            if done[title] == after:
                raise Interrupted

        return advance

    return begin


async def kinds(installation: Installation, territory: str) -> Counter[str]:
    rows = await installation.readers.fetch(
        "select kind from events where territory = $1", territory
    )
    return Counter(row["kind"] for row in rows)


async def test_a_telling_that_was_interrupted_goes_on_and_fills_every_inbox(
    home: Settings, where: Addresses
) -> None:
    async with opened(home, where) as first:
        with pytest.raises(Interrupted):
            await prepare(first, interrupting(after=40), A_LITTLE)
        before = await kinds(first, MIREFONTAINE)
    async with opened(home, where) as second:
        await prepare(second, counting, A_LITTLE)
        told = await kinds(second, MIREFONTAINE)
        await prepare(second, counting, A_LITTLE)

        assert before < told
        assert told == await kinds(second, MIREFONTAINE)
        assert told["Case.Opened"] == len(stories_of(MIREFONTAINE)) == told["Person.Registered"]
        joined = told["Referral.Accepted"] + told["Referral.SenderChanged"]
        assert told["Case.PartnerInvolved"] == joined
        assert told["Referral.Notified"] == told["Referral.Sent"] - len(ADVICE)
        assert not [kind for kind in TOLD if not told[kind]]
        await _ensure_much_waits(second)
        await _ensure_whole(second)
        await _ensure_anybody_may_be_played(second)


async def test_told_without_an_interruption_nothing_is_refused(
    home: Settings, where: Addresses
) -> None:
    async with opened(home, where) as it:
        await prepare(it, counting, A_LITTLE)


async def _ensure_much_waits(installation: Installation) -> None:
    seen = Counter[str]()
    for part in cast_of(MIREFONTAINE).agents:
        agent, partner = part.agent(MIREFONTAINE), part.works_for(MIREFONTAINE)
        if part.roles[0] not in CASEWORK:
            continue
        desk = Desk(installation, Asker(agent, partner, part.roles[0], MIREFONTAINE), "test")
        async with desk.look("inbox") as sight:
            lists = {each.code: each.items for each in await inbox_of(sight, partner)}
        waiting = {code for code, items in lists.items() if items} - {"sent-and-unanswered"}
        assert len(waiting) >= 2, part.key
        seen.update({code: len(items) for code, items in lists.items()})
    assert all(seen.values()), seen


async def _ensure_whole(installation: Installation) -> None:
    assert 0 == (await kinds(installation, CLICHY))["Case.Opened"]
    for territory in (CLICHY, MIREFONTAINE, AUBELUNE):
        async with installation.readers.acquire() as db:
            verdict = await verify(db, territory)
        assert (True, []) == (verdict.fictitious, verdict.faults)
    late = await installation.readers.fetchval(
        "select count(*) from events where recorded_at > clock_timestamp()"
    )
    assert 0 == late


async def _ensure_anybody_may_be_played(installation: Installation) -> None:
    access = Access(installation.readers, installation.writers)
    for company in await companies(installation):
        for persona in company.personas:
            asker = await access.asker_of(persona.token)
            assert asker is not None, persona.name
            assert (company.territory, persona.role) == (asker.territory, asker.role)


@pytest.mark.parametrize("today", A_YEAR, ids=str)
def test_whatever_the_day_the_story_ends_before_it(today: date) -> None:
    waves = script(stories_of(MIREFONTAINE), days_before(today))
    recorded = [wave.recorded for wave in waves]
    names = [act.name for wave in waves for act in wave.acts]

    assert recorded == sorted(recorded)
    assert recorded[-1].date() < today
    assert 4 * len(PLOTS) < len(names) == len(set(names))


@pytest.mark.parametrize("today", A_YEAR, ids=str)
def test_the_day_of_the_telling_is_known_from_the_day_of_the_opening(today: date) -> None:
    days = days_before(today)
    again = days_before(told_on(days(OPENING), OPENING))

    assert [days(n) for n in range(1, OPENING)] == [again(n) for n in range(1, OPENING)]


def test_every_plot_is_told() -> None:
    stories = stories_of(MIREFONTAINE)

    assert PLOTS.keys() == {each.plot for each in stories} | {
        each.then.plot for each in stories if each.then
    }


def test_the_convention_is_kept_word_for_word() -> None:
    text = " ".join(content("convention-93014.md").decode().replace("'", "’").split())
    convention = parts("convention-93014.json")

    for part in ("priorities", "principles", "means"):
        for said in convention[part]:
            assert said in text, said
    assert "Troussel" not in json.dumps(convention)


def test_nobody_of_the_cast_can_be_called() -> None:
    for partner in cast_of(MIREFONTAINE).partners:
        assert FOR_FICTION.fullmatch(partner.phone)


def test_the_personas_of_mirefontaine_cover_every_role() -> None:
    played = {role for part in cast_of(MIREFONTAINE).agents for role in part.roles}

    assert set(ROLES) == played
