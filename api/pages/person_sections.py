"""The parts of a person's page: the forms open in each, filled with what stands now."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from api.desk import Desk
from api.identity import Identity
from api.pages import known as known_people
from api.pages.actions import open_to
from api.pages.blanks import Ready
from api.pages.forms import Form
from api.pages.paper import GONE, people, person
from api.pages.person_deeds import ACTIONS
from api.sight import Sight
from api.views.people import PersonView
from domain.codes import Entry
from domain.person import Person
from domain.policies import Asker
from domain.values import Withheld
from projections.wording import day
from store.uuid7 import uuid7

Sections = Mapping[str, Sequence[Ready]]
_STANDS = {
    "identity": ("family_name", "given_name", "birth_date"),
    "contact": ("phone", "mail", "address"),
    "safe-contact": ("means", "hours", "never_by"),
    "interpreter": ("languages",),
    "access": ("needs",),
}
"""What each form says anew as a whole: it starts from what was said last."""


def sections(asker: Asker, it: Person, one: Identity) -> Sections:
    """The open forms by section; those beside a representation under ``representative/1``."""
    found: dict[str, list[Ready]] = defaultdict(list)
    for action in open_to(asker, it, [each for each in ACTIONS if not each.action.beside]):
        found[action.group].append(_begun(action, one))
    for group, name, held in _things(one):
        beside = [each.holding(held) for each in ACTIONS if each.group == group]
        found[f"{group}/{name}"].extend(open_to(asker, it, beside))
    return found


def choices(view: PersonView, alike: Mapping[str, Entry]) -> Mapping[str, Mapping[str, Entry]]:
    """The services, households and other records that the forms may name."""
    homes = dict.fromkeys(home for who in view.people for home in who.households)
    known = {
        str(home): Entry(str(home), f"Celui de {people(members(view, home))}")
        for home in homes
        if home not in view.one.households
    }
    new = str(uuid7())
    return {
        "partners": {str(each): Entry(str(each), view.names[each]) for each in view.partners},
        "household": {**known, new: Entry(new, "Un nouveau ménage")},
        "into": alike,
    }


def members(view: PersonView, home: UUID) -> list[Identity]:
    return [who for who in view.people if home in who.households]


async def namesakes(sight: Sight, desk: Desk, one: Identity) -> Mapping[str, Entry]:
    """Other records of that name, or family name and birth date, that the service knows."""
    if isinstance(one.family_name, Withheld) or isinstance(one.given_name, Withheld):
        return {}
    said = [("family_name", one.family_name), ("given_name", one.given_name)]
    if isinstance(one.birth_date, date):
        said.append(("birth_date", one.birth_date.isoformat()))
    found = await known_people.namesakes(sight, desk, Form(said))
    cases = {UUID(each.value.partition("/")[0]) for each in found}
    known = {who.person: who for them in (await sight.people(cases)).values() for who in them}
    others = (UUID(each.value.rpartition("/")[2]) for each in found)
    return {
        str(each): Entry(str(each), _told_apart(known[each]))
        for each in others
        if each not in one.records
    }


def _told_apart(who: Identity) -> str:
    born = who.birth_date
    said = f"né·e le {day(born)}" if isinstance(born, date) else "date de naissance inconnue"
    return f"{person(who)}, {said}"


def _begun(action: Ready, one: Identity) -> Ready:
    stands = {name: _clear(getattr(one, name)) for name in _STANDS.get(action.code, ())}
    return action.filled_with(**stands)


def _clear(value: Any) -> Any:
    return None if isinstance(value, Withheld) or value == GONE else value


def _things(one: Identity) -> Iterable[tuple[str, str, Mapping[str, Any]]]:
    """What has forms beside it: section, its name there, the fields that name it."""
    for each in one.representatives:
        yield "representative", str(each.number), {"number": each.number}
    for home in one.households:
        yield "household", str(home), {"household": home}
    for word in one.agreed.words:
        if word.said == "given":
            named = {"scope": word.scope, "partner": word.partner or ""}
            yield "consent", f"{word.scope}/{word.partner}", named
    for request in one.agreed.requests:
        yield "request", request.right, {"right": request.right}
