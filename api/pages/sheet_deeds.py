"""The forms by which an action sheet is drafted, decided, carried and measured."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import count
from typing import Any

from api.commands.sheet_verbs import SHEETS
from api.pages.blanks import Action, Ready, ready
from domain.action_sheet import ActionSheet
from domain.action_sheet_standing import Content

_NEVER = date(1, 1, 1)
"""A day on which nothing was measured or due."""


def _otherwise(it: ActionSheet) -> Mapping[str, Any]:
    return {"content": replace(it.content, title=f"{it.content.title}…")}


def _anything(_: ActionSheet) -> Mapping[str, Any]:
    return {"content": Content("—", "new", "cohesion", "—", ("—",))}


def _another_value(it: ActionSheet) -> Mapping[str, Any]:
    told = {each.value for each in it.measures.values()}
    return {"value": next(n for n in map(Decimal, count()) if n not in told)}


ACTIONS: Sequence[Ready] = tuple(
    ready(SHEETS, action)
    for action in (
        Action("participation", "Mon service participe", "Votre service participe."),
        Action("inclusion", "Inclure cette action", "L’action est incluse dans le projet."),
        Action("exclusion", "La laisser hors du projet", "L’action reste hors du projet."),
        Action(
            "adoption", "Noter l’adoption", "L’adoption est notée.",
            trial=lambda _: {"body": "—"},
        ),
        Action(
            "redrafting", "Rédiger de nouveau", "La fiche est rédigée de nouveau.",
            trial=_anything,
        ),
        Action("resumption", "Reprendre l’action", "L’action reprend."),
        Action(
            "indicators", "Ajouter cet indicateur", "L’indicateur est défini.", "indicators"
        ),
        Action(
            "measures", "Saisir cette mesure", "La mesure est saisie.", "indicator",
            lambda _: {"on": _NEVER}, beside=("indicator",),
        ),
        Action(
            "target", "Réviser la cible", "La cible est révisée.", "indicator",
            lambda _: {"due": _NEVER}, beside=("indicator",),
        ),
        Action(
            "correction", "Corriger cette mesure",
            "La mesure est corrigée\u00a0: les deux valeurs restent lisibles.", "measurement",
            _another_value, beside=("measurement",), title="Corriger",
        ),
        Action("revision", "Réviser la fiche", "La fiche est révisée.", "more", _otherwise),
        Action("handover", "Confier la fiche", "La fiche est confiée.", "more"),
        Action("pause", "Suspendre l’action", "L’action est suspendue.", "more"),
        Action("conclusion", "Achever l’action", "L’action est achevée.", "more"),
        Action(
            "generalisation", "Généraliser l’expérimentation",
            "L’expérimentation est généralisée.", "more",
        ),
        Action("withdrawal", "Se retirer", "Votre service s’est retiré de la fiche.", "more"),
        Action("abandonment", "Abandonner l’action", "L’action est abandonnée.", "more"),
        Action(
            "error", "Signaler l’erreur", "La fiche est signalée comme saisie par erreur.",
            "more",
        ),
    )
)  # fmt: skip
DRAFTING = ready(
    SHEETS, Action("drafting", "Rédiger cette fiche", "La fiche est rédigée.", adds=True)
)
