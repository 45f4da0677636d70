"""The network over two years: convention, charter, rules, absences, mandates, a departure."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from uuid import UUID

from api.demo.cast import parts
from api.demo.cue import Cue
from api.demo.year.casework import CLOSED_IN_SUMMER, LEAVING, Casework
from api.demo.year.extent import AUGUST
from api.demo.year.seats import ADMINISTRATOR, EVALUATOR, Seats
from api.demo.year.troupe import AUBELUNE
from domain.policies import CASEWORK
from domain.rules import DEFAULTS, REFERRAL_ANSWER

_CHARTER = "2026"
_UNSIGNED = frozenset({"prefecture", "lycee", "logis"})
_ABSENCES, _DECLARED, _WEEKS = 40, 60, 14


def network_of(seats: Seats, casework: Casework) -> Iterator[Cue]:
    yield from _agreed(seats)
    yield from _absent(seats)
    yield from _declared(seats)
    yield from _administered(seats)
    yield from _left(seats, casework)
    yield from _described(seats)


def _described(seats: Seats) -> Iterator[Cue]:
    """A service moves, another is offered anew; some close for the summer."""
    part = next(each for each in seats.cast.partners if each.key == "repit")
    said = {
        "name": part.name, "kind": part.kind, "presentation": part.presentation,
        "address": "24 avenue de la Loutre", "postcode": AUBELUNE, "city": seats.cast.city,
        "phone": part.phone,
    }  # fmt: skip
    day, stream = seats.extent.past(0.35), seats.partner("repit")
    yield seats.cue("moved", day, ADMINISTRATOR, "directory", "description", stream, said)
    yield seats.cue(
        "offered", day - 3, "repit-1", "directory", "services", stream,
        {"service": "repit-2", "name": "Groupe de parole du jeudi",
         "themes": part.services[0].themes},
    )  # fmt: skip
    for n, key in enumerate(CLOSED_IN_SUMMER):
        for year in range(seats.date(seats.extent.opening).year, seats.extent.today.year + 1):
            first = date(year, AUGUST, 3 + 4 * n)
            days = range(seats.extent.opening - 1, 0, -1)
            day = next((k for k in days if seats.date(k).month >= 5  # noqa: PLR2004 - in May
                        and seats.date(k).year == year), 0)  # fmt: skip
            if day and seats.date(day) < first:
                yield seats.cue(
                    f"closed/{key}/{year}", day, f"{key}-1", "directory", "closures",
                    seats.partner(key), {"first": first, "last": first + timedelta(days=13)},
                )  # fmt: skip


def _agreed(seats: Seats) -> Iterator[Cue]:
    opening = seats.extent.opening
    yield seats.cue(
        "convention", opening, seats.system, "convention", "signature", None,
        parts(f"convention-{AUBELUNE}.json"),
    )  # fmt: skip
    for part in seats.cast.partners:
        if part.key in _UNSIGNED:
            continue
        later = seats.extent.chance.of("charter", part.key).randrange(90)
        day = max(1, opening - 1 - (0 if part.key == LEAVING else later))
        yield seats.cue(
            f"charter/{part.key}", day, seats.system, "directory", "charter",
            seats.partner(part.key), {"charter": _CHARTER, "on": seats.date(day)},
        )  # fmt: skip


def _absent(seats: Seats) -> Iterator[Cue]:
    """Holidays with a deputy; some come back sooner."""
    for n in range(seats.extent.many(_ABSENCES)):
        chance = seats.extent.chance.of("absence", n)
        partner = chance.choice([
            each for each in seats.partners_at_work
            if len(seats.colleagues(each)) > 1 and each != LEAVING
        ])  # fmt: skip
        who, deputy = chance.sample(list(seats.colleagues(partner)), 2)
        day = chance.randint(2, max(2, seats.extent.opening - 5))
        first = seats.date(day) + timedelta(days=chance.randint(1, 6))
        said = {
            "first": first, "last": first + timedelta(days=chance.randint(4, 20)),
            "deputy": seats.agent(deputy),
        }  # fmt: skip
        stream = seats.agent(who)
        yield seats.cue(f"absence/{n}", day, who, "agents", "absence", stream, said)
        if chance.happens(0.15) and day > _WEEKS:
            yield seats.cue(f"return/{n}", day - _WEEKS + 2, who, "agents", "return", stream)


def _declared(seats: Seats) -> Iterator[Cue]:
    """Partners say, now and then, whether they have room."""
    for n in range(seats.extent.many(_DECLARED)):
        chance = seats.extent.chance.of("capacity", n)
        partner = chance.choice([each for each in seats.partners_at_work if each != LEAVING])
        day = chance.randint(1, seats.extent.opening - 1)
        capacity = chance.among({"has-capacity": 5, "waitlist": 4, "full": 2})
        yield seats.cue(
            f"capacity/{n}", day, seats.worker(partner, chance), "directory", "capacity",
            seats.partner(partner), {"capacity": capacity},
        )  # fmt: skip


def _administered(seats: Seats) -> Iterator[Cue]:
    """Delays adopted, an evaluator on mission, a mandate, a portfolio, an élue who leaves."""
    past, date = seats.extent.past, seats.date
    delays = {**DEFAULTS[REFERRAL_ANSWER].values, "question": 4}
    yield seats.cue(
        "rule", past(0.4), ADMINISTRATOR, "territory", "rules",
        seats.territory, {"rule": REFERRAL_ANSWER, "values": delays},
    )  # fmt: skip
    mission, first, last = seats.stream("mission"), past(0.44), past(0.56)
    yield seats.cue(
        "mission", first, ADMINISTRATOR, "audit-missions", "opening", mission,
        {
            "evaluator": seats.agent(EVALUATOR), "first": date(first), "last": date(last),
            "mandated_by": "Comité de pilotage du projet social",
            "purpose": "Évaluation annuelle : délais et orientations restées sans réponse.",
        },
    )  # fmt: skip
    yield seats.cue(
        "mission-end", max(1, last - 1), ADMINISTRATOR, "audit-missions", "end", mission,
        {"reason": "accomplished"},
    )  # fmt: skip
    mandated = seats.agent("hopital-1")
    yield seats.cue(
        "mandate", past(0.3), ADMINISTRATOR, "agents", "mandate", mandated,
        {"on_behalf_of": seats.partner("cpam"), "first": date(past(0.3)),
         "last": date(past(0.6))},
    )  # fmt: skip
    yield seats.cue(
        "mandate-end", past(0.55), ADMINISTRATOR, "agents", "mandate-end", mandated,
        {"on_behalf_of": seats.partner("cpam")},
    )  # fmt: skip
    gone = seats.agent("ville-8")
    yield seats.cue("role-back", past(0.65), ADMINISTRATOR, "agents", "role-withdrawal", gone,
                    {"role": "elected"})  # fmt: skip
    yield seats.cue("disabled", past(0.65) - 1, ADMINISTRATOR, "agents", "disabling", gone)


def _left(seats: Seats, casework: Casework) -> Iterator[Cue]:
    """An association closes: it says so, its referrals go elsewhere, it leaves the network."""
    closing, stream = casework.closing, seats.partner(LEAVING)
    yield seats.cue(
        "leaving/full", closing + 28, f"{LEAVING}-1", "directory", "capacity", stream,
        {"capacity": "full"},
    )  # fmt: skip
    yield seats.cue(
        "leaving/service", closing + 1, seats.system, "directory", "service-withdrawal",
        stream, {"service": f"{LEAVING}-1"},
    )  # fmt: skip
    yield seats.cue("leaving", closing, seats.system, "directory", "departure", stream)


def handed_over(seats: Seats, entrusted: Sequence[Cue]) -> Iterator[Cue]:
    """Somebody who leaves entrusts what they had to a colleague; ``entrusted``: to whom."""
    for cue in entrusted[len(entrusted) // 3 :]:
        who = cue.asker
        others = [
            each for each in seats.cast.agents
            if each.works_for(seats.cast.code) == who.partner
            and each.agent(seats.cast.code) != who.agent and each.roles[0] in CASEWORK
        ]  # fmt: skip
        if others:
            moment = cue.moment.replace(hour=18, minute=40)
            said = {"to": others[0].agent(seats.cast.code)}
            yield Cue(
                "portfolio", moment, who, "agents", "handover", UUID(str(who.agent)), said,
                chain=cue.chain,
            )  # fmt: skip
            return
