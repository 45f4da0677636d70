"""The history of an action sheet: each fact as a sentence, when and by whom, the last first."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from api.pages.timeline import late
from api.views.action_sheets import SheetView
from api.views.journal import service_of
from projections.sentences import sentence
from store.facts import Header


class Told(NamedTuple):
    at: Header
    sentence: str
    service: str | None
    function: str | None
    late: str | None


def story_of(view: SheetView) -> Sequence[Told]:
    """On its own page a sheet is not named again in every sentence."""
    names, functions = view.sheet.names, view.functions
    return [
        Told(at, sentence(fact, names), service_of(at, names), _of(functions, at), late(at))
        for fact in reversed(view.history)
        for at in [fact.at]
    ]


def _of(functions: Mapping[str, str], at: Header) -> str | None:
    return functions.get(at.actor)
