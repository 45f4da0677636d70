"""``maillage forum list``, ``forum show``, ``resource list``: what the project keeps."""

from collections.abc import Awaitable, Callable
from typing import Any

from api.cli.exits import Exit
from api.cli.place import among, answer, head_of, identifier, installed, run, say
from api.cli.seats import seated
from api.sight import Sight
from api.views.forums import forum_of, forums_in, told
from api.views.resources import Sought, catalogue
from domain import codes
from projections.wording import day, label, moment

_Rows = list[dict[str, Any]]
_Reading = Callable[[Sight], Awaitable[Any]]
_MEETINGS = {"convened": "convoquée", "held": "tenue", "cancelled": "annulée"}


def forums(territory: str, token: str | None, *, as_json: bool) -> Exit:
    async def read(sight: Sight) -> _Rows:
        return [dict(row) for row in await forums_in(sight)]

    return run(_read(territory, token, read, _forums, as_json=as_json))


def forum(territory: str, named: str, token: str | None, *, as_json: bool) -> Exit:
    it = identifier(named, "INSTANCE")

    async def read(sight: Sight) -> dict[str, Any]:
        return told(await forum_of(sight, it))

    return run(_read(territory, token, read, _forum, as_json=as_json))


def resources(
    territory: str, sought: Sought, most: int, token: str | None, *, as_json: bool
) -> Exit:
    among(codes.RESOURCES, sought.kind, "--kind")

    async def read(sight: Sight) -> _Rows:
        return (await catalogue(sight, sought, None, most)).resources

    return run(_read(territory, token, read, _resources, as_json=as_json))


async def _read(
    territory: str, token: str | None, read: _Reading, lines: Callable[[Any], list[str]],
    *, as_json: bool,
) -> Exit:  # fmt: skip
    async with installed() as installation:
        await head_of(installation, territory)
        desk = await seated(installation, territory, token)
        async with desk.look("project") as sight:
            found = await read(sight)
    if as_json:
        answer(found)
    else:
        say(*lines(found))
    return Exit.DONE


def _forums(found: _Rows) -> list[str]:
    lines = [
        f"{row['forum']}  {row['name']} ({label(codes.FORUMS, row['kind'])}) : {_ahead(row)}"
        for row in found
    ]
    return lines or ["Aucune instance n’est formée."]


def _ahead(row: dict[str, Any]) -> str:
    if row["dissolved_at"]:
        return f"dissoute le {day(row['dissolved_at'])}"
    if row["next_at"]:
        return f"prochaine réunion le {moment(row['next_at'])}"
    return "aucune réunion convoquée"


def _forum(found: dict[str, Any]) -> list[str]:
    return [
        f"{found['name']} ({label(codes.FORUMS, found['kind'])}), version {found['version']}",
        *(f"  {_member(each)}" for each in found["members"]),
        *(f"{_meeting(each)}" for each in found["meetings"]),
    ]


def _member(row: Any) -> str:
    who = label(codes.COLLEGES, row["college"]) if row["college"] else row["name"]
    until = f" jusqu’au {day(row['left_on'])}" if row["left_on"] else ""
    return f"{who}, depuis le {day(row['since'])}{until}"


def _meeting(row: dict[str, Any]) -> str:
    services = len(row["partners"]) + len(row["guests"])
    people = ", ".join(
        f"{label(codes.COLLEGES, college)} : {number}"
        for college, number in row["people"].items()
    )
    said = f" ; partenaires : {services}" if row["state"] == "held" else ""
    counted = f" ; {people}" if people else ""
    return f"{row['meeting']:4}. {day(row['day'])}, {_MEETINGS[row['state']]}{said}{counted}"


def _resources(found: _Rows) -> list[str]:
    lines = [
        f"{row['resource']}  {row['title']} ({label(codes.RESOURCES, row['kind'])}),"
        f" {label(codes.LICENCES, row['licence'])}"
        for row in found
    ]
    return lines or ["Aucune ressource mise à disposition."]
