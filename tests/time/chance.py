"""A case as chance leads it, by the real verbs, told by three services and the clock."""

from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from copy import deepcopy
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from api.commands.people import erase
from api.desk import Desk
from api.installation import Installation
from domain import rights
from domain.aggregate import Refusal
from domain.case import Case
from domain.partner import Description, Partner
from domain.person import Person
from domain.policies import SYSTEM, Asker
from domain.referral import Referral
from domain.referral_life import State
from domain.values import AgentId, PartnerId
from tests.conftest import TERRITORY
from tests.domain.people import CAF, CCAS, COARSE, DEADLINE, MISSION, NADIA, QUESTION, SENT

PARTNERS = (CCAS, MISSION, CAF)
_ROLES: Mapping[PartnerId | None, str] = {None: "administrator"} | dict.fromkeys(
    PARTNERS, "social-worker"
)
_WHEN = datetime(2026, 12, 1, 9, tzinfo=UTC)
_DECLINED = {"reason": "other", "sentence": "Complet.", "alternative": "later"}
Happens = tuple[Callable[["Life", int], Awaitable[None]], int]
Move = tuple[Callable[..., None], Mapping[str, Any]]
_ADDRESSEE: list[Move] = [
    (Referral.see, {}),
    (Referral.assign, {"agent": NADIA}),
    (
        Referral.request_information,
        {"question": "?", "asked_on": date(2026, 11, 24), "deadline": QUESTION},
    ),
    (Referral.accept, {}),
    (Referral.waitlist, {"tells_person": "addressee"}),
    (Referral.decline, _DECLINED),
    (Referral.confirm_answer, {}),
    (Referral.contest_answer, {"deadline": DEADLINE}),
    (Referral.start, {}),
    (Referral.put_on_hold, {"reason": "other"}),
    (Referral.resume, {}),
    (Referral.complete, {"outcome": "achieved"}),
    (Referral.end_early, {"reason": "other"}),
]
_SENDER: list[Move] = [
    (Referral.provide_information, {"answer": "!"}),
    (Referral.provide_information, {"answer": "!", "deadline": DEADLINE}),
    (Referral.accept, {"medium": "phone"}),
    (Referral.decline, {"medium": "phone", **_DECLINED}),
    (Referral.tell_person, {"how": "phone"}),
    (Referral.schedule_meeting, {"meets_at": _WHEN, "how": "phone"}),
    (Referral.move_meeting, {"meets_at": _WHEN + timedelta(days=1)}),
    (Referral.attend_meeting, {}),
    (Referral.miss_meeting, {"attendance": "no-show"}),
    (Referral.redirect, {"to": UUID(int=9), "new_referral": NADIA}),
    (Referral.withdraw, {"reason": "other"}),
    (Referral.close, {"reason": "other"}),
    (Referral.enter_in_error, {"reason": "other"}),
]
_CLOCK: list[Move] = [
    (Referral.notify, {"channel": "maillage"}),
    *((Referral.remind, {"due": due}) for due in DEADLINE.reminders + QUESTION.reminders),
    (Referral.leave_unanswered, {"today": date(2026, 12, 2)}),
]


@dataclass
class Life:
    """One case with its people and referrals. ``texts``: every note that was written."""

    installation: Installation
    case: UUID = field(default_factory=uuid4)
    people: list[UUID] = field(default_factory=list)
    referrals: list[UUID] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    erases: bool = False

    def desk(self, partner: PartnerId | None, role: str | None = None) -> Desk:
        agent = SYSTEM if partner is None else AgentId(UUID(int=partner.int + 1_000))
        asker = Asker(agent, partner, role or _ROLES[partner], TERRITORY)
        return Desk(self.installation, asker, "test")

    async def begin(self) -> None:
        """The partners are in the directory, the case is opened with a first referral."""
        for partner, name in zip(PARTNERS, ("CCAS", "Mission", "CAF"), strict=True):
            with suppress(Refusal):
                said = {"source": "test", "reference": name, "description": _named(name)}
                await self.desk(None).begin(Partner, partner, **said)
        await self.desk(CCAS).begin(Case, self.case, opener=CCAS, coarse=COARSE)
        await self.joins(0)

    async def go_on(self, happens: Happens) -> None:
        """One thing more happens, if the rules allow it then."""
        what, choice = happens
        with suppress(Refusal):
            await what(self, choice)

    async def joins(self, choice: int) -> None:
        person = uuid4()
        names = {"family_name": f"Canari{choice}", "given_name": "Zoé"}
        await self.desk(CCAS).begin(Person, person, by=CCAS, **names)
        await self._casework(CCAS, Case.add_person, person=person)
        self.people.append(person)

    async def is_corrected(self, choice: int) -> None:
        said: dict[str, Any] = {
            "family_name": f"Serin{choice}",
            "given_name": "Zoé",
            "reason": "typing-error",
        }
        desk = self._late(self.desk(CCAS), choice)
        await desk.change(
            Person, _one(self.people, choice), Person.correct_identity, by=CCAS, **said
        )

    async def moves(self, choice: int) -> None:
        said = {"phone": f"06 39 98 {choice % 100:02} 00"}
        desk, person = self.desk(CCAS), _one(self.people, choice)
        await desk.change(Person, person, Person.change_contact, by=CCAS, **said)

    async def is_referred(self, choice: int) -> None:
        referral, to = uuid4(), (MISSION, CAF)[choice % 2]
        advice = choice % 5 == 4
        facts = SENT | {
            "case": self.case, "person": self.people[0], "addressee": to,
            "kind": "advice" if advice else "referral",
            "deadline": None if advice else DEADLINE,
        }  # fmt: skip
        await self.desk(CCAS).begin(Referral, referral, **facts)
        self.referrals.append(referral)

    async def goes_on(self, choice: int) -> None:
        """A referral takes one of the steps that are open to it."""
        if not self.referrals:
            await self.is_referred(choice)
            return
        referral = _one(self.referrals, choice)
        it = await self.desk(None).log.load(Referral, referral)
        assert it is not None
        if moves := self._possible(it):
            verb, said = moves[choice // 7 % len(moves)]
            await self.desk(said.get("by")).change(Referral, referral, verb, **said)
            await self._react(referral)

    async def is_noted(self, choice: int) -> None:
        by = PARTNERS[choice % 3]
        desk = self._late(self.desk(by), choice)
        await desk.change(Case, self.case, Case.add_note, by=by, text=self._text())

    async def is_shared(self, choice: int) -> None:
        partner = (MISSION, CAF)[choice % 2]
        said: dict[str, Any] = {"partner": partner, "sharing_ground": "consent"}
        await self.desk(CCAS).change(Case, self.case, Case.involve_partner, **said)

    async def is_worked_on(self, choice: int) -> None:
        """Notes shared, corrected, taken back; goals; who leads, who leaves, who is back."""
        it = await self.desk(None).log.load(Case, self.case)
        assert it is not None
        by, other = PARTNERS[choice % 3], PARTNERS[(choice + 1) % 3]
        note, goal = max(it.notes, default=1), max(it.goals, default=1)
        moves: list[Move] = [
            (Case.widen_note, {"note": note, "sharing_ground": "consent"}),
            (
                Case.widen_note,
                {"note": note, "sharing_ground": "consent", "partners": (other,)},
            ),
            (Case.correct_note, {"note": note, "text": self._text()}),
            (Case.retract_note, {"note": note, "reason": "other"}),
            (Case.set_goal, {"text": self._text(), "theme": SENT["themes"][0]}),
            (Case.reach_goal, {"goal": goal}),
            (Case.drop_goal, {"goal": goal, "reason": "other"}),
            (Case.release_partner, {"partner": by, "reason": "other"}),
            (Case.release_partner, {"partner": other, "reason": "other"}),
            (Case.hand_over, {"to": other}),
            (Case.record_departure, {"person": _one(self.people, choice), "reason": "other"}),
            (Case.add_person, {"person": _one(self.people, choice)}),
            (Case.reopen, {"reason": "other"}),
        ]
        verb, said = moves[choice // 3 % len(moves)]
        if verb is Case.release_partner:
            said = {**said, "open_referrals": await self._open_of(said["partner"])}
        await self._casework(by, verb, **said)

    async def _open_of(self, partner: UUID) -> int:
        """How many referrals still wait between that partner and the others."""
        found: int = await self.installation.readers.fetchval(
            "select count(*) from referrals where case_id = $1 and $2 in (sender, addressee)"
            " and (whose_turn is not null or tells_person is not null)",
            self.case, partner,
        )  # fmt: skip
        return found

    async def is_protected(self, choice: int) -> None:
        """Their address, or where they went, is for those who need it."""
        person, by = _one(self.people, choice), self.desk(CCAS)
        if choice % 2:
            await by.change(Person, person, Person.protect_address, by=CCAS, reason="threats")
        else:
            said = {"phone": None, "mail": None, "address": f"{choice} rue Neuve"}
            await by.change(Person, person, Person.change_contact, by=CCAS, **said)

    async def goes_elsewhere(self, choice: int) -> None:
        """A referral changes hands, or is taken up again."""
        if not self.referrals:
            return
        referral, by = _one(self.referrals, choice), PARTNERS[choice % 3]
        moves: list[Move] = [
            (
                Referral.change_sender,
                {"to": CAF, "reason": "other", "sharing_ground": "consent"},
            ),
            (Referral.reopen, {"reason": "other", "deadline": DEADLINE}),
            (Referral.reopen, {"reason": "other"}),
            (Referral.withdraw, {"reason": "other"}),
        ]
        verb, said = moves[choice // 3 % len(moves)]
        await self.desk(by).change(Referral, referral, verb, by=by, **said)

    def _text(self) -> str:
        self.texts.append(f"note {uuid4()}")
        return self.texts[-1]

    async def ends(self, choice: int) -> None:
        if choice % 4 == 0:
            await self._casework(CCAS, Case.close, outcome="needs-met")
        elif choice % 4 == 1:
            await self._casework(CCAS, Case.enter_in_error, reason="duplicate")
        elif self.erases:
            kind, subject = ((Case, self.case), (Person, _one(self.people, choice)))[choice % 2]
            await erase(self.desk(CCAS, "dpo"), kind, subject, "right-to-erasure")

    def _possible(self, it: Referral) -> list[Move]:
        found: list[Move] = []
        for verb, said in self._moves(it):
            with suppress(Refusal):
                rights.decide(verb, self.desk(said.get("by")).asker, it)
                verb(deepcopy(it), **said)
                found.append((verb, said))
        return found

    def _moves(self, it: Referral) -> list[Move]:
        return [
            *((verb, {"by": it.addressee, **said}) for verb, said in _ADDRESSEE),
            *((verb, {"by": it.sender, **_told(said, it)}) for verb, said in _SENDER),
            *_CLOCK,
        ]

    async def _react(self, referral: UUID) -> None:
        """What follows from the last fact of a referral, as the worker does it."""
        it = await self.desk(None).log.load(Referral, referral)
        if it is not None and it.state is State.ACCEPTED:
            said: dict[str, Any] = {"partner": it.addressee}
            said["sharing_ground"] = it.sharing_ground
            await self.desk(None).change(Case, self.case, Case.involve_partner, **said)

    async def _casework(self, by: PartnerId, verb: Any, **said: Any) -> None:
        await self.desk(by).change(Case, self.case, verb, by=by, **said)

    @staticmethod
    def _late(desk: Desk, choice: int) -> Desk:
        """Sometimes it is told of an earlier day."""
        if choice % 3:
            return desk
        when = datetime.now(UTC) - timedelta(days=choice % 9)
        return replace(desk, occurred_at=when, precision="day")


def _told(said: Mapping[str, Any], it: Referral) -> dict[str, Any]:
    return {**said, "told_by": it.addressee} if "medium" in said else dict(said)


def _named(name: str) -> Description:
    return Description(name=name, kind="other")


def _one(ids: list[UUID], choice: int) -> UUID:
    return ids[choice % len(ids)]


HAPPENS = (
    Life.is_referred, *[Life.goes_on] * 6, Life.is_noted, Life.is_noted, Life.joins,
    Life.is_corrected, Life.moves, Life.is_shared, Life.is_shared, Life.ends,
    *[Life.is_worked_on] * 5, Life.is_protected, Life.goes_elsewhere,
)  # fmt: skip
"""What may happen; the more often it stands here, the more often it does."""

WIDENED_THEN_RETRACTED = [
    (Life.is_shared, 0), (Life.is_noted, 0), (Life.is_worked_on, 0), (Life.is_worked_on, 9),
]  # fmt: skip
PROTECTED_AFTERWARDS = [
    (Life.is_shared, 0), (Life.is_protected, 0), (Life.is_protected, 1),
]  # fmt: skip
SENT_AND_WITHDRAWN = [(Life.is_referred, 0), (Life.goes_elsewhere, 9)]
