"""The forms by which an alert goes on, and by which a weak signal is set aside."""

from collections.abc import Sequence
from typing import Any

from api.commands.alert_verbs import ALERTS, SIGNALS
from api.pages.blanks import ANY, DUE, Action, Ready, ready
from domain.alert import Alert

_DUPLICATE = "L’alerte est rattachée à l’autre, où elle sera suivie."
_NOBODY = frozenset[str]()


def _qualified(_: Alert) -> dict[str, Any]:
    return {"peril": "none", "urgency": "ordinary"}


def _elsewhere(_: Alert) -> dict[str, Any]:
    return {"sharing_ground": "consent"}


def _escalated(_: Alert) -> dict[str, Any]:
    return {"sharing_ground": "consent", "deadline": DUE}


def _to_oneself(it: Alert) -> dict[str, Any]:
    return {"partner": it.owner or ANY, "agent": ANY}


ACTIONS: Sequence[Ready] = tuple(
    ready(ALERTS, action)
    for action in (
        Action("answer", "Envoyer la réponse", "Votre réponse est enregistrée."),
        Action("acknowledgement", "Prendre en compte", "L’alerte est prise en compte."),
        Action("qualification", "Qualifier", "L’alerte est qualifiée.", trial=_qualified),
        Action(
            "assignment", "Je m’en occupe", "L’alerte vous est confiée.",
            trial=_to_oneself, code="assignment-self", title="S’en occuper",
            finds=frozenset({"partner", "agent", "sharing_ground"}),
        ),
        Action(
            "assignment", "Confier l’alerte", "L’alerte est confiée.", trial=_elsewhere,
        ),
        Action(
            "escalation", "Demander la réponse", "La réponse est demandée.",
            trial=_escalated,
        ),
        Action("resolution", "L’alerte est résolue", "L’alerte est résolue."),
        Action(
            "person-informed", "La personne est informée", "C’est noté.", "people",
        ),
        Action("person-reply", "Noter ce qu’elle en dit", "C’est noté.", "people"),
        Action(
            "reporter-informed", "C’est fait", "C’est noté.", "people",
        ),
        Action("duplicate", "Rattacher", _DUPLICATE, "more", finds=_NOBODY),
        Action("closure", "Classer sans suite", "L’alerte est classée sans suite.", "more"),
        Action("unfounded", "Elle est sans fondement", "C’est noté.", "more"),
        Action("reopening", "Rouvrir l’alerte", "L’alerte est rouverte."),
        Action(
            "error", "C’était une erreur", "L’alerte est notée comme saisie par erreur.",
            "more",
        ),
    )
)  # fmt: skip
SETTING_ASIDE = ready(
    SIGNALS,
    Action(
        "setting-aside", "Écarter", "Le signal est écarté ; il reviendra si d’autres ménages "
        "sont concernés.", beside=("theme", "quartier"), adds=True, finds=_NOBODY,
    ),
)  # fmt: skip
