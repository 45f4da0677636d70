"""Importing a directory: records of data·inclusion v1, one partner each.

A bad record is reported and skipped, the others go in; read twice, a file adds nothing;
a record that changed adds one fact. Nothing that a record holds is ever echoed.
"""

import asyncio
import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Literal

from pydantic import BaseModel

from api.desk import Desk
from domain.aggregate import Refusal
from domain.data_inclusion import BadRecord, Fiche, read_structure, what_is_new
from domain.partner import NothingNew, Partner
from domain.values import PartnerId
from store.refusals import Exists

LARGEST_FILE = 50_000_000
MOST_RECORDS = 100_000
_TOGETHER = 128

Outcome = Literal["joined", "described", "unchanged"]


class Unreadable(Refusal):
    """Ce fichier ne peut pas être lu comme un annuaire."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Fault(BaseModel):
    """A record that was skipped: its place in the file, from 1, the field and why."""

    index: int
    field: str
    reason: str


class Report(BaseModel):
    """What an import did: so many records read, new, changed, already known, skipped."""

    read: int
    joined: int = 0
    described: int = 0
    unchanged: int = 0
    skipped: tuple[Fault, ...] = ()


async def import_directory(desk: Desk, content: bytes) -> Report:
    """Take the partners of a file into the territory; raises ``Unreadable``."""
    return await import_records(desk, records_of(content))


async def import_records(
    desk: Desk, records: Sequence[object], progress: Callable[[int], Any] = lambda _: None
) -> Report:
    """Take the partners of these records into the territory, many at a time.

    Where the log cannot be written, what is in stays in: importing again goes on.
    ``progress`` is told how many records more are done.
    """
    fiches, faults = sorted_out(desk.territory, records)
    progress(len(faults))
    outcomes: Counter[Outcome] = Counter()
    for start in range(0, len(fiches), _TOGETHER):
        some = fiches[start : start + _TOGETHER]
        outcomes.update(await _take_all(desk, some))
        progress(len(some))
    return Report(
        read=len(records), joined=outcomes["joined"], described=outcomes["described"],
        unchanged=outcomes["unchanged"], skipped=tuple(faults),
    )  # fmt: skip


def records_of(content: bytes) -> Sequence[object]:
    """The records of a file: a list, or the API's object with ``items``; or ``Unreadable``."""
    if len(content) > LARGEST_FILE:
        raise Unreadable("plus de 50 Mo : découpez le fichier")
    if not content.strip():
        raise Unreadable("le fichier est vide")
    read = _json(content)
    records = read.get("items") if isinstance(read, Mapping) else read
    if not isinstance(records, list):
        raise Unreadable("ni liste de fiches, ni objet avec une liste « items »")
    if len(records) > MOST_RECORDS:
        raise Unreadable("plus de 100 000 fiches : découpez le fichier")
    return records


def sorted_out(territory: str, records: Sequence[object]) -> tuple[list[Fiche], list[Fault]]:
    """The good records, and why each of the others is none; of doubles, the first counts."""
    fiches: dict[PartnerId, tuple[int, Fiche]] = {}
    faults: list[Fault] = []
    for index, raw in enumerate(records, start=1):
        try:
            fiche = read_structure(raw)
        except BadRecord as bad:
            faults.append(Fault(index=index, field=bad.field, reason=bad.reason))
            continue
        first, _ = fiches.setdefault(fiche.partner(territory), (index, fiche))
        if first != index:
            reason = f"doublon de la fiche n° {first}"
            faults.append(Fault(index=index, field="id", reason=reason))
    return [fiche for _, fiche in fiches.values()], faults


async def _take_all(desk: Desk, fiches: Sequence[Fiche]) -> list[Outcome]:
    """Take them all at once, and wait for each before saying what went wrong with one."""
    taking = (_take(desk, fiche) for fiche in fiches)
    outcomes: list[Outcome] = []
    for result in await asyncio.gather(*taking, return_exceptions=True):
        if isinstance(result, BaseException):
            raise result
        outcomes.append(result)
    return outcomes


async def _take(desk: Desk, fiche: Fiche) -> Outcome:
    partner, said = fiche.partner(desk.territory), fiche.description
    try:
        match what_is_new(fiche, await desk.log.load(Partner, partner)):
            case "joined":
                await desk.begin(
                    Partner, partner,
                    source=fiche.source, reference=fiche.reference, description=said,
                )  # fmt: skip
                return "joined"
            case "described":
                await desk.change(Partner, partner, Partner.describe, description=said)
                return "described"
    except Exists:
        return await _take(desk, fiche)  # somebody imports the same directory just now
    except NothingNew:
        pass
    return "unchanged"


def _json(content: bytes) -> object:
    try:
        return json.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        reason = "le fichier n’est pas en UTF-8"
    except json.JSONDecodeError as error:
        reason = f"JSON invalide ou incomplet, ligne {error.lineno}, colonne {error.colno}"
    except RecursionError:
        reason = "trop de niveaux imbriqués"
    except ValueError:
        reason = "JSON invalide : un nombre est démesuré"
    raise Unreadable(reason)
