"""The figures of the evaluation over a period of the journal, as known at a position."""

from collections.abc import Mapping
from dataclasses import dataclass

from asyncpg import Record

from domain import codes
from domain.values import Code
from projections import figures
from store.pools import Db

FEWEST = 5
"""Fewer people than that are not told: they could be recognised."""
UNKNOWN = "non renseigné"


@dataclass(frozen=True)
class Reading:
    """A figure that was read: ``number`` of ``of``; or a median of days, over ``of``.

    ``missing``: of how many nothing can be said yet; ``people``: small counts are hidden.
    ``contested``: of how many it is contested that they count.
    """

    code: Code
    number: float | None
    of: int | None
    missing: int
    people: bool = True
    contested: int = 0

    @property
    def label(self) -> str:
        return codes.FIGURES[self.code].label

    @property
    def value(self) -> str:
        """As it is published."""
        if self.number is None or self.of == 0:
            return UNKNOWN
        if self.of is not None and self.people and self.of < FEWEST:
            return f"non publié\u00a0: moins de {FEWEST} en tout"
        if self.code == "days-to-answer":
            days = f"{self.number:.1f}".removesuffix(".0").replace(".", ",")
            return f"{days} (sur {self.of})"
        return self._part(int(self.number))

    @property
    def untold(self) -> str:
        """Of how many nothing can be said yet, as it is published."""
        hidden = self.people and 0 < self.missing < FEWEST
        return f"moins de {FEWEST}" if hidden else str(self.missing)

    def _part(self, number: int) -> str:
        hidden = self.people and 0 < number < FEWEST
        if self.of is None:
            return f"moins de {FEWEST}" if hidden else str(number)
        if hidden:
            return f"moins de {FEWEST} sur {self.of}"
        if self.people and 0 < self.of - number < FEWEST:
            return f"plus de {self.of - FEWEST} sur {self.of}"
        return f"{number} sur {self.of}{self._apart}"

    @property
    def _apart(self) -> str:
        if not self.contested:
            return ""
        return f" ({self.contested} contesté{'s' if self.contested > 1 else ''})"


async def read_figures(
    db: Db, territory: str, after: int, position: int, known: int
) -> Mapping[Code, Reading]:
    """Each figure over the period from after one position to another, as known at ``known``."""
    sql = figures.statements
    [span] = await db.fetch(sql["period"], territory, after, position)
    period = (territory, span["since"], span["until"], known)
    [referrals] = await db.fetch(sql["referrals"], *period)
    [commitments] = await db.fetch(sql["commitments"], *period)
    [contributions] = await db.fetch(sql["contributions"], *period)
    read = (
        *_of_referrals(referrals),
        _of_commitments(commitments),
        _of_contributions(contributions),
    )
    return {each.code: each for each in read}


def _of_referrals(row: Record) -> tuple[Reading, ...]:
    awaited = row["sent"] - row["settled"]
    return (
        Reading("referrals-sent", row["sent"], None, 0),
        Reading("answered-in-time", row["in_time"], row["settled"], awaited),
        Reading("left-unanswered", row["silent"], row["settled"], awaited),
        Reading("days-to-answer", row["days"], row["answered"], row["sent"] - row["answered"]),
    )


def _of_commitments(row: Record) -> Reading:
    untold = row["made"] - row["told"]
    return Reading(
        "commitments-kept", row["kept"], row["made"], untold,
        people=False, contested=row["contested"],
    )  # fmt: skip


def _of_contributions(row: Record) -> Reading:
    young = row["received"] - row["settled"]
    return Reading("contributions-answered", row["in_time"], row["settled"], young)
