"""eventsourcing's ProjectionRunner over the same facts: what a rebuild is measured against.

Its view is kept by the same statements on the same tables, one fact after the other and
each with its tracking record in one transaction, as the library has it. The directory is
left out: it reads no fact of a referral.
"""

import asyncio
import time
from itertools import pairwise
from typing import Any

from eventsourcing.persistence import Tracking
from eventsourcing.postgres import PostgresDatastore, PostgresTrackingRecorder
from eventsourcing.projection import Projection, ProjectionRunner
from psycopg.sql import SQL

from bench.histories import TERRITORY
from bench.library import Referrals, settings
from bench.place import Place
from bench.timing import Spent
from domain.aggregate import Aggregate
from domain.referral import Referral
from projections import PROJECTIONS
from store.facts import Fact, Header, kind_of
from store.statements import SetStatement
from store.uuid7 import uuid7
from store.waves import Waves, project

_KEPT = [each for each in PROJECTIONS if each.name != "directory"]
_PATIENCE = 20.0


class ReadModels(PostgresTrackingRecorder):
    """The read models' own tables, in the library's database."""

    def __init__(self, datastore: PostgresDatastore, **kwargs: Any) -> None:
        super().__init__(datastore, **kwargs)
        for each in _KEPT:
            schema = each.statements["schema"]
            made = schema.replace("create table ", "create table if not exists ")
            made = made.replace("create index ", "create index if not exists ")
            self.sql_create_statements.append(SQL(made))  # type: ignore[arg-type] # our own file

    def write(self, waves: Waves, tracking: Tracking) -> None:
        """What one fact changes, and that it was seen."""
        with self.datastore.transaction(commit=True) as cursor:
            self._insert_tracking(cursor, tracking)
            for wave in waves:
                for statement, rows in wave.items():
                    cursor.execute(_one(statement), rows[0], prepare=True)


class Building(Projection[ReadModels]):
    """Folds each event as the app does, and remembers when it was done."""

    def __init__(self, view: ReadModels) -> None:
        super().__init__(view)
        self.done: list[float] = []

    def process_event(self, domain_event: Any, tracking: Tracking) -> None:
        fact = Fact(_header(domain_event, tracking.notification_id), domain_event)
        self.view.write(project(_KEPT, [fact]), tracking)
        self.done.append(time.perf_counter())


async def run(place: Place, database: str, seconds: float) -> Spent:
    """Go on from where the last run stopped, for that long; facts and their times."""
    return await asyncio.to_thread(_run, settings(place, database), seconds)


def _run(environment: dict[str, str], seconds: float) -> Spent:
    with ProjectionRunner(
        application_class=Referrals, projection_class=Building, view_class=ReadModels,
        env=environment,
    ) as runner:  # fmt: skip
        building: Any = runner.projection
        begun = time.perf_counter()
        while not building.done and time.perf_counter() < begun + _PATIENCE:
            runner.run_forever(timeout=0.01)  # tells what it failed of
        runner.run_forever(timeout=seconds)
        done, now = list(building.done), time.perf_counter()
    if not done or now - done[-1] > seconds / 2:
        raise RuntimeError("the library has no facts left")
    return Spent([after - before for before, after in pairwise(done)], done[-1] - done[0])


def _one(statement: SetStatement) -> str:
    """The same statement over one row: its columns are the parameters."""
    typed = zip(statement.columns, statement.types, strict=True)
    columns = ", ".join(f"%s::{kind} as {name}" for name, kind in typed)
    _, _, body = statement.text.partition("\n")
    return f"with fact as (select {columns})\n{body.replace('%', '%%')}"


def _header(event: Aggregate.Event, position: int) -> Header:
    at, case = event.timestamp, event.case if isinstance(event, Referral.Sent) else None
    return Header(
        TERRITORY, position, uuid7(), uuid7(), event.originator_id, event.originator_version,
        case, kind_of(event), 1, at, at, "instant", "bench", None, "partner-agent", None, None,
        None, None, uuid7(), None, "bench", None,
    )  # fmt: skip
