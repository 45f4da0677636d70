"""Alerts and the watch board."""

from uuid import UUID

from pydantic import Field

from api.http.shapes.cases import AlertRow
from api.http.shapes.history import Told
from api.http.shapes.shape import Shape
from domain.values import Code


class ReporterTold(Shape):
    """Qui l’a dit. « sealed » : masqué pour vous ; « erased » : données détruites."""

    by: UUID
    name: str | None
    contact: str | None
    words: str | None


class AlertFile(AlertRow):
    """Une alerte telle que ce lecteur peut la voir. « erased » : données détruites."""

    facts: str
    analysis: str | None
    informed: Code | None
    peril: Code
    danger: Code | None
    sharing_ground: Code | None
    reporter: ReporterTold | None
    duplicates: list[UUID]
    history: list[Told]


class Lane(Shape):
    """Une liste du tableau : `code` est stable, `title` est affiché."""

    code: Code
    title: str
    action: str
    alerts: list[AlertRow]


class Pair(Shape):
    """Deux alertes qui disent peut-être la même chose."""

    one: UUID
    other: UUID


class Signal(Shape):
    """Un signal faible : des nombres, jamais qui."""

    theme: Code
    quartier: Code
    households: int
    services: int
    days: int


class WatchBoard(Shape):
    """Le tableau de la cellule ; une alerte peut figurer dans plusieurs listes."""

    lanes: list[Lane]
    alike: list[Pair]
    signals: list[Signal] = Field(description="Pour l’animateur·rice de la cellule.")
