"""Who asks about an alert: who raised it, who sees to it, who must answer, who heard it.

And who reads one: those it was shared with, the cell's animator, the DPO; a territorial
alert, about nobody, is read by whoever meets people. Nobody else ever reads any.
"""

from collections.abc import Collection

from domain import policies
from domain.alert import Alert
from domain.alert_standing import SITUATION
from domain.policies import (
    BY_ANIMATOR,
    BY_DPO,
    BY_PROFESSIONAL,
    CASEWORK,
    READS_AS_INVOLVED,
    Asker,
    MayNotRead,
    NotAllowed,
    Policy,
)
from domain.reporter import Reporter
from domain.values import Code, PartnerId


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


def decide_reading(
    asker: Asker, involved: Collection[PartnerId], alert: Code | None = None
) -> Policy:
    """The policy by which ``asker`` may read a dossier; raises ``MayNotRead``.

    ``alert``: its kind where the dossier is an alert; None where it is a case.
    """
    if alert is None:
        return policies.decide_reading(asker, involved)
    for policy in (READS_AS_INVOLVED, BY_ANIMATOR, BY_DPO):
        if policy.allows(asker, involved):
            return policy
    if alert != SITUATION and BY_PROFESSIONAL.allows(asker, involved):
        return BY_PROFESSIONAL
    raise MayNotRead


def may_read(asker: Asker, involved: Collection[PartnerId], alert: Code | None = None) -> bool:
    try:
        decide_reading(asker, involved, alert)
    except MayNotRead:
        return False
    return True


def decide_board(asker: Asker) -> None:
    """Who has the watch board before them; raises ``NotAllowed``."""
    if not (BY_PROFESSIONAL.allows(asker, None) or BY_DPO.allows(asker, None)):
        raise NotAllowed


def reads_situation_alerts(asker: Asker) -> bool:
    """Whether every alert is before this reader, and not only what touches a quartier."""
    return BY_ANIMATOR.allows(asker, None) or BY_DPO.allows(asker, None)
