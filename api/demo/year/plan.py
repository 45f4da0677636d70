"""The plan: every deed of a year, day by day, from a seed, a number of days and a scale."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from hashlib import sha256
from operator import attrgetter

from api.demo.cast import Cast
from api.demo.cue import Cue
from api.demo.script import played
from api.demo.stage import Stage
from api.demo.year.casework import Casework
from api.demo.year.cell import Raised, alerts_of
from api.demo.year.conference import conferences_of
from api.demo.year.dpo import decided, follows
from api.demo.year.extent import Extent, chance_of
from api.demo.year.forums import forums_of, lent_of
from api.demo.year.needs import contributions_of, observed_of
from api.demo.year.network import handed_over, network_of
from api.demo.year.promises import promises_of
from api.demo.year.seats import Seats
from api.demo.year.sessions import Sent, held_of
from api.demo.year.sheets import sheets_of
from api.demo.year.troupe import place, troupe
from domain.values import ReferralId

Days = Mapping[date, Sequence[Cue]]


def cast_of_year(seed: int) -> Cast:
    return troupe(place(), chance_of(seed))


def plan(extent: Extent) -> Days:
    """The deeds of each working day, in the order in which they are recorded."""
    days: dict[date, list[Cue]] = {extent.day(n): [] for n in range(extent.opening, 0, -1)}
    for cue in cues_of(extent):
        if (day := cue.recorded.date()) in days:
            days[day].append(cue)
    for cues in days.values():
        cues.sort(key=attrgetter("recorded"))
    return days


def cues_of(extent: Extent) -> Iterator[Cue]:
    here = place()
    cast = cast_of_year(extent.seed)
    seats, casework = Seats(extent, cast), Casework(extent, here)
    stage = Stage(cast, extent.day)
    sent: dict[str, list[tuple[int, ReferralId]]] = defaultdict(list)
    entrusted: list[Cue] = []
    asked: Counter[str] = Counter()
    for scene in casework.scenes():
        sent[scene.story.sender].append((scene.begun, stage.of(scene).referral))
        for act in played(scene, extent.day):
            cue = stage.cue(act)
            if cue.noun == "assignment":
                entrusted.append(cue)
            yield cue
            if follows(cue):
                day = scene.begun - act.step.day
                yield from decided(seats, cue, asked[cue.noun], day)
                asked[cue.noun] += 1
    yield from handed_over(seats, entrusted)
    yield from network_of(seats, casework)
    yield from _project(seats, sent)


def _project(seats: Seats, sent: Sent) -> Iterator[Cue]:
    """The watch cell, the project and its evaluation."""
    agendas: dict[int, list[Raised]] = {}
    yield from alerts_of(seats, agendas)
    yield from held_of(seats, agendas, sent)
    for part in (
        sheets_of,
        forums_of,
        lent_of,
        observed_of,
        contributions_of,
        promises_of,
        conferences_of,
    ):
        yield from part(seats)


def fingerprint(days: Days) -> str:
    """The same for the same plan."""
    said = sha256()
    for cues in days.values():
        for cue in cues:
            said.update(repr(cue).encode())
    return said.hexdigest()
