"""What a person allows: consents and opposition (RGPD, articles 6, 7 and 21)."""

from collections.abc import Mapping
from datetime import date
from enum import Enum
from typing import NamedTuple

from domain import codes
from domain import person_standing as standing
from domain.person_requests import Requesting, ensure_within_a_month
from domain.person_standing import Fact
from domain.values import Code, PartnerId

BY_CONSENT = "consent"
"""The sharing ground that is the person's own word."""


class Opposition(Enum):
    NONE = "none"
    PENDING = "pending"
    UPHELD = "upheld"


class About(NamedTuple):
    """What a word of the person is about; no partner: whichever it may be."""

    scope: Code
    partner: PartnerId | None


class Said(NamedTuple):
    """The person's last word: given, up to a day or for good; or not."""

    given: bool
    until: date | None = None

    def holds_on(self, day: date) -> bool:
        return self.given and (self.until is None or day <= self.until)


NO = Said(given=False)


class Word(Fact):
    """What the person says about sharing for that purpose, with that partner or with any."""

    scope: Code
    partner: PartnerId | None

    def apply(self, it: "Consenting") -> None:
        it.heard(About(self.scope, self.partner), NO)


class Consenting(Requesting):
    class ConsentGiven(Word):
        how: Code
        until: date | None

        def apply(self, it: "Consenting") -> None:
            it.heard(About(self.scope, self.partner), Said(given=True, until=self.until))

    class ConsentRefused(Word):
        pass

    class ConsentWithdrawn(Word):
        pass

    class OppositionRaised(Fact):
        received_on: date
        decide_by: date

        def apply(self, it: "Consenting") -> None:
            it.opposition = Opposition.PENDING

    class OppositionUpheld(Fact):
        def apply(self, it: "Consenting") -> None:
            it.opposition = Opposition.UPHELD

    class OppositionRejected(Fact):
        reason: Code

        def apply(self, it: "Consenting") -> None:
            it.opposition = Opposition.NONE

    class OppositionTakenBack(Fact):
        """The person no longer objects."""

        def apply(self, it: "Consenting") -> None:
            it.opposition = Opposition.NONE

    def begin(self, by: PartnerId) -> None:
        super().begin(by)
        self.words: Mapping[About, Said] = {}
        self.opposition = Opposition.NONE

    def limit(self) -> None:
        """What they allowed before no longer does; what they allow from now on will."""
        super().limit()
        self.words = {about: said for about, said in self.words.items() if not said.given}

    def heard(self, about: About, said: Said) -> None:
        """A refusal for any partner undoes every yes; a yes for any, no refusal of one."""
        kept = {
            earlier: word
            for earlier, word in self.words.items()
            if said.given or about.partner is not None or earlier.scope != about.scope
        }
        self.words = {**kept, about: said}

    def word_on(self, scope: str, partner: PartnerId | None) -> Said | None:
        """The person's last word on this partner, else on any; None if they said none."""
        return self.words.get(About(scope, partner), self.words.get(About(scope, None)))

    def ensure_shareable(
        self, *, sharing_ground: str, partner: PartnerId, today: date, scope: str = "referral"
    ) -> None:
        """Whether something of this person may be shared with ``partner`` today.

        ``PersonMerged``, ``PersonDeceased``, ``PersonArchived``; ``SharingOpposed`` while an
        opposition is undecided (RGPD, article 18) or upheld; ``SharingLimited`` while a
        limitation holds, but for a consent that does; ``ConsentMissing`` where their
        consent is the ground and was refused, withdrawn, or is over. Whoever never said a
        word about it is asked when something is shared. A legal duty (protection of a
        child) yields to neither opposition, limitation nor archive.
        """
        if codes.is_legal_duty(sharing_ground):
            self._ensure_current()
            self._ensure_living()
            return
        self.ensure_active()
        if self.opposition is not Opposition.NONE:
            raise standing.SharingOpposed
        word = self.word_on(scope, partner)
        agreed = sharing_ground == BY_CONSENT and word is not None and word.holds_on(today)
        if self.limited and not agreed:
            raise standing.SharingLimited
        if sharing_ground == BY_CONSENT and word is not None and not word.holds_on(today):
            raise standing.ConsentMissing

    def give_consent(
        self,
        *,
        by: PartnerId,
        scope: str,
        how: str,
        partner: PartnerId | None = None,
        until: date | None = None,
    ) -> None:
        """``how``: its proof (RGPD, article 7); ``until``: the last day it holds."""
        self._ensure_may_say(scope)
        codes.CONSENT_FORMS.ensure(how=how)
        self.trigger_event(
            self.ConsentGiven, by=by, scope=scope, partner=partner, how=how, until=until
        )

    def refuse_consent(
        self, *, by: PartnerId, scope: str, partner: PartnerId | None = None
    ) -> None:
        self._ensure_may_say(scope)
        self.trigger_event(self.ConsentRefused, by=by, scope=scope, partner=partner)

    def withdraw_consent(
        self, *, by: PartnerId, scope: str, partner: PartnerId | None = None
    ) -> None:
        self._ensure_may_say(scope)
        if not self._gave(scope, partner):
            raise standing.NoConsentToWithdraw
        self.trigger_event(self.ConsentWithdrawn, by=by, scope=scope, partner=partner)

    def raise_opposition(self, *, by: PartnerId, received_on: date, decide_by: date) -> None:
        """``decide_by``: at the latest ``latest_answer(received_on)``."""
        self._ensure_living()
        if self.opposition is not Opposition.NONE:
            raise standing.AlreadyOpposed
        ensure_within_a_month(received_on, decide_by)
        self.trigger_event(
            self.OppositionRaised, by=by, received_on=received_on, decide_by=decide_by
        )

    def uphold_opposition(self, *, by: PartnerId) -> None:
        self._ensure_opposition(Opposition.PENDING)
        self.trigger_event(self.OppositionUpheld, by=by)

    def reject_opposition(self, *, by: PartnerId, reason: str) -> None:
        self._ensure_opposition(Opposition.PENDING)
        codes.OPPOSITION_REJECTIONS.ensure(reason=reason)
        self.trigger_event(self.OppositionRejected, by=by, reason=reason)

    def take_back_opposition(self, *, by: PartnerId) -> None:
        self._ensure_opposition(Opposition.PENDING, Opposition.UPHELD)
        self.trigger_event(self.OppositionTakenBack, by=by)

    def _ensure_may_say(self, scope: str) -> None:
        self.ensure_active()
        codes.CONSENT_SCOPES.ensure(scope=scope)

    def _gave(self, scope: str, partner: PartnerId | None) -> bool:
        """Whether a consent stands: for this partner, or for any of them."""
        if partner is not None:
            word = self.word_on(scope, partner)
            return word is not None and word.given
        return any(about.scope == scope and said.given for about, said in self.words.items())

    def _ensure_nothing_binds(self) -> None:
        refused = not all(said.given for said in self.words.values())
        objects = self.opposition is not Opposition.NONE or self.limited
        if refused or self.requests or objects:
            raise standing.WouldBeLost

    def _ensure_opposition(self, *expected: Opposition) -> None:
        if self.opposition not in expected:
            raise standing.NoOpposition
