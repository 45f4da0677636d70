"""Calendar addresses: a secret address of one's own that a calendar program follows.

It opens the feed of its agent's service and nothing else, is shown once, ends by its mark.
"""

from datetime import timedelta

from asyncpg import Record

from api.access import CALENDAR, Access
from api.desk import Desk
from domain import policies
from domain.aggregate import Refusal
from domain.policies import SYSTEM
from store.refusals import Unknown
from store.statements import Statements

_sql = Statements(__file__)
LIFE = timedelta(days=365)
MOST = 5


class TooManyCalendars(Refusal):
    """Vous avez déjà cinq adresses d’agenda\u00a0: fermez-en une."""


async def open_calendar(desk: Desk) -> str:
    """The address of a new one, from the host on; shown this once."""
    _ensure_somebody(desk)
    if len(await calendars_of(desk)) >= MOST:
        raise TooManyCalendars
    it = desk.installation
    access = Access(it.readers, it.writers)
    token = await access.grant(desk.asker, "agenda", LIFE, CALENDAR)
    return address(desk.territory, token)


def address(territory: str, token: str) -> str:
    return f"/api/v1/territories/{territory}/calendars/{token}.ics"


async def close_calendar(desk: Desk, mark: str) -> None:
    """End one of one's own at once; or ``Unknown``."""
    _ensure_somebody(desk)
    ended = await desk.installation.writers.fetchval(
        _sql["revoke"], desk.territory, mark, desk.asker.agent
    )
    if ended is None:
        raise Unknown


async def calendars_of(desk: Desk) -> list[Record]:
    """Those of who asks that are open: mark, since when, until when; never the address."""
    if desk.asker.agent == SYSTEM:
        return []
    rows: list[Record] = await desk.installation.readers.fetch(
        _sql["mine"], desk.territory, desk.asker.agent
    )
    return rows


def _ensure_somebody(desk: Desk) -> None:
    """A calendar is of somebody who acts for a service."""
    if desk.asker.agent == SYSTEM or desk.asker.partner is None:
        raise policies.NotAllowed
