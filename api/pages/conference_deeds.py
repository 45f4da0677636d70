"""The forms of the yearly conference."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from api.commands.conference_verbs import CONFERENCES
from api.pages.blanks import Action, Ready, ready
from domain.attendance import Present
from domain.codes import Entry
from domain.conference import Conference

_LAST = 2**62
_DIGEST = "0" * 64


def _a_figure(it: Conference) -> dict[str, Any]:
    finding, figure = next(iter(it.known), (0, 0))
    said = {"finding": finding, "figure": figure, "value": "", "position": _LAST}
    return said | {"head": _LAST}


def _of(*actions: Action) -> Sequence[Ready]:
    return tuple(ready(CONFERENCES, action) for action in actions)


ACTIONS = _of(
    Action("questions", "Poser la question", "La question est posée.", adds=True),
    Action(
        "evidence", "Figer les données", "Les données sont figées et scellées.",
        trial=lambda _: {"position": 1, "seal": _DIGEST, "head": _LAST},
    ),
    Action(
        "findings", "Établir ce constat", "Le constat est établi.",
        trial=lambda _: {"principle": "trust"},
    ),
    Action(
        "holding", "Noter les présences", "La conférence s’est tenue.",
        trial=lambda _: {"colleges": (Present("elected", 1),), "today": date.max},
    ),
    Action("recommendations", "Adopter", "La recommandation est adoptée."),
    Action("proposals", "Proposer cet avenant", "L’avenant est proposé aux signataires."),
    Action(
        "conclusion", "Conclure la conférence",
        "La conférence est conclue, son rapport publié.",
        trial=lambda _: {"report": _DIGEST},
    ),
    Action(
        "restatements", "Rectifier ce chiffre",
        "Le chiffre est rectifié ; ce qui était publié reste.", trial=_a_figure,
    ),
    Action(
        "postponement", "Reporter la conférence", "La conférence est reportée.",
        trial=lambda _: {"held_on": date.max},
    ),
    Action("cancellation", "Annuler la conférence", "La conférence est annulée."),
)  # fmt: skip
[CONVOCATION] = _of(
    Action("convocation", "Convoquer la conférence", "La conférence est convoquée.", adds=True)
)


def without_empty(each: Ready, choices: Mapping[str, Mapping[str, Entry]]) -> Ready:
    """The form without what there is nothing to choose from."""
    blanks = [blank for blank in each.blanks if choices.get(blank.name) != {}]
    return replace(each, blanks=blanks)
