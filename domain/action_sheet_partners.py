"""Who carries an action sheet, and the partners that take part in it."""

from domain import action_sheet_life as life
from domain import codes
from domain.action_sheet_standing import Standing
from domain.aggregate import Aggregate
from domain.nameless import ensure_all_nameless
from domain.values import Code, PartnerId, Public, Text


class Carrying(Standing):
    class PartnerJoined(Aggregate.Event):
        partner: PartnerId

        def apply(self, it: "Carrying") -> None:
            it.partners |= {self.partner}

    class PartnerLeft(Aggregate.Event):
        partner: PartnerId
        reason: Code
        words: Public[Text] | None

        def apply(self, it: "Carrying") -> None:
            it.partners -= {self.partner}

    class HandedOver(Aggregate.Event):
        """Another partner carries it; the one before stays among its partners."""

        before: PartnerId
        partner: PartnerId

        def apply(self, it: "Carrying") -> None:
            it.partners = (it.partners | {self.before}) - {self.partner}
            it.lead = self.partner

    def join(self, *, by: PartnerId) -> None:
        self._ensure_open()
        if by == self.lead or by in self.partners:
            raise life.AlreadyTakingPart
        self.trigger_event(self.PartnerJoined, partner=by)

    def leave(self, *, by: PartnerId, reason: str, words: str | None = None) -> None:
        self._ensure_open()
        if by == self.lead:
            raise life.LeadTakesPart
        if by not in self.partners:
            raise life.NotTakingPart
        codes.SHEET_LEAVES.ensure(reason=reason)
        ensure_all_nameless(words=words)
        self.trigger_event(self.PartnerLeft, partner=by, reason=reason, words=words)

    def hand_over(self, *, to: PartnerId) -> None:
        self._ensure_open()
        if to == self.lead:
            raise life.AlreadyCarrying
        self.trigger_event(self.HandedOver, before=self.lead, partner=to)
