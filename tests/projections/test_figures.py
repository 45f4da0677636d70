"""The figures of the evaluation: over a period, as known at a position, small counts hidden."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import given as forall
from hypothesis import strategies as st

from api.installation import Installation
from api.views.figures import FEWEST, Reading, read_figures
from domain.commitment import Commitment
from domain.commitment_terms import Terms
from domain.contribution import Contribution
from domain.referral import Referral
from domain.values import CommitmentId, ContributionId, Deadline, ReferralId
from tests.conftest import TERRITORY
from tests.domain.needs import SAID
from tests.domain.people import CCAS, MISSION, QUESTION, SENT
from tests.store.acts import begins, changes, why

MONDAY = datetime(2026, 6, 1, 9, 0, tzinfo=UTC)


class Year:
    """A fictitious territory, its clock moved by hand."""

    def __init__(self, installation: Installation) -> None:
        self.now, self.installation = MONDAY, installation
        installation.clocks[TERRITORY] = lambda: self.now

    def pass_days(self, days: int) -> None:
        self.now += timedelta(days=days)

    def deadline(self, days: int) -> Deadline:
        due = self.now.date() + timedelta(days=days)
        return Deadline(due, (), due + timedelta(days=2), "referral-answer", 0)

    async def begin(self, kind: Any, /, **said: Any) -> UUID:
        stream = uuid4()
        await self._do(begins(kind, stream, lambda: kind(id=stream, **said)))
        return stream

    async def did(
        self, kind: Any, stream: UUID, verb: Callable[..., None], **said: Any
    ) -> None:
        await self._do(changes(kind, stream, lambda it: verb(it, **said)))

    async def send(self, **said: Any) -> ReferralId:
        own = SENT | {"sent_on": self.now.date(), "deadline": self.deadline(7)}
        return ReferralId(await self.begin(Referral, **own | said))

    async def accept(self, referral: UUID, **said: Any) -> None:
        await self.did(Referral, referral, Referral.accept, **{"by": MISSION} | said)

    async def position(self) -> int:
        head = await self.installation.head(TERRITORY)
        return int(head["position"]) if head is not None else 0

    async def read(self, after: int, last: int, known: int | None = None) -> dict[str, str]:
        await self.installation.follow(TERRITORY)
        async with self.installation.readers.acquire() as db:
            read = await read_figures(db, TERRITORY, after, last, known or last)
        return {code: each.value for code, each in read.items()}

    async def _do(self, ask: Any) -> None:
        await self.installation.log(TERRITORY).command(replace(ask, why=why(self.now)))


@pytest.fixture
async def year(installation: Installation) -> Year:
    return Year(installation)


async def test_referrals_are_answered_in_time_late_or_left_unanswered(year: Year) -> None:
    sent = [await year.send() for _ in range(17)]
    await year.send(kind="advice", deadline=None)
    year.pass_days(3)
    for each in sent[:6]:
        await year.accept(each)
    year.pass_days(5)
    for each in sent[6:11]:
        await year.accept(each)
    year.pass_days(2)
    for each in sent[11:]:
        await year.did(Referral, each, Referral.leave_unanswered, today=year.now.date())
    last = await year.position()

    assert await year.read(0, last) == {
        "referrals-sent": "17", "answered-in-time": "6 sur 17", "left-unanswered": "6 sur 17",
        "days-to-answer": "3 (sur 11)", "commitments-kept": "non renseigné",
        "contributions-answered": "non renseigné",
    }  # fmt: skip


async def test_what_is_learnt_after_the_freeze_shows_in_what_is_now_known(year: Year) -> None:
    sent = [await year.send() for _ in range(8)]
    year.pass_days(2)
    for each in sent:
        await year.accept(each, by=CCAS, told_by=MISSION, medium="phone")
    last = await year.position()
    year.pass_days(20)
    contest = {"by": MISSION, "deadline": year.deadline(5)}
    await year.did(Referral, sent[0], Referral.contest_answer, **contest)
    error = {"by": CCAS, "reason": "trial"}
    await year.did(Referral, sent[1], Referral.enter_in_error, **error)
    head = await year.position()
    then, now = await year.read(0, last), await year.read(0, last, head)

    assert (then["referrals-sent"], now["referrals-sent"]) == ("8", "7")
    assert (then["answered-in-time"], now["answered-in-time"]) == ("8 sur 8", "6 sur 6")
    assert await year.read(0, last) == then, "as published stays as published"


async def test_a_clock_that_a_question_stopped_is_the_one_that_was_set_last(year: Year) -> None:
    for _ in range(6):
        each = await year.send()
        asked = {
            "question": "Quel bail\u00a0?",
            "asked_on": year.now.date(),
            "deadline": QUESTION,
        }
        await year.did(Referral, each, Referral.request_information, **{"by": MISSION} | asked)
        year.pass_days(10)
        said = {"by": CCAS, "answer": "Le sien.", "deadline": year.deadline(5)}
        await year.did(Referral, each, Referral.provide_information, **said)
        year.pass_days(4)
        await year.accept(each)
    read = await year.read(0, await year.position())

    assert (read["answered-in-time"], read["days-to-answer"]) == ("6 sur 6", "14 (sur 6)")


async def test_a_period_begins_after_the_position_of_the_one_before(year: Year) -> None:
    for _ in range(5):
        await year.send()
    first = await year.position()
    year.pass_days(1)
    for _ in range(6):
        await year.send()
    last = await year.position()

    assert "5" == (await year.read(0, first))["referrals-sent"]
    assert "6" == (await year.read(first, last))["referrals-sent"]


async def test_commitments_count_by_the_last_word_on_each(year: Year) -> None:
    terms = Terms("action", "Ouvrir le samedi")
    said = {"debtor": CCAS, "beneficiary": MISSION, "terms": terms, "signed_by": "director"}
    made = []
    for days in (10, 10, 10, 10, 10, 400):
        each = CommitmentId(await year.begin(Commitment, **said, deadline=year.deadline(days)))
        made.append(each)
    year.pass_days(20)
    for each in made[:3]:
        await year.did(Commitment, each, Commitment.keep, evidence="Ouvert.")
    await year.did(Commitment, made[1], Commitment.confirm_kept)
    await year.did(Commitment, made[2], Commitment.contest_kept, sentence="Fermé.")
    released = {"reason": "need-gone"}
    await year.did(Commitment, made[4], Commitment.release, **released)
    read = await year.read(0, await year.position())

    assert "2 sur 4 (1 contesté)" == read["commitments-kept"]


async def test_contributions_are_answered_within_sixty_days_or_not(year: Year) -> None:
    early = [
        ContributionId(await year.begin(Contribution, **SAID | {"deadline": year.deadline(60)}))
        for _ in range(12)
    ]
    reply = {"partner": CCAS, "text": "Une navette est à l’étude.", "given_back": "letter"}
    year.pass_days(30)
    for each in early[:6]:
        await year.did(Contribution, each, Contribution.answer, **reply)
    year.pass_days(35)
    await year.did(Contribution, early[6], Contribution.answer, **reply)
    await year.did(Contribution, early[7], Contribution.withdraw)
    await year.begin(Contribution, **SAID | {"deadline": year.deadline(60)})
    read = await year.read(0, await year.position())

    assert "6 sur 11" == read["contributions-answered"]


@forall(st.integers(1, 60), st.data())
def test_no_count_of_fewer_than_five_people_can_be_read(of: int, data: st.DataObject) -> None:
    number = data.draw(st.integers(0, of))
    value = Reading("answered-in-time", number, of, 0).value
    small = of < FEWEST or 0 < number < FEWEST or 0 < of - number < FEWEST

    assert (value == f"{number} sur {of}") == (not small)
    assert f"{number} sur" not in value or not small


@pytest.mark.parametrize(
    ("reading", "value"),
    [
        (Reading("referrals-sent", 0, None, 0), "0"),
        (Reading("referrals-sent", 4, None, 0), "moins de 5"),
        (Reading("days-to-answer", None, 0, 0), "non renseigné"),
        (Reading("days-to-answer", 4.5, 12, 0), "4,5 (sur 12)"),
        (Reading("days-to-answer", 4.0, 3, 0), "non publié\u00a0: moins de 5 en tout"),
        (Reading("left-unanswered", 3, 50, 0), "moins de 5 sur 50"),
        (Reading("left-unanswered", 48, 50, 0), "plus de 45 sur 50"),
        (Reading("left-unanswered", 0, 50, 0), "0 sur 50"),
        (
            Reading("commitments-kept", 1, 2, 0, people=False, contested=2),
            "1 sur 2 (2 contestés)",
        ),
    ],
)
def test_a_figure_is_said_with_its_whole(reading: Reading, value: str) -> None:
    assert value == reading.value


@pytest.mark.parametrize(("missing", "said"), [(0, "0"), (3, "moins de 5"), (5, "5")])
def test_what_nothing_is_known_of_is_said_and_few_are_hidden(missing: int, said: str) -> None:
    assert said == Reading("answered-in-time", 5, 10, missing).untold
    assert str(missing) == Reading("commitments-kept", 5, 10, missing, people=False).untold
