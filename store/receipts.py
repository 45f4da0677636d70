"""What became of a command, read by its id: an error from COMMIT does not say."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from asyncpg import Pool

from store.pools import Db
from store.statements import Statements

_sql = Statements(__file__)


class Receipt(NamedTuple):
    """What became of a command: where its facts stand and the stream's new version."""

    command_id: UUID
    stream_id: UUID
    version: int
    position: int
    recorded_at: datetime


async def receipts(
    db: Db | Pool, territory: str, commands: Sequence[UUID]
) -> dict[UUID, Receipt]:
    """Those of the commands that the log holds, with what became of them."""
    rows = await db.fetch(_sql["find_commands"], territory, commands)
    return {row["command_id"]: Receipt(*row) for row in rows}
