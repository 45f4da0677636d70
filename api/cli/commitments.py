"""``maillage commitment list`` and ``show``: who owes what, by when, and its trajectory."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from api.cli.exits import Exit
from api.cli.place import among, answer, head_of, identifier, installed, run, say
from api.cli.seats import dated, seated
from api.views.commitments import (
    SAID,
    CommitmentView,
    Found,
    Row,
    Sought,
    commitment_told,
    commitments_of,
    in_full,
    late_by,
)
from domain import codes
from domain.values import CommitmentId
from projections.sentences import sentence
from projections.wording import day, label

_MOST = 200


def every(
    territory: str, state: str | None, kind: str | None, token: str, *, as_json: bool
) -> Exit:
    among(SAID, state, "--state")
    among(codes.RESOURCE_KINDS, kind, "--kind")
    sought = Sought([state] if state else None, resource=kind)
    return run(_every(territory, sought, token, as_json=as_json))


def show(territory: str, commitment: str, token: str, *, as_json: bool) -> Exit:
    one = CommitmentId(identifier(commitment, "ENGAGEMENT"))
    return run(_show(territory, one, token, as_json=as_json))


async def _every(territory: str, sought: Sought, token: str, *, as_json: bool) -> Exit:
    async with installed() as installation:
        await head_of(installation, territory)
        desk = await seated(installation, territory, token)
        async with desk.look("commitments") as sight:
            found = await commitments_of(sight, sought, None, _MOST)
        if as_json:
            answer({
                "items": [in_full(row, found.names, desk.today) for row in found.rows],
                "counts": [count._asdict() for count in found.counts],
            })  # fmt: skip
        else:
            _list(found, desk.today)
    return Exit.DONE


async def _show(territory: str, commitment: CommitmentId, token: str, *, as_json: bool) -> Exit:
    async with installed() as installation:
        await head_of(installation, territory)
        desk = await seated(installation, territory, token)
        async with desk.look("commitment") as sight:
            view = await commitment_told(sight, commitment)
        if as_json:
            answer(in_full(view.row, view.names, desk.today) | {"steps": _steps(view)})
        else:
            say(*_lines(view.row, view.names, desk.today), "")
            say(*(f"  {dated(fact.at)}  {sentence(fact, view.names)}" for fact in view.history))
    return Exit.DONE


def _list(found: Found, today: date) -> None:
    for row in found.rows:
        say(str(row["commitment"]), *(f"  {line}" for line in _lines(row, found.names, today)))
    counted = (f"{SAID[count.state.value]} : {count.number}" for count in found.counts)
    say(" ; ".join(counted) or "Aucun engagement.")


def _lines(row: Row, names: Mapping[UUID, str], today: date) -> list[str]:
    debtor = names.get(row["debtor"], "à qui voudra le prendre")
    due = f", pour le {day(row['due'])}" if row["due"] else ""
    late = late_by(row, today)
    return [
        f"{debtor}, envers {names.get(row['beneficiary'], 'le territoire')}",
        f"{label(codes.RESOURCE_KINDS, row['resource'])}{due} : {SAID[row['state']]}"
        + (f", en retard de {late} jours" if late else ""),
    ]


def _steps(view: CommitmentView) -> list[dict[str, Any]]:
    return [
        {
            "position": fact.at.position, "occurred_at": fact.at.occurred_at,
            "recorded_at": fact.at.recorded_at, "kind": fact.at.kind,
            "sentence": sentence(fact, view.names),
        }
        for fact in view.history
    ]  # fmt: skip
