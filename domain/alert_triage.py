"""From raised to examined: the cell takes an alert up, entrusts it, puts it on an agenda."""

from typing import Any, ClassVar

from domain import alert_life as life
from domain import codes
from domain.aggregate import Aggregate
from domain.alert_life import State
from domain.alert_standing import AlertStanding, Fact, ensure_danger_said, is_child
from domain.danger import ChildInDanger
from domain.endings import AlreadyEnded
from domain.values import AgentId, AlertId, Code, PartnerId, Personal, SessionId, Text
from domain.watch_session_life import NotOnAgenda


class Triage(AlertStanding):
    class Acknowledged(Fact):
        def apply(self, it: AlertStanding) -> None:
            it.stand(State.ACKNOWLEDGED)

    class Qualified(Fact):
        """What the cell makes of it: its urgency, its themes, whether somebody is in danger."""

        urgency: Code
        themes: tuple[Code, ...]
        peril: Code
        danger: Code | None
        analysis: Personal[Text] | None

        def apply(self, it: AlertStanding) -> None:
            it.child_in_danger = is_child(self.peril)
            it.triaged = State.QUALIFIED
            if it.off_agenda is State.ACKNOWLEDGED:
                it.off_agenda = State.QUALIFIED
            if it.state in (State.RAISED, State.ACKNOWLEDGED):
                it.stand(State.QUALIFIED)

    class MarkedDuplicate(Fact):
        of: AlertId

        def apply(self, it: AlertStanding) -> None:
            it.original = self.of
            it.stand(State.DUPLICATE)

    class DuplicateJoined(Aggregate.Event):
        """Another alert says the same: it is followed here."""

        duplicate: AlertId

        def apply(self, it: AlertStanding) -> None:
            it.duplicates |= {self.duplicate}

    class DuplicateLeft(Aggregate.Event):
        """It was reopened: it is followed on its own again."""

        duplicate: AlertId

        def apply(self, it: AlertStanding) -> None:
            it.duplicates -= {self.duplicate}

    class Assigned(Fact):
        """From now on ``partner`` sees to it, and reads it by that exception to secrecy.

        ``released``: who saw to it before, and has no other reason to read it.
        """

        class_version: ClassVar[int] = 2

        partner: PartnerId
        agent: AgentId | None
        sharing_ground: Code | None
        released: PartnerId | None

        @staticmethod
        def upcast_v1_v2(state: dict[str, Any]) -> None:
            """Nobody was released yet."""
            state["released"] = None

        def apply(self, it: AlertStanding) -> None:
            it.owner, it.owner_agent = self.partner, self.agent

    class PutOnAgenda(Aggregate.Event):
        session: SessionId

        def apply(self, it: AlertStanding) -> None:
            it.off_agenda = it.triaged if it.state is State.RAISED else it.state
            it.stand(State.ON_AGENDA)
            it.session = self.session

    class Examined(Fact):
        """The nominative part of a session's minutes: it ends with the alert's key."""

        session: SessionId
        conclusion: Personal[Text]

        def apply(self, it: AlertStanding) -> None:
            it.examined_in |= {self.session}
            it.session = None
            it.stand(State.EXAMINED)

    def acknowledge(self, *, by: PartnerId) -> None:
        self._ensure_open()
        if self.state is not State.RAISED:
            raise life.AlreadyAcknowledged
        self.trigger_event(self.Acknowledged, by=by)

    def qualify(
        self,
        *,
        by: PartnerId,
        urgency: str,
        themes: tuple[str, ...],
        peril: str,
        danger: str | None = None,
        analysis: str | None = None,
    ) -> None:
        """A child found to be in danger leaves the agenda: the département comes first."""
        self._ensure_open()
        codes.THEMES.ensure_each(themes=themes)
        if not themes:
            raise life.NoTheme
        ensure_danger_said(urgency, peril, danger)
        if is_child(peril):
            self._leave_agenda()
        self.trigger_event(
            self.Qualified,
            by=by,
            urgency=urgency,
            themes=themes,
            peril=peril,
            danger=danger,
            analysis=analysis,
        )

    def mark_duplicate(self, *, by: PartnerId, of: AlertId) -> None:
        """``of`` has been asked by the caller (``ensure_original``)."""
        self._ensure_open()
        if of == self.id:
            raise life.DuplicateOfItself
        if self.duplicates:
            raise life.HasDuplicates
        self._leave_agenda()
        self.trigger_event(self.MarkedDuplicate, by=by, of=of)

    def ensure_original(self, *, kind: str) -> None:
        """Whether an alert of that kind may be followed here as a duplicate."""
        if self.state is State.DUPLICATE:
            raise life.DuplicateOfDuplicate
        if self.state is State.IN_ERROR:
            raise AlreadyEnded
        if kind != self.kind:
            raise life.NotAlike

    def join(self, *, duplicate: AlertId) -> None:
        if duplicate in self.duplicates:
            raise life.DuplicateOfDuplicate
        self.trigger_event(self.DuplicateJoined, duplicate=duplicate)

    def part(self, *, duplicate: AlertId) -> None:
        if duplicate not in self.duplicates:
            raise life.NotADuplicate
        self.trigger_event(self.DuplicateLeft, duplicate=duplicate)

    def assign(
        self,
        *,
        by: PartnerId,
        partner: PartnerId,
        agent: AgentId | None = None,
        sharing_ground: str | None = None,
    ) -> None:
        """``partner`` has been asked by the caller whether it may learn of a household."""
        self._ensure_open()
        if (partner, agent) == (self.owner, self.owner_agent):
            raise life.AlreadyOwner
        if partner not in (self.raiser, self.owner):
            self._ensure_ground(sharing_ground)
        stays = (None, partner, self.raiser, self.answerable)
        self.trigger_event(
            self.Assigned,
            by=by,
            partner=partner,
            agent=agent,
            sharing_ground=sharing_ground,
            released=None if self.owner in stays else self.owner,
        )

    def put_on_agenda(self, *, session: SessionId) -> None:
        """By the session's own fact; under which regime is the session's rule."""
        self._ensure_open()
        if self.child_in_danger:
            raise ChildInDanger
        if self.session is not None:
            raise life.AlreadyOnAgenda
        self.trigger_event(self.PutOnAgenda, session=session)

    def take_off_agenda(self, *, session: SessionId) -> None:
        if self.session != session:
            raise NotOnAgenda
        self._leave_agenda()

    def examine(self, *, by: PartnerId, session: SessionId, conclusion: str) -> None:
        """Told again, the later conclusion stands; both stay readable."""
        self._ensure_open()
        again = self.session is None and session in self.examined_in
        if session != self.session and not again:
            raise NotOnAgenda
        if self.child_in_danger:
            raise ChildInDanger
        self.trigger_event(self.Examined, by=by, session=session, conclusion=conclusion)
