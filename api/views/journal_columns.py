"""The columns of an exported journal: who did what, when, for whom, by which right."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import NamedTuple, TypeAlias

from api.views.journal import Line
from domain import codes
from projections.kinds import KINDS, SOURCES
from projections.wording import label

Value: TypeAlias = int | float | str | datetime | None
_A_DAY = 86_400


class Column(NamedTuple):
    """``name`` for programs, ``title`` for people."""

    name: str
    title: str
    of: Callable[[Line], Value]


def _delay(line: Line) -> float:
    at = line.fact.at
    return round((at.recorded_at - at.occurred_at).total_seconds() / _A_DAY, 2)


def _text(value: object) -> str | None:
    return None if value is None else str(value)


COLUMNS: Sequence[Column] = (
    Column("position", "N° du fait", lambda it: it.fact.at.position),
    Column("recorded_at", "Enregistré le", lambda it: it.fact.at.recorded_at),
    Column("occurred_at", "Survenu le", lambda it: it.fact.at.occurred_at),
    Column("precision", "Précision", lambda it: it.fact.at.occurred_precision),
    Column("delay_in_days", "Délai de saisie (jours)", _delay),
    Column("kind", "Code du fait", lambda it: it.fact.at.kind),
    Column("fact", "Fait", lambda it: _called(it.fact.at.kind)),
    Column("sentence", "Phrase", lambda it: it.sentence),
    Column("service", "Service", lambda it: it.service),
    Column("organisation", "Identifiant du service", lambda it: _text(it.fact.at.organisation)),
    Column(
        "function", "Fonction",
        lambda it: label(codes.FUNCTIONS, it.function) if it.function else None,
    ),
    Column("role", "Rôle", lambda it: label(codes.ROLES, it.fact.at.role)),
    Column("case", "Situation", lambda it: _text(it.fact.at.case_id)),
    Column("stream", "Objet du fait", lambda it: _text(it.fact.at.stream_id)),
    Column(
        "sharing_ground", "Fondement du partage",
        lambda it: (
            label(codes.SHARING_GROUNDS, it.fact.at.sharing_ground)
            if it.fact.at.sharing_ground
            else None
        ),
    ),
    Column("source", "Source", lambda it: _source(it.fact.at.source)),
)  # fmt: skip


def _called(kind: str) -> str | None:
    return KINDS.get(kind)


def _source(source: str) -> str:
    return SOURCES.get(source.partition("@")[0], source)
