"""Logging a referral: one form, three commands, idempotent as a whole."""

from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace
from typing import Any
from uuid import uuid5

from pydantic import BaseModel, Field, model_validator

from api.commands import people, sharing
from api.commands.asks import Ask
from api.commands.deadlines import closures_of, territory_of
from api.commands.people import NewPerson, register
from api.commands.verbs import known
from api.desk import Desk
from domain import clock, codes
from domain.aggregate import Refusal
from domain.case import Case
from domain.case_life import NotInvolved
from domain.person import Person
from domain.referral import Referral
from domain.rules import REFERRAL_ANSWER, Rule
from domain.values import (
    CaseId,
    CoarseFacts,
    Code,
    Deadline,
    PartnerId,
    PersonId,
    ReferralId,
    Text,
)
from store.refusals import Unknown


class PersonNotInCase(Refusal):
    """Cette personne ne fait pas partie de cette situation."""

    field = "person"


class NewReferral(Ask):
    """A referral as its sender logs it: for a case they know, or for a new person.

    Advice or contact details may be given without any name: then nothing but the
    addressee, kind, urgency, themes, danger and coarse facts is said.
    """

    addressee: PartnerId
    kind: Code
    urgency: Code
    themes: tuple[Code, ...] = Field(min_length=1, max_length=5)
    request: Text | None = None
    reason: Text | None = None
    informed: Code | None = None
    agreement: Code | None = None
    sharing_ground: Code | None = None
    danger: Code | None = None
    coarse: CoarseFacts
    case: CaseId | None = None
    person: PersonId | None = None
    new_person: NewPerson | None = None

    @model_validator(mode="after")
    def _names_one_person(self) -> "NewReferral":
        if self.nameless:
            return self
        if (self.person is None) == (self.new_person is None):
            raise ValueError("indiquez la personne : connue ou nouvelle")
        if self.person is not None and self.case is None:
            raise ValueError("indiquez la situation de cette personne")
        return self

    @property
    def nameless(self) -> bool:
        """Whether it is about nobody that is named, as only advice may be."""
        light = self.kind in codes.KINDS and not codes.expects_answer(self.kind)
        return light and (self.case, self.person, self.new_person) == (None, None, None)


class Logged(BaseModel):
    """What logging a referral created, or went on with."""

    referral: ReferralId
    case: CaseId | None
    person: PersonId | None
    version: int
    position: int


async def foreseen(
    desk: Desk, ask: NewReferral, instead_of: ReferralId | None = None
) -> dict[str, Any]:
    """The fact that sending would record; raises what it would refuse, and writes nothing.

    ``instead_of``: the earlier referral that it would take up.
    """
    if instead_of is not None:
        earlier = deepcopy(await known(desk, Referral, instead_of))
        earlier.redirect(by=desk.partner, to=ask.addressee, new_referral=_referral(desk))
    made = desk.correlation
    case, person = ask.case, ask.person
    if not ask.nameless:
        person = person or PersonId(uuid5(made, "person"))
        case = case or CaseId(uuid5(made, "case"))
    facts = await _sent(desk, ask, case, person)
    Referral(id=_referral(desk), **facts)
    return facts


async def log_referral(desk: Desk, ask: NewReferral) -> Logged:
    """The composite door: person, case, referral; idempotent as a whole, and resumed."""
    facts = await foreseen(desk, ask)  # refused before anything is written
    case, person, referral = facts["case"], facts["person"], _referral(desk)
    step = desk.steps()
    if case is not None and person is not None:
        await _begin(step, ask, case, person)
    sent = await step("send").begin(Referral, referral, **facts)
    return Logged(
        referral=referral, case=case, person=person, version=sent.version,
        position=sent.position,
    )  # fmt: skip


def _referral(desk: Desk) -> ReferralId:
    return ReferralId(uuid5(desk.correlation, "referral"))


async def _begin(
    step: Callable[[str], Desk], ask: NewReferral, case: CaseId, person: PersonId
) -> None:
    """The person and the case, where they are new."""
    if ask.new_person is not None:
        await register(step("register"), person, ask.new_person)
    if ask.case is None:
        desk = step("open")
        await desk.begin(Case, case, opener=desk.partner, coarse=ask.coarse)
    if ask.new_person is not None:
        desk = step("add")
        await desk.change(Case, case, Case.add_person, by=desk.partner, person=person)


async def _sent(
    desk: Desk, ask: NewReferral, case: CaseId | None, person: PersonId | None
) -> dict[str, Any]:
    if ask.case is not None:
        await _ensure_in_case(desk, ask.case, ask.person)
    if ask.person is not None:
        await _ensure_allowed(desk, ask, ask.person)
    if ask.sharing_ground is not None:
        await sharing.ensure_allowed(desk, ask.sharing_ground, ask.addressee, ask.case)
    territory = await territory_of(desk)
    if territory.geography is not None:
        territory.geography.ensure_places(ask.coarse)
    said = ask.model_dump(exclude={"case", "person", "new_person", "coarse"})
    return said | {
        "coarse": ask.coarse, "case": case, "person": person, "sender": desk.partner,
        "sent_on": desk.today,
        "deadline": await _answer_by(desk, ask, territory.rules[REFERRAL_ANSWER]),
    }  # fmt: skip


async def _ensure_in_case(desk: Desk, case: CaseId, person: PersonId | None) -> None:
    known = await desk.log.load(Case, case)
    if known is None:
        raise Unknown
    if desk.partner not in known.partners:
        raise NotInvolved
    if person is not None and person not in known.persons:
        for each in known.persons:
            if await people.goes_on_as(desk, each) == person:
                return
        raise PersonNotInCase


async def _ensure_allowed(desk: Desk, ask: NewReferral, person: PersonId) -> None:
    """Something of the person goes to the partner, unless it is only for the person."""
    it = await desk.log.load(Person, person)
    if it is None:
        raise PersonNotInCase
    codes.KINDS.ensure(kind=ask.kind)
    if ask.sharing_ground is None or not codes.expects_answer(ask.kind):
        it.ensure_active()
        return
    it.ensure_shareable(
        sharing_ground=ask.sharing_ground, partner=ask.addressee, today=desk.today
    )


async def _answer_by(desk: Desk, ask: NewReferral, rule: Rule) -> Deadline | None:
    closures = await closures_of(desk, ask.addressee)
    codes.KINDS.ensure(kind=ask.kind)
    if not codes.expects_answer(ask.kind):
        return None
    return clock.answer_deadline(rule, ask.urgency, desk.today, closures)


async def redirect(desk: Desk, referral: ReferralId, ask: NewReferral) -> Logged:
    """Another partner is asked instead: the old referral says so, a new one begins."""
    it: Referral = await known(desk, Referral, referral)
    if ask.case != it.case or ask.person is None:
        raise PersonNotInCase
    following = _referral(desk)
    facts = await _sent(desk, ask, it.case, ask.person) | {"follows": referral}
    Referral(id=following, **facts)  # refused before anything is written
    step = desk.steps()
    away = replace(step("redirect"), expected=desk.expected)
    await away.change(
        Referral, referral, Referral.redirect,
        by=desk.partner, to=ask.addressee, new_referral=following,
    )  # fmt: skip
    sent = await step("send").begin(Referral, following, **facts)
    return Logged(
        referral=following, case=it.case, person=ask.person, version=sent.version,
        position=sent.position,
    )  # fmt: skip
