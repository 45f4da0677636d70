"""How to reach a person safely, who stands for them, and with whom they live."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import ClassVar

from domain import codes
from domain import person_standing as standing
from domain.periods import PeriodReversed
from domain.person_standing import Fact, Standing
from domain.values import Code, HouseholdId, Line, PartnerId, Personal


class Reaching(Standing):
    class ContactChanged(Fact):
        transition: ClassVar[bool] = False

        phone: Personal[Line] | None
        mail: Personal[Line] | None
        address: Personal[Line] | None

    class ReachableBy(Fact):
        """The safe way to them; the last said stands."""

        transition: ClassVar[bool] = False

        means: Personal[Line] | None
        hours: Personal[Line] | None
        never_by: tuple[Code, ...]

        def apply(self, it: "Reaching") -> None:
            it.never_by = frozenset(self.never_by)

    class InterpreterNeeded(Fact):
        """In which languages, the best first; none: an interpreter is not needed."""

        transition: ClassVar[bool] = False

        languages: Personal[tuple[Code, ...]]

    class AccessNeeded(Fact):
        """What an appointment must provide for; the last said stands, perhaps nothing."""

        transition: ClassVar[bool] = False

        needs: Personal[tuple[Code, ...]]

    class AddressProtected(Fact):
        reason: Personal[Code]

        def apply(self, it: "Reaching") -> None:
            it.protected_by = self.by

    class AddressUnprotected(Fact):
        def apply(self, it: "Reaching") -> None:
            it.protected_by = None

    class RepresentedBy(Fact):
        """``number`` counts the representations of this person, from 1."""

        number: int
        kind: Code
        who: Personal[Line]
        scope: Code
        since: date | None
        until: date | None

        def apply(self, it: "Reaching") -> None:
            it.representations = {**it.representations, self.number: self.since}
            it.represented = self.number

    class RepresentationEnded(Fact):
        number: int
        ended_on: date

        def apply(self, it: "Reaching") -> None:
            it.representations = {
                number: since
                for number, since in it.representations.items()
                if number != self.number
            }

    class JoinedHousehold(Fact):
        household: HouseholdId
        since: date

        def apply(self, it: "Reaching") -> None:
            it.households = {**it.households, self.household: self.since}

    class LeftHousehold(Fact):
        household: HouseholdId
        left_on: date

        def apply(self, it: "Reaching") -> None:
            it.households = {
                household: since
                for household, since in it.households.items()
                if household != self.household
            }
            it.households_left = {**it.households_left, self.household: self.left_on}

    def begin(self, by: PartnerId) -> None:
        super().begin(by)
        self.never_by: frozenset[Code] = frozenset()
        self.protected_by: PartnerId | None = None
        self.represented = 0
        self.representations: Mapping[int, date | None] = {}
        self.households: Mapping[HouseholdId, date] = {}
        self.households_left: Mapping[HouseholdId, date] = {}

    def change_contact(
        self,
        *,
        by: PartnerId,
        phone: str | None = None,
        mail: str | None = None,
        address: str | None = None,
    ) -> None:
        self.ensure_active()
        if phone is None and mail is None and address is None:
            raise standing.NothingToContact
        self.trigger_event(self.ContactChanged, by=by, phone=phone, mail=mail, address=address)

    def reach_by(
        self,
        *,
        by: PartnerId,
        means: str | None = None,
        hours: str | None = None,
        never_by: tuple[str, ...] = (),
    ) -> None:
        """``means``: the safe one, in words; ``never_by``: what would put them at risk."""
        self.ensure_active()
        codes.CONTACT_MEANS.ensure_each(never_by=never_by)
        if means is None and hours is None and not never_by:
            raise standing.NothingToContact
        self.trigger_event(self.ReachableBy, by=by, means=means, hours=hours, never_by=never_by)

    def ensure_safe(self, means: Iterable[str]) -> None:
        """Whether they may be reached by these means; raises ``NeverSo``."""
        if not self.never_by.isdisjoint(means):
            raise standing.NeverSo

    def need_interpreter(self, *, by: PartnerId, languages: tuple[str, ...] = ()) -> None:
        """``languages``: ISO 639 codes, the best first; none takes the need back."""
        self.ensure_active()
        codes.LANGUAGES.ensure_each(languages=languages)
        self.trigger_event(self.InterpreterNeeded, by=by, languages=languages)

    def need_access(self, *, by: PartnerId, needs: tuple[str, ...] = ()) -> None:
        """``needs``: all that hold now; none takes the earlier ones back."""
        self.ensure_active()
        codes.ACCESS_NEEDS.ensure_each(needs=needs)
        self.trigger_event(self.AccessNeeded, by=by, needs=needs)

    def protect_address(self, *, by: PartnerId, reason: str) -> None:
        """From now on only ``by`` and the partner that registered the person read it."""
        self.ensure_active()
        if self.protected_by is not None:
            raise standing.AlreadyProtected
        codes.ADDRESS_PROTECTIONS.ensure(reason=reason)
        self.trigger_event(self.AddressProtected, by=by, reason=reason)

    def unprotect_address(self, *, by: PartnerId) -> None:
        if self.protected_by is None:
            raise standing.NotProtected
        if by not in (self.protected_by, self.registered_by):
            raise standing.NotProtector
        self.trigger_event(self.AddressUnprotected, by=by)

    def represent(
        self,
        *,
        by: PartnerId,
        kind: str,
        who: str,
        scope: str,
        since: date | None = None,
        until: date | None = None,
    ) -> None:
        """``since`` and ``until``, both included, as the judgment or the mandate says."""
        self.ensure_active()
        codes.REPRESENTATIONS.ensure(kind=kind)
        codes.REPRESENTATION_SCOPES.ensure(scope=scope)
        if since is not None and until is not None and until < since:
            raise PeriodReversed("until")
        self.trigger_event(
            self.RepresentedBy,
            by=by,
            number=self.represented + 1,
            kind=kind,
            who=who,
            scope=scope,
            since=since,
            until=until,
        )

    def end_representation(self, *, by: PartnerId, number: int, ended_on: date) -> None:
        self._ensure_not_archived()
        if number not in self.representations:
            raise standing.NotRepresentedSo
        since = self.representations[number]
        if since is not None and ended_on < since:
            raise PeriodReversed("ended_on")
        self.trigger_event(self.RepresentationEnded, by=by, number=number, ended_on=ended_on)

    def join_household(self, *, by: PartnerId, household: HouseholdId, since: date) -> None:
        """A child in shared custody lives in two households.

        Who comes back to one comes after the last day there: periods never overlap.
        """
        self.ensure_active()
        if household in self.households:
            raise standing.AlreadyInHousehold
        if since <= self.households_left.get(household, date.min):
            raise standing.StillInHousehold
        self.trigger_event(self.JoinedHousehold, by=by, household=household, since=since)

    def leave_household(self, *, by: PartnerId, household: HouseholdId, left_on: date) -> None:
        self._ensure_not_archived()
        if household not in self.households:
            raise standing.NotInHousehold
        if left_on < self.households[household]:
            raise PeriodReversed("left_on")
        self.trigger_event(self.LeftHousehold, by=by, household=household, left_on=left_on)
