"""Commitments as a reader may see them: in order, counted, one with its whole trajectory."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple, TypeVar
from uuid import UUID

from asyncpg import Record

from api.sight import Sight
from api.views.inbox import names_of
from api.views.journal import functions_of, partners_in
from domain.commitment_life import OPEN, CommitmentState
from domain.policies import CASEWORK, ELECTED, MayNotRead
from domain.values import CommitmentId, PartnerId, Reference
from projections import commitments
from store.facts import Fact
from store.reading import shut
from store.refusals import Unknown
from store.statements import Statements

_sql = Statements(__file__)
Row = Record | Mapping[str, Any]
R = TypeVar("R", Record, Row)
_FIRST = (False, date(1, 1, 1), UUID(int=0))
_BEYOND = frozenset({"dpo", "cell-animator"})
"""Who may read dossiers that were not shared with their service."""

STATES: Mapping[CommitmentState, str] = {
    CommitmentState.REQUESTED: "demandé",
    CommitmentState.DECLINED: "refusé",
    CommitmentState.MADE: "à tenir",
    CommitmentState.KEPT: "déclaré tenu",
    CommitmentState.CONTESTED: "contesté",
    CommitmentState.KEPT_CONFIRMED: "tenu",
    CommitmentState.PARTLY_KEPT: "tenu en partie",
    CommitmentState.NOT_KEPT: "non tenu",
    CommitmentState.RELEASED: "levé",
    CommitmentState.IN_ERROR: "saisi par erreur",
}
"""A commitment's states, as shown to readers."""

SAID: Mapping[str, str] = {state.value: said for state, said in STATES.items()}
"""The same, by the codes of the rows."""


class Sought(NamedTuple):
    """What to look for; None is anything. ``states`` None: all but those in error."""

    states: Sequence[str] | None = None
    debtor: PartnerId | None = None
    resource: str | None = None
    serves_kind: str | None = None
    serves: UUID | None = None


class Count(NamedTuple):
    state: CommitmentState
    number: int
    late: int


class Found(NamedTuple):
    """One page, the key of the next one, how many there are by state, and names."""

    rows: Sequence[Record]
    next: str | None
    counts: Sequence[Count]
    names: Mapping[UUID, str]


class CommitmentView(NamedTuple):
    """One commitment: where it stands, what has happened, and names."""

    row: Record
    history: Sequence[Fact]
    names: Mapping[UUID, str]
    functions: Mapping[str, str]


async def commitments_of(sight: Sight, sought: Sought, after: str | None, most: int) -> Found:
    """Open ones first, by due day; of dossiers, only those that this reader may read."""
    asker = sight.asker
    partner = asker.partner if asker.role in CASEWORK else None
    found = await sight.fetch(
        commitments.statements["in_order"], *_key(after), partner, asker.role in _BEYOND,
        asker.role == ELECTED, sought.states, sought.debtor, sought.resource,
        sought.serves_kind, sought.serves, most,
    )  # fmt: skip
    last = found[-1] if len(found) == most else None
    rows = await readable(sight, found)
    following = f"{int(last['ended'])}/{last['day']}/{last['commitment']}" if last else None
    names = await names_of(sight, sides_of(rows))
    return Found(rows, following, await _counts(sight, sought), names)


async def readable(sight: Sight, rows: Sequence[R]) -> list[R]:
    """Those of no dossier, and of dossiers that this reader may read: on record."""
    dossiers = {row["case_id"] for row in rows} - {None}
    reach = await sight.within_reach(dossiers) if dossiers else set()
    await sight.at_cases(*reach)
    return [row for row in rows if row["case_id"] is None or row["case_id"] in reach]


async def commitment_in_sight(sight: Sight, commitment: CommitmentId) -> Record:
    """Where it stands; raises ``Unknown``, or ``MayNotRead``."""
    rows = await sight.fetch(commitments.statements["commitment"], commitment)
    if not rows:
        raise Unknown
    [row] = rows
    if row["case_id"] is not None:
        await sight.at_cases(row["case_id"])
    elif sight.asker.role == ELECTED and not row["published"]:
        raise MayNotRead
    return row


async def commitment_told(sight: Sight, commitment: CommitmentId) -> CommitmentView:
    """The same with its whole trajectory."""
    row = await commitment_in_sight(sight, commitment)
    history = [shut(each) for each in await sight.fetch(_sql["facts"], commitment)]
    names = await names_of(sight, partners_in(history) | set(sides_of([row])))
    return CommitmentView(row, history, names, await functions_of(sight, history))


def late_by(row: Row, today: date) -> int:
    """By how many days it is late, or was kept late: after the day last agreed to."""
    if row["due"] is None or CommitmentState(row["state"]) in _NEVER_LATE:
        return 0
    return max(0, int(((row["kept_on"] or today) - row["due"]).days))


def late_since_first(row: Row, today: date) -> int:
    """The same after the day that was promised first."""
    return late_by({**dict(row), "due": row["first_due"]}, today)


def in_full(row: Row, names: Mapping[UUID, str], today: date) -> dict[str, Any]:
    """The row without what only orders it, with the names of its two sides."""
    hidden = ("ended", "day", "agreed", "agreed_by")
    return {
        **{name: value for name, value in row.items() if name not in hidden},
        "debtor_name": names.get(row["debtor"]),
        "beneficiary_name": names.get(row["beneficiary"]),
        "late_by": late_by(row, today), "late_since_first": late_since_first(row, today),
    }  # fmt: skip


def served_by(row: Row) -> Reference | None:
    """What the row says that its commitment serves."""
    if row["serves_kind"] is None:
        return None
    return Reference(row["serves_kind"], row["serves_stream"], row["serves_part"])


def sides_of(rows: Iterable[Row]) -> Iterator[UUID]:
    for row in rows:
        yield from (row[side] for side in ("debtor", "beneficiary") if row[side] is not None)


_NEVER_LATE = frozenset(CommitmentState) - OPEN - {CommitmentState.KEPT_CONFIRMED}


async def _counts(sight: Sight, sought: Sought) -> list[Count]:
    rows = await sight.fetch(commitments.statements["counts"], *sought[1:])
    found = {row["state"]: row for row in rows}
    return [
        Count(state, found[state.value]["number"], found[state.value]["late"])
        for state in STATES
        if state.value in found and state is not CommitmentState.IN_ERROR
    ]


def _key(after: str | None) -> tuple[bool, date, UUID]:
    ended, _, rest = (after or "").partition("/")
    day, _, commitment = rest.partition("/")
    try:
        return ended == "1", date.fromisoformat(day), UUID(commitment)
    except ValueError:
        return _FIRST
