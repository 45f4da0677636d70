"""The quartiers of the territory, by their code: what pages call them."""

from collections.abc import Mapping

from api.sight import Sight
from domain.territory import Territory, territory_stream
from store.reading import shut
from store.statements import Statements

_sql = Statements(__file__)


async def quartiers_of(sight: Sight) -> Mapping[str, str]:
    """Names by code, those of earlier geographies too; the newest name stands."""
    stream = territory_stream(sight.asker.territory)
    facts = [shut(row).event for row in await sight.fetch(_sql["adopted"], stream)]
    return {
        quartier.code: quartier.name
        for fact in facts
        if isinstance(fact, Territory.GeographyAdopted)
        for quartier in fact.quartiers
    }
