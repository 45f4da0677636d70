"""A case as it was, or as it was known: folded from its history as of a moment.

What is shown is what the reader may see now *and* what their role could see then (§6).
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from api.sight import Identity, Sight
from api.views.cases import CaseView, case_in_sight
from api.views.inbox import names_of
from api.views.journal import functions_of, partners_in
from domain.person import Person
from domain.policies import WasNotParty, may_read_case
from domain.values import Withheld
from projections.standing import Standing, shown, standing_of
from store.as_of import AsOf, as_of
from store.facts import Fact
from store.refusals import Unknown

_SAID = Identity._fields[1:]


async def case_seen(
    sight: Sight, case: UUID, at: datetime | None, known_at: datetime | int | None
) -> CaseView:
    """The case now, or as of the moment that is asked for."""
    if at is None and known_at is None:
        return await case_in_sight(sight, case)
    then = await as_of(sight.db, sight.asker.territory, known_at, at)
    return await case_as_of(sight, case, then)


async def case_as_of(sight: Sight, case: UUID, then: AsOf) -> CaseView:
    """The case as of that moment; raises ``Unknown``, ``MayNotRead`` or ``WasNotParty``."""
    return (await past_of(sight, case, then)).view


class Past(NamedTuple):
    """A case as of a moment: how it stood, and what its reader is shown of it."""

    stood: Standing
    view: CaseView


async def past_of(sight: Sight, case: UUID, then: AsOf) -> Past:
    """The same, with how the case stood."""
    await sight.at_cases(case)
    history = await sight.history(case)
    known = then.of(history)
    stood = standing_of(known)
    if not may_read_case(sight.asker, stood.involved):
        raise WasNotParty
    if stood.case is None:
        raise Unknown
    readable = _readable(sight, history) & _readable(sight, known)
    facts = [fact for fact in known if fact.at.position in readable]
    mentioned = partners_in(facts) | {row["partner"] for row in stood.partners}
    view = CaseView(
        case=stood.case, partners=stood.partners, referrals=_in_order(stood), history=facts,
        people=(await people_as_of(sight, {case: stood.persons}, then))[case],
        names=await names_of(sight, mentioned), functions=await functions_of(sight, facts),
        as_of=then,
    )  # fmt: skip
    return Past(stood, view)


def _readable(sight: Sight, facts: Iterable[Fact]) -> set[int]:
    """Positions of those that the reader may read, if these are all the facts there are."""
    return {fact.at.position for fact in facts if sight.may_read(fact)}


def _in_order(stood: Standing) -> list[Mapping[str, Any]]:
    """The referrals as the case file lists them."""
    rows = map(shown, stood.referrals.values())
    return sorted(rows, key=lambda row: (row["sent_at"], row["referral"]))


async def people_as_of(
    sight: Sight, persons: Mapping[UUID, Sequence[UUID]], then: AsOf
) -> dict[UUID, list[Identity]]:
    """Who cases in sight were about, by case, as was said by then.

    What the reader may not read now stays withheld: an earlier day opens nothing.
    """
    now = await sight.people(persons)
    present = {who.person: who for people in now.values() for who in people}
    each = {person for people in persons.values() for person in people}
    said: dict[UUID, dict[str, Any]] = {}
    for at, event in then.of(await sight.said_of(each, *persons)):
        if isinstance(event, Person.Registered):
            said[at.stream_id] = dict.fromkeys(_SAID)
        known = {name: value for name, value in vars(event).items() if name in _SAID}
        said[at.stream_id] |= known
    found = {person: _withheld(Identity(person, **it), present) for person, it in said.items()}
    return {
        case: [who for person, who in found.items() if person in people]
        for case, people in persons.items()
    }


def _withheld(then: Identity, present: Mapping[UUID, Identity]) -> Identity:
    now = present.get(then.person)
    if now is None:
        return Identity(then.person, *(Withheld.SEALED for _ in _SAID))
    return Identity._make(
        one if isinstance(one, Withheld) else other
        for one, other in zip(now, then, strict=True)
    )
