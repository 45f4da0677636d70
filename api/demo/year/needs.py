"""What is observed quarter by quarter, and what residents say and are answered."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from api.demo.cue import Cue
from api.demo.year.chance import Chance
from api.demo.year.people import phone, somebody
from api.demo.year.seats import LEAD, Seats
from api.demo.year.words import project
from domain.action_sheet import sheet_id

CONTRIBUTIONS = 120
_DESKS = ("centre-social", "ccas", "france-services", "pmi", "epicerie", "circo")
_LATER = 8
"""Working days after a quarter, when its figures come."""
_SMALL = {"households": 5, "people": 5}


def observed_of(seats: Seats) -> Iterator[Cue]:
    """Figures of each quartier and quarter, words now and then."""
    for n, (first, last, day) in enumerate(_quarters(seats)):
        for said in project()["observed"]:
            for quartier in seats.cast.quartiers:
                yield from _figure(seats, said, quartier.code, first, last, day)
        for k, told in enumerate(project()["told"]):
            if (n + k) % 2:
                yield from _words(seats, told, first, last, day)


def _quarters(seats: Seats) -> Iterator[tuple[date, date, int]]:
    """The quarters that ended in the time told, and the day on which they are recorded."""
    day = seats.extent.opening
    while day > 1:
        day -= 1
        on = seats.date(day)
        start = date(on.year, 3 * ((on.month - 1) // 3) + 1, 1)
        if seats.date(day + 1) < start and day > _LATER + 1:
            last = start - timedelta(days=1)
            first = date(last.year, 3 * ((last.month - 1) // 3) + 1, 1)
            yield first, last, day - _LATER


def _figure(
    seats: Seats, said: dict[str, Any], quartier: str, first: date, last: date, day: int
) -> Iterator[Cue]:
    name = f"observation/{said['indicator']}/{quartier}/{first}"
    chance = seats.extent.chance.of(name)
    thread = seats.thread(name, "observations", seats.stream(name))
    value = round(chance.uniform(*said["span"]) * chance.uniform(0.6, 1.0))
    figure: dict[str, Any] = {"value": str(value)}
    least = 11 if said["source_kind"] == "caf" else _SMALL[said["unit"]]
    if value < least:
        figure = {"fewer_than": least}
    who = {"housing": "habitat", "employment": "france-travail"}.get(said["source_kind"])
    teller = f"{who or 'epicerie'}-1"
    facts = {name: said[name] for name in ("theme", "indicator", "unit", "source_kind",
                                           "source")}  # fmt: skip
    yield thread(
        day, teller, "recording", kind="quantitative", quartier=quartier,
        geography_version=seats.cast.geography_version, first=first, last=last,
        **facts, **figure,
    )  # fmt: skip
    if "value" in figure and chance.happens(0.05):
        yield thread(day - 40, teller, "correction", value=str(value + chance.randint(2, 12)),
                     reason="restated")  # fmt: skip
    elif chance.happens(0.02):
        yield thread(day - 30, LEAD, "withdrawal", reason="source-withdrew")


def _words(
    seats: Seats, told: dict[str, Any], first: date, last: date, day: int
) -> Iterator[Cue]:
    name = f"observation/{told['indicator']}/{first}"
    thread = seats.thread(name, "observations", seats.stream(name))
    yield thread(
        day, LEAD, "recording", kind="qualitative", theme=told["theme"], first=first,
        last=last, indicator=told["indicator"], text=told["words"], source_kind="service",
        source="Professionnels du territoire, réunion du trimestre",
    )  # fmt: skip


def contributions_of(seats: Seats) -> Iterator[Cue]:
    for n in range(1, 1 + seats.extent.many(CONTRIBUTIONS, 4)):
        yield from _contribution(seats, n, seats.extent.chance.of("contribution", n))


def _contribution(seats: Seats, n: int, chance: Chance) -> Iterator[Cue]:
    said, desk = chance.choice(project()["said"]), chance.choice(_DESKS)
    day = seats.extent.drawn(chance, seats.extent.opening - 30, 2)
    thread = seats.thread(f"contribution/{n}", "contributions",
                          seats.stream(f"contribution/{n}"))  # fmt: skip
    collective, who = chance.happens(0.25), somebody(chance, seats.date(day), (19, 80))
    told: dict[str, Any] = {
        "text": f"«\u00a0{said['words']}\u00a0»", "theme": said["theme"],
        "kind": "collective" if collective else "resident",
        "channel": chance.among({
            "reception": 4, "citizens-council": 3, "public-meeting": 2, "walk": 2,
            "workshop": 2, "written": 2, "online": 1,
        }),
    }  # fmt: skip
    if chance.happens(0.7):
        told |= {"quartier": who.quartier, "geography_version": seats.cast.geography_version}
    if not collective and chance.happens(0.6):
        told |= {"name": f"{who.given} {who.family}", "contact": phone(chance)}
    teller = seats.worker(desk, chance)
    yield thread(day, teller, "reception", **told)
    if chance.happens(0.03):
        yield thread(day - 1, teller, "error", reason="trial")
        return
    if n % 40 == 7:  # noqa: PLR2004 - some take it back
        yield thread(day - 5, teller, "withdrawal")
        return
    yield from _made_public(thread, said, day, chance)
    yield from _answered(seats, thread, teller, day, chance)


def _made_public(thread: Any, said: dict[str, Any], day: int, chance: Chance) -> Iterator[Cue]:
    masked = day - chance.randint(2, 12)
    yield thread(masked, LEAD, "masking", text=said["masked"])
    if chance.happens(0.75):
        agreed = chance.among({"oral": 5, "written": 2, "given-for-publication": 2})
        yield thread(masked - 2, LEAD, "publication", agreed=agreed)
    else:
        reason = chance.choice(("author-refuses", "author-not-reached", "identifying"))
        yield thread(masked - 2, LEAD, "non-publication", reason=reason)


def _answered(
    seats: Seats, thread: Any, teller: str, day: int, chance: Chance
) -> Iterator[Cue]:
    """Most within sixty days, some late, some never."""
    delay = chance.among({"in-time": 7, "late": 2, "never": 2})
    if delay == "never":
        return
    answered = day - (chance.randint(16, 38) if delay == "in-time" else chance.randint(52, 75))
    who = teller if chance.happens(0.5) else LEAD
    given = chance.choice(("in-person", "letter", "phone", "public-meeting", "posted"))
    yield thread(answered, who, "answer", text=chance.choice(project()["replies"]),
                 given_back=given)  # fmt: skip
    number = chance.randint(1, 20)
    if chance.happens(0.35):
        sheet = sheet_id(seats.cast.code, number)
        yield thread(answered - 2, LEAD, "sheet-link", sheet=sheet)
        if chance.happens(0.5):
            yield thread(answered - 20, LEAD, "effect",
                         what={"kind": "sheet", "stream": sheet},
                         change=chance.choice(project()["changes"]))  # fmt: skip
