"""What is tied to an action sheet: what was promised for it, who meets, who asked for it."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple
from uuid import UUID

from asyncpg import Record

from api.sight import Sight
from api.views.commitments import Sought, commitments_of
from store.statements import Statements

_sql = Statements(__file__)
_MOST = 50


class Ties(NamedTuple):
    """Commitments that this reader may read, with the names of their sides; forums; voices."""

    commitments: Sequence[Record]
    names: Mapping[UUID, str]
    forums: Sequence[Record]
    voices: Sequence[Record]


async def ties_of(sight: Sight, sheet: UUID) -> Ties:
    sought = Sought(serves_kind="sheet", serves=sheet)
    promised = await commitments_of(sight, sought, None, _MOST)
    return Ties(
        promised.rows, promised.names, await sight.fetch(_sql["forums"], sheet),
        await sight.fetch(_sql["voices"], sheet),
    )  # fmt: skip
