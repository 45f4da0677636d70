"""The forms of observations and of residents' contributions."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from api.commands.needs_verbs import CONTRIBUTIONS, OBSERVATIONS
from api.pages.blanks import ANY, Action, Ready, ready
from domain.observation import Observation
from domain.observed import threshold
from domain.values import Reference

_FOUND = frozenset({"fewer_than", "geography_version"})


def _otherwise(it: Observation) -> dict[str, Any]:
    """Something else than what it says, whatever its unit."""
    if it.said.text is not None:
        return {"text": f"{it.said.text[:100]}\u00a0…"}
    if it.said.fewer_than is not None:
        return {"value": Decimal(0)}
    return {"value": Decimal(0 if it.said.value else threshold(it.source_kind))}


OBSERVATION_ACTIONS: Sequence[Ready] = tuple(
    ready(OBSERVATIONS, action)
    for action in (
        Action(
            "correction", "Corriger", "La donnée est corrigée\u00a0; l’ancienne reste au "
            "journal.", trial=_otherwise, finds=_FOUND,
        ),
        Action("withdrawal", "Retirer", "La donnée est retirée."),
    )
)  # fmt: skip
RECORDING = ready(
    OBSERVATIONS,
    Action(
        "recording", "Enregistrer", "La donnée d’observation est enregistrée.", adds=True,
        finds=_FOUND,
    ),
)  # fmt: skip

CONTRIBUTION_ACTIONS: Sequence[Ready] = tuple(
    ready(CONTRIBUTIONS, action)
    for action in (
        Action("masking", "Garder ce texte", "Le texte aux noms masqués est gardé.", "masking"),
        Action("publication", "Publier", "La contribution est publiée.", "publication"),
        Action(
            "non-publication", "Ne pas publier",
            "La contribution n’est pas publiée\u00a0; elle reçoit tout de même une réponse.",
            "publication",
        ),
        Action(
            "answer", "Enregistrer la réponse", "La réponse est enregistrée.", "answer",
            lambda _: {"partner": ANY},
        ),
        Action(
            "sheet-link", "Rattacher", "La contribution est rattachée à la fiche.", "effect",
            lambda _: {"sheet": ANY},
        ),
        Action(
            "effect", "Dire ce qui a changé", "Ce que la contribution a changé est noté.",
            "effect", lambda _: {"what": Reference("sheet", ANY)},
        ),
        Action(
            "withdrawal", "Retirer à sa demande",
            "La contribution est retirée\u00a0: plus rien n’en est montré.", "end",
        ),
        Action("error", "C’était une erreur", "L’erreur est signalée.", "end"),
    )
)  # fmt: skip
RECEPTION = ready(
    CONTRIBUTIONS,
    Action(
        "reception", "Enregistrer la contribution",
        "La contribution est enregistrée. Son texte est scellé\u00a0; une réponse est due.",
        adds=True, finds=_FOUND,
    ),
)  # fmt: skip
