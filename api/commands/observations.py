"""Observations: what is recorded of needs, one by one or from a file, and corrected."""

import re
from collections.abc import Mapping
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field, model_validator

from api.commands.asks import Among, Ask, Day, Deed, Number
from api.commands.csv_rows import Choices
from api.commands.deadlines import territory_of
from api.commands.importing import Import, Step
from api.desk import Desk
from domain import codes
from domain.codes import Entry
from domain.geography import UnknownQuartier
from domain.observation import Observation, ObservationWithdrawn, ensure_over, observation_id
from domain.observed import Observed
from domain.values import Code, Line, ObservationId, TerritoryId, Text
from store.receipts import Receipt

_FEWER = re.compile(r"(?:moins de|<)\s*(\d{1,3})", re.IGNORECASE)
_NATURAL_KEY = (
    "kind", "theme", "quartier", "geography_version", "first", "last", "indicator", "unit",
    "source_kind", "source",
)  # fmt: skip


def _fewer_apart(said: Any) -> Any:
    """« moins de 5 » typed for a value is what ``fewer_than`` holds."""
    typed = said.get("value") if isinstance(said, Mapping) else None
    if isinstance(typed, str) and (small := _FEWER.fullmatch(typed.strip())):
        rest = {name: each for name, each in said.items() if name != "value"}
        return {"fewer_than": int(small[1]), **rest}
    return said


Value = Annotated[
    Number | None,
    Field(
        title="Valeur",
        description="Un nombre ; un petit effectif s’écrit « moins de 5 » (11 pour la CAF et "
        "les sources fiscales).",
    ),
]
FewerThan = Annotated[int | None, Field(title="Moins de", ge=1, le=100)]
Words = Annotated[
    Text | None,
    Field(title="Ce qui est dit", description="Public : jamais le nom de quelqu’un."),
]


class NewObservation(Ask):
    """What is observed, where, of which period, and who says so."""

    kind: Annotated[Code, Among(codes.OBSERVATION_KINDS), Field(title="Nature")]
    theme: Annotated[Code, Among(codes.THEMES), Field(title="Thème")]
    quartier: Annotated[
        Code | None, Field(title="Quartier", description="Sinon, toute la commune.")
    ] = None
    geography_version: Annotated[Code | None, Field(title="Version du découpage")] = None
    first: Annotated[Day, Field(title="Premier jour de la période")]
    last: Annotated[Day, Field(title="Dernier jour de la période")]
    indicator: Annotated[Line, Field(title="Indicateur", description="Ce qui est observé.")]
    unit: Annotated[Code | None, Among(codes.UNITS), Field(title="Unité")] = None
    value: Value = None
    fewer_than: FewerThan = None
    text: Words = None
    source_kind: Annotated[
        Code, Among(codes.OBSERVATION_SOURCES), Field(title="Nature de la source")
    ]
    source: Annotated[
        Line, Field(title="Source", description="Qui a produit cette donnée, dans quoi.")
    ]

    _apart = model_validator(mode="before")(_fewer_apart)


class CorrectingObservation(Deed):
    """What it says from now on."""

    value: Value = None
    fewer_than: FewerThan = None
    text: Words = None
    reason: Annotated[
        Code, Among(codes.OBSERVATION_CORRECTIONS), Field(title="Pourquoi corriger")
    ]

    _apart = model_validator(mode="before")(_fewer_apart)


class WithdrawingObservation(Deed):
    reason: Annotated[
        Code, Among(codes.OBSERVATION_WITHDRAWALS), Field(title="Pourquoi retirer")
    ]


def stream_of(territory: TerritoryId, ask: NewObservation) -> ObservationId:
    """The stream of what is observed: the same whoever tells of it again."""
    return observation_id(territory, *(getattr(ask, name) for name in _NATURAL_KEY))


async def record(desk: Desk, stream: UUID, ask: NewObservation) -> Receipt:
    """Record what was observed of a period that is over; raises ``Exists`` for a double."""
    await _ensure_true_there(desk, ask)
    return await desk.begin(Observation, stream, by=desk.partner, **dict(ask))


async def quartiers_of(desk: Desk) -> Mapping[str, Entry]:
    """The quartiers of the geography in force, by code."""
    geography = (await territory_of(desk)).geography
    return {
        each.code: Entry(each.code, each.name)
        for each in (geography.quartiers if geography else ())
    }


async def _ensure_true_there(desk: Desk, ask: NewObservation) -> None:
    ensure_over(ask.last, desk.today)
    await ensure_placed(desk, ask.quartier, ask.geography_version)


async def ensure_placed(desk: Desk, quartier: str | None, version: str | None) -> None:
    """Refuses a quartier that is not one of the geography in force."""
    if quartier is None or version is None:
        return
    geography = (await territory_of(desk)).geography
    if geography is None:
        raise UnknownQuartier
    geography.ensure_has(quartier, version)


async def _choices(desk: Desk) -> Choices:
    return {"quartier": await quartiers_of(desk)}


async def _step(desk: Desk, ask: NewObservation) -> Step:
    """What a row adds: an observation, a correction of the one there is, or nothing."""
    if ask.quartier is not None and ask.geography_version is None:
        geography = (await territory_of(desk)).geography
        version = geography.version if geography else None
        ask = ask.model_copy(update={"geography_version": version})
    stream = stream_of(desk.territory, ask)
    await _ensure_true_there(desk, ask)
    it = await desk.log.load(Observation, stream)
    if it is None:
        facts = {"by": desk.partner, **dict(ask)}
        return Step.beginning(desk, "recorded", Observation, stream, facts)
    if it.withdrawn:
        raise ObservationWithdrawn
    if it.said == Observed(ask.value, ask.fewer_than, ask.text):
        return Step("unchanged", stream)
    said = ask.model_dump(include={"value", "fewer_than", "text"}) | {"reason": "new-import"}
    return Step.changing(desk, "corrected", it, Observation.correct, said)


IMPORT = Import(
    "observations", "Importer des données d’observation", NewObservation, _step, _choices
)
