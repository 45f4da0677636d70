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
        if coarse.geography_version != self.version:
            raise OtherGeography
        known = {quartier.code for quartier in self.quartiers}
        if coarse.quartier not in known | {NOT_RECORDED}:
            raise UnknownQuartier


def ensure_quartiers(quartiers: Sequence[Quartier]) -> None:
    if not quartiers:
        raise NoQuartier
    names = {quartier.name for quartier in quartiers}
    found = {quartier.code for quartier in quartiers} - {NOT_RECORDED}
    if not len(found) == len(names) == len(quartiers):
        raise QuartierTwice
