"""A sheet is drafted, decided, carried by one partner, revised, ended, under its number."""

from typing import Any
from uuid import UUID

import pytest

from domain.action_sheet import ActionSheet, sheet_id
from domain.action_sheet_life import (
    AlreadyAdopted,
    AlreadyCarrying,
    AlreadyDecided,
    AlreadyGeneralised,
    AlreadyPaused,
    AlreadyTakingPart,
    BornInProject,
    InclusionSettled,
    InclusionUndecided,
    LeadTakesPart,
    NoForum,
    NoObjective,
    NotAdopted,
    NotExperimental,
    NotForum,
    NothingToRevise,
    NotInError,
    NotPaused,
    NotTakingPart,
    NumberOutOfRange,
    SheetEnded,
    SheetInError,
    SheetOutside,
)
from domain.aggregate import Refusal
from domain.codes import UnknownCode
from domain.values import Reference, SheetId
from tests.domain.people import CAF, CCAS, MISSION
from tests.domain.sheets import (
    JUNE,
    abandoned,
    adopted,
    concluded,
    content,
    drafted,
    existing,
    experiment,
    generalised,
    in_error,
    included,
    joined,
    new,
    outside,
    paused,
)
from tests.story import STREAM, begun, fact, given

FORUM = Reference("forum", UUID(int=7))


def draft(**said: Any) -> ActionSheet:
    first: dict[str, Any] = {"number": 3, "content": content(), "lead": CCAS}
    return ActionSheet(id=SheetId(STREAM), **first | said)


def adopt(**said: Any) -> Any:
    return lambda it: it.adopt(**{"on": JUNE, "body": "Comité de pilotage"} | said)


def revise(why: str = "Le public change.", **said: Any) -> Any:
    return lambda it: it.revise(content=content(**said), why=why)


def join(partner: Any = MISSION) -> Any:
    return lambda it: it.join(by=partner)


def leave(partner: Any = MISSION, reason: str = "no-staff") -> Any:
    return lambda it: it.leave(by=partner, reason=reason)


def leaving(it: ActionSheet) -> None:
    it.leave_outside(reason="other-framework")


def pause(it: ActionSheet) -> None:
    it.pause(reason="no-staff")


def conclude(it: ActionSheet) -> None:
    it.conclude(assessment="Utile, à étendre.")


def generalise(it: ActionSheet) -> None:
    it.generalise(scope="Tous les quartiers")


def abandon(it: ActionSheet) -> None:
    it.abandon(reason="no-effect")


def erring(it: ActionSheet) -> None:
    it.enter_in_error(reason="trial")


def again(it: ActionSheet) -> None:
    it.draft_again(content=content("existing"), lead=CAF)


def test_a_sheet_is_drafted_under_a_number_by_who_carries_it() -> None:
    begun(draft()).then(new)


def test_a_number_is_one_sheet_of_its_territory() -> None:
    assert sheet_id("93014", 3) == sheet_id("93014", 3)
    assert sheet_id("93014", 3) not in (sheet_id("93014", 4), sheet_id("93010", 3))


@pytest.mark.parametrize("number", [0, -1])
def test_numbers_begin_at_one(number: int) -> None:
    with pytest.raises(NumberOutOfRange):
        draft(number=number)


@pytest.mark.parametrize(
    ("part", "field"),
    [
        ({"kind": "old"}, "kind"),
        ({"priority": "culture"}, "priority"),
        ({"publics": ("nobody",)}, "publics"),
    ],
)
def test_a_sheet_says_codes_of_the_lists(part: dict[str, Any], field: str) -> None:
    for act in (lambda: draft(content=content(**part)), lambda: revise(**part)(draft())):
        with pytest.raises(UnknownCode) as refused:
            act()
        assert refused.value.field == field


def test_a_sheet_says_an_objective() -> None:
    with pytest.raises(NoObjective):
        draft(content=content(objectives=()))
    given(ActionSheet, new).refuses(NoObjective, revise(objectives=()))


def test_an_existing_action_is_adopted_only_once_its_inclusion_is_decided() -> None:
    given(ActionSheet, existing).refuses(InclusionUndecided, adopt())
    given(ActionSheet, existing).when(lambda it: it.decide_inclusion()).then(included)
    given(ActionSheet, existing, included).when(adopt()).then(adopted)


def test_an_existing_action_may_be_left_outside_with_a_reason_and_taken_in_later() -> None:
    for before in ((existing,), (existing, included)):
        given(ActionSheet, *before).when(leaving).then(outside)
    given(ActionSheet, existing, outside).refuses(AlreadyDecided, leaving)
    given(ActionSheet, existing, outside).refuses(SheetOutside, adopt())
    given(ActionSheet, existing, outside).refuses(SheetOutside, join())
    given(ActionSheet, existing).refuses(
        UnknownCode, lambda it: it.leave_outside(reason="no-staff")
    )
    given(ActionSheet, existing, outside).when(lambda it: it.decide_inclusion()).then(included)
    given(ActionSheet, existing, included).refuses(
        AlreadyDecided, lambda it: it.decide_inclusion()
    )


@pytest.mark.parametrize("born", [new, experiment])
def test_what_is_born_in_the_project_is_neither_included_nor_left_outside(born: Any) -> None:
    story = given(ActionSheet, born)
    story.refuses(BornInProject, lambda it: it.decide_inclusion())
    story.refuses(BornInProject, lambda it: it.leave_outside(reason="other"))


def test_inclusion_is_not_decided_again_once_adopted() -> None:
    story = given(ActionSheet, existing, included, adopted)
    story.refuses(AlreadyAdopted, lambda it: it.decide_inclusion())
    story.refuses(AlreadyAdopted, lambda it: it.leave_outside(reason="other"))


def test_a_sheet_is_adopted_once_by_a_forum_or_by_a_named_body() -> None:
    given(ActionSheet, new).when(adopt()).then(adopted)
    by_forum = fact(ActionSheet.Adopted, on=JUNE, forum=FORUM)
    given(ActionSheet, new).when(adopt(forum=FORUM, body=None)).then(by_forum)
    given(ActionSheet, new).refuses(NoForum, adopt(body=None))
    given(ActionSheet, new).refuses(NoForum, adopt(forum=FORUM))
    given(ActionSheet, new).refuses(NotForum, adopt(forum=Reference("case", STREAM), body=None))
    for before in ((new, adopted), (new, adopted, paused)):
        given(ActionSheet, *before).refuses(AlreadyAdopted, adopt())


def test_partners_join_and_leave_with_a_reason() -> None:
    given(ActionSheet, new).when(join()).then(joined(MISSION))
    given(ActionSheet, new, joined(MISSION)).refuses(AlreadyTakingPart, join())
    left = fact(ActionSheet.PartnerLeft, partner=MISSION, reason="no-staff")
    given(ActionSheet, new, joined(MISSION)).when(leave()).then(left)
    given(ActionSheet, new, joined(MISSION)).refuses(UnknownCode, leave(reason="no-effect"))
    given(ActionSheet, new).refuses(NotTakingPart, leave())
    given(ActionSheet, new, joined(MISSION), left).when(join()).then(joined(MISSION))


def test_who_carries_a_sheet_neither_joins_nor_leaves_it() -> None:
    given(ActionSheet, new).refuses(AlreadyTakingPart, join(CCAS))
    given(ActionSheet, new).refuses(LeadTakesPart, leave(CCAS))


def test_a_sheet_is_handed_over_and_who_carried_it_stays_a_partner() -> None:
    handed = fact(ActionSheet.HandedOver, before=CCAS, partner=MISSION)
    given(ActionSheet, new).when(lambda it: it.hand_over(to=MISSION)).then(handed)
    given(ActionSheet, new).refuses(AlreadyCarrying, lambda it: it.hand_over(to=CCAS))
    it = given(ActionSheet, new, joined(MISSION), joined(CAF), handed).so()
    assert (it.lead, it.partners) == (MISSION, frozenset({CCAS, CAF}))


def test_a_revision_says_why_and_what_it_changes() -> None:
    said = content(title="Aller vers", objectives=("Une permanence",))
    revised = fact(
        ActionSheet.Revised, what=("title", "objectives"), content=said, why="Le public change."
    )
    given(ActionSheet, new).when(
        revise(title="Aller vers", objectives=("Une permanence",))
    ).then(revised)
    given(ActionSheet, new).refuses(NothingToRevise, revise())
    given(ActionSheet, new, revised).when(revise()).then(
        fact(
            ActionSheet.Revised,
            what=("title", "objectives"),
            content=content(),
            why="Le public change.",
        )
    )


def test_once_inclusion_is_settled_an_existing_action_stays_one() -> None:
    assert given(ActionSheet, existing).when(revise(kind="new")).facts
    for before in ((existing, included), (existing, outside), (existing, included, adopted)):
        given(ActionSheet, *before).refuses(InclusionSettled, revise(kind="new"))
    given(ActionSheet, new, adopted).refuses(InclusionSettled, revise(kind="existing"))
    assert given(ActionSheet, new, adopted).when(revise(kind="experimental")).facts


def test_only_an_adopted_sheet_is_paused_resumed_and_concluded() -> None:
    for verb in (pause, lambda it: it.resume(), conclude):
        given(ActionSheet, new).refuses(NotAdopted, verb)
    given(ActionSheet, new, adopted).when(pause).then(paused)
    given(ActionSheet, new, adopted, paused).refuses(AlreadyPaused, pause)
    given(ActionSheet, new, adopted).refuses(NotPaused, lambda it: it.resume())
    resumed = fact(ActionSheet.Resumed)
    given(ActionSheet, new, adopted, paused).when(lambda it: it.resume()).then(resumed)
    for before in ((new, adopted), (new, adopted, paused)):
        given(ActionSheet, *before).when(conclude).then(concluded)


def test_only_an_experiment_is_generalised_running_or_concluded_once() -> None:
    for before in ((adopted,), (adopted, paused), (adopted, concluded)):
        given(ActionSheet, experiment, *before).when(generalise).then(generalised)
    given(ActionSheet, new, adopted).refuses(NotExperimental, generalise)
    given(ActionSheet, experiment).refuses(NotAdopted, generalise)
    given(ActionSheet, experiment, abandoned).refuses(SheetEnded, generalise)
    given(ActionSheet, experiment, adopted, generalised).refuses(AlreadyGeneralised, generalise)


def test_a_sheet_is_abandoned_with_a_reason_before_or_after_its_adoption() -> None:
    for before in ((new,), (existing, included), (new, adopted), (new, adopted, paused)):
        given(ActionSheet, *before).when(abandon).then(abandoned)
    given(ActionSheet, new).refuses(
        UnknownCode, lambda it: it.abandon(reason="awaiting-decision")
    )


STEPS: tuple[Any, ...] = (
    adopt(), join(), leave(), revise(title="Autre"), lambda it: it.hand_over(to=CAF),
    lambda it: it.pause(reason="no-staff"), lambda it: it.resume(),
    lambda it: it.conclude(assessment="Bilan"), lambda it: it.abandon(reason="other"),
    lambda it: it.decide_inclusion(), lambda it: it.leave_outside(reason="other"),
    lambda it: it.define_indicator(name="Autre", unit="people"),
)  # fmt: skip
ENDS: tuple[tuple[type[Refusal], Any], ...] = (
    (SheetEnded, concluded), (SheetEnded, abandoned), (SheetInError, in_error),
)  # fmt: skip


@pytest.mark.parametrize(("refusal", "end"), ENDS)
@pytest.mark.parametrize("step", STEPS)
def test_nothing_goes_on_after_an_end(refusal: type[Refusal], end: Any, step: Any) -> None:
    given(ActionSheet, existing, included, adopted, joined(MISSION), end).refuses(refusal, step)


def test_a_sheet_is_entered_in_error_once_and_its_number_is_drafted_again() -> None:
    for before in ((new,), (existing, outside), (new, adopted, concluded)):
        given(ActionSheet, *before).when(erring).then(in_error)
    given(ActionSheet, new, in_error).refuses(SheetInError, erring)

    redrafted = fact(ActionSheet.DraftedAgain, content=content("existing"), lead=CAF)
    given(ActionSheet, new, in_error).when(again).then(redrafted)
    given(ActionSheet, new).refuses(NotInError, again)
    it = given(ActionSheet, new, adopted, joined(MISSION), in_error, redrafted).so()
    assert (it.lead, it.partners) == (CAF, frozenset())
    given(ActionSheet, new, adopted, in_error, redrafted).refuses(InclusionUndecided, adopt())


def test_what_a_sheet_says_differs_part_by_part() -> None:
    assert content().differs_in(content()) == ()
    assert content().differs_in(content("experimental", publics=())) == ("kind", "publics")
    assert drafted() == new
