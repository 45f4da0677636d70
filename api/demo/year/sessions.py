"""The sessions of the watch cell: convened, held item by item, written down, followed up."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from api.demo.calendar import at
from api.demo.cue import Cue
from api.demo.year.cell import Raised, sessions_on
from api.demo.year.chance import Chance
from api.demo.year.promises import owed_by_follow_up
from api.demo.year.seats import ANIMATOR, Seats, Thread
from api.demo.year.words import project
from domain.commitment_terms import commitment_id
from domain.values import Reference, ReferralId

MEMBERS = (
    "ccas", "circo", "pmi", "caf", "hopital", "cmp", "mission-locale", "college", "pre",
    "siao", "clic", "epicerie", "centre-social",
)  # fmt: skip
_AWAY = ("habitat", "police")
"""Who comes too, and leaves for what is nominative."""
_MOVED = 4
_SUBJECTS = (
    "Impayés, énergie et hiver",
    "Rentrée et absences répétées",
    "Personnes âgées isolées",
    "Accès aux soins et santé mentale",
    "Hébergement et fins de bail",
    "Violences et mises à l’abri",
    "Jeunes sans solution",
    "Cadre de vie des quartiers",
)
_HOUR, _WHERE = 14, "Maison commune, salle Gisèle-Amarante"
_KINDS = {"contact": 4, "visit": 3, "meeting": 2, "inquiry": 2, "commitment": 3, "referral": 2}
Sent = Mapping[str, Sequence[tuple[int, ReferralId]]]
"""The referrals that each partner sends, and the working day of each."""


def held_of(seats: Seats, agendas: Mapping[int, Sequence[Raised]], sent: Sent) -> Iterator[Cue]:
    days = sessions_on(seats)
    for number, day in enumerate(days, start=1):
        yield from _session(seats, number, day, agendas.get(day, ()), sent)
    yield from _called_off(seats, len(days) + 1)


def _called_off(seats: Seats, number: int) -> Iterator[Cue]:
    """One is cancelled for want of people."""
    day = seats.extent.past(0.5)
    thread = seats.thread("session/off", "watch-sessions", seats.stream("session/off"))
    yield thread(day, ANIMATOR, "convening", **_convening(seats, number, day - 15))
    yield thread(day - 9, ANIMATOR, "cancellation", reason="too-few")


def _convening(seats: Seats, number: int, day: int) -> dict[str, Any]:
    return {
        "number": number, "title": _SUBJECTS[number % len(_SUBJECTS)],
        "meets_at": at(seats.date(day), _HOUR), "where": _WHERE,
        "services": [seats.partner(each) for each in MEMBERS],
    }  # fmt: skip


def _session(
    seats: Seats, number: int, day: int, items: Sequence[Raised], sent: Sent
) -> Iterator[Cue]:
    name = f"session/{number}"
    chance, stream = seats.extent.chance.of(name), seats.stream(name)
    thread = seats.thread(name, "watch-sessions", stream)
    early = day + 2 if number % 9 == _MOVED else day
    yield thread(day + 16, ANIMATOR, "convening", **_convening(seats, number, early))
    if early != day:
        yield thread(day + 12, ANIMATOR, "move", meets_at=at(seats.date(day), _HOUR),
                     where=_WHERE)  # fmt: skip
    away = _AWAY[number % 2]
    yield thread(day + 13, ANIMATOR, "invitation", partner=seats.partner(away))
    if number % 3 == 0:
        yield thread(day + 13, ANIMATOR, "invitation", 0.5, partner=seats.partner("logis"),
                     college="elected")  # fmt: skip
    kept = []
    for item in items:
        nominative = item.kind == "situation" and item.chance.of("regime").happens(0.3)
        yield thread(day + 3, ANIMATOR, "items", alert=item.stream, **_regime(item, nominative))
        if item.chance.of("removed").happens(0.05):
            yield thread(day + 1, ANIMATOR, "item-removal", alert=item.stream, reason="settled")
        else:
            kept.append((item, nominative))
    yield from _held(seats, thread, day, kept, sent)
    summary = chance.choice(project()["summaries"])
    yield thread(day - 6, ANIMATOR, "minutes-approval", kind="shareable", summary=summary)
    if kept:
        yield thread(day - 7, ANIMATOR, "minutes-approval", kind="restricted")


def _regime(item: Raised, nominative: bool) -> dict[str, Any]:  # noqa: FBT001 - two regimes
    if item.kind == "collective":
        return {"regime": "collective"}
    return {"regime": "nominative", "sharing_ground": "consent"} if nominative else {
        "regime": "anonymised"
    }  # fmt: skip


def _held(
    seats: Seats, thread: Thread, day: int, items: Sequence[tuple[Raised, bool]], sent: Sent
) -> Iterator[Cue]:
    """Item by item: who was there, what is concluded, what follows and who is to do it."""
    asked = 0
    later: list[Cue] = []
    for n, (item, nominative) in enumerate(items):
        chance, hour = item.chance.of("held"), 0.68 + n * 0.03
        there = [each for each in MEMBERS if chance.happens(0.75)] or ["ccas"]
        partners = [seats.partner(each) for each in ("ville", *there)]
        yield thread(day, ANIMATOR, "attendance", hour, alert=item.stream, partners=partners)
        for _ in range(chance.among({0: 3, 1: 5, 2: 2})):
            asked += 1
            proposed, then = _follow_up(
                seats, thread, item, asked, day, there, sent, chance, nominative=nominative
            )
            yield thread(day, ANIMATOR, "follow-ups", hour + 0.005, **proposed)
            later += then
        later += list(_examined(seats, thread, item, day, chance))
    yield thread(day, ANIMATOR, "holding", 0.99)
    yield from later


def _examined(
    seats: Seats, session: Thread, item: Raised, day: int, chance: Chance
) -> Iterator[Cue]:
    thread = seats.thread(f"{session.name}/{item.stream}", "alerts", item.stream)
    words = project()
    yield thread(day, ANIMATOR, "examination", 0.9, session=session.stream,
                 conclusion=chance.choice(words["concluded"]))  # fmt: skip
    if chance.happens(0.8):
        ended = day - 9 - chance.randrange(35)
        if chance.happens(0.75):
            outcome = chance.among({"taken-up": 4, "improved": 3, "referred": 2})
            yield thread(ended, ANIMATOR, "resolution", outcome=outcome,
                         conclusion=chance.choice(words["concluded"]))  # fmt: skip
        else:
            yield thread(ended, ANIMATOR, "closure", reason="no-means")
        if chance.happens(0.5):
            yield thread(ended - 2, ANIMATOR, "reporter-informed", how="in-person")


def _follow_up(
    seats: Seats, thread: Thread, item: Raised, number: int, day: int, there: Sequence[str],
    sent: Sent, chance: Chance, *, nominative: bool,
) -> tuple[dict[str, Any], list[Cue]]:  # fmt: skip
    """What is proposed; and how its responsible answers, then does it or not."""
    kind, responsible = chance.among(_KINDS), chance.choice(there)
    who, due = f"{responsible}-1", day - chance.randint(12, 45)
    others = [each for each in MEMBERS if each != responsible]
    to = chance.choice(others) if kind == "commitment" else None
    proposed = {
        "alert": item.stream, "kind": kind, "responsible": seats.partner(responsible),
        "due": seats.date(due), "text": chance.choice(project()["tasks"]),
    }  # fmt: skip
    if to:
        proposed["to"] = seats.partner(to)
    answered = day - chance.randint(1, 6)
    answer = chance.among({"accepted": 8, "refused": 2, "unanswered": 1})
    if answer == "refused":
        return proposed, [thread(answered, who, "follow-up-refusal", number=number,
                                 reason="no-capacity")]  # fmt: skip
    if answer == "unanswered":
        return proposed, [thread(day - 30, ANIMATOR, "follow-up-drop", number=number,
                                 reason="unanswered")]  # fmt: skip
    promise: dict[str, Any] = {}
    if to:
        promise = {"resource": "professional-time"}
        if not nominative:
            promise["promise"] = "Tenir deux permanences dans l’immeuble."
    then = [thread(answered, who, "follow-up-acceptance", number=number, **promise)]
    then += _done(seats, thread, number, kind, responsible, to, answered, due, sent, chance)
    return proposed, then


def _done(
    seats: Seats, thread: Thread, number: int, kind: str, responsible: str, to: str | None,
    answered: int, due: int, sent: Sent, chance: Chance,
) -> Sequence[Cue]:  # fmt: skip
    who = f"{responsible}-1"
    if to is not None:
        stream = commitment_id(Reference("follow-up", thread.stream, number))
        name = f"{thread.name}/commitment/{number}"
        return list(owed_by_follow_up(seats, name, stream, (who, f"{to}-1"), due, chance))
    if kind == "referral":
        near = [one for day, one in sent.get(responsible, ()) if answered - 20 < day < answered]
        if not near:
            return []
        return [thread(answered - 21, who, "follow-up-referral", number=number,
                       referral=near[0])]  # fmt: skip
    if chance.happens(0.75):
        return [thread(due + 1, who, "follow-up-completion", number=number)]
    if chance.happens(0.5):
        return [thread(due - 2, who, "follow-up-drop", number=number, reason="no-capacity")]
    return []
