"""The value types of the domain: identifiers, codes, public and personal text.

Every text of an event is a code, an identifier, ``Public[str]`` or ``Personal[str]``.
All refuse U+0000 (PostgreSQL text cannot hold it) and lone surrogates.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import (
    Annotated,
    Any,
    Literal,
    NamedTuple,
    NewType,
    TypeVar,
    get_args,
    get_origin,
)
from uuid import UUID

from pydantic import AfterValidator, AwareDatetime, Field, StringConstraints

T = TypeVar("T")

TerritoryId = Annotated[str, StringConstraints(pattern=r"^[0-9A-Z]{2,5}[0-9A-Z-]{0,12}$")]
"""INSEE code of the commune, e.g. ``93014``; an invented territory has an invented one."""

PartnerId = NewType("PartnerId", UUID)
AgentId = NewType("AgentId", UUID)
PersonId = NewType("PersonId", UUID)
HouseholdId = NewType("HouseholdId", UUID)
CaseId = NewType("CaseId", UUID)
ReferralId = NewType("ReferralId", UUID)
AlertId = NewType("AlertId", UUID)
ReporterId = NewType("ReporterId", UUID)
SessionId = NewType("SessionId", UUID)
CommitmentId = NewType("CommitmentId", UUID)
SheetId = NewType("SheetId", UUID)
ForumId = NewType("ForumId", UUID)
ResourceId = NewType("ResourceId", UUID)
ObservationId = NewType("ObservationId", UUID)
ContributionId = NewType("ContributionId", UUID)
ConferenceId = NewType("ConferenceId", UUID)


@dataclass(frozen=True)
class Reference:
    """Another thing that a fact is about: its kind (``codes.REFERENCES``), its stream.

    ``part``: which of several in that stream, by its number: a recommendation of a
    conference, a follow-up of a session, an amendment of the convention.
    """

    kind: "Code"
    stream: UUID
    part: int | None = None


class Withheld(Enum):
    """Why a personal field has no clear value.

    ``SEALED``: not opened for this reader. ``ERASED``: its key is destroyed; nobody
    will ever read it again.
    """

    SEALED = "sealed"
    ERASED = "erased"


@dataclass(frozen=True)
class Kept:
    """Marks how a field is kept: in clear for ever, or sealed under its subject's key."""

    sealed: bool


def _without_nul(value: str) -> str:
    if "\x00" in value:
        raise ValueError("le caractère U+0000 est refusé")
    return value


def _text(longest: int) -> Any:
    return StringConstraints(strip_whitespace=True, min_length=1, max_length=longest)


Public = Annotated[T, Kept(sealed=False)]
"""Kept in clear for ever: never about a person."""

Personal = Annotated[T | Withheld, Kept(sealed=True)]
"""Sealed under its subject's key; clear or ``Withheld`` at replay."""

Text = Annotated[str, _text(8_000), AfterValidator(_without_nul)]
"""Free text, 1 to 8,000 characters."""

Line = Annotated[str, _text(200), AfterValidator(_without_nul)]
"""One line of text, 1 to 200 characters."""

Code = Annotated[
    str, Kept(sealed=False), StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{0,119}$")
]
"""A value of a national or local code list, e.g. ``mission-locale``."""

Digest = Annotated[str, Kept(sealed=False), StringConstraints(pattern=r"^[0-9a-f]{64}$")]
"""A SHA-256, in hexadecimal."""


Quantity = Annotated[
    Decimal, Field(max_digits=15, decimal_places=4), AfterValidator(lambda value: value + 0)
]
"""An exact number, 15 digits of which 4 after the comma; its unit stands beside it.

Kept as it was told (``12.50``), without an exponent.
"""


def is_personal(hint: Any) -> bool:
    """Whether a field's annotation says that its value is sealed."""
    if get_origin(hint) is not Annotated:
        return any(is_personal(part) for part in get_args(hint))
    return any(isinstance(mark, Kept) and mark.sealed for mark in hint.__metadata__)


Medium = Literal["phone", "mail", "letter", "in-person", "fax"]
"""How an answer that was not given here reached the sender."""

Party = Literal["sender", "addressee"]
"""The two sides of a referral."""

Moment = AwareDatetime
"""A date and time with its offset: a time of day alone says nothing across a border."""


class Closure(NamedTuple):
    """Days, both included, on which a partner does not work."""

    first: date
    last: date


@dataclass(frozen=True)
class Deadline:
    """By when a party must act, as the rule of that day said; frozen in the fact.

    ``lapses_on``: the day from which silence is recorded; None when the rule only
    reminds. Changing the rule later never moves a deadline that stands in a fact.
    """

    due: date
    reminders: tuple[date, ...]
    lapses_on: date | None
    rule: Code
    version: int


@dataclass(frozen=True)
class CoarseFacts:
    """What stays in clear about a person for the evaluation: codes, never a name."""

    age_band: Code
    sex: Code
    household: Code
    quartier: Code
    geography_version: Code
    language_need: Code
    channel: Code
