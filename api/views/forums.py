"""Forums: those of the territory, one with its members and meetings, a partner's calendar."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from asyncpg import Record

from api.sight import Sight
from domain import codes
from domain.values import Reference
from projections import forums
from store.refusals import Unknown


@dataclass(frozen=True)
class MeetingView:
    """One meeting: its row, which partners came, and how many people of each college.

    ``people`` is empty where nobody counted; ``guests`` came without being members.
    """

    row: Record
    partners: Sequence[Record]
    guests: Sequence[Record]
    people: Mapping[str, int]


class Presence(NamedTuple):
    """At how many meetings a member was, of those it could have been at."""

    came: int
    due: int


@dataclass(frozen=True)
class ForumView:
    """A forum as it stands. ``members``: a row for each period of each member."""

    row: Record
    serves: Sequence[Reference]
    members: Sequence[Record]
    meetings: Sequence[MeetingView]

    @property
    def planned(self) -> list[MeetingView]:
        """The meetings that are convened, the nearest first."""
        return [each for each in reversed(self.meetings) if each.row["state"] == "convened"]

    @property
    def held(self) -> list[MeetingView]:
        """The meetings that were held, the last first."""
        return [each for each in self.meetings if each.row["state"] == "held"]

    @property
    def cancelled(self) -> list[MeetingView]:
        return [each for each in self.meetings if each.row["state"] == "cancelled"]

    def presence(self, partner: UUID) -> Presence:
        """Of the meetings held while it was a member, at how many it was there."""
        days = [each for each in self.members if each["partner"] == partner]
        due = [each for each in self.held if any(_covers(it, each.row["day"]) for it in days)]
        came = [each for each in due if partner in {row["partner"] for row in each.partners}]
        return Presence(len(came), len(due))

    def seated(self, day: date) -> list[Record]:
        """Who was a member on that day."""
        return [each for each in self.members if _covers(each, day)]

    def former(self, day: date) -> list[Record]:
        """The periods that do not cover that day."""
        return [each for each in self.members if not _covers(each, day)]


async def forums_in(sight: Sight) -> list[Record]:
    """Every forum; those that stand first."""
    return await sight.fetch(forums.statements["forums"], sight.today)


async def forum_of(sight: Sight, forum: UUID) -> ForumView:
    """One forum with its members and meetings, the last first; raises ``Unknown``."""
    rows = await sight.fetch(forums.statements["forum"], forum)
    if not rows:
        raise Unknown
    members = await sight.fetch(forums.statements["members"], forum)
    meetings = await sight.fetch(forums.statements["meetings"], forum)
    came = await sight.fetch(forums.statements["attendance"], forum)
    return ForumView(
        rows[0], _served(rows[0]["serves"]), members,
        [_meeting(row, came) for row in meetings],
    )  # fmt: skip


def told(view: ForumView) -> dict[str, Any]:
    """A forum in plain values, as the API and the command line tell it."""
    return {
        **view.row, "serves": view.serves, "members": view.members,
        "meetings": [
            {
                **each.row, "partners": _named(each.partners), "guests": _named(each.guests),
                "people": each.people,
            }
            for each in view.meetings
        ],
    }  # fmt: skip


async def meetings_for(sight: Sight, partner: UUID, since: date) -> list[Record]:
    """What stands in a partner's calendar: the meetings of the forums where it sits.

    From that day on, in their order; those called off say so (``state``).
    """
    return await sight.fetch(forums.statements["meetings_for"], partner, since)


def _named(rows: Sequence[Record]) -> list[dict[str, Any]]:
    return [{"partner": each["partner"], "name": each["name"]} for each in rows]


def _meeting(row: Record, came: Sequence[Record]) -> MeetingView:
    here = [each for each in came if each["meeting"] == row["meeting"]]
    counted = {each["college"]: each["people"] for each in here if each["college"]}
    return MeetingView(
        row,
        [each for each in here if each["partner"] and not each["guest"]],
        [each for each in here if each["guest"]],
        {college: counted[college] for college in codes.COLLEGES if college in counted},
    )


def _served(said: str) -> list[Reference]:
    return [
        Reference(each["kind"], UUID(each["stream"]), each["part"]) for each in json.loads(said)
    ]


def _covers(sitting: Record, day: date) -> bool:
    left_on = sitting["left_on"]
    return bool(sitting["since"] <= day and (left_on is None or day <= left_on))
