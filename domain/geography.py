"""The geography (découpage) of a territory: its quartiers, in numbered versions."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.aggregate import Refusal
from domain.values import CoarseFacts, Code, Line, Public

NOT_RECORDED: Code = "not-recorded"


class NoQuartier(Refusal):
    """Un découpage compte au moins un quartier."""

    field = "quartiers"


class QuartierTwice(Refusal):
    """Chaque quartier a un code à lui, autre que « not-recorded », et un nom à lui."""

    field = "quartiers"


class UnknownQuartier(Refusal):
    """Ce quartier ne figure pas dans le découpage en vigueur."""

    field = "quartier"


class PlaceIncomplete(Refusal):
    """Un quartier se dit avec la version de son découpage ; sans l’un, pas d’autre."""

    field = "quartier"


class OtherGeography(Refusal):
    """Ce n’est pas la version du découpage en vigueur."""

    field = "geography_version"


@dataclass(frozen=True)
class Quartier:
    code: Code
    name: Public[Line]


@dataclass(frozen=True)
class Geography:
    """The quartiers in force, and under which version they are recorded."""

    version: Code
    quartiers: tuple[Quartier, ...]

    def ensure_places(self, coarse: CoarseFacts) -> None:
        """Refuses a quartier that is not of this geography, or of another version.

        Where the quartier was not recorded, its version may be so too.
        """
        if coarse.quartier == NOT_RECORDED == coarse.geography_version:
            return
        if coarse.quartier == NOT_RECORDED and coarse.geography_version == self.version:
            return
        self.ensure_has(coarse.quartier, coarse.geography_version)

    def ensure_has(self, quartier: str, version: str) -> None:
        """Refuses a quartier that is not one of this geography."""
        if version != self.version:
            raise OtherGeography
        if quartier not in {each.code for each in self.quartiers}:
            raise UnknownQuartier


def ensure_quartiers(quartiers: Sequence[Quartier]) -> None:
    if not quartiers:
        raise NoQuartier
    names = {quartier.name for quartier in quartiers}
    found = {quartier.code for quartier in quartiers} - {NOT_RECORDED}
    if not len(found) == len(names) == len(quartiers):
        raise QuartierTwice


def ensure_place_whole(quartier: str | None, version: str | None) -> None:
    """A quartier with its geography, or neither: the whole commune."""
    if (quartier is None) != (version is None):
        raise PlaceIncomplete
