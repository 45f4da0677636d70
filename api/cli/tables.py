"""``maillage import sheets`` and its like: a table is taken whole, or told row by row."""

from pathlib import Path
from typing import Any

from api.cli.bodies import bytes_of
from api.cli.exits import Exit
from api.cli.place import answer, head_of, installed, run, say
from api.cli.seats import acting
from api.commands.csv_lines import LARGEST_TABLE, UnreadableTable
from api.commands.csv_rows import TableRefused
from api.commands.importing import Import, Imported


def take(
    into: Import[Any], file: Path, territory: str, token: str, *, dry_run: bool, as_json: bool
) -> Exit:
    return run(_take(into, file, territory, token, dry_run=dry_run, as_json=as_json))


async def _take(
    into: Import[Any], file: Path, territory: str, token: str, *, dry_run: bool, as_json: bool
) -> Exit:
    content = bytes_of(file, LARGEST_TABLE)
    async with installed() as installation:
        await head_of(installation, territory)
        desk = await acting(installation, territory, token, None)
        try:
            report = await into.take(desk, content, dry_run=dry_run)
        except (TableRefused, UnreadableTable) as refused:
            return _refused(refused, as_json=as_json)
    answer(report) if as_json else say(_said(report))
    return Exit.DONE


def _refused(refused: TableRefused | UnreadableTable, *, as_json: bool) -> Exit:
    if as_json:
        answer({"written": False, "errors": refused.errors})
    else:
        say(refused.sentence())
        for each in refused.errors:
            where = f"ligne {each['line']}, {each['field']}" if "line" in each else "fichier"
            say(f"  {where} : {each['reason']}")
    return Exit.TO_MEND


def _said(it: Imported) -> str:
    told = "" if it.written else " Rien n’est enregistré : c’était un essai."
    return (
        f"{it.read} lignes lues : {it.recorded} nouvelles, {it.corrected} révisées,"
        f" {it.unchanged} déjà connues.{told}"
    )
