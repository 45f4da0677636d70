"""The 21 action sheets of two years: drafted, adopted, carried, measured, revised, ended."""

from collections.abc import Iterator, Mapping
from typing import Any

from api.demo.cue import Cue
from api.demo.year.seats import LEAD, Seats, Thread
from api.demo.year.words import project
from domain.action_sheet import sheet_id

_QUARTER = 62
"""Working days."""
_OUTSIDE, _MISTAKEN = 5, 21
"""The numbers of the sheets to which it happens."""
_HANDED_OVER = 12, 4
_LAST = frozenset({(4, 3), (15, 6), (7, 6)})
"""The number of a sheet, and a quarter of it: abandoned, concluded, generalised in it."""


def sheets_of(seats: Seats) -> Iterator[Cue]:
    for number, said in enumerate(project()["sheets"], start=1):
        yield from _sheet(seats, number, said)


def _sheet(seats: Seats, number: int, said: Mapping[str, Any]) -> Iterator[Cue]:
    chance = seats.extent.chance.of("sheet", number)
    opening = seats.extent.opening
    thread = seats.thread(f"sheet/{number}", "sheets", sheet_id(seats.cast.code, number))
    drafted = max(2, opening - 3 - number % 4 * 2)
    content = {name: said[name] for name in ("title", "kind", "priority", "need", "objectives")}
    lead = seats.partner(said["lead"])
    yield thread(drafted, LEAD, "drafting", number=number, lead=lead, **content)
    if number == _MISTAKEN:
        yield thread(drafted - 1, LEAD, "error", reason="duplicate")
        yield thread(drafted - 2, LEAD, "redrafting", lead=lead, **content)
    if said["kind"] == "existing":
        if number == _OUTSIDE:
            yield thread(drafted - 12, LEAD, "exclusion", reason="no-need-to-coordinate")
            return
        yield thread(drafted - 12, LEAD, "inclusion", why="Elle répond à un besoin constaté.")
    adopted = drafted - 20 - chance.randrange(30)
    yield thread(adopted, LEAD, "adoption", on=seats.date(adopted), body="Comité de pilotage")
    yield from _carried(seats, thread, number, said, adopted)


def _carried(
    seats: Seats, thread: Thread, number: int, said: Mapping[str, Any], adopted: int
) -> Iterator[Cue]:
    chance = seats.extent.chance.of("sheet", number, "carried")
    carrier = f"{said['lead']}-1"
    for n, partner in enumerate(said["partners"], start=1):
        if seats.colleagues(partner):
            yield thread(adopted - 2 - n, seats.worker(partner, chance), "participation")
    for indicator in said["indicators"]:
        yield thread(
            adopted - 8, carrier, "indicators", source="Registre du service",
            due=seats.date(max(-200, adopted - 400)), **indicator,
        )  # fmt: skip
    yield from _measured(seats, thread, number, said, adopted)


def _measured(
    seats: Seats, thread: Thread, number: int, said: Mapping[str, Any], adopted: int
) -> Iterator[Cue]:
    """A measure each quarter; now and then one is corrected, or the target revised."""
    chance = seats.extent.chance.of("sheet", number, "measured")
    indicator = said["indicators"][0]
    first, target = int(indicator["baseline"]), int(indicator["target"])
    pace, quarters = chance.uniform(0.5, 1.15), 7
    for n in range(1, quarters + 1):
        day = adopted - 10 - n * _QUARTER
        carrier = _carrier(number, said, n)
        reached = first + (target - first) * pace * n / quarters
        value = max(0, round(reached * chance.uniform(0.92, 1.05)))
        on = seats.date(day + 3)
        yield thread(
            day, carrier, "measures", indicator=1, value=str(value), on=on,
            source="Registre du service",
        )  # fmt: skip
        if chance.happens(0.12):
            yield thread(
                day - 6, carrier, "correction", value=str(value + chance.randint(1, 9)),
                reason="consolidated",
            )  # fmt: skip
        yield from _turned(seats, thread, number, said, day - 9, n)
        if (number, n) in _LAST:
            return


def _carrier(number: int, said: Mapping[str, Any], quarter: int) -> str:
    handed_over = number == _HANDED_OVER[0] and quarter > _HANDED_OVER[1]
    return "pre-1" if handed_over else f"{said['lead']}-1"


def _turned(
    seats: Seats, thread: Thread, number: int, said: Mapping[str, Any], day: int, quarter: int
) -> Iterator[Cue]:
    """What becomes of it: few sheets go as they were planned."""
    carrier = _carrier(number, said, quarter)
    match number, quarter:
        case (4, 3):
            yield thread(day, LEAD, "abandonment", reason="no-funding",
                         words="Le relais n’a pas trouvé de local.")  # fmt: skip
        case (9, 2):
            yield thread(day, carrier, "pause", reason="no-staff")
        case (9, 3):
            yield thread(day + 30, carrier, "resumption")
        case (12, 4):
            yield thread(day, LEAD, "handover", to=seats.partner("pre"))
        case (6, 5):
            yield thread(day, f"{said['partners'][1]}-1", "withdrawal", reason="no-staff")
        case (7, 6):
            yield thread(day, LEAD, "conclusion", assessment="Les droits sont mieux tenus.")
            yield thread(day - 4, LEAD, "generalisation",
                         scope="Les six quartiers, à partir de janvier.")  # fmt: skip
        case (15, 6):
            yield thread(day, LEAD, "conclusion",
                         assessment="Les lectures continuent sans la fiche.")  # fmt: skip
        case (16, 4) | (3, 5):
            yield thread(day, carrier, "target", indicator=1, why="Rythme plus lent que prévu.",
                         target=str(int(said["indicators"][0]["target"]) - 8),
                         due=seats.date(-120))  # fmt: skip
        case (10, 4) | (13, 5):
            content = {k: said[k] for k in ("title", "kind", "priority", "need")}
            yield thread(day, carrier, "revision", why="À la demande du groupe de travail.",
                         objectives=[*said["objectives"], "Associer le conseil citoyen"],
                         **content)  # fmt: skip
        case _:
            return
