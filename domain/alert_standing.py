"""How an alert stands before the cell, and the guards that its verbs share."""

from dataclasses import dataclass
from datetime import date

from domain import codes
from domain.aggregate import Aggregate, Subject
from domain.alert_life import OPEN, State
from domain.danger import ChildUnprotected, DangerUnsaid
from domain.endings import AlreadyEnded
from domain.sharing import GroundMissing
from domain.values import AgentId, AlertId, Code, Deadline, PartnerId, SessionId

SITUATION: Code = "situation"


class Fact(Aggregate.Event):
    """What a partner did; its agent stands in the fact's header."""

    by: PartnerId


@dataclass(frozen=True)
class Escalation:
    """Who must answer if the cell stays silent, and by when from then on."""

    to: PartnerId
    deadline: Deadline


class AlertStanding(Subject):
    class TakenOffAgenda(Aggregate.Event):
        """It goes back to where it stood before; its session may hear another day."""

        session: SessionId

        def apply(self, it: "AlertStanding") -> None:
            it.session, it.state = None, it.off_agenda

    def begin(
        self,
        kind: Code,
        raiser: PartnerId,
        sharing_ground: Code | None,
        peril: Code,
        informed: Code | None,
        deadline: Deadline,
        escalation: Escalation | None,
    ) -> None:
        self.kind, self.raiser, self.sharing_ground = kind, raiser, sharing_ground
        self.child_in_danger = is_child(peril)
        self.person_informed = informed in codes.TOLD
        self.escalation = escalation
        self.owner: PartnerId | None = None
        self.owner_agent: AgentId | None = None
        self.answerable: PartnerId | None = None
        self.original: AlertId | None = None
        self.duplicates: frozenset[AlertId] = frozenset()
        self.session: SessionId | None = None
        self.examined_in: frozenset[SessionId] = frozenset()
        self.triaged = State.ACKNOWLEDGED
        self.off_agenda = State.ACKNOWLEDGED
        self.state = State.RAISED
        self.await_by(deadline)

    def stand(self, state: State) -> None:
        """Whatever takes it up ends the wait for an acknowledgement, not for an answer."""
        if state not in OPEN:
            self.answerable = None
        if self.answerable is None:
            self.await_by(None)
        self.state = state

    def await_by(self, deadline: Deadline | None) -> None:
        self.deadline = deadline
        self.reminded: frozenset[date] = frozenset()

    @property
    def case_id(self) -> AlertId:
        """A dossier of its own: what is read of it is on record as for a case."""
        return AlertId(self.id)

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    def _ensure_open(self) -> None:
        if self.state not in OPEN:
            raise AlreadyEnded

    def _ensure_ground(self, sharing_ground: Code | None) -> None:
        """A household is spoken of to another service by an exception to secrecy only."""
        if sharing_ground is not None:
            codes.SHARING_GROUNDS.ensure(sharing_ground=sharing_ground)
        elif self.kind == SITUATION:
            raise GroundMissing

    def _leave_agenda(self) -> None:
        if self.session is not None:
            self.trigger_event(self.TakenOffAgenda, session=self.session)


def is_child(peril: Code) -> bool:
    """Whether what is in danger is a child (CASF, articles L.226-2-1 and L.226-3)."""
    entry = codes.PERILS.get(peril)
    return entry is not None and bool(entry.marks.get("child"))


def ensure_danger_said(urgency: Code, peril: Code, danger: Code | None) -> None:
    """Maillage is never the emergency route: danger says first what was done."""
    codes.URGENCIES.ensure(urgency=urgency)
    codes.PERILS.ensure(peril=peril)
    if danger is not None:
        codes.DANGER_MEASURES.ensure(danger=danger)
    if is_child(peril):
        told = danger is not None and codes.DANGER_MEASURES[danger].marks.get("child")
        if not told:
            raise ChildUnprotected
    elif danger is None and (urgency == "urgent" or peril != "none"):
        raise DangerUnsaid
