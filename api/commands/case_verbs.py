"""The verbs of a case."""

from typing import Annotated

from pydantic import Field

from api.commands.asks import Among, Deed
from api.commands.verbs import Resource, Verb, by_noun
from domain import codes
from domain.case import Case
from domain.values import Code, Text


class Noting(Deed):
    text: Annotated[Text, Field(title="Note")]
    audience: Annotated[Code, Among(codes.AUDIENCES), Field(title="Qui peut la lire")] = (
        "my-service"
    )


class Closing(Deed):
    outcome: Annotated[Code, Among(codes.CASE_OUTCOMES), Field(title="Issue")]


class Mistaken(Deed):
    reason: Annotated[Code, Among(codes.ERRORS), Field(title="Pourquoi")]


CASE_VERBS = (
    Verb("notes", Case.add_note, "Ajouter une note", Noting),
    Verb("closure", Case.close, "Clore la situation", Closing),
    Verb("error", Case.enter_in_error, "Signaler une saisie par erreur", Mistaken),
)

CASES = Resource("cases", Case, "situation", by_noun(CASE_VERBS))
