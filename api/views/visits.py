"""Since my last visit: what an agent last looked at, from the journal of consultations."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from api.sight import Sight
from domain.case_reading import hidden_kinds
from store.statements import Statements

_sql = Statements(__file__)


async def last_visit(sight: Sight, case: UUID) -> datetime | None:
    """When the reader last left this case; looks less than half an hour apart are one visit."""
    [row] = await sight.fetch(_sql["last_visit"], str(sight.asker.agent), case)
    found: datetime | None = row["at"]
    return found


async def gone_on(sight: Sight, cases: Iterable[UUID]) -> set[UUID]:
    """Those of the cases in which others have done something since the reader's last look.

    Only what the reader may know of counts: notes and goals are left out, unless their own.
    """
    asker = sight.asker
    rows = await sight.fetch(
        _sql["gone_on"], str(asker.agent), list(cases), asker.partner,
        list(hidden_kinds(asker)),
    )  # fmt: skip
    return {row["case_id"] for row in rows}
