"""The forms by which a case goes on."""

from collections.abc import Sequence

from api.commands.case_verbs import CASES
from api.pages.blanks import Action, Ready, ready

ACTIONS: Sequence[Ready] = tuple(
    ready(CASES, action)
    for action in (
        Action(
            "notes", "Ajouter la note", "La note est ajoutée.",
            finds=frozenset({"audience"}), adds=True,
        ),
        Action("closure", "Clore la situation", "La situation est close.", "more"),
        Action("error", "C’était une erreur", "La situation est signalée.", "more"),
    )
)  # fmt: skip
