"""``maillage import``: good records go in, each bad one is named with its reason."""

from pathlib import Path

from api.cli.exits import Exit, Failure
from api.cli.place import administrator, answer, head_of, installed, run, say
from api.cli.progress import steps
from api.commands.directory import LARGEST_FILE, Report, import_directory

_SHOWN = 50


def directory(file: Path, territory: str, as_json: bool) -> Exit:
    return run(_directory(file, territory, as_json))


async def _directory(file: Path, territory: str, as_json: bool) -> Exit:
    content = _content(file)
    async with installed() as installation:
        await head_of(installation, territory)
        with steps(as_json) as shown:
            bar = None

            def progress(done: int, total: int) -> None:
                nonlocal bar
                bar = bar or shown.begin("Annuaire", total)

            desk = administrator(installation, territory, "import")
            report = await import_directory(desk, content, progress)
    return Exit.DONE


def _content(file: Path) -> bytes:
    return b""
