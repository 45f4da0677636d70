"""Follow-ups (suites) as the session proposes them: about an item, to somebody, by a day."""

from datetime import date, timedelta
from uuid import UUID

from domain import codes
from domain import follow_up_life as follow
from domain.aggregate import Aggregate
from domain.follow_up_life import FollowUp
from domain.local_time import day_of
from domain.values import AlertId, Code, PartnerId, Personal, Text
from domain.watch_session_life import Item
from domain.watch_session_standing import SessionStanding
from domain.working_days import ensure_covered

FARTHEST = timedelta(days=2 * 366)
"""From the day of the session to the last day on which a follow-up may be due."""


class Proposals(SessionStanding):
    class FollowUpProposed(Aggregate.Event):
        """Its text is sealed under the item's alert, and ends with it."""

        number: int
        alert: AlertId
        kind: Code
        responsible: PartnerId
        to: PartnerId | None
        due: date
        text: Personal[Text]

        def sealed_for(self, it: Aggregate) -> UUID:
            return self.alert

        def apply(self, it: SessionStanding) -> None:
            new = FollowUp(self.alert, self.kind, self.responsible, self.due, self.to)
            it.follow_ups = {**it.follow_ups, self.number: new}

    def propose_follow_up(
        self,
        *,
        alert: AlertId,
        kind: str,
        responsible: PartnerId,
        due: date,
        text: str,
        to: PartnerId | None = None,
    ) -> None:
        """About an item of the agenda; ``to`` has the benefit of a commitment."""
        self._ensure_minutes_open()
        item = self._item(alert)
        codes.FOLLOW_UP_KINDS.ensure(kind=kind)
        if responsible not in self.members:
            raise follow.ResponsibleNotInvited
        if not self._has_part(responsible, item):
            raise follow.ResponsibleApart
        self._ensure_due(due)
        _ensure_beneficiary(kind, responsible, to)
        if to is not None and not self._has_part(to, item):
            raise follow.BeneficiaryApart
        self.trigger_event(
            self.FollowUpProposed,
            number=len(self.follow_ups) + 1,
            alert=alert,
            kind=kind,
            responsible=responsible,
            to=to,
            due=due,
            text=text,
        )

    def _ensure_due(self, due: date) -> None:
        met = day_of(self.meets_at)
        if due <= met:
            raise follow.DueBeforeSession
        ensure_covered(due)
        if due - met > FARTHEST:
            raise follow.DueTooFar

    def _has_part(self, partner: PartnerId, item: Item) -> bool:
        """Of a nominative item, only members that may hear names; of others, anybody."""
        if not item.is_nominative:
            return True
        return partner in self.members and self.members[partner].may_hear_names


def _ensure_beneficiary(kind: str, responsible: PartnerId, to: PartnerId | None) -> None:
    if codes.leads_to(kind) == "commitment":
        if to is None or to == responsible:
            raise follow.BeneficiaryMissing
    elif to is not None:
        raise follow.BeneficiaryUnneeded
