"""The calendar of a service (RFC 5545, RFC 7986): when it meets whom, never about whom.

Each entry's identifier is its stream's, its sequence the version of that stream, so that
calendar programs follow what is moved or called off. Times are UTC, days are days.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from asyncpg import Record
from icalendar import Calendar, Event

from api.sight import Sight
from domain.policies import CASEWORK, ELECTED
from projections import forums, watch_sessions
from store.statements import Statements

_sql = Statements(__file__)
BACK = timedelta(days=60)
REFRESH = timedelta(hours=1)
_PRODUCT = "-//Maillage//Agenda du service//FR"


async def calendar_of(sight: Sight, partner: UUID, name: str) -> bytes:
    """The feed of that service, from sixty days ago on; the same bytes until a new fact."""
    head = await sight.fetch(_sql["head"])
    stamp = head[0]["recorded_at"] if head else datetime.min.replace(tzinfo=UTC)
    entries = _Entries(f"@{sight.asker.territory.lower()}.maillage", stamp)
    calendar = _empty(name)
    for event in await _events(sight, partner, entries):
        calendar.add_component(event)
    return bytes(calendar.to_ical())


async def _events(sight: Sight, partner: UUID, entries: "_Entries") -> Iterable[Event]:
    day = sight.today - BACK
    since = datetime.combine(day, time(0), UTC)
    sessions = await sight.fetch(watch_sessions.statements["inviting"], partner, since)
    held = await sight.fetch(forums.statements["meetings_for"], partner, day)
    elected = sight.asker.role == ELECTED
    owed = await sight.fetch(_sql["commitments"], partner, day, _meets(sight), elected)
    met = await sight.fetch(_sql["meetings"], partner, since) if _meets(sight) else []
    if cases := sorted({row["case_id"] for row in (*met, *owed)} - {None}):
        await sight.noted(*cases)
    return [
        *map(entries.session, sessions),
        *map(entries.forum, held),
        *map(entries.meeting, met),
        *map(entries.commitment, owed),
    ]


def _meets(sight: Sight) -> bool:
    """Whether they meet people: others are not told when somebody does."""
    return sight.asker.role in CASEWORK


def _empty(name: str) -> Calendar:
    """No METHOD: a feed that is followed is no invitation (RFC 5546)."""
    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", REFRESH)
    return calendar


@dataclass(frozen=True)
class _Entries:
    """``at``: what their identifiers end by; ``stamp``: when the last of it became so."""

    at: str
    stamp: datetime

    def session(self, row: Record) -> Event:
        summary = f"Cellule de veille, séance n°\u00a0{row['number']}"
        event = self._event("seance", row["session"], row, row["meets_at"], summary)
        event.add("location", row["place"])
        return self._standing(event, row["state"])

    def forum(self, row: Record) -> Event:
        named = f"{row['forum']}-{row['meeting']}"
        event = self._event("instance", named, row, row["meets_at"], row["name"])
        if row["room"]:
            event.add("location", row["room"])
        return self._standing(event, row["state"])

    def meeting(self, row: Record) -> Event:
        summary = "Rendez-vous d’orientation"
        event = self._event("orientation", row["referral"], row, row["meets_at"], summary)
        return self._standing(event, "")

    def commitment(self, row: Record) -> Event:
        """Its day; whoever asks finds the service free, for nobody meets then."""
        summary = "Échéance d’un engagement"
        event = self._event("engagement", row["commitment"], row, row["due"], summary)
        event.add("transp", "TRANSPARENT")
        return event

    def _event(
        self, kind: str, named: object, row: Record, when: datetime | date, summary: str
    ) -> Event:
        event = Event()
        event.add("uid", f"{kind}-{named}{self.at}")
        event.add("dtstamp", self.stamp.astimezone(UTC))
        event.add("sequence", row["version"])
        event.add("dtstart", when.astimezone(UTC) if isinstance(when, datetime) else when)
        event.add("summary", summary)
        event.add("class", "CONFIDENTIAL")
        return event

    @staticmethod
    def _standing(event: Event, state: str) -> Event:
        event.add("status", "CANCELLED" if state == "cancelled" else "CONFIRMED")
        return event
