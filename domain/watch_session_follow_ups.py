"""What becomes of follow-ups (suites): accepted, refused, done or dropped by who answers."""

from dataclasses import replace
from datetime import date
from uuid import UUID

from domain import codes
from domain import follow_up_life as follow
from domain.aggregate import Aggregate
from domain.follow_up_life import Answer, FollowUp
from domain.nameless import ensure_all_nameless
from domain.values import (
    AlertId,
    CaseId,
    Code,
    PartnerId,
    Personal,
    Public,
    Reference,
    Text,
)
from domain.watch_session_life import Item
from domain.watch_session_standing import SessionStanding


def _answered(it: SessionStanding, number: int, answer: Answer) -> None:
    it.follow_ups = {**it.follow_ups, number: replace(it.follow_ups[number], answer=answer)}


class FollowUps(SessionStanding):
    class FollowUpAccepted(Aggregate.Event):
        """``by`` is its responsible. ``to``, ``promise``, ``resource``: of a commitment.

        ``case``: the alert whose readers alone are told of it, where the item is nominative.
        """

        number: int
        by: PartnerId
        kind: Code
        case: CaseId | None
        to: PartnerId | None
        due: date
        promise: Public[Text] | None
        resource: Code | None

        def apply(self, it: SessionStanding) -> None:
            _answered(it, self.number, Answer.ACCEPTED)

    class FollowUpRefused(Aggregate.Event):
        number: int
        alert: AlertId
        by: PartnerId
        reason: Code
        sentence: Personal[Text] | None

        def sealed_for(self, it: Aggregate) -> UUID:
            return self.alert

        def apply(self, it: SessionStanding) -> None:
            _answered(it, self.number, Answer.REFUSED)

    class FollowUpLedTo(Aggregate.Event):
        number: int
        by: PartnerId
        reference: Reference

        def apply(self, it: SessionStanding) -> None:
            _answered(it, self.number, Answer.LED)

    class FollowUpDone(Aggregate.Event):
        number: int
        by: PartnerId

        def apply(self, it: SessionStanding) -> None:
            _answered(it, self.number, Answer.DONE)

    class FollowUpDropped(Aggregate.Event):
        number: int
        by: PartnerId
        reason: Code

        def apply(self, it: SessionStanding) -> None:
            _answered(it, self.number, Answer.DROPPED)

    def accept_follow_up(
        self,
        *,
        by: PartnerId,
        number: int,
        promise: str | None = None,
        resource: str | None = None,
    ) -> None:
        """``promise``: what its responsible commits to, in public words, by which resource.

        Of a nominative item nothing is said in public: the follow-up's own text says it.
        """
        asked = self._to_answer(by, number)
        item = self.items[asked.alert]
        _ensure_promised(asked, item, promise, resource)
        ensure_all_nameless(promise=promise)
        self.trigger_event(
            self.FollowUpAccepted,
            number=number,
            by=by,
            kind=asked.kind,
            case=CaseId(asked.alert) if item.is_nominative else None,
            to=asked.to,
            due=asked.due,
            promise=promise,
            resource=resource,
        )

    def refuse_follow_up(
        self, *, by: PartnerId, number: int, reason: str, sentence: str | None = None
    ) -> None:
        alert = self._to_answer(by, number).alert
        codes.FOLLOW_UP_REFUSALS.ensure(reason=reason)
        self.trigger_event(
            self.FollowUpRefused,
            number=number,
            alert=alert,
            by=by,
            reason=reason,
            sentence=sentence,
        )

    def tie_follow_up(self, *, by: PartnerId, number: int, reference: Reference) -> None:
        """What it led to: the commitment or the referral of its responsible."""
        asked = self._under_way(by, number)
        codes.REFERENCES.ensure(kind=reference.kind)
        if codes.leads_to(asked.kind) != reference.kind:
            raise follow.NotWhereItLeads
        self.trigger_event(self.FollowUpLedTo, number=number, by=by, reference=reference)

    def finish_follow_up(self, *, by: PartnerId, number: int) -> None:
        self._under_way(by, number)
        self.trigger_event(self.FollowUpDone, number=number, by=by)

    def drop_follow_up(self, *, by: PartnerId, number: int, reason: str) -> None:
        """Its responsible gives it up, or the convener one that it never answered."""
        asked = self._follow_up(number)
        if by not in (asked.responsible, self.convener):
            raise follow.NotResponsible
        if asked.answer not in (Answer.PROPOSED, Answer.ACCEPTED):
            raise follow.FollowUpNotOpen
        codes.FOLLOW_UP_DROPS.ensure(reason=reason)
        self.trigger_event(self.FollowUpDropped, number=number, by=by, reason=reason)

    def _follow_up(self, number: int) -> FollowUp:
        self._ensure_not_cancelled()
        if number not in self.follow_ups:
            raise follow.UnknownFollowUp
        return self.follow_ups[number]

    def _of_responsible(self, by: PartnerId, number: int) -> FollowUp:
        asked = self._follow_up(number)
        if by != asked.responsible:
            raise follow.NotResponsible
        return asked

    def _to_answer(self, by: PartnerId, number: int) -> FollowUp:
        asked = self._of_responsible(by, number)
        if asked.answer is not Answer.PROPOSED:
            raise follow.FollowUpAnswered
        return asked

    def _under_way(self, by: PartnerId, number: int) -> FollowUp:
        asked = self._of_responsible(by, number)
        if asked.answer is not Answer.ACCEPTED:
            raise follow.FollowUpNotOpen
        return asked


def _ensure_promised(
    asked: FollowUp, item: Item, promise: str | None, resource: str | None
) -> None:
    if codes.leads_to(asked.kind) != "commitment":
        if promise is not None or resource is not None:
            raise follow.PromiseUnneeded
    elif item.is_nominative and promise is not None:
        raise follow.PromiseNominative
    elif resource is None or (promise is None and not item.is_nominative):
        raise follow.PromiseMissing
    else:
        codes.RESOURCE_KINDS.ensure(resource=resource)
