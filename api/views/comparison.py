"""Two moments of a case: what is different, and the facts that made it so."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple
from uuid import UUID

from api.identity import Identity
from api.sight import Sight
from api.views.cases import CaseView
from api.views.past import Known, case_as_of
from domain.aggregate import Refusal
from domain.values import Withheld
from projections.history import Change, changes
from projections.standing import standing_of
from projections.wording import day
from store.as_of import AsOf, as_of
from store.facts import Fact


class Reversed(Refusal):
    """Le second moment précède le premier."""

    def __init__(self, field: str) -> None:
        super().__init__()
        self.field = field


class Comparison(NamedTuple):
    """What changed between two moments; ``facts`` became known in between."""

    before: AsOf
    after: CaseView
    changes: Sequence[Change]
    facts: Sequence[Fact]


async def compared(
    sight: Sight, case: UUID, de: Known, a: Known | None, *, field: str
) -> Comparison:
    """The case as known at both moments; raises as ``case_as_of``, and ``Reversed``.

    ``field`` names the second moment where it is asked for.
    """
    territory = sight.asker.territory
    before, then = await as_of(sight.db, territory, de), await as_of(sight.db, territory, a)
    if then.position < before.position:
        raise Reversed(field)
    one, other = await case_as_of(sight, case, before), await case_as_of(sight, case, then)
    stood, stands = standing_of(one.history), standing_of(other.history)
    people = _of_people(one.people, other.people)
    found = [*people, *changes(stood, stands, {**one.names, **other.names})]
    facts = [fact for fact in other.history if fact.at.position > before.position]
    return Comparison(before, other, found, facts)


_SAID: Mapping[str, str] = {
    "birth_date": "Date de naissance",
    "phone": "Téléphone",
    "mail": "Courriel",
    "address": "Adresse",
}


def _of_people(before: Sequence[Identity], after: Sequence[Identity]) -> list[Change]:
    """Corrections of who people are and how they are reached, with both versions."""
    earlier = {who.person: who for who in before}
    found = []
    for now in after:
        then = earlier.get(now.person)
        if then is None or then == now:
            continue
        if _name(then) != _name(now):
            found.append(Change("Identité", _name(then), _name(now)))
        for field, label in _SAID.items():
            one, other = getattr(then, field), getattr(now, field)
            if one != other:
                found.append(Change(label, _said(one), _said(other)))
    return found


def _name(who: Identity) -> str:
    if isinstance(who.family_name, Withheld) or isinstance(who.given_name, Withheld):
        return "réservée"
    return f"{who.given_name} {who.family_name.upper()}"


def _said(value: str | date | Withheld | None) -> str | None:
    if isinstance(value, Withheld):
        return "réservé"
    return day(value) if isinstance(value, date) else value
