"""How days, hours and codes are said in French, wherever a fact is told."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from domain.codes import UNITS, CodeList
from domain.local_time import PARIS

_MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre",
    "octobre", "novembre", "décembre",
)  # fmt: skip
TWO = 2
"""From two on, French has a plural."""


def day(when: date | datetime) -> str:
    """« 1er décembre 2026 », in the territory's own time."""
    if isinstance(when, datetime):
        when = when.astimezone(PARIS).date()
    number = "1er" if when.day == 1 else str(when.day)
    return f"{number}\u00a0{_MONTHS[when.month - 1]}\u00a0{when.year}"


def hour(when: datetime) -> str:
    """« 14 h 05 », in the territory's own time."""
    here = when.astimezone(PARIS)
    return f"{here.hour}\u00a0h\u00a0{here.minute:02}"


def moment(when: datetime) -> str:
    """« 1er décembre 2026 à 14 h 05 »."""
    return f"{day(when)} à {hour(when)}"


def label(codes: CodeList, code: str | None) -> str:
    """The label of a code; a code of another day is shown as it was kept."""
    if code is None:
        return "non renseigné"
    return codes[code].label if code in codes else code


def labels(codes: CodeList, values: Iterable[str]) -> str:
    return ", ".join(label(codes, value) for value in values)


def number(value: Decimal) -> str:
    """« 1 250,5 », with narrow no-break spaces and as many decimals as were told."""
    return f"{value:,f}".replace(",", "\u202f").replace(".", ",")


def quantity(value: Decimal, unit: str) -> str:
    """« 12 personnes », « 1 personne », « 45 % »."""
    one = UNITS[unit].marks.get("one") if unit in UNITS and abs(value) < TWO else None
    return f"{number(value)}\u00a0{one or label(UNITS, unit)}"


def quoted(name: str) -> str:
    """A name between French quotation marks."""
    return f"«\u00a0{name}\u00a0»"


def uncapitalised(text: str) -> str:
    """For a label inside a sentence; acronyms keep their capitals."""
    return text[:1].lower() + text[1:] if not text[1:2].isupper() else text


class Names:
    """Partners' names, quoted; ``here`` is the partner whose stream is told."""

    def __init__(self, names: Mapping[UUID, str], stream: UUID) -> None:
        self._names, self._stream = names, stream

    def __call__(self, partner: UUID | None) -> str:
        name = self._names.get(partner) if partner is not None else None
        return quoted(name) if name is not None else "un partenaire"

    def called(self, stream: UUID, otherwise: str) -> str:
        """What something else is called, quoted; ``otherwise`` where it has no name."""
        name = self._names.get(stream)
        return quoted(name) if name is not None else otherwise

    @property
    def here(self) -> str:
        return self(self._stream)

    @property
    def named(self) -> str:
        """« X » after a space, of what the stream is about; nothing where it has no name."""
        name = self._names.get(self._stream)
        return f" {quoted(name)}" if name is not None else ""
