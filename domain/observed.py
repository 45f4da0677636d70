"""What is observed (ce qui est observé): a figure, that it is a small one, or words."""

from dataclasses import dataclass

from domain import codes
from domain.aggregate import Refusal
from domain.nameless import ensure_nameless
from domain.values import Code, Public, Quantity, Text

QUANTITATIVE: Code = "quantitative"
FEWEST = 5
"""People: a smaller count could tell who they are; some sources have a higher threshold."""


class FigureMissing(Refusal):
    """Une donnée chiffrée dit son unité, et une valeur ou « moins de » ; pas de texte."""

    field = "value"


class WordsMissing(Refusal):
    """Une donnée qualitative est un texte, sans valeur ni unité."""

    field = "text"


class SmallCell(Refusal):
    """Un si petit effectif pourrait désigner quelqu’un : indiquez « moins de »."""

    field = "value"


class OtherThreshold(Refusal):
    """Pour des personnes, « moins de » dit le seuil de sa source, 5 ou 11 (CAF, fiscal)."""

    field = "fewer_than"


@dataclass(frozen=True)
class Observed:
    """What an observation says: a figure, that it is a small one, or words."""

    value: Quantity | None = None
    fewer_than: int | None = None
    text: Public[Text] | None = None


def threshold(source_kind: str) -> int:
    """Below how many people a source's count is not said."""
    return int(codes.OBSERVATION_SOURCES[source_kind].marks.get("fewest", FEWEST))


def ensure_observed(kind: str, unit: str | None, source_kind: str, said: Observed) -> None:
    """Refuses what its kind, unit or source does not allow to be said."""
    figures = (said.value is not None) + (said.fewer_than is not None)
    if kind != QUANTITATIVE:
        if said.text is None or unit is not None or figures:
            raise WordsMissing
        ensure_nameless(said.text)
        return
    if unit is None or figures != 1 or said.text is not None:
        raise FigureMissing
    codes.ensure_measurable(unit, value=said.value)
    people, fewest = codes.UNITS[unit].marks.get("people"), threshold(source_kind)
    if said.value is None:
        if not people or said.fewer_than != fewest:
            raise OtherThreshold
    elif people and 0 < said.value < fewest:  # zero is nobody
        raise SmallCell
