"""Finding people without their names: keyed digests of what one would search by.

Rows are deleted at erasure, under the lock that the erasure takes.
"""

import unicodedata
from collections.abc import Sequence
from datetime import date
from uuid import UUID

from asyncpg import Pool

from store.keys import Keys
from store.pending import Also
from store.pools import Db
from store.receipts import Receipt
from store.statements import Statements

_sql = Statements(__file__)


async def tokens_of(
    keys: Keys, territory: str, family_name: str, given_name: str, birth_date: date | None
) -> list[bytes]:
    """By family and given name, and by family name and birth date where it is known."""
    family = _plain(family_name)
    terms = [f"{family}/{_plain(given_name)}"]
    if birth_date is not None:
        terms.append(f"{family}/{birth_date.isoformat()}")
    return [await keys.digest(territory, "person-search", term) for term in terms]


def keeping(territory: str, subject: UUID, tokens: Sequence[bytes]) -> Also:
    """What the transaction that registers a person writes beside it."""

    async def keep(db: Db, _: Receipt) -> None:
        await db.execute(_sql["keep"], territory, tokens, subject)

    return keep


async def find(db: Db | Pool, territory: str, tokens: Sequence[bytes]) -> list[UUID]:
    """The subjects that any of the tokens leads to."""
    return [row["subject"] for row in await db.fetch(_sql["find"], territory, tokens)]


def _plain(text: str) -> str:
    """Without accents, case, hyphens or doubled spaces: « Éloïse-Anne » is « eloise anne »."""
    bare = "".join(
        c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c)
    )
    return " ".join(bare.replace("-", " ").replace("’", "'").casefold().split())
