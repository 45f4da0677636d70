"""What residents' words may have changed: sheets, commitments, recommendations, by name."""

from asyncpg import Record

from api.sight import Sight
from domain import codes
from domain.values import Reference
from projections.wording import label
from store.statements import Statements

_sql = Statements(__file__)
_LONGEST = 80


async def effects_of(sight: Sight) -> dict[Reference, str]:
    """Each thing that a contribution may have led to, and what it is called."""
    rows = await sight.fetch(_sql["possible"])
    return {Reference(row["kind"], row["stream"], row["part"]): _called(row) for row in rows}


def _called(row: Record) -> str:
    title = row["title"]
    short = title if len(title) <= _LONGEST else f"{title[:_LONGEST].rstrip()}\u00a0…"
    match row["kind"]:
        case "sheet":
            return f"Fiche action n°\u00a0{row['number']}\u00a0: {short}"
        case "recommendation":
            return f"Recommandation {row['part']} de {row['number']}\u00a0: {short}"
        case kind:
            return f"{label(codes.REFERENCES, kind)[3:].capitalize()}\u00a0: {short}"
