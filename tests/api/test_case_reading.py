"""Who reads what of a case, at every door: nobody more than the facts say."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, NamedTuple
from uuid import UUID, uuid4

import pytest

from api.desk import Desk
from api.sight import Sight
from api.views.cases import CaseView, case_in_sight, cases_of
from api.views.inbox import inbox_of
from api.views.journal import changes_after, lines_of
from api.views.journal_search import Filter
from api.views.past import case_as_of
from domain.case import Case
from domain.person import Person
from domain.policies import Asker, MayNotRead
from domain.referral import Referral
from domain.values import AgentId, PartnerId, Withheld
from projections import inbox
from store.as_of import as_of
from store.facts import Fact
from tests.api.conftest import CCAS, MISSION, Somebody, new_referral
from tests.domain.people import DEADLINE

SECRET = "Canari-51c2"
TRANSMISSION: dict[str, Any] = {
    "route": "crip", "medium": "mail", "family_informed": "interest-of-the-child",
    "receipt": SECRET,
}  # fmt: skip
TOLD: dict[str, Any] = {
    "authorities": ("maire",), "categories": ("housing",), "why": SECRET,
}  # fmt: skip


class Shared(NamedTuple):
    """A case that the CCAS opened, to which the mission locale is party."""

    case: UUID
    person: UUID
    ours: Desk
    theirs: Desk

    def asked_by(self, role: str, partner: PartnerId | None = MISSION) -> Desk:
        asker = Asker(AgentId(uuid4()), partner, role, self.ours.territory)
        return replace(self.ours, asker=asker)

    async def does(self, desk: Desk, verb: Callable[..., None], **said: Any) -> None:
        await desk.change(Case, self.case, verb, by=desk.partner, **said)

    async def seen_by(self, desk: Desk) -> CaseView:
        async with desk.look("test") as sight:
            return await case_in_sight(sight, self.case)

    async def note(self) -> int:
        """The one note of the case."""
        it = await self.ours.log.load(Case, self.case)
        assert it is not None
        [note] = it.notes
        return note


@pytest.fixture
async def shared(administrator: Desk, ccas: Somebody, mission: Somebody) -> Shared:
    logged = (await ccas.post("/referrals", new_referral())).json()
    case = UUID(logged["case"])

    def desk(who: Somebody) -> Desk:
        asker = Asker(who.agent, who.partner, "social-worker", administrator.territory)
        return replace(administrator, asker=asker)

    involving = replace(administrator, asker=replace(administrator.asker, role="system"))
    await involving.change(
        Case, case, Case.involve_partner, partner=MISSION, sharing_ground="consent"
    )
    return Shared(case, UUID(logged["person"]), desk(ccas), desk(mission))


def kinds(facts: list[Fact]) -> set[str]:
    return {fact.at.kind for fact in facts}


async def lines(sight: Sight) -> set[str]:
    older = (await lines_of(sight, Filter(), 200)).lines
    newer = await changes_after(sight, 0, 200)
    assert kinds([line.fact for line in older]) == kinds([line.fact for line in newer])
    return kinds([line.fact for line in older])


GUARDED = {"Case.TransmittedToProtection", "Case.AuthorityInformed"}


async def _with_protection(shared: Shared) -> None:
    """The mission locale turned to the CRIP; then alone, told the maire."""
    await shared.does(shared.theirs, Case.transmit_to_protection, **TRANSMISSION)
    await shared.does(shared.ours, Case.hand_over, to=MISSION)
    await shared.does(
        shared.theirs, Case.release_partner, partner=CCAS, reason="other", open_referrals=0
    )
    await shared.does(shared.theirs, Case.inform_authority, **TOLD)
    system = replace(shared.ours, asker=replace(shared.ours.asker, agent="system"))
    await system.change(
        Case, shared.case, Case.involve_partner, partner=CCAS, sharing_ground="consent"
    )


async def test_that_a_service_turned_to_protection_is_known_to_it_and_to_the_dpo(
    shared: Shared,
) -> None:
    await _with_protection(shared)
    whole = await shared.seen_by(shared.theirs)
    trace = await shared.seen_by(shared.asked_by("dpo", None))
    none = await shared.seen_by(shared.ours)

    assert kinds(list(whole.history)) >= GUARDED
    assert SECRET in repr(whole.history)
    assert kinds(list(trace.history)) >= GUARDED
    assert SECRET not in repr(trace.history)
    assert not kinds(list(none.history)) & GUARDED


async def test_the_journal_keeps_the_secret_of_protection(shared: Shared) -> None:
    await _with_protection(shared)
    for desk, told in (
        (shared.theirs, True),
        (shared.asked_by("dpo", None), True),
        (shared.ours, False),
        (shared.asked_by("evaluator", CCAS), False),
        (shared.asked_by("archivist", None), False),
        (shared.asked_by("administrator", CCAS), False),
        (replace(shared.ours, asker=replace(shared.ours.asker, agent="system")), False),
    ):
        async with desk.look("test") as sight:
            assert bool(GUARDED & await lines(sight)) is told


async def test_the_words_of_a_note_that_no_longer_stand_stay_with_their_author(
    shared: Shared,
) -> None:
    await shared.does(shared.ours, Case.add_note, text=SECRET)
    note = await shared.note()
    assert not [f for f in (await shared.seen_by(shared.theirs)).history if _says(f, SECRET)]
    await shared.does(shared.ours, Case.widen_note, note=note, sharing_ground="consent")
    assert [f for f in (await shared.seen_by(shared.theirs)).history if _says(f, SECRET)]

    await shared.does(shared.ours, Case.correct_note, note=note, text="Mieux dit")
    theirs = (await shared.seen_by(shared.theirs)).history
    assert not [f for f in theirs if _says(f, SECRET)]
    assert [f for f in theirs if _says(f, "Mieux dit")]
    assert [Withheld.SEALED] == [
        f.event.text for f in theirs if isinstance(f.event, Case.NoteAdded)
    ]
    await shared.does(shared.ours, Case.retract_note, note=note, reason="inaccurate")
    theirs = (await shared.seen_by(shared.theirs)).history
    assert not [f for f in theirs if _says(f, SECRET) or _says(f, "Mieux dit")]
    assert {"Case.NoteAdded", "Case.NoteRetracted"} <= kinds(list(theirs))
    assert [f for f in (await shared.seen_by(shared.ours)).history if _says(f, SECRET)]


def _says(fact: Fact, words: str) -> bool:
    return words in repr(vars(fact.event))


async def test_a_partner_that_was_only_asked_reads_no_goal(
    ccas: Somebody, shared: Shared
) -> None:
    asked = (await ccas.post("/referrals", new_referral())).json()
    case = UUID(asked["case"])
    await shared.ours.change(
        Case, case, Case.set_goal, by=CCAS, text=SECRET, theme="sante--addictions"
    )
    only_asked = await shared._replace(case=case).seen_by(shared.theirs)
    author = await shared._replace(case=case).seen_by(shared.ours)

    assert ([], 1) == (only_asked.goals, len(author.goals))
    assert not [fact for fact in only_asked.history if _says(fact, SECRET)]


async def test_a_released_partner_reads_nothing_more_until_it_is_involved_again(
    shared: Shared,
) -> None:
    await shared.does(
        shared.ours, Case.release_partner, partner=MISSION, reason="other", open_referrals=0
    )
    with pytest.raises(MayNotRead):
        await shared.seen_by(shared.theirs)
    async with shared.theirs.look("test") as sight:
        rows, _ = await cases_of(sight, MISSION, None, 10)
        older = (await lines_of(sight, Filter(), 200)).lines
    assert [] == rows
    assert shared.case not in {
        line.fact.at.case_id for line in older if line.fact.at.organisation != MISSION
    }
    [ours] = [
        row for row in (await shared.seen_by(shared.ours)).partners
        if row["partner"] == MISSION
    ]  # fmt: skip
    assert ours["since"] < ours["until"]

    system = replace(shared.ours, asker=replace(shared.ours.asker, agent="system"))
    await system.change(
        Case, shared.case, Case.involve_partner, partner=MISSION, sharing_ground="consent"
    )
    assert (await shared.seen_by(shared.theirs)).history


async def test_a_released_partner_that_is_asked_again_reads_the_case_again(
    shared: Shared,
) -> None:
    async with shared.ours.look("test") as sight:
        [row] = (await case_in_sight(sight, shared.case)).referrals
    referral = row["referral"]
    withdraw, reopen = Referral.withdraw, Referral.reopen
    await shared.ours.change(Referral, referral, withdraw, by=CCAS, reason="other")
    await shared.does(
        shared.ours, Case.release_partner, partner=MISSION, reason="other", open_referrals=0
    )
    with pytest.raises(MayNotRead):
        await shared.seen_by(shared.theirs)
    await shared.ours.change(
        Referral, referral, reopen, by=CCAS, reason="other", deadline=DEADLINE
    )
    async with shared.theirs.look("test") as sight:
        theirs = await inbox_of(sight, MISSION)
    async with shared.ours.look("test") as sight:
        ours = await inbox_of(sight, CCAS)

    for lists in (theirs, ours):
        assert {referral} == {
            item.referral["referral"] for each in lists for item in each.items
        }
    assert (await shared.seen_by(shared.theirs)).history
    async with shared.theirs.look("test") as sight:
        now = await as_of(sight.db, shared.theirs.territory)
        assert (await case_as_of(sight, shared.case, now)).history, "the past agrees"


async def test_a_referral_still_open_between_two_partners_of_a_case_is_counted(
    shared: Shared,
) -> None:
    async with shared.ours.look("test") as sight:
        rows = await sight.fetch(inbox.statements["open_in_case"], shared.case, MISSION)
    assert [1] == [row["count"] for row in rows]


async def test_of_who_left_the_case_nothing_newer_is_shown(shared: Shared) -> None:
    await shared.does(
        shared.ours, Case.record_departure, person=shared.person, reason="left-household"
    )
    await shared.ours.change(
        Person, shared.person, Person.change_contact, by=CCAS, address=SECRET
    )
    view = await shared.seen_by(shared.theirs)

    assert ([], ["Canari"]) == (view.people, [who.family_name for who in view.departed])
    assert SECRET not in repr(view.departed)
