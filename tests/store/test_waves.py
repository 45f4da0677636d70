"""Set-based statements: no row twice in a wave, each row's changes in their order."""

from pathlib import Path

import pytest
from asyncpg import Connection

from projections import PROJECTIONS
from store.facts import Fact
from store.statements import Statements
from store.uuid7 import uuid7
from store.waves import Waves, code_of
from tests.golden.samples import sample
from tests.projections.facts import stored

SQL = """-- name: schema
create table counts (name text primary key, steps text not null)
-- name: begun(name text, step text) on counts by name
insert into counts select name, step from fact
-- name: gone_on(name text, step text) on counts by name
update counts c set steps = c.steps || fact.step from fact where c.name = fact.name
-- name: all
select name, steps from counts order by name;
"""


@pytest.fixture
def counts(tmp_path: Path) -> Statements:
    (tmp_path / "counts.sql").write_text(SQL)
    return Statements(str(tmp_path / "counts.py"))


@pytest.fixture
def fact() -> Fact:
    return stored(sample("Partner.Left"), 1)


async def test_the_changes_of_a_row_run_in_the_order_of_its_facts(
    counts: Statements, fact: Fact, admin: Connection
) -> None:
    waves = Waves()
    for name, step in ("a1", "b1", "a2", "a3", "b2", "c1"):
        statement = counts.over("begun" if step == "1" else "gone_on")
        waves.add(statement, fact.at, name=name, step=step)
    await admin.execute(counts["schema"].replace("create table", "create temporary table"))
    await waves.write(admin)
    rows = [tuple(row) for row in await admin.fetch(counts["all"])]
    assert [("a", "123"), ("b", "12"), ("c", "1")] == rows


async def test_a_wave_is_one_statement_for_all_its_rows(
    counts: Statements, fact: Fact, admin: Connection
) -> None:
    waves, run = Waves(), list[str]()
    for name in "abcdef":
        for step in "12":
            waves.add(counts.over("begun"), fact.at, name=name, step=step)

    class Counting:
        async def execute(self, text: str, *columns: list[object]) -> None:
            run.append(text)
            assert [6, 6] == [len(column) for column in columns]

    await waves.write(Counting())  # type: ignore[arg-type] # it only executes
    assert len(run) == 2
    assert admin


def test_columns_named_like_those_of_a_header_come_from_it(tmp_path: Path, fact: Fact) -> None:
    (tmp_path / "it.sql").write_text(
        "-- name: it(territory text, stream_id uuid, said text) on t by stream_id\nselect 1"
    )
    waves, it = Waves(), Statements(str(tmp_path / "it.py")).over("it")
    waves.add(it, fact.at, said="x")
    waves.add(it, fact.at, said="y", stream_id=uuid7())
    [wave] = waves._waves
    assert (fact.at.territory, fact.at.stream_id, "x") == wave[it][0]
    assert fact.at.stream_id != wave[it][1][1]


def test_a_statement_knows_its_text_and_changes_its_sha(
    counts: Statements, tmp_path: Path
) -> None:
    assert counts["all"] == "select name, steps from counts order by name"
    assert ("name", "step") == counts.over("begun").columns
    assert "unnest($1::text[], $2::text[]) as f(name, step)" in counts.over("begun").text
    (tmp_path / "counts.sql").write_text(SQL + " ")
    assert counts.sha != Statements(str(tmp_path / "counts.py")).sha


def test_the_code_of_projections_does_not_depend_on_their_order() -> None:
    assert code_of(PROJECTIONS) == code_of(tuple(reversed(PROJECTIONS)))
    assert code_of(()) is None
