"""Who a case is about, who works on it, who leads it, and towards what."""

from datetime import date

from domain import case_life as life
from domain import codes
from domain.aggregate import Aggregate
from domain.case_standing import CaseStanding, Fact
from domain.values import AgentId, Code, PartnerId, Personal, PersonId, Text


class GoalOver(Fact):
    """A goal is named by the version of the fact that set it."""

    goal: int

    def apply(self, it: CaseStanding) -> None:
        it.goals -= {self.goal}


class CaseSupport(CaseStanding):
    class PersonAdded(Fact):
        person: PersonId

        def apply(self, it: CaseStanding) -> None:
            it.persons |= {self.person}

    class PersonLeft(Fact):
        person: PersonId
        reason: Code

        def apply(self, it: CaseStanding) -> None:
            it.persons -= {self.person}

    class PartnerInvolved(Aggregate.Event):
        partner: PartnerId
        sharing_ground: Code

        def apply(self, it: CaseStanding) -> None:
            it.partners |= {self.partner}

    class PartnerReleased(Fact):
        """Its right to read the case ends here."""

        partner: PartnerId
        reason: Code

        def apply(self, it: CaseStanding) -> None:
            it.partners -= {self.partner}
            if it.proposal is not None and it.proposal.candidate.partner == self.partner:
                it.proposal = None

    class ReferentDesignated(Aggregate.Event):
        """The service that leads the case says which of its agents is the referent."""

        partner: PartnerId
        agent: AgentId

    class HandedOver(Fact):
        """Another service leads from now on; ``agent``: its referent, if it is known."""

        to: PartnerId
        agent: AgentId | None

        def apply(self, it: CaseStanding) -> None:
            it.lead = self.to

    class GoalSet(Fact):
        text: Personal[Text]
        theme: Code
        due: date | None

        def apply(self, it: CaseStanding) -> None:
            it.goals |= {self.originator_version}

    class GoalReached(GoalOver):
        pass

    class GoalDropped(GoalOver):
        reason: Code

    def add_person(self, *, by: PartnerId, person: PersonId) -> None:
        self._ensure_shared(by)
        if person in self.persons:
            raise life.AlreadyInCase
        self.trigger_event(self.PersonAdded, by=by, person=person)

    def record_departure(self, *, by: PartnerId, person: PersonId, reason: str) -> None:
        self._ensure_shared(by)
        if person not in self.persons:
            raise life.NotInCase
        codes.DEPARTURES.ensure(reason=reason)
        self.trigger_event(self.PersonLeft, by=by, person=person, reason=reason)

    def involve_partner(self, *, partner: PartnerId, sharing_ground: str) -> None:
        self._ensure_open()
        if partner in self.partners:
            raise life.AlreadyInvolved
        codes.SHARING_GROUNDS.ensure(sharing_ground=sharing_ground)
        self.trigger_event(self.PartnerInvolved, partner=partner, sharing_ground=sharing_ground)

    def release_partner(
        self, *, by: PartnerId, partner: PartnerId, reason: str, open_referrals: int
    ) -> None:
        """By the lead, or by the partner itself.

        ``open_referrals``: how many of this case's are still open from or to that
        partner, counted by the caller. A partner that reads the case by a referral only,
        and was never involved, is released just the same.
        """
        self._ensure_shared(by)
        if by != partner:
            self._ensure_lead(by)
        if partner == self.lead:
            raise life.LeadStays
        if self.coordinator is not None and partner == self.coordinator.partner:
            raise life.CoordinatorStays
        if open_referrals > 0:
            raise life.StillOpenBetween
        codes.RELEASES.ensure(reason=reason)
        self.trigger_event(self.PartnerReleased, by=by, partner=partner, reason=reason)

    def designate_referent(self, *, by: PartnerId, agent: AgentId) -> None:
        self._ensure_shared(by)
        self._ensure_lead(by)
        self.trigger_event(self.ReferentDesignated, partner=by, agent=agent)

    def hand_over(self, *, by: PartnerId, to: PartnerId, agent: AgentId | None = None) -> None:
        self._ensure_shared(by)
        self._ensure_lead(by)
        if to == self.lead:
            raise life.AlreadyLead
        self._ensure_among(to)
        self.trigger_event(self.HandedOver, by=by, to=to, agent=agent)

    def set_goal(
        self, *, by: PartnerId, text: str, theme: str, due: date | None = None
    ) -> None:
        self._ensure_shared(by)
        codes.THEMES.ensure(theme=theme)
        self.trigger_event(self.GoalSet, by=by, text=text, theme=theme, due=due)

    def reach_goal(self, *, by: PartnerId, goal: int) -> None:
        self._ensure_pursued(by, goal)
        self.trigger_event(self.GoalReached, by=by, goal=goal)

    def drop_goal(self, *, by: PartnerId, goal: int, reason: str) -> None:
        self._ensure_pursued(by, goal)
        codes.GOAL_DROPS.ensure(reason=reason)
        self.trigger_event(self.GoalDropped, by=by, goal=goal, reason=reason)

    def _ensure_pursued(self, by: PartnerId, goal: int) -> None:
        self._ensure_shared(by)
        if goal not in self.goals:
            raise life.UnknownGoal
