"""What is asked: the bodies of commands, of which unknown fields are refused.

A field says its French title and its list of codes once: JSON, forms and the command
line are made from it.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
)
from pydantic_core import PydanticCustomError, core_schema

from domain.codes import CodeList
from domain.values import Quantity

_EARLIEST, _LATEST = 2000, 2100
Day = Annotated[date, Field(ge=date(_EARLIEST, 1, 1), le=date(_LATEST, 12, 31))]
"""A day that a service may plan or remember."""


def _sensible(moment: datetime) -> datetime:
    if not _EARLIEST <= moment.year <= _LATEST:
        raise ValueError("date hors limites")
    return moment


When = Annotated[AwareDatetime, AfterValidator(_sensible)]
"""A date and time that a service may plan or remember."""


def _as_typed(value: Any) -> Any:
    """« 1 250,5 » as people type it."""
    if isinstance(value, str):
        return "".join(value.split()).replace(",", ".")
    return value


Number = Annotated[Quantity, BeforeValidator(_as_typed)]
"""An exact number, with a comma or a point."""


@dataclass(frozen=True)
class Among:
    """Marks a code of that list: refused at the door if unknown, an ``enum`` when described."""

    codes: CodeList

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> Any:
        return core_schema.no_info_after_validator_function(self._known, handler(source))

    def __get_pydantic_json_schema__(self, schema: Any, handler: Any) -> dict[str, Any]:
        meanings = (f"- `{value}`\u00a0: {entry.label}" for value, entry in self.codes.items())
        enum = list(self.codes)
        return {"type": "string", "enum": enum, "description": "\n".join(meanings)}

    def _known(self, value: str | None) -> str | None:
        """None where the field admits that nothing is said."""
        if value is not None and value not in self.codes:
            raise PydanticCustomError("unknown_code", "code inconnu")
        return value


class Ask(BaseModel):
    """The body of a request."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Deed(Ask):
    """The body of a verb: what is done to something that exists."""

    occurred_on: Annotated[
        Day | None,
        Field(title="Jour", description="Si ce n’est pas aujourd’hui."),
    ] = None
