"""The cast of a territory: its partners, its agents and its cases, read from ``data/``."""

import json
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from domain.geography import Quartier
from domain.partner import partner_id
from domain.values import AgentId, CoarseFacts, Code, PartnerId, TerritoryId

_DATA = Path(__file__).with_name("data")
_DEMONSTRATION = UUID("7d0f3c51-8a44-5b0e-9d4e-2f1f7a6c9e33")
SOURCE = "demonstration"
_BANDS = ((2, "0-2"), (10, "3-10"), (17, "11-17"), (25, "18-25"), (39, "26-39"), (59, "40-59"))
_OLDER = 74


class Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Offered(Part):
    name: str
    themes: tuple[Code, ...]
    publics: tuple[Code, ...] = ()


class PartnerPart(Part):
    """A partner; ``closes`` counts working days to come."""

    key: str
    kind: Code
    name: str
    presentation: str
    address: str
    phone: str
    capacity: Code
    services: tuple[Offered, ...]
    closes: tuple[int, int] | None = None


class AgentPart(Part):
    """An agent; ``partner`` is "source/reference"."""

    key: str
    name: str
    function: Code
    partner: str
    roles: tuple[Code, ...]

    def works_for(self, territory: TerritoryId) -> PartnerId:
        return partner_of(territory, self.partner)

    def agent(self, territory: TerritoryId) -> AgentId:
        return AgentId(_known(territory, f"agent/{self.key}"))


class Cast(Part):
    """Who is there. ``shown``: the keys of those whom the command line proposes, or all."""

    code: TerritoryId
    name: str
    geography_version: Code = "2026"
    quartiers: tuple[Quartier, ...] = ()
    partners: tuple[PartnerPart, ...] = ()
    agents: tuple[AgentPart, ...]
    shown: tuple[str, ...] = ()

    @property
    def city(self) -> str:
        """The commune, without what the name of the territory says about it."""
        return self.name.partition(" (")[0]

    @property
    def personas(self) -> tuple[AgentPart, ...]:
        return tuple(each for each in self.agents if each.key in self.shown) or self.agents


class Then(Part):
    """The referral that follows another one in the same case."""

    to: str
    plot: str
    themes: tuple[Code, ...]
    reason: str
    say: dict[str, dict[str, Any]] = Field(default_factory=dict)


class Story(Part):
    """A case as it is told: ``ago`` in working days, ``say`` by the noun of a step."""

    plot: str
    ago: int
    sender: str = Field(alias="from")
    to: str
    urgency: Code
    danger: Code | None = None
    kind: Code = "referral"
    themes: tuple[Code, ...]
    person: tuple[str, str, date, Code, Code, Code]
    request: str
    reason: str
    informed: Code = "orally"
    agreement: Code = "oral"
    ground: Code = "consent"
    language: Code = "none"
    channel: Code = "visit"
    say: dict[str, dict[str, Any]] = Field(default_factory=dict)
    then: Then | None = None

    def coarse(self, on: date, geography_version: Code) -> CoarseFacts:
        _, _, born, sex, household, quartier = self.person
        return CoarseFacts(
            _age_band(born, on), sex, household, quartier, geography_version,
            self.language, self.channel,
        )  # fmt: skip


def cast_of(territory: TerritoryId) -> Cast:
    return Cast.model_validate_json(_text(f"territoire-{territory}.json"))


def stories_of(territory: TerritoryId) -> list[Story]:
    return TypeAdapter(list[Story]).validate_json(_text(f"cas-{territory}.json"))


def content(name: str) -> bytes:
    """A file of the demonstration."""
    return (_DATA / name).read_bytes()


def parts(name: str) -> Any:
    """What a JSON file of the demonstration holds."""
    return json.loads(content(name))


def named(territory: TerritoryId, name: str) -> UUID:
    """The same for every run: a demonstration that was interrupted goes on."""
    return uuid5(_DEMONSTRATION, f"{territory}/{name}")


@cache
def _known(territory: TerritoryId, name: str) -> UUID:
    """The same, of what is named again and again: those of a cast."""
    return named(territory, name)


@cache
def partner_of(territory: TerritoryId, reference: str) -> PartnerId:
    """``reference`` is "source/reference"."""
    return partner_id(territory, *reference.split("/", 1))


def _text(name: str) -> str:
    return content(name).decode()


def _age_band(born: date, on: date) -> Code:
    age = on.year - born.year - ((on.month, on.day) < (born.month, born.day))
    if age > _OLDER:
        return "75-plus"
    return next((band for oldest, band in _BANDS if age <= oldest), "60-74")
