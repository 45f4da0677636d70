"""The plan: every deed of a year, day by day, from a seed, a number of days and a scale."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from hashlib import sha256
from operator import attrgetter

from api.demo.cast import Cast
from api.demo.cue import Cue
from api.demo.script import played
from api.demo.stage import Stage
from api.demo.year.casework import Casework
from api.demo.year.extent import Extent
from api.demo.year.network import network_of
from api.demo.year.seats import Seats
from api.demo.year.troupe import place, troupe

Days = Mapping[date, Sequence[Cue]]


def cast_of_year(extent: Extent) -> Cast:
    return troupe(place(), extent.chance)


def plan(extent: Extent) -> Days:
    """The deeds of each working day, in the order in which they are recorded."""
    days: dict[date, list[Cue]] = {extent.day(n): [] for n in range(extent.opening, 0, -1)}
    for cue in cues_of(extent):
        days[cue.recorded.date()].append(cue)
    for cues in days.values():
        cues.sort(key=attrgetter("recorded"))
    return days


def cues_of(extent: Extent) -> Iterator[Cue]:
    here = place()
    cast = troupe(here, extent.chance)
    seats, casework = Seats(extent, cast), Casework(extent, here)
    stage = Stage(cast, extent.day)
    for scene in casework.scenes():
        for act in played(scene, extent.day):
            yield stage.cue(act)
    yield from network_of(seats, casework)


def fingerprint(days: Days) -> str:
    """The same for the same plan."""
    said = sha256()
    for cues in days.values():
        for cue in cues:
            said.update(repr(cue).encode())
    return said.hexdigest()
