"""A year is planned from a seed alone: as much as it should be, when people work."""

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta

import pytest

from api.commands.referrals import NewReferral
from api.demo.cue import Cue
from api.demo.year.chance import Chance
from api.demo.year.plan import cast_of_year, fingerprint, plan
from api.demo.year.told import Telling, Told
from api.demo.year.troupe import SHOWN
from api.demo.year.words import agreed, words
from domain.codes import ROLES, expects_answer
from domain.working_days import is_working_day

TODAY = date(2026, 11, 25)
BUSY = 5
A_YEAR = [date(2026, 1, 2) + timedelta(days=n) for n in range(0, 365, 60)]


@pytest.fixture(scope="module")
def whole() -> Mapping[date, Sequence[Cue]]:
    """Two years at scale 1."""
    return plan(Told().extent(TODAY))


@pytest.fixture(scope="module")
def deeds(whole: Mapping[date, Sequence[Cue]]) -> Callable[..., list[Cue]]:
    """The cues of those nouns of a resource."""
    every = [cue for cues in whole.values() for cue in cues]

    def of(resource: str, *nouns: str) -> list[Cue]:
        return [cue for cue in every if cue.resource == resource and cue.noun in nouns]

    return of


def test_the_same_seed_plans_the_same_year_and_another_one_another() -> None:
    def said(seed: int) -> str:
        return fingerprint(plan(Told(seed, 200, 0.03).extent(TODAY)))

    assert said(1) == said(1)
    assert said(1) != said(2)


def test_a_branch_of_chance_does_not_hear_what_is_drawn_beside_it() -> None:
    one, other = Chance("root"), Chance("root")
    other.of("elsewhere").random()
    other.random()

    assert one.of("case", 7).random() == other.of("case", 7).random()
    assert one.of("case", 7).random() != one.of("case", 8).random()


@pytest.mark.parametrize(
    ("resource", "nouns", "wanted"),
    [
        ("referrals", ("sent", "redirection"), 3_000),
        ("alerts", ("raising",), 160), ("watch-sessions", ("holding",), 20),
        ("sheets", ("drafting",), 21), ("contributions", ("reception",), 120),
        ("conferences", ("convocation",), 2), ("convention", ("amendments",), 1),
        ("commitments", ("undertaking", "requests"), 125), ("forums", ("formation",), 10),
    ],
)  # fmt: skip
def test_a_whole_year_has_as_much_of_everything_as_it_should(
    deeds: Callable[..., list[Cue]], resource: str, nouns: Sequence[str], wanted: int
) -> None:
    assert wanted * 0.9 <= len(deeds(resource, *nouns)) <= wanted * 1.1


def test_six_hundred_cases_are_opened(deeds: Callable[..., list[Cue]]) -> None:
    asks = [cue.said for cue in deeds("referrals", "sent")]
    opened = [each for each in asks if isinstance(each, NewReferral) and each.case is None]

    assert 580 <= len(opened) <= 650


def test_half_the_answers_are_told_by_phone_and_a_part_is_no(
    deeds: Callable[..., list[Cue]],
) -> None:
    answers = deeds("referrals", "acceptance", "refusal", "waitlisting")
    sent = [
        cue for cue in deeds("referrals", "sent", "redirection")
        if isinstance(cue.said, NewReferral) and expects_answer(cue.said.kind)
    ]  # fmt: skip
    told = [cue for cue in answers if "told_by" in dict(cue.said or ())]
    heard = {cue.stream for cue in answers}
    assert 0.42 <= len(told) / len(answers) <= 0.58

    refused = len(deeds("referrals", "refusal")) / len(sent)
    waitlisted = len(deeds("referrals", "waitlisting")) / len(sent)
    assert 0.11 <= refused <= 0.18
    assert 0.08 <= waitlisted <= 0.13
    assert len(heard) < len(sent)


def test_five_services_send_most_referrals(deeds: Callable[..., list[Cue]]) -> None:
    senders = Counter(cue.asker.partner for cue in deeds("referrals", "sent"))
    busiest = sum(count for _, count in senders.most_common(BUSY))

    assert 0.62 <= busiest / senders.total() <= 0.78


def test_nobody_works_when_nobody_does(whole: Mapping[date, Sequence[Cue]]) -> None:
    assert all(is_working_day(day) for day in whole)
    assert all(cue.recorded.date() == day for day, cues in whole.items() for cue in cues)
    assert max(whole) < TODAY


def test_the_cell_does_not_meet_in_august(deeds: Callable[..., list[Cue]]) -> None:
    assert 8 not in {cue.moment.month for cue in deeds("watch-sessions", "holding")}


def test_more_is_asked_in_winter(deeds: Callable[..., list[Cue]]) -> None:
    months = Counter(cue.moment.month for cue in deeds("referrals", "sent"))
    winter, summer = months[12] + months[1] + months[2], months[6] + months[7] + months[8]

    assert winter > 1.4 * summer


def test_every_act_has_a_name_of_its_own(whole: Mapping[date, Sequence[Cue]]) -> None:
    names = [cue.name for cues in whole.values() for cue in cues]

    assert len(names) == len(set(names))


@pytest.mark.parametrize("today", A_YEAR, ids=str)
def test_whatever_the_day_a_year_ends_before_it(today: date) -> None:
    days = plan(Told(3, 300, 0.02).extent(today))

    assert max(days) < today
    assert is_working_day(min(days))


def test_what_is_told_keeps_its_name() -> None:
    telling = Telling(Told(4, 90, 0.5), TODAY)

    assert telling == Telling.named(telling.name)


def test_one_may_be_anybody_who_has_a_role() -> None:
    cast = cast_of_year(1)

    assert 110 == len({part.name for part in cast.agents})
    assert set(SHOWN) == {part.key for part in cast.personas}
    assert set(ROLES) == {role for part in cast.personas for role in part.roles}


def test_sentences_agree_with_who_says_them() -> None:
    said = words()
    asked = [each for topic in said.topics.values() for each in topic.asked]
    sentences = [text for each in asked for text in (each.request, each.reason)]
    sentences += [text for texts in (*said.context.values(), *said.say.values())
                  for text in texts]  # fmt: skip
    for sex in ("female", "male"):
        for sentence in sentences:
            whole = agreed(sentence, sex, TODAY, Chance("sentence"))
            assert not re.search(r"[{}]|\(e\)|le/la|il/elle", whole), whole
            assert not re.search(r" [:;?!»]|« ", whole), whole
