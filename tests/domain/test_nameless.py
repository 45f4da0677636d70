"""Public words: no mail address, no phone number; a day of the calendar is neither."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from domain.action_sheet import ActionSheet
from domain.commitment import Commitment
from domain.commitment_terms import Terms
from domain.conference import Conference
from domain.convention import Convention
from domain.forum import Forum
from domain.nameless import NamesSomebody, ensure_nameless
from domain.resource import Resource
from domain.values import ForumId, Reference, ResourceId, SheetId
from tests.domain import commitments, sheets, test_conference
from tests.domain.people import CCAS, MISSION
from tests.domain.test_convention import signed
from tests.domain.test_forum import DAY, FORMED, formed
from tests.domain.test_forum import convened as meeting
from tests.domain.test_resource import NOTICE, SAID, published
from tests.story import STREAM, Told, given

NAMED = "Appelez Zoé au 06 12 34 56 78"
OWED = (commitments.undertaken(),)
KEPT = (*OWED, commitments.KEPT)
DUE = {"deadline": commitments.POSTPONED, "reason": "staff"}
CALLED = Terms("maps", NAMED)

DOORS: Sequence[tuple[type[Any], tuple[Told, ...], Any, dict[str, Any], str]] = (
    (Commitment, OWED, Commitment.report_progress, {}, "text"),
    (Commitment, OWED, Commitment.reschedule, DUE, "sentence"),
    (Commitment, OWED, Commitment.keep, {}, "evidence"),
    (Commitment, OWED, Commitment.keep_partly, {"share": 50, "reason": "staff"}, "evidence"),
    (Commitment, OWED, Commitment.give_up, {"reason": "staff"}, "sentence"),
    (Commitment, OWED, Commitment.release, {"reason": "need-gone"}, "sentence"),
    (Commitment, KEPT, Commitment.contest_kept, {}, "sentence"),
    (
        Commitment, (commitments.requested(),), Commitment.decline_to_commit,
        {"reason": "no-means"}, "sentence",
    ),
    (ActionSheet, (sheets.existing,), ActionSheet.decide_inclusion, {}, "why"),
    (
        ActionSheet, (sheets.existing,), ActionSheet.leave_outside,
        {"reason": "other-framework"}, "words",
    ),
    (
        ActionSheet, (sheets.new,), ActionSheet.revise,
        {"content": sheets.content(title="Autre titre")}, "why",
    ),
    (
        ActionSheet, (sheets.new, sheets.adopted), ActionSheet.pause,
        {"reason": "no-staff"}, "words",
    ),
    (ActionSheet, (sheets.new, sheets.adopted), ActionSheet.conclude, {}, "assessment"),
    (ActionSheet, (sheets.experiment, sheets.adopted), ActionSheet.generalise, {}, "scope"),
    (ActionSheet, (sheets.new,), ActionSheet.abandon, {"reason": "no-effect"}, "words"),
    (ActionSheet, (sheets.new,), ActionSheet.define_indicator, {"unit": "people"}, "name"),
    (
        ActionSheet, (sheets.new,), ActionSheet.define_indicator,
        {"unit": "people", "name": "Personnes reçues"}, "source",
    ),
    (
        ActionSheet, (sheets.new, sheets.defined()), ActionSheet.measure,
        {"indicator": 1, "value": Decimal(3), "on": sheets.JUNE}, "source",
    ),
    (ActionSheet, (sheets.new,), ActionSheet.adopt, {"on": sheets.JUNE}, "body"),
    (
        ActionSheet, (sheets.new, sheets.defined()), ActionSheet.revise_target,
        {"indicator": 1}, "why",
    ),
    (
        ActionSheet, (sheets.new, sheets.joined(MISSION)), ActionSheet.leave,
        {"by": MISSION, "reason": "no-staff"}, "words",
    ),
    (Forum, (formed,), Forum.dissolve, {}, "reason"),
    (Forum, (formed, meeting()), Forum.cancel_meeting, {"meeting": 2}, "reason"),
    (Forum, (formed,), Forum.hold_meeting, {"on": DAY, "guests": (CCAS,)}, "conclusions"),
    (Resource, (published,), Resource.withdraw, {}, "reason"),
    (Conference, (test_conference.convened(),), Conference.cancel, {}, "reason"),
    (
        Conference, (test_conference.convened(),), Conference.postpone,
        {"held_on": test_conference.LATER}, "reason",
    ),
)  # fmt: skip


@pytest.mark.parametrize(
    ("aggregate", "facts", "verb", "said", "field"),
    DOORS,
    ids=[f"{verb.__qualname__} {field}" for _, _, verb, _, field in DOORS],
)
def test_what_is_public_is_not_told_with_a_phone_number(
    aggregate: type[Any], facts: tuple[Told, ...], verb: Any, said: dict[str, Any], field: str
) -> None:
    given(aggregate, *facts).refuses(
        NamesSomebody, lambda it: verb(it, **said, **{field: NAMED})
    )


@pytest.mark.parametrize("part", ["title", "need", "objectives"])
def test_what_a_sheet_says_is_nameless(part: str) -> None:
    said: Any = (NAMED,) if part == "objectives" else NAMED
    with pytest.raises(NamesSomebody):
        ActionSheet(
            id=SheetId(STREAM), number=3, content=sheets.content(**{part: said}), lead=CCAS
        )


@pytest.mark.parametrize("part", ["title", "presentation"])
def test_a_notice_is_nameless(part: str) -> None:
    said: dict[str, Any] = {part: NAMED}
    with pytest.raises(NamesSomebody):
        Resource(id=ResourceId(STREAM), **SAID | {"notice": replace(NOTICE, **said)})


@pytest.mark.parametrize("part", ["name", "purpose"])
def test_a_forum_is_formed_in_nameless_words(part: str) -> None:
    with pytest.raises(NamesSomebody):
        Forum(id=ForumId(STREAM), **FORMED | {part: NAMED})


def test_an_amendment_adds_its_means_in_nameless_words() -> None:
    said: dict[str, Any] = {"number": 1, "signed_on": DAY, "means": ("Des cartes", NAMED)}
    given(Convention, signed).refuses(NamesSomebody, lambda it: it.amend(**said))


@pytest.mark.parametrize("part", ["label", "value", "source"])
def test_a_cited_figure_is_nameless(part: str) -> None:
    words: dict[str, Any] = {part: NAMED}
    figures = (replace(test_conference.ANSWERED, **words),)
    given(Conference, test_conference.convened(), test_conference.frozen()).refuses(
        NamesSomebody,
        lambda it: it.record_finding(text="Constat.", principle="trust", figures=figures),
    )


def test_a_meeting_decides_in_nameless_words() -> None:
    told: dict[str, Any] = {"on": DAY, "guests": (CCAS,), "conclusions": "Trop tard."}
    given(Forum, formed).refuses(
        NamesSomebody, lambda it: it.hold_meeting(**told, decisions=("Relancer", NAMED))
    )


def test_a_promise_is_nameless_unless_it_is_taken_over_from_where_it_was_said() -> None:
    said: dict[str, Any] = {
        "id": STREAM,
        "debtor": MISSION,
        "beneficiary": CCAS,
        "terms": CALLED,
    }
    with pytest.raises(NamesSomebody):
        Commitment(**said)
    Commitment(**said, serves=Reference("amendment", STREAM, 1))
    made: dict[str, Any] = commitments.FORM | {"terms": CALLED, "debtor": MISSION}
    given(Commitment, commitments.requested()).refuses(
        NamesSomebody, lambda it: it.make(**made)
    )


@pytest.mark.parametrize(
    "said", ["Le 05/12/2025 10 personnes", "au 01.09.2026 18 jeunes", "01-02-2026 30 places"]
)
def test_a_day_before_a_count_is_no_phone_number(said: str) -> None:
    ensure_nameless(said)


@pytest.mark.parametrize(
    "said", ["le 05/12/2025 06 12 34 56 78", "06/12/34/56/78", "06.12.20.26.30", "0612202630"]
)
def test_a_phone_number_is_told_from_a_day(said: str) -> None:
    with pytest.raises(NamesSomebody):
        ensure_nameless(said)
