"""What a commitment serves: how it is called, where it is read, what may be chosen."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from api.sight import Sight
from api.views.conventions import convention_in
from domain import codes
from domain.values import Reference
from projections.wording import label

_PAGES: Mapping[str, str] = {
    "case": "/situations/{stream}",
    "referral": "/orientations/{stream}",
    "alert": "/veille/alertes/{stream}",
    "follow-up": "/veille/seances/{stream}",
    "sheet": "/projet/fiches/{stream}",
    "forum": "/projet/instances/{stream}",
    "contribution": "/projet/paroles/{stream}",
    "recommendation": "/projet/conference/{stream}",
    "amendment": "/projet/convention",
}


class Served(NamedTuple):
    """« une recommandation de la conférence, n° 2 », and the address of its page."""

    title: str
    page: str


def served_by(row: Any) -> Served | None:
    """What the row of a commitment says that it serves."""
    kind, part = row["serves_kind"], row["serves_part"]
    if kind is None:
        return None
    title = label(codes.REFERENCES, kind) + (f" n°\u00a0{part}" if part is not None else "")
    return Served(title, _PAGES[kind].format(stream=row["serves_stream"]))


async def servable(sight: Sight) -> list[tuple[Reference, str]]:
    """The things of the project that a form may offer to serve, with their titles."""
    view = await convention_in(sight)
    if view is None:
        return []
    return [
        (
            Reference("amendment", each.originator_id, each.number),
            f"Avenant n°\u00a0{each.number} à la convention",
        )
        for each in view.amendments
    ]
