"""Alert, session, follow-up, commitment, kept or contested: every course of them, in memory.

Facts wait for the processes; these may stop between a fact and what follows, and be told
of it twice, as the worker may: what was written once is found done.
"""

from collections import Counter
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID, uuid5

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from domain import codes
from domain.aggregate import Aggregate, Refusal
from domain.alert import Alert
from domain.commitment import Commitment
from domain.commitment_life import CommitmentState
from domain.follow_up_life import Answer
from domain.policies import SYSTEM, Asker
from domain.processes import Command, react
from domain.rights import decide
from domain.values import AlertId, PartnerId, Reference, SessionId
from domain.watch_session import WatchSession
from domain.watch_session_life import Member
from tests.domain.alerts import CHILD, COLLECTIVE, HOUSING, RAISED
from tests.domain.people import CAF, CCAS, MISSION
from tests.domain.sessions import LANDLORD, MAYOR, PMI, POLICE, STRANGER

NAMES = UUID("0d0f9f57-36b2-5d3b-9a7e-3f6f0b6a6d10")
DAY, DUE = date(2026, 12, 3), date(2027, 1, 15)
MEETS_AT = datetime(2026, 12, 3, 9, tzinfo=UTC)
SEATS = (
    Member(CCAS, "ccas"),
    Member(CAF, "caf-msa"),
    Member(MISSION, "mission-locale"),
    Member(PMI, "pmi"),
    Member(POLICE, "police"),
    Member(LANDLORD, "housing-landlord"),
    Member(MAYOR, "commune", "elected"),
    Member(STRANGER, "association", "residents"),
)
PLEDGES: tuple[dict[str, Any], ...] = (
    {"promise": "Deux heures par mois", "resource": "action"},
    {"resource": "action"},
    {},
)
EXCLUDED = {POLICE, LANDLORD, MAYOR, STRANGER}
KINDS = {seat.partner: seat for seat in SEATS}
CLOCKWORK = Asker(SYSTEM, None, SYSTEM, "93014")


def _number(it: WatchSession, n: int) -> int:
    """One of its follow-ups, or the first that it does not have."""
    return n % (len(it.follow_ups) or 1) + 1


partners = st.sampled_from([seat.partner for seat in SEATS])
RARELY = st.integers(0, 5)
"""What happens when 0 comes."""
alerts = sessions = numbers = st.integers(0, 5)


class Cell(RuleBasedStateMachine):
    """A territory in memory. ``told``: its facts; ``heard``: how far the processes are."""

    def __init__(self) -> None:
        super().__init__()
        self.streams: dict[UUID, Any] = {}
        self.told: list[Aggregate.Event] = []
        self.heard = 0
        self.written: set[UUID] = set()

    def of(self, kind: type[Any], n: int) -> Any:
        """One of the streams of that kind, or None."""
        found = [it for it in self.streams.values() if isinstance(it, kind)]
        return found[n % len(found)] if found else None

    def keep(self, it: Any) -> None:
        self.streams[it.id] = it
        self.told += it.collect_events()

    def attempt(self, it: Any, act: Callable[[Any], object]) -> None:
        """One command: what it records, or nothing."""
        if it is None:
            return
        try:
            act(it)
        except Refusal:
            assert it.collect_events() == [], "a refusal leaves nothing behind"
        else:
            self.told += it.collect_events()

    def carry_out(self, command: Command, cause: int, n: int) -> None:
        """As the worker does: a command that is written already is not written again."""
        key = uuid5(NAMES, f"{cause}/{n}")
        if key in self.written:
            return
        it = self.streams.get(command.stream)
        before = len(self.told)
        if command.verb is command.kind:
            if it is None:
                new = command.kind(id=command.stream, **command.arguments)  # type: ignore[call-arg]
                decide(command.kind, CLOCKWORK, new)
                self.keep(new)
        elif it is not None:
            decide(command.verb, CLOCKWORK, it)
            self.attempt(it, lambda it: command.verb(it, **command.arguments))
        if len(self.told) > before:
            self.written.add(key)

    def follow(self, cause: int) -> None:
        for n, command in enumerate(react(self.told[cause])):
            self.carry_out(command, cause, n)

    @initialize(chosen=st.sets(partners, min_size=3))
    def begin(self, chosen: set[PartnerId]) -> None:
        self.convene(chosen)
        for form in (RAISED, COLLECTIVE):
            self.raise_alert(form)

    @rule(chosen=st.sets(partners))
    def convene(self, chosen: set[PartnerId]) -> None:
        members = tuple(KINDS[each] for each in sorted(chosen | {CCAS}))
        n = sum(isinstance(it, WatchSession) for it in self.streams.values())
        if n < 2:
            self.keep(
                WatchSession(
                    id=SessionId(uuid5(NAMES, f"session-{n}")), by=CCAS, number=n + 1,
                    title="Séance", meets_at=MEETS_AT, where="Mairie", members=members,
                )
            )  # fmt: skip

    @rule(form=st.sampled_from([RAISED, COLLECTIVE, RAISED | CHILD]))
    def raise_alert(self, form: dict[str, Any]) -> None:
        n = sum(isinstance(it, Alert) for it in self.streams.values())
        if n < 3:
            self.keep(Alert(id=AlertId(uuid5(NAMES, f"alert-{n}")), **form))

    @rule(s=sessions, a=alerts, regime=st.none() | st.sampled_from(tuple(codes.REGIMES)),
          ground=st.sampled_from(["consent", "consent", None, "csp-l1110-4"]))  # fmt: skip
    def add_item(self, s: int, a: int, regime: str | None, ground: str | None) -> None:
        """``regime``: None for one that suits the alert, nominative where there is a ground."""
        alert: Any = self.of(Alert, a)
        if regime is None:
            regime = "nominative" if ground else "anonymised"
            if alert.kind == "collective":
                regime, ground = "collective", None
        said: dict[str, Any] = {
            "by": CCAS, "alert": alert.id, "kind": alert.kind, "regime": regime, "on": DAY,
            "peril": "child" if alert.child_in_danger else None, "sharing_ground": ground,
            "function": "social-worker",
        }  # fmt: skip
        self.attempt(self.of(WatchSession, s), lambda it: it.add_item(**said))

    @rule(s=sessions, who=partners)
    def invite(self, s: int, who: PartnerId) -> None:
        seat = KINDS[who]
        self.attempt(
            self.of(WatchSession, s),
            lambda it: it.invite(partner=who, kind=seat.kind, college=seat.college, on=DAY),
        )

    @rule(s=sessions, a=alerts)
    def remove_item(self, s: int, a: int) -> None:
        if (alert := self.of(Alert, a)) is not None:
            self.attempt(
                self.of(WatchSession, s),
                lambda it: it.remove_item(alert=alert.id, reason="not-reached"),
            )

    @rule(s=sessions, a=alerts, there=st.sets(partners, min_size=1))
    def attend(self, s: int, a: int, there: set[PartnerId]) -> None:
        if (alert := self.of(Alert, a)) is not None:
            self.attempt(
                self.of(WatchSession, s),
                lambda it: it.record_attendance(alert=alert.id, partners=tuple(there), on=DAY),
            )

    @rule(s=sessions, n=numbers, who=partners, kind=st.sampled_from(["commitment", "contact"]),
          answer=st.sampled_from(["accept", "accept for another", "refuse", ""]))  # fmt: skip
    def propose(self, s: int, n: int, who: PartnerId, kind: str, answer: str) -> None:
        it: Any = self.of(WatchSession, s)
        if not it.items:
            return
        alert = list(it.items)[n % len(it.items)]
        to = next(each for each in (MISSION, CAF) if each != who)
        said = {"kind": kind, "responsible": who, "due": DUE, "text": "…"}
        said |= {"to": to} if kind == "commitment" else {}
        self.attempt(it, lambda it: it.propose_follow_up(alert=alert, **said))
        if answer == "accept":
            self.accept(s, len(it.follow_ups) - 1, None)
        elif answer == "accept for another":
            self.accept(s, len(it.follow_ups) - 1, to)
        elif answer == "refuse":
            self.refuse(s, len(it.follow_ups) - 1, who)

    @rule(s=sessions, n=numbers, other=st.none() | partners)
    def accept(self, s: int, n: int, other: PartnerId | None) -> None:
        """By its responsible, or by somebody else; with every form of a promise in turn."""
        it = self.of(WatchSession, s)
        number = _number(it, n)
        if number not in it.follow_ups:
            return
        who = other or it.follow_ups[number].responsible
        for said in PLEDGES:
            pledge: dict[str, Any] = {"by": who, "number": number, **said}
            self.attempt(it, lambda it, pledge=pledge: it.accept_follow_up(**pledge))  # type: ignore[misc]

    @rule(s=sessions, n=numbers, who=partners)
    def refuse(self, s: int, n: int, who: PartnerId) -> None:
        self.attempt(
            self.of(WatchSession, s),
            lambda it: it.refuse_follow_up(by=who, number=_number(it, n), reason="other"),
        )

    @rule(s=sessions, end=st.sampled_from(["hold", "cancel"]), chance=RARELY)
    def end(self, s: int, end: str, chance: int) -> None:
        if chance:
            return
        said: dict[str, Any] = {"on": DAY} if end == "hold" else {"reason": "other"}
        self.attempt(self.of(WatchSession, s), lambda it: getattr(it, end)(**said))

    @rule(a=alerts, chance=RARELY)
    def find_child(self, a: int, chance: int) -> None:
        if chance:
            return
        said = {"urgency": "urgent", "themes": HOUSING, **CHILD}
        self.attempt(self.of(Alert, a), lambda it: it.qualify(by=CCAS, **said))

    @rule(a=alerts, chance=RARELY)
    def resolve(self, a: int, chance: int) -> None:
        if chance:
            return
        said = {"outcome": "taken-up", "conclusion": "…"}
        self.attempt(self.of(Alert, a), lambda it: it.resolve(by=CCAS, **said))

    @rule(c=numbers, word=st.sampled_from(["keep", "confirm_kept", "contest_kept", "give_up"]))
    def word_of(self, c: int, word: str) -> None:
        """Kept says its debtor, confirmed or contested says who benefits, or given up."""
        said: dict[str, dict[str, Any]] = {
            "keep": {"evidence": "…"}, "confirm_kept": {}, "contest_kept": {"sentence": "…"},
            "give_up": {"reason": "staff"},
        }  # fmt: skip
        self.attempt(self.of(Commitment, c), lambda it: getattr(it, word)(**said[word]))

    @rule()
    def hear_one(self) -> None:
        if self.heard < len(self.told):
            self.follow(self.heard)
            self.heard += 1

    @rule()
    def stop_half_way(self) -> None:
        """What follows is written, and then the worker dies: it will be told again."""
        if self.heard < len(self.told):
            self.follow(self.heard)

    @rule(back=st.integers(1, 5))
    def go_back(self, back: int) -> None:
        self.heard = max(0, self.heard - back)

    @rule()
    def hear_everything(self) -> None:
        while self.heard < len(self.told):
            self.hear_one()
        self._nothing_is_lost()

    def teardown(self) -> None:
        self.hear_everything()

    def _nothing_is_lost(self) -> None:
        """Once all is heard, agendas and alerts agree, and each promise is one commitment."""
        for it in self.streams.values():
            if isinstance(it, WatchSession):
                self._each_promise_is_one_commitment(it)
            if isinstance(it, Alert) and it.session is not None:
                assert it.id in self.streams[it.session].items
                assert not it.child_in_danger
            if isinstance(it, Alert):
                self._what_left_is_on_no_agenda(it)

    def _what_left_is_on_no_agenda(self, alert: Alert) -> None:
        """Unless its item was examined already, or was put back by hand."""
        moves = [
            fact
            for fact in self.told
            if isinstance(fact, Alert.PutOnAgenda | Alert.TakenOffAgenda)
            and fact.originator_id == alert.id
        ]
        if not moves or isinstance(moves[-1], Alert.PutOnAgenda):
            return
        session: WatchSession = self.streams[moves[-1].session]
        if alert.id in session.items and alert.id not in session.removed:
            examined = {each.alert for each in session.follow_ups.values()}
            assert session.items[AlertId(alert.id)].attended or alert.id in examined

    def _each_promise_is_one_commitment(self, it: WatchSession) -> None:
        for number, each in it.follow_ups.items():
            serves = Reference("follow-up", it.id, number)
            made = [
                fact
                for fact in self.told
                if isinstance(fact, Commitment.Undertaken) and fact.serves == serves
            ]
            promised = each.kind == "commitment" and each.answer is Answer.LED
            assert len(made) == int(promised), (number, each)
            assert not (each.kind == "commitment" and each.answer is Answer.ACCEPTED)
            for fact in made:
                assert (fact.debtor, fact.beneficiary) == (each.responsible, each.to)

    @invariant()
    def only_its_responsible_accepts_a_follow_up(self) -> None:
        for fact in self.told:
            if isinstance(fact, WatchSession.FollowUpAccepted | WatchSession.FollowUpRefused):
                it = self.streams[fact.originator_id]
                assert fact.by == it.follow_ups[fact.number].responsible

    @invariant()
    def nothing_is_done_twice(self) -> None:
        tied = Counter(
            (fact.originator_id, fact.number)
            for fact in self.told
            if isinstance(fact, WatchSession.FollowUpLedTo)
        )
        assert set(tied.values()) <= {1}
        begun = Counter(
            fact.originator_id for fact in self.told if isinstance(fact, Commitment.Undertaken)
        )
        assert set(begun.values()) <= {1}

    @invariant()
    def nothing_nominative_reaches_who_never_has_part_in_it(self) -> None:
        for fact in self.told:
            match fact:
                case WatchSession.ItemAdded(shared_with=told):
                    assert not EXCLUDED & set(told)
                case WatchSession.MemberInvited(member=member, alerts=told):
                    assert not told or member.partner not in EXCLUDED
                case _:
                    pass

    @invariant()
    def what_is_public_of_a_nominative_item_says_nothing(self) -> None:
        for it in self.streams.values():
            if isinstance(it, Commitment) and it.case is not None:
                [first] = [
                    fact
                    for fact in self.told
                    if isinstance(fact, Commitment.Undertaken) and fact.originator_id == it.id
                ]
                assert first.terms.what is None

    @invariant()
    def a_contested_commitment_was_kept_before(self) -> None:
        for it in self.streams.values():
            if isinstance(it, Commitment) and it.state is CommitmentState.CONTESTED:
                kinds = [type(f) for f in self.told if f.originator_id == it.id]
                assert Commitment.Kept in kinds[: kinds.index(Commitment.KeptContested)]


Cell.TestCase.settings = settings(max_examples=150, stateful_step_count=50, deadline=None)
TestCell = Cell.TestCase
