"""What allows a sharing (fondement du partage): a dated table, proposed as sentences.

A worker confirms a sentence and never picks an article. An exception to professional
secrecy (Code pénal, article 226-13) holds between given professions and from a given day.
"""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from domain.aggregate import Refusal
from domain.codes import SHARING_TABLE, Entry
from domain.values import Code


class NotBetweenThem(Refusal):
    """Ce motif ne permet pas ce partage entre votre métier et ce partenaire."""

    field = "sharing_ground"


class GroundMissing(Refusal):
    """Une situation ne se partage que sur un fondement : indiquez-le."""

    field = "sharing_ground"


class Proposal(NamedTuple):
    """A sentence to confirm; ``informed`` is None where it must be said apart."""

    code: Code
    sentence: str
    ground: Code
    agreement: Code
    informed: Code | None


def proposals(function: Code | None, on: date, recipient: Code | None = None) -> list[Proposal]:
    """What may allow somebody of that function to share that day.

    ``recipient``: the kind of partner, once it is known.
    """
    return [_proposal(entry) for entry in _holding(function, recipient, on)]


def ensure_allows(ground: Code, function: Code | None, recipient: Code, on: date) -> None:
    """Refuses a ground that no row of that day gives to these two."""
    if all(each.ground != ground for each in proposals(function, on, recipient)):
        raise NotBetweenThem


def _holding(function: Code | None, recipient: Code | None, on: date) -> Iterator[Entry]:
    for entry in SHARING_TABLE.values():
        marks = entry.marks
        if not marks["from"] <= on.isoformat() <= marks.get("until", "9999"):
            continue
        functions, recipients = marks.get("functions"), marks.get("recipients")
        if functions is not None and function not in functions:
            continue
        if recipients is None or recipient is None or recipient in recipients:
            yield entry


def _proposal(entry: Entry) -> Proposal:
    marks = entry.marks
    return Proposal(
        entry.value, entry.label, marks["ground"], marks["agreement"], marks.get("informed")
    )
