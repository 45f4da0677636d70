"""The coordinator (coordonnateur·rice): CASF L.121-6-2, step by step.

Professionals tell the maire and the président du conseil départemental that several of
them are needed (al. 1: the need, never the difficulties); the maire designates one of
those who intervene, after the employer's agreement and the président's consultation
(al. 2), or on the président's proposal where all are his (al. 3).
"""

from dataclasses import replace
from datetime import date

from domain import case_life as life
from domain import codes
from domain.case_standing import Candidate, CaseStanding, Fact, Proposal
from domain.values import AgentId, Code, Line, PartnerId, Personal


class Decision(Fact):
    """What the maire decided: whom, when, and under which reference."""

    partner: PartnerId
    agent: AgentId
    decided_on: date
    reference: Personal[Line]

    def apply(self, it: CaseStanding) -> None:
        it.coordinator, it.proposal = Candidate(self.partner, self.agent), None


class Coordination(CaseStanding):
    class CoordinationNeedReported(Fact):
        authorities: tuple[Code, ...]
        need: Code

        def apply(self, it: CaseStanding) -> None:
            it.told |= set(self.authorities)

    class CoordinatorProposed(Fact):
        """A new proposal takes the place of the one before it."""

        partner: PartnerId
        agent: AgentId

        def apply(self, it: CaseStanding) -> None:
            it.proposal = Proposal(Candidate(self.partner, self.agent))

    class EmployerAgreed(Fact):
        def apply(self, it: CaseStanding) -> None:
            if it.proposal is not None:
                it.proposal = replace(it.proposal, agreed=True)

    class EmployerRefused(Fact):
        reason: Code

        def apply(self, it: CaseStanding) -> None:
            it.proposal = None

    class DepartmentConsulted(Fact):
        consulted_on: date
        opinion: Code

        def apply(self, it: CaseStanding) -> None:
            if it.proposal is not None:
                it.proposal = replace(it.proposal, consulted_on=self.consulted_on)

    class CoordinatorDesignated(Decision):
        pass

    class CoordinatorReplaced(Decision):
        pass

    class CoordinationEnded(Fact):
        reason: Code

        def apply(self, it: CaseStanding) -> None:
            it.stand(it.state)

    def report_coordination_need(
        self, *, by: PartnerId, authorities: tuple[Code, ...], need: str
    ) -> None:
        self._ensure_shared(by)
        if not authorities:
            raise life.NoAuthority
        codes.AUTHORITIES.ensure_each(authorities=authorities)
        codes.COORDINATION_NEEDS.ensure(need=need)
        if not self.told.isdisjoint(authorities):
            raise life.AlreadyReported
        self.trigger_event(
            self.CoordinationNeedReported, by=by, authorities=authorities, need=need
        )

    def propose_coordinator(self, *, by: PartnerId, partner: PartnerId, agent: AgentId) -> None:
        """``partner``: the employer; one of those who intervene in this case."""
        self._ensure_shared(by)
        if not self.told:
            raise life.NeedNotReported
        self._ensure_among(partner)
        proposed = self.proposal.candidate if self.proposal is not None else None
        if Candidate(partner, agent) in (proposed, self.coordinator):
            raise life.AlreadyProposed
        self.trigger_event(self.CoordinatorProposed, by=by, partner=partner, agent=agent)

    def agree_to_coordinator(self, *, by: PartnerId) -> None:
        if self._ensure_employer(by).agreed:
            raise life.AlreadyAgreed
        self.trigger_event(self.EmployerAgreed, by=by)

    def refuse_coordinator(self, *, by: PartnerId, reason: str) -> None:
        """Possible until the maire decides; it leads to another proposal."""
        self._ensure_employer(by)
        codes.EMPLOYER_REFUSALS.ensure(reason=reason)
        self.trigger_event(self.EmployerRefused, by=by, reason=reason)

    def consult_department(self, *, by: PartnerId, consulted_on: date, opinion: str) -> None:
        """The opinion does not bind the maire; having asked for it does."""
        self._ensure_shared(by)
        if self._ensure_proposed().consulted_on is not None:
            raise life.AlreadyConsulted
        codes.OPINIONS.ensure(opinion=opinion)
        self.trigger_event(
            self.DepartmentConsulted, by=by, consulted_on=consulted_on, opinion=opinion
        )

    def designate_coordinator(
        self,
        *,
        by: PartnerId,
        partner: PartnerId,
        agent: AgentId,
        decided_on: date,
        reference: str,
    ) -> None:
        self._ensure_decidable(by, Candidate(partner, agent), decided_on)
        if self.coordinator is not None:
            raise life.AlreadyCoordinated
        self.trigger_event(
            self.CoordinatorDesignated,
            by=by,
            partner=partner,
            agent=agent,
            decided_on=decided_on,
            reference=reference,
        )

    def replace_coordinator(
        self,
        *,
        by: PartnerId,
        partner: PartnerId,
        agent: AgentId,
        decided_on: date,
        reference: str,
    ) -> None:
        self._ensure_decidable(by, Candidate(partner, agent), decided_on)
        if self.coordinator is None:
            raise life.NoCoordinator
        self.trigger_event(
            self.CoordinatorReplaced,
            by=by,
            partner=partner,
            agent=agent,
            decided_on=decided_on,
            reference=reference,
        )

    def end_coordination(self, *, by: PartnerId, reason: str) -> None:
        """Ends what was begun, whether or not a coordinator was designated."""
        self._ensure_shared(by)
        if not self.told:
            raise life.NeedNotReported
        codes.COORDINATION_ENDS.ensure(reason=reason)
        self.trigger_event(self.CoordinationEnded, by=by, reason=reason)

    def _ensure_proposed(self) -> Proposal:
        if self.proposal is None:
            raise life.NothingProposed
        return self.proposal

    def _ensure_employer(self, by: PartnerId) -> Proposal:
        self._ensure_shared(by)
        proposal = self._ensure_proposed()
        if by != proposal.candidate.partner:
            raise life.NotEmployer
        return proposal

    def _ensure_decidable(self, by: PartnerId, candidate: Candidate, decided_on: date) -> None:
        self._ensure_shared(by)
        proposal = self._ensure_proposed()
        if candidate != proposal.candidate:
            raise life.NotTheProposed
        if not proposal.agreed:
            raise life.EmployerNotAgreed
        if proposal.consulted_on is None or proposal.consulted_on > decided_on:
            raise life.DepartmentNotConsulted
