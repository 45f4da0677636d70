"""How far the coordination of a case has come (CASF L.121-6-2), fact by fact."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from domain.case import Case
from domain.values import PartnerId
from store.facts import Fact

_ENDS = (
    Case.CoordinationEnded, Case.Closed, Case.Transferred, Case.EnteredInError, Case.Reopened,
)  # fmt: skip


class Chain(NamedTuple):
    """The last fact of each step, None for a step that is still to come.

    ``needs``: what was reported, to one authority or the other. A new proposal begins the
    steps after it anew; whoever was designated before stays until replaced.
    """

    needs: Sequence[Fact] = ()
    proposed: Fact | None = None
    answered: Fact | None = None
    consulted: Fact | None = None
    decided: Fact | None = None

    @property
    def refused(self) -> bool:
        return self.answered is not None and isinstance(
            self.answered.event, Case.EmployerRefused
        )


def chain_of(history: Iterable[Fact]) -> Chain:
    """Where the coordination stands; whatever ends a case ends it too."""
    it = Chain()
    for fact in history:
        it = _after(it, fact)
    return it


def _after(it: Chain, fact: Fact) -> Chain:
    match fact.event:
        case Case.CoordinationNeedReported():
            it = it._replace(needs=(*it.needs, fact))
        case Case.CoordinatorProposed():
            it = it._replace(proposed=fact, answered=None, consulted=None)
        case Case.EmployerAgreed() | Case.EmployerRefused():
            it = it._replace(answered=fact)
        case Case.DepartmentConsulted():
            it = it._replace(consulted=fact)
        case Case.CoordinatorDesignated() | Case.CoordinatorReplaced():
            it = it._replace(decided=fact)
        case Case.PartnerReleased(partner=partner) if _proposes(it, partner):
            it = Chain(it.needs, decided=it.decided)
        case _ if isinstance(fact.event, _ENDS):
            it = Chain()
    return it


def _proposes(it: Chain, partner: PartnerId) -> bool:
    """Whether somebody of that service is proposed and the maire has not decided yet."""
    if it.proposed is None or getattr(it.proposed.event, "partner", None) != partner:
        return False
    return it.decided is None or it.decided.at.position < it.proposed.at.position
