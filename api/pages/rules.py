"""The rules as their administrator reads them: what each is for, and what its values say."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from domain.codes import Entry
from domain.rules import (
    ALERT_ANSWER,
    COMMITMENT_DUE,
    CONTRIBUTION_ANSWER,
    REFERRAL_ANSWER,
    WEAK_SIGNAL,
)
from domain.values import Code


class Shown(NamedTuple):
    """``unit`` of its values, singular; ``switches``: those that are yes or no."""

    rule: Code
    title: str
    unit: str
    values: Mapping[Code, str]
    switches: frozenset[Code] = frozenset()


_AFTER = {
    "reminder-after": "Relancer, après l’échéance",
    "unanswered-after": "Constater le silence, après l’échéance",
}
SHOWN: Sequence[Shown] = (
    Shown(
        REFERRAL_ANSWER, "Orientations, en jours ouvrés", "jour",
        {
            "urgent": "Répondre à une orientation urgente",
            "soon": "Répondre à une orientation à traiter bientôt",
            "ordinary": "Répondre à une orientation ordinaire",
            "question": "Répondre à une question",
            **_AFTER,
        },
    ),
    Shown(
        ALERT_ANSWER, "Alertes de la cellule de veille, en jours ouvrés", "jour",
        {
            "urgent": "Prendre en compte une alerte urgente",
            "soon": "Prendre en compte une alerte à traiter bientôt",
            "ordinary": "Prendre en compte une alerte ordinaire",
            "escalated": "Répondre, pour un service à qui on le demande",
            "reminder-after": "Relancer, après l’échéance",
            "unanswered-after": "Demander la réponse d’un autre service si une alerte urgente"
            " reste sans suite, après l’échéance",
        },
    ),
    Shown(
        WEAK_SIGNAL, "Signaux faibles", "",
        {
            "households": "Ménages différents, au moins",
            "services": "Services qui alertent, au moins",
            "days": "En combien de jours",
            "violence": "Compter aussi les violences",
            "addiction": "Compter aussi les addictions",
            "mental-health": "Compter aussi la santé mentale",
            "child-protection": "Compter aussi la parentalité et l’enfance",
        },
        frozenset({"violence", "addiction", "mental-health", "child-protection"}),
    ),
    Shown(
        CONTRIBUTION_ANSWER, "Contributions d’habitant·es, en jours", "jour",
        {
            "answer": "Répondre à une contribution",
            "reminder": "Relancer, après la réception",
        },
    ),
    Shown(
        COMMITMENT_DUE, "Engagements, en jours ouvrés", "jour",
        {
            "reminder-before": "Rappeler un engagement, avant son échéance",
            "overdue-after": "Constater le retard, après l’échéance",
        },
    ),
)  # fmt: skip
"""In the order of the page."""
YES_OR_NO: Mapping[str, Entry] = {"0": Entry("0", "Non"), "1": Entry("1", "Oui")}


def shown(rule: str) -> Shown | None:
    return next((each for each in SHOWN if each.rule == rule), None)
