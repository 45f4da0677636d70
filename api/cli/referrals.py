"""``maillage referral log`` and ``show``: a whole referral, written and read."""

from pathlib import Path
from typing import Any

from api.cli.bodies import asked, text_of
from api.cli.exits import Exit
from api.cli.place import answer, head_of, identifier, installed, run, say
from api.cli.seats import acting
from api.commands.referrals import Logged, NewReferral, log_referral
from api.http.seats import keyed
from api.views.inbox import names_of
from api.views.referrals import referral_in_sight
from domain import codes
from domain.referral_life import State
from domain.values import ReferralId
from projections.history import STATES
from projections.wording import day, label, labels


def log(territory: str, file: Path, key: str | None, token: str, *, as_json: bool) -> Exit:
    text = text_of(file)
    return run(_log(territory, asked(NewReferral, text), text, key, token, as_json=as_json))


def show(territory: str, referral: str, token: str, *, as_json: bool) -> Exit:
    one = ReferralId(identifier(referral, "ORIENTATION"))
    return run(_show(territory, one, token, as_json=as_json))


async def _log(
    territory: str, ask: NewReferral, text: str, key: str | None, token: str, *, as_json: bool
) -> Exit:
    async with installed() as installation:
        await head_of(installation, territory)
        desk = await acting(installation, territory, token, None)
        logged = await log_referral(await keyed(desk, key, text) if key else desk, ask)
    if as_json:
        answer(logged)
    else:
        say(_said(logged))
    return Exit.DONE


def _said(logged: Logged) -> str:
    return (
        f"Orientation {logged.referral} consignée, position {logged.position} du journal"
        f" (situation {logged.case or '—'})."
    )


async def _show(territory: str, referral: ReferralId, token: str, *, as_json: bool) -> Exit:
    async with installed() as installation:
        await head_of(installation, territory)
        desk = await acting(installation, territory, token, None)
        async with desk.look("referral") as sight:
            row = await referral_in_sight(sight, referral)
            names = await names_of(sight, (row["sender"], row["addressee"]))
    if as_json:
        answer(row)
    else:
        say(*_lines(row, names))
    return Exit.DONE


def _lines(row: dict[str, Any], names: Any) -> list[str]:
    turn = f" ; c’est à {names[row[row['whose_turn']]]} d’agir" if row["whose_turn"] else ""
    due = f", avant le {day(row['due'])}" if row["due"] else ""
    return [
        f"De {names[row['sender']]} vers {names[row['addressee']]}, version {row['version']}",
        f"{label(codes.KINDS, row['kind'])} : {labels(codes.THEMES, row['themes'])}",
        f"{STATES[State(row['state'])]}{turn}{due}",
    ]
