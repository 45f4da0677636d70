"""A person (la personne): who they are and how to reach them, sealed under their own key."""

from datetime import date
from typing import Any, ClassVar

from domain import codes
from domain import person_standing as standing
from domain.aggregate import Aggregate, event
from domain.person_reach import Reaching
from domain.person_rights import Consenting
from domain.person_standing import Fact, Standing
from domain.values import Code, Line, PartnerId, Personal, PersonId


class Person(Reaching, Consenting):
    class Registered(Aggregate.Created):
        by: PartnerId
        family_name: Personal[Line]
        given_name: Personal[Line]
        birth_date: Personal[date] | None
        phone: Personal[Line] | None
        mail: Personal[Line] | None
        address: Personal[Line] | None

    class IdentityCorrected(Fact):
        transition: ClassVar[bool] = False

        reason: Code
        family_name: Personal[Line]
        given_name: Personal[Line]
        birth_date: Personal[date] | None

    class InformedOfSharing(Fact):
        transition: ClassVar[bool] = False

        how: Code
        partners: tuple[PartnerId, ...]

    class KnownTo(Aggregate.Event):
        """Another partner took up their request: it may record what they tell it."""

        transition: ClassVar[bool] = False

        partner: PartnerId
        sharing_ground: Code

        def apply(self, it: Standing) -> None:
            it.known_to |= {self.partner}

    class MergedInto(Fact):
        """The same human being was registered twice; the other one goes on."""

        into: PersonId
        evidence: Code

        def apply(self, it: Standing) -> None:
            it.merged_into = self.into

    class Unmerged(Fact):
        reason: Code

        def apply(self, it: Standing) -> None:
            it.merged_into = None

    class MovedAway(Fact):
        """Out of the territory; a new address there brings them back."""

        moved_on: date

    class Deceased(Fact):
        died_on: date | None

        def apply(self, it: Standing) -> None:
            it.deceased = True

    class DeathRetracted(Fact):
        """Their death was recorded in error."""

        def apply(self, it: Standing) -> None:
            it.deceased = False

    class Archived(Aggregate.Event):
        """The support is over; the key is kept for the DPO and the archivist."""

        ground: Code

        def apply(self, it: Standing) -> None:
            it.archived = True

    class Reactivated(Aggregate.Event):
        """They came back, or were archived in error."""

        def apply(self, it: Standing) -> None:
            it.archived = False

    @event(Registered)
    def __init__(
        self,
        id: PersonId,  # noqa: A002 - the library passes the stream's id by this name
        by: PartnerId,
        family_name: Personal[Line],
        given_name: Personal[Line],
        birth_date: Personal[date] | None = None,
        phone: Personal[Line] | None = None,
        mail: Personal[Line] | None = None,
        address: Personal[Line] | None = None,
    ) -> None:
        self.begin(by)

    def correct_identity(
        self,
        *,
        by: PartnerId,
        reason: str,
        family_name: str,
        given_name: str,
        birth_date: date | None = None,
    ) -> None:
        self._ensure_not_archived()
        codes.IDENTITY_CORRECTIONS.ensure(reason=reason)
        self.trigger_event(
            self.IdentityCorrected,
            by=by,
            reason=reason,
            family_name=family_name,
            given_name=given_name,
            birth_date=birth_date,
        )

    def inform_of_sharing(
        self, *, by: PartnerId, how: str, partners: tuple[PartnerId, ...]
    ) -> None:
        self.ensure_active()
        codes.INFORMED.ensure(how=how)
        self.trigger_event(self.InformedOfSharing, by=by, how=how, partners=partners)

    def make_known_to(self, *, partner: PartnerId, sharing_ground: str) -> None:
        if partner in self.known_to:
            raise standing.AlreadyKnown
        codes.SHARING_GROUNDS.ensure(sharing_ground=sharing_ground)
        self.trigger_event(self.KnownTo, partner=partner, sharing_ground=sharing_ground)

    def merge_into(self, *, by: PartnerId, into: PersonId, evidence: str) -> None:
        """``into`` has been asked by the caller (``ensure_takes``).

        Nothing that binds is lost: who refused, objected or waits for an answer stays.
        """
        self._ensure_not_archived()
        self._ensure_nothing_binds()
        if into == self.id:
            raise standing.NotIntoOneself
        codes.MERGE_EVIDENCE.ensure(evidence=evidence)
        self.trigger_event(self.MergedInto, by=by, into=into, evidence=evidence)

    def ensure_takes(self, *, by: PartnerId) -> None:
        """Whether ``by`` may merge another record into this one."""
        self._ensure_current()
        self._ensure_not_archived()
        if by not in self.known_to:
            raise standing.NotKnown

    def unmerge(self, *, by: PartnerId, reason: str) -> None:
        if self.merged_into is None:
            raise standing.NotMerged
        codes.ERRORS.ensure(reason=reason)
        self.trigger_event(self.Unmerged, by=by, reason=reason)

    def move_away(self, *, by: PartnerId, moved_on: date) -> None:
        self.ensure_active()
        self.trigger_event(self.MovedAway, by=by, moved_on=moved_on)

    def record_death(self, *, by: PartnerId, died_on: date | None = None) -> None:
        """``died_on``: None where the day is not known."""
        self._ensure_living()
        self._ensure_not_archived()
        self.trigger_event(self.Deceased, by=by, died_on=died_on)

    def retract_death(self, *, by: PartnerId) -> None:
        if not self.deceased:
            raise standing.NotDeceased
        self.trigger_event(self.DeathRetracted, by=by)

    def archive(self, *, ground: str) -> None:
        """By the DPO or the clock, for no partner: nothing else is recorded any more."""
        self._ensure_not_archived()
        codes.ARCHIVING_GROUNDS.ensure(ground=ground)
        self.trigger_event(self.Archived, ground=ground)

    def reactivate(self) -> None:
        if not self.archived:
            raise standing.NotArchived
        self.trigger_event(self.Reactivated)

    def trigger_event(self, event_class: Any, **facts: Any) -> None:
        """Once merged, only what undoes the merge or ends their data is recorded."""
        ends = (self.Unmerged, self.Erased, self.KeyDestroyed)
        if self.merged_into is not None and event_class not in ends:
            raise standing.PersonMerged
        super().trigger_event(event_class, **facts)
