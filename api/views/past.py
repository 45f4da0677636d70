"""A case as it was, or as it was known: folded from its history as of a moment.

What is shown is what the reader may see now *and* what their role could see then (§6).
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from api.sight import Identity, Sight
from api.views.cases import CaseView
from api.views.inbox import names_of
from api.views.journal import functions_of, partners_in
from domain.person import Person
from domain.policies import WasNotParty, may_read_case
from domain.values import Withheld
from projections.standing import Standing, standing_of
from store.as_of import AsOf
from store.facts import Fact
from store.refusals import Unknown

_SAID = Identity._fields[1:]


async def case_as_of(sight: Sight, case: UUID, then: AsOf) -> CaseView:
    """The case as of that moment; raises ``Unknown``, ``MayNotRead`` or ``WasNotParty``."""
    stood, facts = await standing_as_of(sight, case, then)
    assert stood.case is not None
    mentioned = partners_in(facts) | {row["partner"] for row in stood.partners}
    people = await people_as_of(sight, {case: stood.persons}, then)
    return CaseView(
        case=stood.case, people=people.get(case, ()), partners=stood.partners,
        referrals=in_order(stood), history=facts, names=await names_of(sight, mentioned),
        functions=await functions_of(sight, facts), as_of=then,
    )  # fmt: skip


async def standing_as_of(sight: Sight, case: UUID, then: AsOf) -> tuple[Standing, list[Fact]]:
    """How the case stood, and its facts that the reader may read now and could read then."""
    await sight.at_cases(case)
    history = await sight.history(case)
    known = then.of(history)
    stood = standing_of(known)
    if not may_read_case(sight.asker, stood.involved):
        raise WasNotParty
    if stood.case is None:
        raise Unknown
    readable = _readable(sight, history) & _readable(sight, known)
    return stood, [fact for fact in known if fact.at.position in readable]


def _readable(sight: Sight, facts: Iterable[Fact]) -> set[int]:
    """Positions of those that the reader may read, if these are all the facts there are."""
    return {fact.at.position for fact in facts if sight.may_read(fact)}


def in_order(stood: Standing) -> list[Mapping[str, Any]]:
    """The referrals as the case file lists them."""
    rows = stood.referrals.values()
    return sorted(rows, key=lambda row: (row["sent_at"], row["referral"]))


async def people_as_of(
    sight: Sight, persons: Mapping[UUID, Sequence[UUID]], then: AsOf
) -> dict[UUID, list[Identity]]:
    """Who cases in sight were about, by case, as was said by then.

    What the reader may not read now stays withheld: an earlier day opens nothing.
    """
    now = await sight.people(persons)
    shown = {who.person: who for people in now.values() for who in people}
    each = {person for people in persons.values() for person in people}
    said: dict[UUID, dict[str, Any]] = {}
    for at, event in then.of(await sight.said_of(each, *persons)):
        if isinstance(event, Person.Registered):
            said[at.stream_id] = dict.fromkeys(_SAID)
        known = {name: value for name, value in vars(event).items() if name in _SAID}
        said[at.stream_id] |= known
    found = {person: _withheld(Identity(person, **it), shown) for person, it in said.items()}
    return {
        case: [who for person, who in found.items() if person in people]
        for case, people in persons.items()
    }


def _withheld(then: Identity, shown: Mapping[UUID, Identity]) -> Identity:
    now = shown.get(then.person)
    if now is None:
        return Identity(then.person, *(Withheld.SEALED for _ in _SAID))
    return Identity._make(
        present if isinstance(present, Withheld) else past
        for present, past in zip(now, then, strict=True)
    )
