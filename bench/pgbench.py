"""The baseline of the append lines: pgbench inserts one row after the other."""

import asyncio
import tempfile
from pathlib import Path

from bench.place import Place, program
from bench.timing import Spent
from store.statements import Statements

_sql = Statements(__file__)
_MANY = 8


async def prepare(place: Place, database: str) -> None:
    """The baseline's table, in a database of its own."""
    await place.run(f"create database {database}")
    await place.run(_sql["table"], _sql["sequence"], database=database)


async def insert(place: Place, database: str, clients: int, seconds: float) -> Spent:
    """So many clients, each inserting row after row, ``-M prepared -j 2``."""
    with tempfile.TemporaryDirectory() as folder:
        script, log = Path(folder) / "insert.sql", Path(folder) / "log"
        script.write_text(_sql["insert"].replace("\n", " ") + "\n", encoding="utf-8")
        sampled = 0.1 if clients > _MANY else 1.0
        said = await _run(
            program("pgbench"), "-h", place.socket, "-U", "postgres", "-n", "-M", "prepared",
            "-j", "2", "-c", str(clients), "-T", str(max(1, round(seconds))), "-f", str(script),
            "-l", "--log-prefix", str(log), "--sampling-rate", str(sampled), database,
        )  # fmt: skip
        each = _times(Path(folder))
        return Spent(each, len(each) / _rate(said))


def _times(folder: Path) -> list[float]:
    """The third field of each line of its logs: microseconds of one transaction."""
    texts = [path.read_text(encoding="utf-8") for path in folder.glob("log.*")]
    return [int(line.split()[2]) / 1e6 for text in texts for line in text.splitlines()]


def _rate(said: str) -> float:
    [line] = [line for line in said.splitlines() if line.startswith("tps = ")]
    return float(line.split()[2])


async def _run(*command: str) -> str:
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(*command, stdout=pipe, stderr=pipe)
    said, complaint = await process.communicate()
    if process.returncode != 0:
        raise RuntimeError(complaint.decode())
    return said.decode()
