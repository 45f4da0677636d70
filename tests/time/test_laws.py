"""The laws of time: the past is folded from facts, and agrees with what was live then."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from typing import Any, NamedTuple
from uuid import UUID

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from api.installation import Installation
from api.sight import Sight
from api.views.cases import CaseView, case_in_sight
from api.views.inbox import Worklist, inbox_of
from api.views.inbox_past import inbox_as_of
from api.views.past import case_as_of
from domain.case import Case
from domain.policies import MayNotRead, WasNotParty
from domain.referral import Referral
from domain.values import PartnerId, Withheld
from projections.history import steps_of
from projections.standing import standing_of
from store.as_of import as_of
from store.facts import Fact
from store.refusals import Unknown
from tests.conftest import TERRITORY
from tests.domain.people import CAF, CCAS, MISSION
from tests.time.chance import (
    HAPPENS,
    PROTECTED_AFTERWARDS,
    SENT_AND_WITHDRAWN,
    WIDENED_THEN_RETRACTED,
    Happens,
    Life,
)

READERS: list[tuple[PartnerId, str]] = [
    (CCAS, "social-worker"),
    (MISSION, "partner-agent"),
    (CAF, "partner-agent"),
    (CAF, "dpo"),
]
CHOICES = st.lists(st.tuples(st.sampled_from(HAPPENS), st.integers(0, 10_000)), max_size=12)
chance = settings(
    max_examples=20, deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip


class Seen(NamedTuple):
    """What one reader saw when that position was the head; None where it was refused."""

    position: int
    reader: tuple[PartnerId, str]
    case: Mapping[str, Any] | None
    inbox: list[Any]


def rows(them: Iterable[Any], *, like: Sequence[Any]) -> list[dict[str, Any]]:
    """Rows with the columns that the live ones have."""
    columns = list(like[0].keys()) if like else []
    return [{name: row[name] for name in columns} for row in them]


def told(view: CaseView, live: CaseView) -> dict[str, Any]:
    """All that a case page shows, in the columns of the live read models."""
    return {
        "case": rows([view.case], like=[live.case]), "people": list(view.people),
        "departed": list(view.departed),
        "partners": rows(view.partners, like=live.partners),
        "referrals": rows(view.referrals, like=live.referrals),
        "goals": rows(view.goals, like=live.goals), "history": list(view.history),
    }  # fmt: skip


def listed(lists: Sequence[Worklist]) -> list[Any]:
    columns = ("referral", "version", "state", "due", "whose_turn", "changed_at", "assigned")
    return [
        (each.code, [item.referral[name] for name in columns], item[1:])
        for each in lists
        for item in each.items
    ]


async def seen(life: Life) -> list[Seen]:
    """What everybody sees now."""
    found = []
    for partner, role in READERS:
        async with life.desk(partner, role).look("test") as sight:
            head = await as_of(sight.db, TERRITORY)
            try:
                live = await case_in_sight(sight, life.case)
                case = told(live, live)
            except MayNotRead:
                case = None
        async with life.desk(partner).look("test") as sight:
            inbox = listed(await inbox_of(sight, partner))
        found.append(Seen(head.position, (partner, role), case, inbox))
    return found


async def led(
    installation: Installation, choices: list[Happens], *, erases: bool = False
) -> Life:
    life = Life(installation, erases=erases)
    await life.begin()
    for choice in choices:
        await life.go_on(choice)
    return life


async def past(sight: Sight, life: Life, position: int) -> CaseView | None:
    try:
        return await case_as_of(sight, life.case, await as_of(sight.db, TERRITORY, position))
    except (MayNotRead, Unknown):
        return None


async def positions(life: Life) -> list[int]:
    """Where the case stands in the journal, the place before it first."""
    found = await life.installation.readers.fetchval(
        "select array_agg(position order by position) from events where territory = $1"
        " and (case_id = $2 or stream_id = any($3))",
        TERRITORY, life.case, life.people,
    )  # fmt: skip
    return [found[0] - 1, *found]


@chance
@given(CHOICES)
async def test_what_is_known_now_is_the_live_state(
    installation: Installation, choices: list[Happens]
) -> None:
    life = await led(installation, choices, erases=True)
    for partner, role in READERS:
        async with life.desk(partner, role).look("test") as sight:
            now = await as_of(sight.db, TERRITORY)
            try:
                live = await case_in_sight(sight, life.case)
            except MayNotRead:
                with pytest.raises(MayNotRead):
                    await case_as_of(sight, life.case, now)
                continue
            folded = await case_as_of(sight, life.case, now)
            assert told(live, live) == told(folded, live)
            inbox = listed(await inbox_of(sight, partner))
            assert inbox == listed(await inbox_as_of(sight, partner, now))


@chance
@example(WIDENED_THEN_RETRACTED)
@example(SENT_AND_WITHDRAWN)
@given(CHOICES)
async def test_what_was_known_then_is_what_was_live_then(
    installation: Installation, choices: list[Happens]
) -> None:
    life = Life(installation)
    await life.begin()
    saw = await seen(life)
    for choice in choices:
        await life.go_on(choice)
        saw += await seen(life)
    now = dict(zip(READERS, await seen(life), strict=True))
    for then in saw:
        async with life.desk(*then.reader).look("test") as sight:
            view = await past(sight, life, then.position)
            readable = then.case is not None and now[then.reader].case is not None
            assert readable == (view is not None)
            if view is not None:
                assert _read_at_both(then, now[then.reader]) == _shown(view)
        async with life.desk(then.reader[0]).look("test") as sight:
            moment = await as_of(sight.db, TERRITORY, then.position)
            if now[then.reader].case is not None:
                found = await inbox_as_of(sight, then.reader[0], moment)
                assert _in_inbox(then.inbox) == _in_inbox(listed(found))


@chance
@given(CHOICES)
async def test_at_a_date_nothing_is_shown_before_it_occurred(
    installation: Installation, choices: list[Happens]
) -> None:
    life = await led(installation, choices)
    async with life.desk(CCAS).look("test") as sight:
        live = await case_in_sight(sight, life.case)
        dates = {fact.at.occurred_at for fact in live.history}
        for at in sorted({date + timedelta(seconds=n) for date in dates for n in (-1, 0)}):
            moment = await as_of(sight.db, TERRITORY, None, at)
            try:
                view = await case_as_of(sight, life.case, moment)
            except MayNotRead:
                assert at < live.case["opened_at"]
                continue
            assert all(fact.at.occurred_at <= at for fact in view.history)
            assert view.case["opened_at"] <= at
            assert all(row["sent_at"] <= at for row in view.referrals)
            assert all(row["changed_at"] <= at for row in view.referrals)
            assert _ids(view) <= _ids(live)


@chance
@given(CHOICES, st.integers(0, 2**16))
async def test_replaying_any_prefix_or_part_never_raises(
    installation: Installation, choices: list[Happens], hidden: int
) -> None:
    life = await led(installation, choices, erases=True)
    async with life.desk(CCAS).look("test") as sight:
        await sight.at_cases(life.case)
        history = await sight.history(life.case)
    for most in range(len(history) + 1):
        prefix = history[:most]
        part = [fact for n, fact in enumerate(prefix) if n == 0 or not hidden >> n % 16 & 1]
        assert len(steps_of(prefix, {})) == most
        assert len(steps_of(part, {})) == len(part)
        assert (standing_of(prefix).case is None) == (most == 0)


@chance
@example(WIDENED_THEN_RETRACTED)
@example(PROTECTED_AFTERWARDS)
@given(CHOICES)
async def test_what_may_not_be_seen_now_is_in_no_past_view(
    installation: Installation, choices: list[Happens]
) -> None:
    life = await led(installation, choices, erases=True)
    everywhere = await positions(life)
    for reader in READERS:
        async with life.desk(*reader).look("test") as sight:
            try:
                live = await case_in_sight(sight, life.case)
            except MayNotRead:
                live = None
            for position in everywhere:
                view = await past(sight, life, position)
                if view is None:
                    continue
                assert live is not None
                assert _notes(view) <= _notes(live)
                assert _ids(view) <= _ids(live)
                known = {(who.person, name) for who in view.people for name in who._fields}
                assert _withheld(view) >= _withheld(live) & known
                hidden = {who.person for who in live.people if who.address_protected}
                if reader[0] != CCAS:
                    assert not [
                        who for who in view.people if who.person in hidden and who.address
                    ]


@chance
@given(CHOICES)
async def test_a_service_sees_nothing_of_the_time_before_it_was_party(
    installation: Installation, choices: list[Happens]
) -> None:
    life = await led(installation, choices)
    async with life.desk(*READERS[3]).look("test") as sight:
        history = (await case_in_sight(sight, life.case)).history
    for reader in READERS[:3]:
        async with life.desk(*reader).look("test") as sight:
            for position in await positions(life):
                then = await as_of(sight.db, TERRITORY, position)
                if not _is_party(history, reader[0], history[-1].at.position):
                    with pytest.raises(MayNotRead):
                        await case_as_of(sight, life.case, then)
                elif not _is_party(history, reader[0], position):
                    with pytest.raises(WasNotParty):
                        await case_as_of(sight, life.case, then)
                else:
                    assert (await case_as_of(sight, life.case, then)).as_of == then


def _is_party(history: Sequence[Fact], partner: PartnerId, position: int) -> bool:
    """What the facts up to that position say of a service, which may leave and come back."""
    here = False
    for at, event in history:
        if at.position > position:
            break
        match event:
            case Case.PartnerReleased(partner=one) if one == partner:
                here = False
            case (
                Case.Opened(opener=one) | Case.PartnerInvolved(partner=one)
                | Referral.SenderChanged(to=one) | Referral.Reopened(addressee=one)
            ) if one == partner:  # fmt: skip
                here = True
            case Referral.Sent(addressee=one) if one == partner and event.deadline is not None:
                here = True
            case _:
                pass
    return here


def _ids(view: CaseView) -> set[UUID]:
    return {fact.at.event_id for fact in view.history}


def _notes(view: CaseView) -> set[Any]:
    """The notes that a view holds in clear."""
    said = {getattr(fact.event, "text", None) for fact in view.history}
    return {each for each in said if isinstance(each, str)}


def _withheld(view: CaseView) -> set[tuple[UUID, str]]:
    """What of whom a view does not tell."""
    return {
        (who.person, name)
        for who in view.people
        for name, value in who._asdict().items()
        if isinstance(value, Withheld)
    }


def _read_at_both(then: Seen, now: Seen) -> dict[str, Any]:
    """What a reader saw then, without the facts and words that they may not read now."""
    assert then.case is not None
    assert now.case is not None
    words = {fact.at.position: _words(fact) for fact in now.case["history"]}
    history = [
        (fact.at.position, _words(fact) if words[fact.at.position] == _words(fact) else None)
        for fact in then.case["history"]
        if fact.at.position in words
    ]
    told = {position for position, _ in history}
    goals = [
        row
        for row in then.case["goals"]
        if any(
            fact.at.version == row["goal"] and fact.at.position in told
            for fact in then.case["history"]
            if fact.at.kind == "Case.GoalSet"
        )
    ]
    kept = ("case", "partners", "referrals")
    return {name: then.case[name] for name in kept} | {"goals": goals, "history": history}


def _shown(view: CaseView) -> dict[str, Any]:
    said = told(view, view)
    history = [(fact.at.position, _words(fact)) for fact in view.history]
    return {name: said[name] for name in ("case", "partners", "referrals", "goals")} | {
        "history": history
    }


def _words(fact: Fact) -> Any:
    """What a note or a goal says; None where it is shut."""
    said = getattr(fact.event, "text", None)
    return said if isinstance(said, str) else None


def _in_inbox(lists: list[Any]) -> list[Any]:
    """Without the people, whose data may have been protected since."""
    return [(code, row, rest[1:]) for code, row, rest in lists]
