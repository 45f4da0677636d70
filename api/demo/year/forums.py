"""Forums over two years, their members and meetings; what partners lend to the project."""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any

from api.demo.calendar import at
from api.demo.cue import Cue
from api.demo.year.casework import LEAVING
from api.demo.year.chance import Chance
from api.demo.year.extent import AUGUST
from api.demo.year.seats import LEAD, Seats, Thread
from api.demo.year.words import project

_NOTICE, _AFTERNOON = 12, 14
_DISSOLVED, _OF_COLLEGES = 9, ("steering", "citizens-council")


def forums_of(seats: Seats) -> Iterator[Cue]:
    for number, said in enumerate(project()["forums"], start=1):
        yield from _forum(seats, number, said)


def lent_of(seats: Seats) -> Iterator[Cue]:
    """Studies, maps and datasets lent to the project."""
    for number, said in enumerate(project()["resources"], start=1):
        chance = seats.extent.chance.of("resource", number)
        stream = seats.stream(f"resource/{number}")
        thread = seats.thread(f"resource/{number}", "resources", stream)
        day, who = seats.extent.past(chance.uniform(0.05, 0.9)), f"{said['provider']}-1"
        open_to_all = said["licence"] != "restricted"
        notice = {
            "title": said["title"], "source": said["source"], "licence": said["licence"],
            "aggregation": "aggregated" if said["kind"] == "dataset" else "not-about-people",
            "readers": "everyone" if open_to_all else "network",
            "covers_from": seats.date(day) - timedelta(days=400),
            "covers_to": seats.date(day) - timedelta(days=40),
        }  # fmt: skip
        yield thread(day, who, "publication", kind=said["kind"], **notice)
        if number % 4 == 1:
            notice["covers_to"] = seats.date(day) - timedelta(days=5)
            yield thread(day - 60, who, "notice", **notice)
        if number % 6 == 0:
            yield thread(day - 90, who, "withdrawal", reason="Remplacée depuis.")


def _forum(seats: Seats, number: int, said: Mapping[str, Any]) -> Iterator[Cue]:
    chance = seats.extent.chance.of("forum", number)
    thread = seats.thread(f"forum/{number}", "forums", seats.stream(f"forum/{number}"))
    formed = max(2, seats.extent.opening - 4 - number * 3)
    told = {name: said[name] for name in ("kind", "name", "purpose")}
    dissolved = formed // 5
    yield thread(formed, LEAD, "formation", **told)
    yield from _seated(seats, thread, said, formed, chance)
    for n in range(1, 1 + formed // said["every"]):
        day = formed - n * said["every"] + chance.randrange(5)
        if seats.date(day).month == AUGUST:
            continue
        if number == _DISSOLVED and day < dissolved:
            break
        yield from _meeting(seats, thread, said, day, chance.of("meeting", n))
    if number == _DISSOLVED:
        yield thread(dissolved - _NOTICE, LEAD, "dissolution",
                     reason="La matinée d’étude a donné lieu à deux fiches.")  # fmt: skip


def _seated(
    seats: Seats, thread: Thread, said: Mapping[str, Any], formed: int, chance: Chance
) -> Iterator[Cue]:
    since = seats.date(formed)
    for n, partner in enumerate(said["members"]):
        if n % 2 and partner != "ars":
            yield thread(formed - 1, seats.worker(partner, chance), "membership", since=since)
        else:
            yield thread(formed - 1, LEAD, "members", since=since,
                         partner=seats.partner(partner))  # fmt: skip
    if said["kind"] in _OF_COLLEGES:
        for college in ("elected", "residents"):
            yield thread(formed - 1, LEAD, "members", 0.5, since=since, college=college)
    if LEAVING in said["members"]:
        day = min(formed - 3, seats.extent.past(0.7))
        yield thread(day, f"{LEAVING}-1", "membership-end", left_on=seats.date(day))
    if said["kind"] == "technical":
        day = seats.extent.past(0.8)
        yield thread(day, LEAD, "departures", partner=seats.partner("hopital"),
                     left_on=seats.date(day))  # fmt: skip


def _meeting(
    seats: Seats, thread: Thread, said: Mapping[str, Any], day: int, chance: Chance
) -> Iterator[Cue]:
    convened, words = day + _NOTICE, project()
    if convened >= seats.extent.opening - 40:
        return
    yield thread(
        convened, LEAD, "meetings", meets_at=at(seats.date(day), _AFTERNOON),
        where="Maison commune, salle du conseil", agenda=chance.choice(words["agendas"]),
    )  # fmt: skip
    if chance.happens(0.06):
        yield thread(day + 3, LEAD, "cancellation", reason="Trop peu de membres disponibles.")
        return
    there = [each for each in said["members"] if chance.happens(0.8)] or said["members"][:1]
    gone = {LEAVING, "hopital"} if day < seats.extent.past(0.6) else set()
    people = {"services": len(there) + chance.randrange(4)}
    if said["kind"] in _OF_COLLEGES:
        people |= {"elected": chance.randint(0, 3), "residents": chance.randint(2, 11)}
    yield thread(
        day, LEAD, "minutes", 0.8, on=seats.date(day),
        partners=[seats.partner(each) for each in there if each not in gone],
        conclusions=chance.choice(words["conclusions"]),
        decisions=chance.sample(words["decisions"], chance.randint(0, 2)), **people,
    )  # fmt: skip
