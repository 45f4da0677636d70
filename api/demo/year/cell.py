"""The watch cell over two years: what is raised, triaged, examined, and what follows."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid5

from api.commands.alert_asks import NewAlert
from api.demo.cast import named
from api.demo.cue import Cue
from api.demo.year.chance import Chance
from api.demo.year.extent import AUGUST
from api.demo.year.people import somebody
from api.demo.year.seats import ANIMATOR, Seats, Thread
from api.demo.year.words import project
from domain.values import CoarseFacts

SITUATIONS, COLLECTIVE, SESSIONS = 120, 40, 20
_RAISERS = {
    "ccas": 6, "circo": 6, "pmi": 4, "college": 4, "centre-social": 4, "epicerie": 3,
    "hopital": 3, "clic": 3, "mission-locale": 2, "pre": 2, "france-services": 2,
}  # fmt: skip
_LOOK_AFTER = ("ccas", "circo", "pmi", "clic", "hopital", "cmp")
_MOST_ITEMS = 9


@dataclass
class Raised:
    """An alert that the cell may take up: from which day on, and in which regimes."""

    number: int
    kind: str
    ready: int
    raiser: str
    chance: Chance
    stream: UUID
    session: int | None = None
    ends: list[Cue] = field(default_factory=list)


def sessions_on(seats: Seats) -> Sequence[int]:
    """The working days on which the cell meets, none in August."""
    many, opening = seats.extent.often(SESSIONS, 1), seats.extent.opening
    step = (opening - 25) / many
    days = []
    for n in range(many):
        day = round(opening - 22 - n * step)
        while day > 1 and seats.date(day).month == AUGUST:
            day -= 1
        if day > 1:
            days.append(day)
    return sorted(set(days), reverse=True)


def alerts_of(seats: Seats, agendas: dict[int, list[Raised]]) -> Iterator[Cue]:
    """What is raised and triaged; ``agendas`` is filled with what each session examines."""
    days = sessions_on(seats)
    counts = (("situation", SITUATIONS, 14), ("collective", COLLECTIVE, 6))
    for kind, many, least in counts:
        for n in range(1, 1 + seats.extent.many(many, least)):
            yield from _alert(seats, kind, n, days, agendas)


def _alert(
    seats: Seats, kind: str, n: int, days: Sequence[int], agendas: dict[int, list[Raised]]
) -> Iterator[Cue]:
    name = f"alert/{kind}/{n}"
    chance = seats.extent.chance.of(name)
    made = named(seats.cast.code, name)
    stream = uuid5(made, "alert")
    raiser, fate = chance.of("raiser").among(_RAISERS), _fate(chance.of("fate"), n)
    day = _raised_on(seats, kind, n)
    original = _original(seats, kind, n) if fate == "duplicate" else 0
    if original:
        day = max(1, _raised_on(seats, kind, original) - 2)
    urgent = fate in ("escalated", "forgotten")
    yield _raising(seats, name, made, kind, raiser, day, chance, urgent=urgent)
    raised = Raised(n, kind, day - 5, raiser, chance, stream)
    thread = seats.thread(f"{name}/triage", "alerts", stream)
    if fate == "error":
        yield thread(day - 1, seats.asker(f"{raiser}-1"), "error", reason="trial")
        return
    if fate == "forgotten":
        yield thread(day - 8, f"{raiser}-1", "reporter-informed", how="phone")
        return
    yield thread(day - 1, ANIMATOR, "acknowledgement")
    yield thread(
        day - 2, ANIMATOR, "qualification", urgency="soon", peril="none",
        themes=[_said(kind, chance.of("said"))["theme"]],
    )  # fmt: skip
    yield from _triaged(seats, thread, raised, fate, day, days, agendas)


def _raised_on(seats: Seats, kind: str, n: int) -> int:
    chance = seats.extent.chance.of(f"alert/{kind}/{n}", "day")
    return seats.extent.drawn(chance, seats.extent.opening - 30, 1)


def _original(seats: Seats, kind: str, n: int) -> int:
    """The number of the alert that says the same, raised before it; 0 if there is none."""
    for other in range(n - 1, 0, -1):
        if _fate(seats.extent.chance.of(f"alert/{kind}/{other}", "fate"), other) == "examined":
            return other
    return 0


def _fate(chance: Chance, n: int) -> str:
    hard = {3: "duplicate", 4: "escalated", 5: "forgotten", 6: "unfounded", 8: "error",
            9: "closed"}  # fmt: skip
    return hard.get(n) or chance.among({
        "examined": 62, "assigned": 14, "duplicate": 5, "escalated": 5, "forgotten": 2,
        "unfounded": 4, "closed": 5, "error": 3,
    })  # fmt: skip


def _said(kind: str, chance: Chance) -> dict[str, str]:
    told: dict[str, str] = chance.choice(
        project()["situations" if kind == "situation" else "collective"]
    )
    return told


def _raising(
    seats: Seats, name: str, made: UUID, kind: str, raiser: str, day: int, chance: Chance,
    *, urgent: bool,
) -> Cue:  # fmt: skip
    said, who = _said(kind, chance.of("said")), somebody(chance, seats.date(day), (19, 88))
    situation = kind == "situation"
    told = chance.happens(0.5)
    coarse = CoarseFacts(
        "not-recorded", who.sex if situation else "unknown",
        who.household if situation else "not-recorded", who.quartier,
        seats.cast.geography_version, "not-recorded", "outreach",
    )  # fmt: skip
    ask = NewAlert.model_validate({
        "kind": kind, "facts": said["facts"], "analysis": said["analysis"],
        "learnt": chance.choice(("told-by-caretaker", "told-by-resident",
                                 "told-by-professional")) if told else "seen",
        "reporter": {"name": chance.choice(project()["reporters"])} if told else None,
        "observed_on": seats.date(day + chance.randrange(3)),
        "urgency": "urgent" if urgent else chance.choice(("soon", "ordinary")),
        "danger": "no-immediate-danger" if urgent else None,
        "themes": [said["theme"]], "coarse": coarse,
        "informed": _informed(chance) if situation else None,
        "sharing_ground": "consent" if situation else None,
    })  # fmt: skip
    cue = seats.cue(name, day, f"{raiser}-1", "alerts", "raising")
    return Cue(
        name, cue.moment, cue.asker, "alerts", "raising", None, ask, made=made,
        chain=str(uuid5(made, "alert")),
    )  # fmt: skip


def _informed(chance: Chance) -> str:
    """Who is told later was not reached at first."""
    return "not-reachable" if chance.of("informed").happens(0.5) else "orally"


def _triaged(
    seats: Seats, thread: Thread, raised: Raised, fate: str, day: int, days: Sequence[int],
    agendas: dict[int, list[Raised]],
) -> Iterator[Cue]:  # fmt: skip
    chance, words = raised.chance.of("triage"), project()
    situation = raised.kind == "situation"
    owner = chance.choice([each for each in _LOOK_AFTER if each != raised.raiser])
    ground: dict[str, Any] = {"sharing_ground": "consent"} if situation else {}
    match fate:
        case "examined":
            session = _next(days, raised.ready, agendas)
            if session is not None:
                agendas.setdefault(session, []).append(raised)
        case "assigned" | "escalated":
            if fate == "escalated":
                yield thread(day - 3, ANIMATOR, "escalation", to=seats.partner(owner), **ground)
                yield thread(day - 5, f"{owner}-1", "answer",
                             answer=chance.choice(words["tasks"]))  # fmt: skip
            yield thread(day - 6, ANIMATOR, "assignment", partner=seats.partner(owner),
                         agent=seats.agent(f"{owner}-1"), **ground)  # fmt: skip
            yield from _told(thread, raised, day - 8)
            ended = day - 12 - chance.randrange(20)
            yield thread(ended, f"{owner}-1", "resolution", outcome="taken-up",
                         conclusion=chance.choice(words["concluded"]))  # fmt: skip
        case "duplicate":
            original = _original(seats, raised.kind, raised.number)
            if original:
                of = uuid5(named(seats.cast.code, f"alert/{raised.kind}/{original}"), "alert")
                yield thread(day - 4, ANIMATOR, "duplicate", of=of)
        case "unfounded":
            yield thread(day - 6, ANIMATOR, "unfounded", why="Passage fait : rien à signaler.")
            if raised.number % 2 == 0:
                yield thread(day - 20, f"{raised.raiser}-1", "reopening", reason="new-facts")
        case _:
            reason = chance.choice(("already-supported", "person-declines", "not-reachable"))
            yield thread(day - 9, ANIMATOR, "closure", reason=reason)


def _told(thread: Thread, raised: Raised, day: int) -> Iterator[Cue]:
    """Who raised it hears what became of it; so does the person, who may reply."""
    chance = raised.chance.of("told")
    if chance.happens(0.7):
        yield thread(day, ANIMATOR, "reporter-informed", how="phone")
    if raised.kind == "situation" and raised.chance.of("informed").happens(0.5):
        yield thread(day, f"{raised.raiser}-1", "person-informed", 0.5, informed="orally")
    if raised.kind == "situation" and chance.happens(0.4):
        yield thread(day - 1, f"{raised.raiser}-1", "person-reply",
                     reply=chance.choice(project()["person_replies"]))  # fmt: skip


def _next(days: Sequence[int], ready: int, agendas: dict[int, list[Raised]]) -> int | None:
    """The first session with room that comes a week after the alert is qualified."""
    return next(
        (day for day in days if day <= ready - 5 and len(agendas.get(day, ())) < _MOST_ITEMS),
        None,
    )
