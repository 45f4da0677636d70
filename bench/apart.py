"""A rebuild in a process of its own, so that its memory is its own.

Run as ``python -m bench.apart FOLDER SOCKET DATABASE``; prints what it spent.
"""

import asyncio
import gc
import json
import sys
from pathlib import Path

import uvloop

from api.installation import opened
from bench.place import Place
from bench.timing import Laps, Spent
from store.rebuild import rebuild


async def rebuilt(place: Place, database: str, _: float) -> Spent:
    """All read models of that journal, in one pass; the times are those of batches."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-W", "ignore", "-m", "bench.apart", str(place.folder), place.socket,
        database, stdout=asyncio.subprocess.PIPE,
    )  # fmt: skip
    said, _none = await process.communicate()
    if process.returncode != 0:
        raise RuntimeError(f"the rebuild of {database} failed")
    return Spent(**json.loads(said))


async def _rebuild(place: Place, database: str) -> Spent:
    async with opened(place.settings, place.addresses(database)) as installation:
        laps = Laps()
        await rebuild(installation.rebuilders, installation.projections, laps.take)
        spent = laps.spent
    return spent._replace(peak=_peak())


def _peak() -> float:
    """In MB. Not of getrusage: a child begins there with what its parent held."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    [line] = [line for line in status.splitlines() if line.startswith("VmHWM:")]
    return int(line.split()[1]) / 1024


if __name__ == "__main__":
    gc.set_threshold(10_000, 20, 20)
    _, _folder, _socket, _database = sys.argv
    print(json.dumps(uvloop.run(_rebuild(Place(Path(_folder), _socket), _database))._asdict()))
