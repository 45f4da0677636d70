"""What a form said, kept as it was typed, and what is wrong with it, field by field."""

from collections.abc import Iterable, Iterator, Mapping
from typing import TypeVar
from uuid import UUID

from fastapi import Request
from pydantic import BaseModel, ValidationError

from api.problems import of_refusal
from domain.aggregate import Refusal
from store.refusals import KeyReused, Stale
from store.uuid7 import uuid7

M = TypeVar("M", bound=BaseModel)
Faults = dict[str, str]
"""A sentence for each field at fault; under "" what concerns the form as a whole."""

_MOST_FIELDS = 120
_ILLEGIBLE = "\ufffd"
_SENTENCES: Mapping[str, str] = {
    "missing": "Ce champ est à remplir.",
    "string_too_short": "Ce champ est à remplir.",
    "string_too_long": "Ce texte est trop long.",
    "string_pattern_mismatch": "Ce choix n’existe pas.",
    "literal_error": "Ce choix n’existe pas.",
    "unknown_code": "Ce choix n’existe pas.",
    "too_short": "Choisissez au moins une réponse.",
    "uuid_parsing": "Ce choix n’existe pas.",
    "date_from_datetime_parsing": "Cette date n’existe pas.",
    "date_parsing": "Cette date n’existe pas.",
    "datetime_from_date_parsing": "Indiquez la date et l’heure.",
    "datetime_parsing": "Indiquez la date et l’heure.",
    "timezone_aware": "Indiquez la date et l’heure.",
    "decimal_type": "Ce n’est pas un nombre.",
    "decimal_parsing": "Ce n’est pas un nombre.",
    "decimal_max_digits": "Ce nombre est trop long.",
    "decimal_max_places": "Quatre décimales au plus.",
    "finite_number": "Ce n’est pas un nombre.",
    "int_parsing": "Ce n’est pas un nombre entier.",
    "greater_than_equal": "Cette date est trop ancienne.",
    "less_than_equal": "Cette date est trop lointaine.",
}
_REUSED = (
    "Ce formulaire avait déjà été envoyé avec un autre contenu. Si vous voulez envoyer "
    "aussi celui-ci, validez une nouvelle fois."
)
_STALE = (
    "La situation a changé pendant que vous écriviez. Votre saisie est gardée : relisez où "
    "elle en est, puis validez de nouveau si c’est toujours utile."
)


class Form:
    """The fields of a form. In a template, ``form.name`` is what was typed there."""

    def __init__(self, said: Iterable[tuple[str, str]] = ()) -> None:
        self._said: dict[str, list[str]] = {}
        for name, value in said:
            self._said.setdefault(name, []).append(value)

    def __getitem__(self, name: str) -> str:
        return self._said.get(name, [""])[0]

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return ((name, value) for name, values in self._said.items() for value in values)

    def all(self, name: str) -> list[str]:
        return self._said.get(name, [])

    def said(self, *names: str) -> dict[str, str]:
        """The fields of these names that hold something."""
        return {name: self[name] for name in names if self[name].strip()}

    def but(self, **changed: str) -> "Form":
        """The same form with some fields otherwise."""
        kept = [(name, value) for name, value in self if name not in changed]
        return Form([*kept, *changed.items()])

    @property
    def key(self) -> str:
        """The key under which this form is sent once, however often the button is pressed."""
        try:
            return str(UUID(self["cle"]))
        except ValueError:
            return str(uuid7())


async def form_of(request: Request) -> Form:
    """The form that was posted. Browsers send UTF-8: whatever is not becomes U+FFFD."""
    said = await request.form(max_files=0, max_fields=_MOST_FIELDS)
    return Form((name, value) for name, value in said.multi_items() if isinstance(value, str))


def illegible(form: Form) -> Faults:
    """The fields that hold what no text may."""
    return {
        name: "Ce texte contient un caractère illisible."
        for name, value in form
        if "\x00" in value or _ILLEGIBLE in value
    }


def read(model: type[M], said: Mapping[str, object]) -> tuple[M | None, Faults]:
    """The model, or what is wrong with each field."""
    try:
        return model.model_validate(said), {}
    except ValidationError as error:
        faults: Faults = {}
        for each in error.errors(include_input=False, include_url=False):
            names = [part for part in each["loc"] if isinstance(part, str)]
            sentence = _sentence(each["type"], each["msg"], each.get("ctx", {}))
            faults.setdefault(names[-1] if names else "", sentence)
        return None, faults


def refused(refusal: Refusal) -> tuple[int, Faults]:
    """The status of a refusal, and its sentence at the field that it names."""
    problem = of_refusal(refusal)
    if isinstance(refusal, KeyReused):
        return problem.status, {"": _REUSED}
    if isinstance(refusal, Stale):
        return problem.status, {"": _STALE}
    return problem.status, {getattr(refusal, "field", None) or "": refusal.sentence()}


def _sentence(kind: str, message: str, limits: Mapping[str, object]) -> str:
    if kind == "too_long":
        return f"Choisissez {limits['max_length']} réponses au plus."
    if kind == "value_error":
        said = message.removeprefix("Value error, ")
        return said[:1].upper() + said[1:] + ("" if said.endswith(".") else ".")
    return _SENTENCES.get(kind, "Cette réponse n’est pas valide.")
