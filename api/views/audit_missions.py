"""The audit missions of a territory: that they are, on what and until when is no secret."""

from typing import Any

from api.sight import Sight
from api.views.inbox import names_of
from domain.periods import Period
from projections import directory


async def missions_in(sight: Sight) -> list[dict[str, Any]]:
    """Every mission, the latest first; ``services`` are the names of its scope.

    ``in_force`` is of today; the evaluator is an identifier and a function, never a name.
    """
    rows = await sight.fetch(directory.statements["missions"])
    names = await names_of(sight, {partner for row in rows for partner in row["scope"]})
    return [
        dict(row)
        | {
            "services": [names[partner] for partner in row["scope"]],
            "in_force": not row["ended"]
            and Period(row["first"], row["last"]).covers(sight.today),
        }
        for row in rows
    ]
