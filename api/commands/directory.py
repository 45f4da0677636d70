"""Importing a directory: structures and services of data·inclusion v1.

A structure is a partner, a service what it offers. A bad record is reported and skipped,
the others go in; read twice, a file adds nothing; a record that changed adds one fact.
Nothing that a record holds is ever echoed.
"""

import asyncio
import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Literal

from pydantic import BaseModel

from api.desk import Desk
from domain.aggregate import Refusal
from domain.data_inclusion import BadRecord, Fiche, Service, read_record, what_is_new
from domain.partner import AlreadyOffered, NothingNew, Partner, PartnerLeft
from domain.values import PartnerId
from store.refusals import Exists, Unknown

LARGEST_FILE = 50_000_000
MOST_RECORDS = 100_000
_TOGETHER = 128

Outcome = Literal["joined", "described", "offered", "unchanged"]
_STRANGER = "structure inconnue de ce territoire"
Entry = Fiche | Service


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
    """What an import did: partners new or changed, services new or changed, what was known."""

    read: int
    joined: int = 0
    described: int = 0
    offered: int = 0
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
    entries, faults = sorted_out(desk.territory, records)
    progress(len(faults))
    outcomes: Counter[str] = Counter()
    for kind in (Fiche, Service):  # a service may come before its structure
        those = [(index, each) for index, each in entries if isinstance(each, kind)]
        for start in range(0, len(those), _TOGETHER):
            some = those[start : start + _TOGETHER]
            for outcome in await _take_all(desk, some):
                if isinstance(outcome, Fault):
                    faults.append(outcome)
                else:
                    outcomes[outcome] += 1
            progress(len(some))
    return Report(
        read=len(records), **outcomes, skipped=sorted(faults, key=lambda each: each.index)
    )


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


def sorted_out(
    territory: str, records: Sequence[object]
) -> tuple[list[tuple[int, Entry]], list[Fault]]:
    """The good records with their places, and why each of the others is none.

    Of doubles, the first counts.
    """
    entries: dict[tuple[type, PartnerId, str], tuple[int, Entry]] = {}
    faults: list[Fault] = []
    for index, raw in enumerate(records, start=1):
        try:
            entry = read_record(raw)
        except BadRecord as bad:
            faults.append(Fault(index=index, field=bad.field, reason=bad.reason))
            continue
        key = type(entry), entry.partner(territory), entry.reference
        first, _ = entries.setdefault(key, (index, entry))
        if first != index:
            reason = f"doublon de la fiche n° {first}"
            faults.append(Fault(index=index, field="id", reason=reason))
    return list(entries.values()), faults


async def _take_all(desk: Desk, entries: Sequence[tuple[int, Entry]]) -> list[Outcome | Fault]:
    """Take them all at once, and wait for each before saying what went wrong with one."""
    taking = (_take(desk, index, entry) for index, entry in entries)
    outcomes: list[Outcome | Fault] = []
    for result in await asyncio.gather(*taking, return_exceptions=True):
        if isinstance(result, BaseException):
            raise result
        outcomes.append(result)
    return outcomes


async def _take(desk: Desk, index: int, entry: Entry) -> Outcome | Fault:
    if isinstance(entry, Fiche):
        return await _take_fiche(desk, entry)
    return await _take_service(desk, index, entry)


async def _take_fiche(desk: Desk, fiche: Fiche) -> Outcome:
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
        return await _take_fiche(desk, fiche)  # somebody imports the same directory just now
    except NothingNew:
        pass
    return "unchanged"


async def _take_service(desk: Desk, index: int, it: Service) -> Outcome | Fault:
    partner, verb = it.partner(desk.territory), Partner.offer_service
    try:
        await desk.change(Partner, partner, verb, service=it.reference, offer=it.offer)
    except Unknown:
        return Fault(index=index, field="structure_id", reason=_STRANGER)
    except (AlreadyOffered, PartnerLeft):
        return "unchanged"
    return "offered"


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
