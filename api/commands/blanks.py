"""What is to be filled in of an ask, field by field, read from its annotations."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin
from uuid import UUID

from annotated_types import MaxLen
from pydantic import AwareDatetime, StringConstraints
from pydantic.fields import FieldInfo

from api.commands.asks import Among, Ask, Deed
from domain.codes import CodeList
from domain.values import AgentId, PartnerId, Party, PersonId, SheetId

Kind = Literal[
    "code", "text", "line", "day", "moment", "number", "quantity", "partner", "agent", "person",
    "party", "identifier", "other",
]  # fmt: skip
_LINE = 200
_KINDS: dict[Any, Kind] = {
    PartnerId: "partner", AgentId: "agent", PersonId: "person", Party: "party",
    date: "day", AwareDatetime: "moment", int: "number", Decimal: "quantity",
    UUID: "identifier", SheetId: "identifier",
}  # fmt: skip


@dataclass(frozen=True)
class Blank:
    """A field to fill in. ``many``: it takes several values."""

    name: str
    title: str
    kind: Kind
    codes: CodeList | None = None
    required: bool = True
    hint: str = ""
    many: bool = False


@cache
def blanks_of(ask: type[Ask]) -> tuple[Blank, ...]:
    """The blanks of an ask, in the order of its fields; those of every deed come last."""
    found = [_blank(name, field) for name, field in ask.model_fields.items()]
    return tuple(sorted(found, key=lambda blank: blank.name in Deed.model_fields))


def _blank(name: str, field: FieldInfo) -> Blank:
    bare, marks, many = _bare(field.annotation)
    marks += field.metadata
    codes = next((mark.codes for mark in marks if isinstance(mark, Among)), None)
    return Blank(
        name, field.title or name, "code" if codes else _kind(bare, marks), codes,
        field.is_required(), field.description or "", many,
    )  # fmt: skip


def _bare(hint: Any) -> tuple[Any, list[Any], bool]:
    """The type within, the marks around it, and whether there are several of it."""
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is Annotated:
        bare, marks, many = _bare(arguments[0])
        return bare, [*marks, *arguments[1:]], many
    if origin in (Union, UnionType):
        return _bare(next(each for each in arguments if each is not type(None)))
    if origin is tuple:
        bare, marks, _ = _bare(arguments[0])
        return bare, marks, True
    return hint, [], False


def _kind(bare: Any, marks: Iterable[Any]) -> Kind:
    if bare is str:
        return "line" if _longest(marks) <= _LINE else "text"
    return _KINDS.get(bare, "other")


def _longest(marks: Iterable[Any]) -> int:
    return min(
        (mark.max_length or _LINE + 1)
        for mark in [*marks, MaxLen(_LINE + 1)]
        if isinstance(mark, MaxLen | StringConstraints)
    )
