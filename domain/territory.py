"""A territory (territoire): the commune of a Projet Social de Territoire, and its settings."""

from uuid import UUID, uuid5

from domain.aggregate import Aggregate, Refusal, event
from domain.geography import Geography, Quartier, ensure_quartiers
from domain.rules import DEFAULTS, Rule, ensure_rule
from domain.values import Code, Line, Public, TerritoryId

TERRITORIES = UUID("0a3d7c8e-7d5b-5c0a-8f52-2d6a6f1f9b14")


def territory_stream(insee: TerritoryId) -> UUID:
    """The stream of a territory: one for each INSEE code."""
    return uuid5(TERRITORIES, insee)


class GeographyAlreadyAdopted(Refusal):
    """Un découpage de cette version a déjà été adopté : donnez-lui une autre version."""

    field = "version"


class Territory(Aggregate):
    class Created(Aggregate.Created):
        name: Public[Line]
        fictitious: bool
        origin: Code

    class RuleAdopted(Aggregate.Event):
        rule: Code
        version: int
        values: dict[Code, int]

        def apply(self, it: "Territory") -> None:
            it.rules = {**it.rules, self.rule: Rule(self.rule, self.version, self.values)}

    class GeographyAdopted(Aggregate.Event):
        version: Code
        quartiers: tuple[Quartier, ...]

        def apply(self, it: "Territory") -> None:
            it.geography = Geography(self.version, self.quartiers)
            it.geographies |= {self.version}

    @event(Created)
    def __init__(
        self,
        id: UUID,  # noqa: A002 - the library passes the stream's id by this name
        name: Public[Line],
        fictitious: bool,  # noqa: FBT001 - a fact of the territory, not a switch
        origin: Code,
    ) -> None:
        self.fictitious = fictitious
        self.rules = dict(DEFAULTS)
        self.geography: Geography | None = None
        self.geographies: frozenset[str] = frozenset()

    def adopt_rule(self, *, rule: str, values: dict[str, int]) -> None:
        """The new version stands for what comes; what an older one did stays as it is."""
        ensure_rule(rule, values)
        version = self.rules[rule].version + 1
        self.trigger_event(self.RuleAdopted, rule=rule, version=version, values=values)

    def adopt_geography(self, *, version: str, quartiers: tuple[Quartier, ...]) -> None:
        """Facts keep the version under which their quartier was recorded."""
        ensure_quartiers(quartiers)
        if version in self.geographies:
            raise GeographyAlreadyAdopted
        self.trigger_event(self.GeographyAdopted, version=version, quartiers=quartiers)
