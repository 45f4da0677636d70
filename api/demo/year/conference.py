"""The two yearly conferences, and the amendment to which the first one led."""

from collections.abc import Iterator
from datetime import date, timedelta

from api.commands.conventions import convention_stream
from api.demo.cue import Cue
from api.demo.year.extent import WHOLE
from api.demo.year.seats import ADMINISTRATOR, EVALUATOR, LEAD, Seats
from api.demo.year.words import project
from domain.conference import conference_stream

_FIRST, _PRESENT = 0.45, ("ccas", "circo", "caf", "pmi")
_A_YEAR = timedelta(days=365)
_CONVENED = 45
"""Working days before it is held."""


def conferences_of(seats: Seats) -> Iterator[Cue]:
    """The first near the middle, the second a year later, if there is room for it."""
    first = seats.extent.past(_FIRST)
    if first + _CONVENED >= seats.extent.opening:
        return
    yield from _conference(seats, first, 1)
    later = seats.date(first) + _A_YEAR
    second = _day_of(seats, later)
    if seats.extent.days >= WHOLE and second > 1:
        yield from _conference(seats, second, 2)


def _day_of(seats: Seats, on: date) -> int:
    """The working day, before today, that is that day or the first after it."""
    day = 1
    while seats.date(day) > on:
        day += 1
    return day - 1 if seats.date(day) < on else day


def _conference(seats: Seats, day: int, number: int) -> Iterator[Cue]:
    said, on = project()["conference"], seats.date(day)
    chance = seats.extent.chance.of("conference", number)
    stream = conference_stream(seats.cast.code, on.year)
    thread = seats.thread(f"conference/{number}", "conferences", stream)
    where = "Maison commune, grande salle"
    convened = day + _CONVENED
    planned = day + 3 if number == 1 and seats.date(day + 3).year == on.year else day
    yield thread(convened, LEAD, "convocation", held_on=seats.date(planned), where=where,
                 agenda=said["agenda"])  # fmt: skip
    if planned != day:
        yield thread(day + 8, LEAD, "postponement", held_on=on,
                     reason="La salle était prise le jour convenu.")  # fmt: skip
    yield thread(day + 6, EVALUATOR, "evidence")
    for n, question in enumerate(said["questions"]):
        college = ("residents", "elected", "residents", "services")[n]
        yield thread(day + 5, seats.worker("centre-social", chance), "questions", n / 8,
                     college=college, text=question)  # fmt: skip
    for n, finding in enumerate(said["findings"], start=1):
        yield thread(day + 4, EVALUATOR, "findings", n / 8, answers=[n], **finding)
    yield thread(day, LEAD, "holding", 0.7, elected=5 + chance.randrange(4),
                 residents=20 + chance.randrange(25), services=30 + chance.randrange(15),
                 partners=[seats.partner(each) for each in _PRESENT])  # fmt: skip
    for n, text in enumerate(said["recommendations"][number - 1 : number + 2]):
        yield thread(day, LEAD, "recommendations", 0.8 + n / 50, text=text, findings=[n + 1])
    if number == 1:
        yield thread(day, LEAD, "proposals", 0.95, means=said["means"], recommendations=[1, 3])
    yield thread(day - 9, LEAD, "conclusion")
    if number == 1:
        yield thread(day - 30, EVALUATOR, "restatements", finding=3, figure=2,
                     value=said["restated_to"], reason=said["restated"])  # fmt: skip
        yield from _amended(seats, day - 60, on.year)


def _amended(seats: Seats, day: int, year: int) -> Iterator[Cue]:
    stream = convention_stream(seats.cast.code)
    thread = seats.thread("amendment", "convention", stream)
    yield thread(day, ADMINISTRATOR, "amendments", number=1, signed_on=seats.date(day),
                 means=project()["conference"]["means"], proposal=f"{year}/1",
                 conference=f"Conférence sociale locale {year}")  # fmt: skip
