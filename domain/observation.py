"""An observation (donnée d’observation): what one knows of a need, from whom, of when.

Article 3 of the convention: quantitative and qualitative data are exchanged to feed the
yearly analysis of social needs. None is ever about a person.
"""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar
from uuid import UUID, uuid5

from domain import codes
from domain.aggregate import Aggregate, Refusal, event
from domain.geography import ensure_place_whole
from domain.nameless import ensure_all_nameless
from domain.observed import Observed, ensure_observed
from domain.periods import PeriodReversed
from domain.values import (
    Code,
    Line,
    ObservationId,
    PartnerId,
    Public,
    Quantity,
    TerritoryId,
    Text,
)

OBSERVATIONS = UUID("5d7b8a52-90d4-5b8e-8d5c-0b6f3f2f7a19")


class OnlyForTheCommune(Refusal):
    """Ce thème est sensible : il ne s’observe qu’à l’échelle de la commune."""

    field = "quartier"


class PeriodNotOver(Refusal):
    """Une donnée d’observation porte sur une période achevée."""

    field = "last"


class AlreadySaid(Refusal):
    """Cette donnée dit déjà cela : rien n’est à corriger."""


class ObservationWithdrawn(Refusal):
    """Cette donnée d’observation a été retirée."""


def observation_id(territory: TerritoryId, *natural_key: object) -> ObservationId:
    """The stream of what is observed: the same from whatever file it is read again.

    ``natural_key``: all that does not change when its figure is restated.
    """
    said = json.dumps([territory, *(part and str(part) for part in natural_key)])
    return ObservationId(uuid5(OBSERVATIONS, said))


def ensure_over(last: date, today: date) -> None:
    """A figure of a period that goes on would change under its reader."""
    if last > today:
        raise PeriodNotOver


class Observation(Aggregate):
    class Recorded(Aggregate.Created):
        """``quartier`` and its geography are None for the whole commune."""

        by: PartnerId
        kind: Code
        theme: Code
        quartier: Code | None
        geography_version: Code | None
        first: date
        last: date
        indicator: Public[Line]
        unit: Code | None
        value: Quantity | None
        fewer_than: int | None
        text: Public[Text] | None
        source_kind: Code
        source: Public[Line]

    class Corrected(Aggregate.Event):
        """What it says from now on; what it said before stays in the journal."""

        transition: ClassVar[bool] = False

        value: Quantity | None
        fewer_than: int | None
        text: Public[Text] | None
        reason: Code

        def apply(self, it: "Observation") -> None:
            it.said = Observed(self.value, self.fewer_than, self.text)

    class Withdrawn(Aggregate.Event):
        reason: Code

        def apply(self, it: "Observation") -> None:
            it.withdrawn = True

    @event(Recorded)
    def __init__(
        self,
        id: ObservationId,  # noqa: A002 - the library passes the stream's id by this name
        by: PartnerId,
        kind: Code,
        theme: Code,
        quartier: Code | None,
        geography_version: Code | None,
        first: date,
        last: date,
        indicator: Public[Line],
        unit: Code | None,
        value: Quantity | None,
        fewer_than: int | None,
        text: Public[Text] | None,
        source_kind: Code,
        source: Public[Line],
    ) -> None:
        self.by, self.kind = by, kind
        self.unit, self.source_kind = unit, source_kind
        self.said = Observed(value, fewer_than, text)
        self.withdrawn = False

    @classmethod
    def ensure_may_begin(cls, facts: Mapping[str, Any]) -> None:
        codes.OBSERVATION_KINDS.ensure(kind=facts["kind"])
        codes.THEMES.ensure(theme=facts["theme"])
        codes.OBSERVATION_SOURCES.ensure(source_kind=facts["source_kind"])
        if facts["last"] < facts["first"]:
            raise PeriodReversed
        ensure_place_whole(facts["quartier"], facts["geography_version"])
        if facts["quartier"] is not None and facts["theme"] in codes.COMMUNE_THEMES:
            raise OnlyForTheCommune
        said = Observed(facts["value"], facts["fewer_than"], facts["text"])
        ensure_all_nameless(indicator=facts["indicator"], source=facts["source"])
        ensure_observed(facts["kind"], facts["unit"], facts["source_kind"], said)

    def correct(
        self,
        *,
        reason: str,
        value: Quantity | None = None,
        fewer_than: int | None = None,
        text: str | None = None,
    ) -> None:
        """A figure was restated, or words were not the right ones; both stay."""
        self._ensure_stands()
        codes.OBSERVATION_CORRECTIONS.ensure(reason=reason)
        said = Observed(value, fewer_than, text)
        ensure_observed(self.kind, self.unit, self.source_kind, said)
        if said == self.said:
            raise AlreadySaid
        self.trigger_event(
            self.Corrected, value=value, fewer_than=fewer_than, text=text, reason=reason
        )

    def withdraw(self, *, reason: str) -> None:
        self._ensure_stands()
        codes.OBSERVATION_WITHDRAWALS.ensure(reason=reason)
        self.trigger_event(self.Withdrawn, reason=reason)

    def _ensure_stands(self) -> None:
        if self.withdrawn:
            raise ObservationWithdrawn
