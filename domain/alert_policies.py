"""Who asks about an alert: who raised it, who sees to it, who must answer, who heard it."""

from domain.alert import Alert
from domain.policies import CASEWORK, Asker, Policy
from domain.reporter import Reporter
from domain.values import PartnerId


def _works_for(asker: Asker, partner: PartnerId | None) -> bool:
    return asker.role in CASEWORK and partner is not None and asker.partner == partner


def _raised(asker: Asker, it: Alert) -> bool:
    return _works_for(asker, it.raiser)


def _sees_to_it(asker: Asker, it: Alert) -> bool:
    return _works_for(asker, it.owner)


def _must_answer(asker: Asker, it: Alert) -> bool:
    return _works_for(asker, it.answerable)


def _heard(asker: Asker, it: Reporter) -> bool:
    return _works_for(asker, it.by)


BY_RAISER = Policy("raiser", _raised)
BY_OWNER = Policy("owner", _sees_to_it)
BY_ANSWERABLE = Policy("answerable", _must_answer)
BY_HEARER = Policy("hearer", _heard)
