"""Action sheets of the stories, and the facts they begin with. All are invented."""

from datetime import date
from decimal import Decimal
from typing import Any

from domain.action_sheet import ActionSheet
from domain.action_sheet_standing import Content
from tests.domain.people import CCAS
from tests.story import Told, fact

JUNE, JULY, DECEMBER = date(2026, 6, 30), date(2026, 7, 31), date(2026, 12, 31)


def content(kind: str = "new", **said: Any) -> Content:
    first: dict[str, Any] = {
        "title": "Permanences hors les murs",
        "kind": kind,
        "priority": "cohesion",
        "need": "Des habitant·es ne viennent plus aux guichets.",
        "objectives": ("Tenir deux permanences par mois en pied d’immeuble",),
        "publics": ("residents-qpv-frr",),
    }
    return Content(**first | said)


def drafted(kind: str = "new", **said: Any) -> Told:
    return fact(ActionSheet.Drafted, number=3, content=content(kind, **said), lead=CCAS)


new, experiment, existing = drafted(), drafted("experimental"), drafted("existing")
included = fact(ActionSheet.InclusionDecided)
outside = fact(ActionSheet.LeftOutside, reason="other-framework")
adopted = fact(ActionSheet.Adopted, on=JUNE, body="Comité de pilotage")
paused = fact(ActionSheet.Paused, reason="no-staff")
concluded = fact(ActionSheet.Concluded, assessment="Utile, à étendre.")
generalised = fact(ActionSheet.Generalised, scope="Tous les quartiers")
abandoned = fact(ActionSheet.Abandoned, reason="no-effect")
in_error = fact(ActionSheet.EnteredInError, reason="trial")


def joined(partner: Any) -> Told:
    return fact(ActionSheet.PartnerJoined, partner=partner)


def defined(indicator: int = 1, unit: str = "people", **said: Any) -> Told:
    first: dict[str, Any] = {"name": f"Indicateur {indicator}", "target": Decimal(120)}
    return fact(ActionSheet.IndicatorDefined, indicator=indicator, unit=unit, **first | said)


def measured(value: int, on: date = JUNE, indicator: int = 1, unit: str = "people") -> Told:
    return fact(
        ActionSheet.IndicatorMeasured,
        indicator=indicator,
        unit=unit,
        value=Decimal(value),
        on=on,
    )


def corrected(measurement: int, was: int, value: int, reason: str = "consolidated") -> Told:
    return fact(
        ActionSheet.MeasurementCorrected,
        measurement=measurement,
        indicator=1,
        unit="people",
        was=Decimal(was),
        value=Decimal(value),
        reason=reason,
    )
