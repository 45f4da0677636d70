"""What an action is made of: a verb, the fields of its form, and a trial of its rules."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any, Literal
from uuid import UUID

from domain.codes import CodeList
from domain.referral import Referral
from domain.values import Deadline

Group = Literal["now", "reported", "more"]


@dataclass(frozen=True)
class Blank:
    """A field to fill in. ``name`` is the one in the verb's body."""

    name: str
    label: str
    kind: Literal["code", "text", "day", "moment", "partner"]
    codes: CodeList | None = None
    required: bool = True
    hint: str = ""


Trial = Callable[[Referral], Mapping[str, Any]]


def _nothing(_: Referral) -> Mapping[str, Any]:
    return {}


@dataclass(frozen=True)
class Action:
    """``code`` names it in addresses; ``trial`` are arguments that only the rules refuse."""

    code: str
    noun: str
    verb: Callable[..., None]
    title: str
    button: str
    done: str
    blanks: Sequence[Blank] = ()
    trial: Trial = _nothing
    group: Group = "now"
    tells: bool = False
    said: Mapping[str, str] = field(default_factory=dict)


ANY = UUID(int=1)
DAY = date(2026, 1, 1)
LATER = datetime(2026, 1, 1, tzinfo=UTC)
DUE = Deadline(DAY, (), None, "referral-answer", 0)
REFUSAL = {"reason": "other", "sentence": "—", "alternative": "none-known"}


def told(it: Referral) -> dict[str, Any]:
    return {"told_by": it.addressee, "medium": "phone"}
