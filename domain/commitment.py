"""A commitment (engagement): what a partner promises another, or the whole territory.

It begins in one of two ways, which are two first facts of one life. ``Requested``: somebody
asks for it, and it is made, declined or left. ``Undertaken``: it is made without having been
asked for here, of one's own accord or in a session; no request is told that nobody made.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar, Self
from uuid import UUID

from domain import codes
from domain import commitment_life as life
from domain.aggregate import Aggregate, event
from domain.commitment_keeping import Keeping
from domain.commitment_life import OPEN, CommitmentState
from domain.commitment_standing import Standing
from domain.commitment_terms import Terms, ensure_serves, ensure_terms
from domain.endings import AlreadyEnded
from domain.nameless import ensure_all_nameless
from domain.values import CaseId, Code, Deadline, PartnerId, Public, Reference, Text


class Commitment(Keeping):
    class Requested(Aggregate.Created):
        """``debtor``: of whom; None is whoever takes it up. ``beneficiary``: who asks.

        A beneficiary of None is the territory as a whole. ``case``: the dossier whose
        readers alone are told of it, where what it serves is about somebody.
        """

        debtor: PartnerId | None
        beneficiary: PartnerId | None
        terms: Terms
        wished_for: date | None
        serves: Reference | None
        case: CaseId | None

    class Undertaken(Aggregate.Created):
        """Made without having been asked for here; ``signed_by``: in which function."""

        debtor: PartnerId
        beneficiary: PartnerId | None
        terms: Terms
        deadline: Deadline
        signed_by: Code
        serves: Reference | None
        case: CaseId | None

    class DeclinedToCommit(Aggregate.Event):
        reason: Code
        sentence: Public[Text] | None

        def apply(self, it: Standing) -> None:
            it.stand(CommitmentState.DECLINED)

    class Made(Aggregate.Event):
        """A request is taken up, on the debtor's own terms."""

        debtor: PartnerId
        beneficiary: PartnerId | None
        terms: Terms
        deadline: Deadline
        signed_by: Code
        serves: Reference | None

        def apply(self, it: Standing) -> None:
            it.debtor = self.debtor
            it.owe_by(self.deadline)
            it.stand(CommitmentState.MADE)

    class Confirmed(Aggregate.Event):
        """The terms are as agreed, says the beneficiary."""

        def apply(self, it: Standing) -> None:
            it.confirmed = True

    class Released(Aggregate.Event):
        """Lifted by its beneficiary: neither kept nor not. A request is taken back so."""

        reason: Code
        sentence: Public[Text] | None

        def apply(self, it: Standing) -> None:
            it.stand(CommitmentState.RELEASED)

    class PublicationAgreed(Aggregate.Event):
        """One side's word; the public is shown nothing until both have given theirs.

        ``by``: the debtor or the beneficiary; None is the territory.
        """

        by: PartnerId | None

        def apply(self, it: Standing) -> None:
            it.agreed |= {self.by}

    class EnteredInError(Aggregate.Event):
        transition: ClassVar[bool] = False

        reason: Code

        def apply(self, it: Standing) -> None:
            it.stand(CommitmentState.IN_ERROR)

    @event(Requested)
    def __init__(
        self,
        id: UUID,  # noqa: A002 - the library passes the stream's id by this name
        debtor: PartnerId | None,
        beneficiary: PartnerId | None,
        terms: Terms,
        serves: Reference | None = None,
        case: CaseId | None = None,
        wished_for: date | None = None,
        deadline: Deadline | None = None,
        signed_by: Code | None = None,
    ) -> None:
        self.begin(debtor, beneficiary, serves, case, deadline)

    @classmethod
    def _create(cls, event_class: Any, *, id: UUID | None = None, **said: Any) -> Self:  # noqa: A002
        """What has a deadline is made; what has none is asked for."""
        asked = said["deadline"] is None
        others = ("deadline", "signed_by") if asked else ("wished_for",)
        facts = {
            name: value
            for name, value in said.items()
            if value is not None or name not in others
        }
        return super()._create(event_class if asked else cls.Undertaken, id=id, **facts)

    @classmethod
    def ensure_may_begin(cls, facts: Mapping[str, Any]) -> None:
        debtor, beneficiary, case = facts["debtor"], facts["beneficiary"], facts["case"]
        ensure_terms(facts["terms"], facts["serves"])
        ensure_serves(facts["serves"], case)
        if "signed_by" in facts:
            codes.SIGNATORIES.ensure(signed_by=facts["signed_by"])
            _ensure_owed_to_another(debtor, beneficiary)
        elif debtor is None and case is not None:
            raise life.AskedOfAll
        elif debtor is not None and debtor == beneficiary:
            raise life.AskedOfOneself

    def decline_to_commit(self, *, reason: str, sentence: str | None = None) -> None:
        """What was asked of nobody in particular is declined by nobody."""
        self._ensure_requested()
        codes.COMMITMENT_REFUSALS.ensure(reason=reason)
        ensure_all_nameless(sentence=sentence)
        if self.debtor is None:
            raise life.NotAskedOfYou
        self.trigger_event(self.DeclinedToCommit, reason=reason, sentence=sentence)

    def make(
        self, *, debtor: PartnerId, terms: Terms, deadline: Deadline, signed_by: str
    ) -> None:
        self._ensure_requested()
        if self.debtor not in (None, debtor):
            raise life.NotAskedOfYou
        _ensure_owed_to_another(debtor, self.beneficiary)
        ensure_terms(terms, self.serves)
        codes.SIGNATORIES.ensure(signed_by=signed_by)
        self.trigger_event(
            self.Made,
            debtor=debtor,
            beneficiary=self.beneficiary,
            terms=terms,
            deadline=deadline,
            signed_by=signed_by,
            serves=self.serves,
        )

    def confirm(self) -> None:
        self._ensure_owed()
        if self.confirmed:
            raise life.AlreadyConfirmed
        self.trigger_event(self.Confirmed)

    def release(self, *, reason: str, sentence: str | None = None) -> None:
        self._ensure_in(OPEN - {CommitmentState.KEPT}, life.NotOwed)
        codes.COMMITMENT_RELEASES.ensure(reason=reason)
        ensure_all_nameless(sentence=sentence)
        self.trigger_event(self.Released, reason=reason, sentence=sentence)

    def agree_to_publication(self, *, side: PartnerId | None) -> None:
        """``side``: whose word it is; None is the territory. An ended one is shown too."""
        if self.case is not None:
            raise life.NeverPublic
        if not self.made or self.state is CommitmentState.IN_ERROR:
            raise life.NotOwed
        if side not in (self.debtor, self.beneficiary):
            raise life.NotItsSide
        if side in self.agreed:
            raise life.PublicationAgreed
        self.trigger_event(self.PublicationAgreed, by=side)

    def enter_in_error(self, *, reason: str) -> None:
        if self.state is CommitmentState.IN_ERROR:
            raise AlreadyEnded
        codes.ERRORS.ensure(reason=reason)
        self.trigger_event(self.EnteredInError, reason=reason)


def _ensure_owed_to_another(debtor: PartnerId, beneficiary: PartnerId | None) -> None:
    if debtor == beneficiary:
        raise life.OwedToOneself
