"""Who stands on which side of a commitment: small named policies."""

from domain.commitment import Commitment
from domain.policies import CASEWORK, Asker, Policy
from domain.values import PartnerId


def _works_for(asker: Asker, partner: PartnerId | None) -> bool:
    return asker.role in CASEWORK and partner is not None and asker.partner == partner


def _owes(asker: Asker, it: Commitment) -> bool:
    return it.made and _works_for(asker, it.debtor)


def _is_asked(asker: Asker, it: Commitment) -> bool:
    """Of a service, whoever works for it; what is asked of nobody, any service takes up."""
    return _works_for(asker, it.debtor if it.debtor is not None else asker.partner)


def _benefits(asker: Asker, it: Commitment) -> bool:
    """The territory's own voice is the project lead; of a dossier, the cell's animator."""
    if it.beneficiary is not None:
        return _works_for(asker, it.beneficiary)
    return asker.role == ("project-lead" if it.case is None else "cell-animator")


def _asks(asker: Asker, it: Commitment) -> bool:
    return not it.made and _benefits(asker, it)


BY_DEBTOR = Policy("debtor", _owes)
BY_ASKED = Policy("asked", _is_asked)
BY_BENEFICIARY = Policy("beneficiary", _benefits)
BY_REQUESTER = Policy("requester", _asks)
