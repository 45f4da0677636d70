"""What a new commitment may serve."""

from api.sight import Sight
from api.views.conventions import convention_in
from domain.values import Reference


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
