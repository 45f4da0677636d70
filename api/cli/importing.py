"""``maillage import``: good records go in, each bad one is named with its reason."""

from pathlib import Path

from api.cli.bodies import bytes_of
from api.cli.exits import Exit
from api.cli.place import administrator, answer, head_of, installed, run, say
from api.cli.progress import steps
from api.commands.directory import LARGEST_FILE, Report, import_records, records_of

_SHOWN = 100


def directory(file: Path, territory: str, *, as_json: bool) -> Exit:
    return run(_directory(file, territory, as_json=as_json))


async def _directory(file: Path, territory: str, *, as_json: bool) -> Exit:
    records = records_of(bytes_of(file, LARGEST_FILE))
    async with installed() as installation:
        await head_of(installation, territory)
        desk = administrator(installation, territory, "import")
        with steps(as_json=as_json) as shown:
            advance = shown.begin("Annuaire", len(records))
            report = await import_records(desk, records, advance)
    answer(report) if as_json else _say(report)
    return Exit.TO_MEND if report.skipped else Exit.DONE


def _say(report: Report) -> None:
    say(
        f"{report.read} fiches lues : {report.joined} nouvelles, {report.described} modifiées, "
        f"{report.offered} services nouveaux ou modifiés, {report.unchanged} déjà connues, "
        f"{len(report.skipped)} écartées."
    )
    for fault in report.skipped[:_SHOWN]:
        say(f"  fiche n° {fault.index}, {fault.field} : {fault.reason}")
    if (more := len(report.skipped) - _SHOWN) > 0:
        say(f"  et {more} autres ; --json les donne toutes.")
