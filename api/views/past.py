"""A case as it was, or as it was known: folded from its history as of a moment.

What is shown is what the reader may see now *and* what their role could see then (§6).
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from api.identity import Identity, Portrait, identity
from api.sight import Sight
from api.views.cases import CaseView, case_in_sight
from api.views.inbox import names_of
from api.views.journal import functions_of, partners_in
from domain.case import Case
from domain.person import Person
from domain.policies import WasNotParty, may_read_case
from domain.values import Withheld
from projections.standing import Row, Standing, shown, standing_of
from store.as_of import AsOf, as_of
from store.facts import Fact
from store.refusals import Unknown

Known = datetime | int
"""An instant, or a position of the journal."""


async def case_seen(
    sight: Sight, case: UUID, at: datetime | None, known_at: Known | None
) -> CaseView:
    """The case now, or as of the moment that is asked for."""
    if at is None and known_at is None:
        return await case_in_sight(sight, case)
    then = await as_of(sight.db, sight.asker.territory, known_at, at)
    return await case_as_of(sight, case, then)


async def case_as_of(sight: Sight, case: UUID, then: AsOf) -> CaseView:
    """The case as of that moment; raises ``Unknown``, ``MayNotRead`` or ``WasNotParty``."""
    await sight.at_cases(case)
    known, facts = await sight.history_as_of(case, then)
    stood = standing_of(known)
    if not may_read_case(sight.asker, stood.involved):
        raise WasNotParty
    if stood.case is None:
        raise Unknown
    partners = _partners(stood)
    mentioned = partners_in(facts) | {row["partner"] for row in partners}
    told = {at.version for at, event in facts if isinstance(event, Case.GoalSet)}
    stood_in = frozenset(stood.persons)
    ever = stood_in.union(stood.departed)
    everyone = [
        who
        for who in (await people_as_of(sight, [case], then))[case]
        if not ever.isdisjoint(who.records)
    ]
    return CaseView(
        case=stood.case, partners=partners, referrals=_referrals(stood), history=facts,
        people=[who for who in everyone if not stood_in.isdisjoint(who.records)],
        departed=[who for who in everyone if stood_in.isdisjoint(who.records)],
        goals=[row for goal, row in stood.goals.items() if goal in told],
        names=await names_of(sight, mentioned), functions=await functions_of(sight, facts),
        as_of=then,
    )  # fmt: skip


def _partners(stood: Standing) -> list[Row]:
    """The last period of each partner, as the case file lists them."""
    last = {row["partner"]: row for row in stood.partners}.values()
    return sorted(last, key=lambda row: (row["until"] or 0, row["since"], row["partner"]))


def _referrals(stood: Standing) -> list[Row]:
    rows = map(shown, stood.referrals.values())
    return sorted(rows, key=lambda row: (row["sent_at"], row["referral"]))


async def people_as_of(
    sight: Sight, cases: Iterable[UUID], then: AsOf
) -> dict[UUID, list[Identity]]:
    """Who cases in sight were about, by case, as was said by then.

    What the reader may not read now stays withheld: an earlier day opens nothing.
    """
    wanted = list(cases)
    now = await sight.people(wanted)
    facts: dict[UUID, list[Fact]] = defaultdict(list)
    for case, _, fact in await sight.said_of(wanted):
        facts[case].append(fact)
    return {
        case: [
            _as_shown_now(who, now[case])
            for who in _identities(then.of(facts[case]), sight)
        ]
        for case in wanted
    }  # fmt: skip


def _identities(facts: Sequence[Fact], sight: Sight) -> list[Identity]:
    portraits: dict[UUID, Portrait] = {}
    into: dict[UUID, UUID | None] = {}
    for at, event in facts:
        portraits.setdefault(at.stream_id, Portrait(at.stream_id)).hear(event)
        if isinstance(event, Person.MergedInto):
            into[at.stream_id] = event.into
        elif isinstance(event, Person.Unmerged):
            into[at.stream_id] = None
    groups: dict[UUID, list[Portrait]] = defaultdict(list)
    for person, portrait in portraits.items():
        groups[_end_of(person, into, portraits)].append(portrait)
    partner = sight.asker.partner
    return [identity(person, them, partner) for person, them in groups.items()]


def _end_of(person: UUID, into: Mapping[UUID, UUID | None], known: Mapping[UUID, Any]) -> UUID:
    """The record that somebody went on under; merges never go round."""
    following = into.get(person)
    while following is not None and following in known:
        person, following = following, into.get(following)
    return person


def _as_shown_now(then: Identity, present: Iterable[Identity]) -> Identity:
    now = next((who for who in present if {*who.records} & {*then.records}), None)
    if now is None:
        return Portrait(then.person).it
    if now.address_protected and now.address is None:
        then = then._replace(address=None, address_protected=True)
    shut: dict[str, Any] = {
        name: value for name, value in now._asdict().items() if isinstance(value, Withheld)
    }
    return then._replace(**shut)
