"""Who owes what, and by when: the next action of each referral, in the inbox's words."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from api.views.inbox import LISTS, Row

_WAITS = "sent-and-unanswered"
"""The list of who has nothing to do but wait."""


class Owed(NamedTuple):
    """An action that somebody owes; ``due`` and ``meets_at`` None where nothing is fixed."""

    who: UUID
    action: str
    referral: UUID
    towards: UUID
    due: date | None
    meets_at: datetime | None


def owed(referrals: Iterable[Row]) -> list[Owed]:
    """What is owed in these referrals, the most pressing first."""
    found = [each for row in referrals for each in _of(row)]
    return sorted(found, key=lambda each: (each.due is None, each.due or date.max))


def _of(row: Row) -> Iterator[Owed]:
    parties = [row["sender"], row["addressee"]]
    for who in parties:
        for each in LISTS:
            mine = each.code != "meeting-to-hold" or row["whose_turn"] is None
            if each.code == _WAITS or not each.holds(row, who):
                continue
            if mine or row[row["whose_turn"]] == who:
                yield Owed(
                    who, each.action, row["referral"], row["addressee"], row["due"],
                    row["meets_at"],
                )  # fmt: skip
