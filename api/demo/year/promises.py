"""Commitments over two years: asked for, made, kept or not, confirmed or contested."""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

from api.demo.cue import Cue
from api.demo.year.casework import LEAVING
from api.demo.year.chance import Chance
from api.demo.year.seats import LEAD, Seats, Thread
from api.demo.year.words import project
from domain.action_sheet import sheet_id

COMMITMENTS = 125
"""Those of the watch cell's follow-ups come on top."""
_ENDS: Mapping[str, float] = {
    "kept": 34, "kept-unconfirmed": 9, "kept-late": 14, "contested-then-kept": 6,
    "contested": 4, "partly": 8, "given-up": 7, "released": 6, "forgotten": 6,
    "rescheduled": 6,
}  # fmt: skip
_NEVER = frozenset({LEAVING, "ville", "crip"})
_UNLED = 5
"""The number of the sheet that stays outside the project."""
_EXPLAINED = "Le poste est vacant depuis le printemps."


def promises_of(seats: Seats) -> Iterator[Cue]:
    for n in range(1, 1 + seats.extent.many(COMMITMENTS, 12)):
        yield from _commitment(seats, n, seats.extent.chance.of("commitment", n))


def _commitment(seats: Seats, n: int, chance: Chance) -> Iterator[Cue]:
    able = [each for each in seats.partners_at_work if each not in _NEVER]
    debtor, other = chance.sample(able, 2)
    beneficiary = other if chance.happens(0.45) else None
    day = seats.extent.drawn(chance, seats.extent.opening - 40, 2)
    thread = seats.thread(f"commitment/{n}", "commitments", seats.stream(f"commitment/{n}"))
    said = chance.choice(project()["promises"])
    terms = {"kind": said["kind"], "what": said["what"], "amount": said["amount"],
             "unit": said["unit"]}  # fmt: skip
    serves = _served(seats, chance)
    due = day - chance.randint(25, 130)
    if n % 3 == 0:
        yield from _asked(seats, thread, n, day, debtor, beneficiary, terms | serves)
        if n % 9 in (0, 6):
            return
        day -= 8
        yield thread(day, f"{debtor}-1", "making", due=seats.date(due),
                     signed_by="head-of-service", **terms)  # fmt: skip
    else:
        said = {"beneficiary": seats.partner(beneficiary)} if beneficiary else {}
        yield thread(day, f"{debtor}-1", "undertaking", due=seats.date(due),
                     signed_by="director", **terms, **serves, **said)  # fmt: skip
    if n == 2:  # noqa: PLR2004 - one was entered twice
        yield thread(day - 1, f"{debtor}-1", "error", reason="duplicate")
        return
    sides = f"{debtor}-1", f"{beneficiary}-1" if beneficiary else LEAD
    yield from _kept(seats, thread, sides, day, due, chance)


def _served(seats: Seats, chance: Chance) -> dict[str, Any]:
    number = chance.randint(1, 21)
    if not chance.happens(0.6) or number == _UNLED:
        return {}
    return {"serves": {"kind": "sheet", "stream": sheet_id(seats.cast.code, number),
                       "part": None}}  # fmt: skip


def _asked(
    seats: Seats, thread: Thread, n: int, day: int, debtor: str, beneficiary: str | None,
    terms: dict[str, Any],
) -> Iterator[Cue]:  # fmt: skip
    who = f"{beneficiary}-1" if beneficiary else LEAD
    yield thread(day, who, "requests", debtor=seats.partner(debtor),
                 wished_for=seats.date(day - 90), **terms)  # fmt: skip
    if n % 9 == 0:
        yield thread(day - 7, f"{debtor}-1", "refusal", sentence=_EXPLAINED,
                     reason="no-means")  # fmt: skip
    elif n % 18 == 6:  # noqa: PLR2004 - some are taken back
        yield thread(day - 50, who, "release", reason="need-gone")


def _kept(
    seats: Seats, thread: Thread, sides: tuple[str, str], day: int, due: int, chance: Chance
) -> Iterator[Cue]:
    debtor, beneficiary = sides
    words = project()
    if chance.happens(0.5):
        yield thread(day - 3, beneficiary, "confirmation")
    if chance.happens(0.3):
        yield thread(day - 6, debtor, "publication")
        yield thread(day - 9, beneficiary, "publication")
    if due < day - 40 and chance.happens(0.6):
        yield thread((day + due) // 2, debtor, "progress", share=chance.randint(2, 8) * 10,
                     text=chance.choice(words["progress"]))  # fmt: skip
    yield from _ended(seats, thread, sides, due, chance)


def _ended(
    seats: Seats, thread: Thread, sides: tuple[str, str], due: int, chance: Chance
) -> Iterator[Cue]:
    (debtor, beneficiary), words = sides, project()
    end, late = chance.among(_ENDS), due - chance.randint(6, 40)
    shown = {"evidence": chance.choice(words["evidence"])}
    why = chance.among({"staff": 4, "budget": 2, "third-party": 3, "harder": 2})
    match end:
        case "kept" | "kept-unconfirmed":
            yield thread(due + 2, debtor, "keeping", **shown)
            if end == "kept":
                yield thread(due - 4, beneficiary, "kept-confirmation")
        case "kept-late":
            yield thread(late, debtor, "keeping", **shown)
            yield thread(late - 6, beneficiary, "kept-confirmation")
        case "contested-then-kept" | "contested":
            contested = {"sentence": chance.choice(words["contested"])}
            yield thread(due + 1, debtor, "keeping", **shown)
            yield thread(due - 5, beneficiary, "kept-contestation", **contested)
            if end != "contested":
                yield thread(due - 40, debtor, "keeping", **shown)
                yield thread(due - 46, beneficiary, "kept-confirmation")
        case "partly":
            yield thread(due, debtor, "part-keeping", share=chance.randint(3, 8) * 10,
                         reason=why, **shown)  # fmt: skip
        case "given-up":
            yield thread(due + 1, debtor, "failure", reason=why, sentence=_EXPLAINED)
        case "released":
            yield thread(due + 4, beneficiary, "release", reason="need-gone")
        case "rescheduled":
            yield thread(due + 3, debtor, "rescheduling", reason=why,
                         due=seats.date(due) + timedelta(days=60))  # fmt: skip
            yield thread(due - 38, debtor, "keeping", **shown)
        case _:
            return


def owed_by_follow_up(
    seats: Seats, name: str, commitment: UUID, sides: tuple[str, str], due: int, chance: Chance
) -> Iterator[Cue]:
    """What becomes of a commitment to which a session's follow-up led."""
    thread = seats.thread(name, "commitments", commitment)
    yield from _ended(seats, thread, sides, due, chance)
