"""How a commitment stands between its two sides, and the guards that its verbs share."""

from collections.abc import Set as AbstractSet
from datetime import date

from domain import commitment_life as life
from domain.aggregate import Aggregate, Refusal
from domain.commitment_life import OPEN, OWED, CommitmentState
from domain.endings import AlreadyEnded
from domain.values import CaseId, Deadline, PartnerId, Reference


class Standing(Aggregate):
    def begin(
        self,
        debtor: PartnerId | None,
        beneficiary: PartnerId | None,
        serves: Reference | None,
        case: CaseId | None,
        deadline: Deadline | None,
    ) -> None:
        self.debtor, self.beneficiary = debtor, beneficiary
        self.serves, self.case = serves, case
        self.agreed: frozenset[PartnerId | None] = frozenset()
        self.owe_by(deadline)
        self.stand(CommitmentState.REQUESTED if deadline is None else CommitmentState.MADE)

    def stand(self, state: CommitmentState) -> None:
        self.state = state

    def owe_by(self, deadline: Deadline | None) -> None:
        """Terms of that day stand: nobody has confirmed them, and the clock begins anew."""
        self.deadline = deadline
        self.reminded: frozenset[date] = frozenset()
        self.overdue = self.confirmed = False

    @property
    def case_id(self) -> CaseId | None:
        """The dossier that it serves, if that is about somebody: the same readers only."""
        return self.case

    @property
    def made(self) -> bool:
        """Whether somebody has committed to it."""
        return self.deadline is not None

    @property
    def is_owed(self) -> bool:
        return self.state in OWED

    @property
    def published(self) -> bool:
        """Whether both sides agree that the public is shown it."""
        return {self.debtor, self.beneficiary} <= self.agreed

    def _ensure_requested(self) -> None:
        if self.state is not CommitmentState.REQUESTED:
            raise life.NotRequested

    def _ensure_owed(self) -> None:
        self._ensure_in(OWED, life.NotOwed)

    def _ensure_in(
        self, states: AbstractSet[CommitmentState], otherwise: type[Refusal]
    ) -> None:
        if self.state not in OPEN:
            raise AlreadyEnded
        if self.state not in states:
            raise otherwise
