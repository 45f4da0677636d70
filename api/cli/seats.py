"""At whose desk a command reads: a token's holder, or whoever runs the server."""

from dataclasses import replace
from datetime import datetime

from api.access import Access
from api.cli.exits import Exit, Failure
from api.cli.place import administrator
from api.desk import Desk
from api.installation import Installation
from domain.local_time import PARIS
from store.facts import Header


async def seated(installation: Installation, territory: str, token: str | None) -> Desk:
    """The desk of who holds that token; without one, of whoever runs the server."""
    if token is None:
        return administrator(installation, territory, "cli")
    asker = await Access(installation.readers, installation.writers).asker_of(token.strip())
    if asker is None or asker.territory != territory:
        raise Failure(Exit.REFUSED, "Jeton inconnu ici, expiré ou révoqué.")
    return Desk(installation, asker, "cli")


async def acting(
    installation: Installation, territory: str, token: str, seen: int | None
) -> Desk:
    """The desk of who acts: ``seen`` is the version that they decide on, if they say it."""
    return replace(await seated(installation, territory, token), expected=seen)


def dated(at: Header) -> str:
    """When it happened; and when it was recorded, where that is another day."""
    known, happened = _local(at.recorded_at), _local(at.occurred_at)
    if at.occurred_precision == "day":
        return f"{happened:%d/%m/%Y}       (saisi le {known:%d/%m/%Y})"
    late = f" (saisi le {known:%d/%m/%Y})" if known.date() != happened.date() else ""
    return f"{happened:%d/%m/%Y %H:%M}{late}"


def _local(moment: datetime) -> datetime:
    return moment.astimezone(PARIS)
