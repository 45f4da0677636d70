"""``maillage sheet list`` and ``show``: the action sheets, and one with its figures."""

from collections.abc import Iterable
from uuid import UUID

from api.cli.exits import Exit, Failure
from api.cli.place import among, answer, head_of, installed, run, say
from api.cli.seats import acting
from api.views.action_sheets import Sheet, Sought, sheet_as_told, sheet_in, sheets_in
from domain import codes
from domain.action_sheet import stream_of
from domain.action_sheet_life import SheetState
from projections.wording import label


def listed(
    territory: str, priority: str | None, state: str | None, token: str, *, late: bool,
    as_json: bool,
) -> Exit:  # fmt: skip
    among(codes.PRIORITIES, priority, "--priority")
    among([each.value for each in SheetState], state, "--state")
    sought = Sought(priority, SheetState(state) if state else None, late=late)
    return run(_listed(territory, sought, token, as_json=as_json))


def show(territory: str, sheet: str, token: str, *, as_json: bool) -> Exit:
    try:
        stream = stream_of(territory, sheet)
    except ValueError:
        why = "FICHE : ce n’est ni un numéro, ni un identifiant."
        raise Failure(Exit.MISUSED, why) from None
    return run(_show(territory, stream, token, as_json=as_json))


async def _listed(territory: str, sought: Sought, token: str, *, as_json: bool) -> Exit:
    async with installed() as installation:
        await head_of(installation, territory)
        desk = await acting(installation, territory, token, None)
        async with desk.look("sheets") as sight:
            found = list(sought.among(await sheets_in(sight), desk.today))
    if as_json:
        answer({"items": [sheet_as_told(each, desk.today) for each in found]})
    else:
        say(*map(_line, found) if found else ("Aucune fiche action.",))
    return Exit.DONE


async def _show(territory: str, sheet: UUID, token: str, *, as_json: bool) -> Exit:
    async with installed() as installation:
        await head_of(installation, territory)
        desk = await acting(installation, territory, token, None)
        async with desk.look("sheet") as sight:
            found = await sheet_in(sight, sheet)
    if as_json:
        answer(sheet_as_told(found, desk.today))
    else:
        say(*_lines(found, found.late(desk.today).values()))
    return Exit.DONE


def _line(it: Sheet) -> str:
    lead = it.names.get(it.row["lead"], "un partenaire")
    return f"{it.row['number']:>3}  {it.row['title']} ({it.state.value}, {lead})"


def _lines(it: Sheet, late: Iterable[str]) -> list[str]:
    row = it.row
    return [
        f"Fiche action n° {row['number']}, version {row['version']} : {row['title']}",
        f"{label(codes.PRIORITIES, row['priority'])} ; {it.state.value}",
        f"Portée par {it.names.get(row['lead'], 'un partenaire')}",
        *(f"{each.number}. {each.name} : {each.progress}" for each in it.indicators),
        *late,
    ]
