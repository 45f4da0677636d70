"""What partners do with a referral. Deadlines are computed here, by the rules in force."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import uuid5

from pydantic import BaseModel, ConfigDict, Field, model_validator

from api.commands.people import NewPerson, register
from api.desk import Desk
from domain import clock, codes
from domain.aggregate import Refusal
from domain.case import Case, NotInvolved
from domain.partner import Partner, PartnerLeft
from domain.referral import Referral
from domain.rules import REFERRAL_ANSWER, Rule
from domain.territory import Territory, territory_stream
from domain.values import (
    CaseId,
    Closure,
    CoarseFacts,
    Code,
    Deadline,
    Medium,
    PartnerId,
    Party,
    PersonId,
    ReferralId,
    Text,
)
from store.appender import Receipt
from store.refusals import Unknown


class UnknownPartner(Refusal):
    """Ce partenaire ne figure pas dans l’annuaire de ce territoire."""

    field = "addressee"


class PersonNotInCase(Refusal):
    """Cette personne ne fait pas partie de cette situation."""

    field = "person"


class Ask(BaseModel):
    """The body of a request: unknown fields are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class NewReferral(Ask):
    """A referral as its sender logs it: for a case they know, or for a new person."""

    addressee: PartnerId
    kind: Code
    urgency: Code
    themes: tuple[Code, ...] = Field(min_length=1, max_length=5)
    request: Text | None = None
    reason: Text
    informed: Code
    agreement: Code
    sharing_ground: Code
    coarse: CoarseFacts
    case: CaseId | None = None
    person: PersonId | None = None
    new_person: NewPerson | None = None

    @model_validator(mode="after")
    def _names_one_person(self) -> "NewReferral":
        if (self.person is None) == (self.new_person is None):
            raise ValueError("indiquez la personne : connue ou nouvelle")
        if self.person is not None and self.case is None:
            raise ValueError("indiquez la situation de cette personne")
        return self


class Logged(BaseModel):
    """What logging a referral created, or went on with."""

    referral: ReferralId
    case: CaseId
    person: PersonId
    version: int
    position: int


class Told(Ask):
    """An answer given elsewhere: who gave it (the addressee) and by which medium."""

    told_by: PartnerId | None = None
    medium: Medium | None = None


class Answer(Told):
    tells_person: Party = "sender"


class Waitlisting(Answer):
    expected: date | None = None


class Declining(Answer):
    reason: Code
    sentence: Text
    alternative: Code
    alternative_partner: PartnerId | None = None


async def log_referral(desk: Desk, ask: NewReferral) -> Logged:
    """The composite door: person, case, referral; idempotent as a whole, and resumed."""
    made = desk.correlation
    person = ask.person or PersonId(uuid5(made, "person"))
    case = ask.case or CaseId(uuid5(made, "case"))
    referral = ReferralId(uuid5(made, "referral"))
    facts = await _sent(desk, ask, case, person)
    Referral(id=referral, **facts)  # refused before anything is written
    step = desk.steps()
    if ask.new_person is not None:
        await register(step("register"), person, ask.new_person)
    if ask.case is None:
        await step("open").begin(Case, case, opener=desk.partner, coarse=ask.coarse)
    if ask.new_person is not None:
        add = step("add")
        await add.change(Case, case, Case.add_person, by=desk.partner, person=person)
    sent = await step("send").begin(Referral, referral, **facts)
    return Logged(
        referral=referral, case=case, person=person, version=sent.version, position=sent.position
    )


async def _sent(desk: Desk, ask: NewReferral, case: CaseId, person: PersonId) -> dict[str, Any]:
    if ask.case is not None:
        await _ensure_in_case(desk, case, ask.person)
    said = ask.model_dump(
        exclude={"case", "person", "new_person", "coarse"}, exclude_unset=False
    )
    return said | {
        "coarse": ask.coarse, "case": case, "person": person, "sender": desk.partner,
        "sent_on": desk.today, "deadline": await _answer_by(desk, ask),
    }  # fmt: skip


async def _ensure_in_case(desk: Desk, case: CaseId, person: PersonId | None) -> None:
    known = await desk.log.load(Case, case)
    if known is None:
        raise Unknown
    if desk.partner not in known.partners:
        raise NotInvolved
    if person is not None and person not in known.persons:
        raise PersonNotInCase


async def _answer_by(desk: Desk, ask: NewReferral) -> Deadline | None:
    closures = await _closures(desk, ask.addressee)
    codes.KINDS.ensure(kind=ask.kind)
    if not codes.expects_answer(ask.kind):
        return None
    return clock.answer_deadline(await _rule(desk), ask.urgency, desk.today, closures)


async def _rule(desk: Desk) -> Rule:
    """The territory's rule for answers, as adopted or by default."""
    territory = await desk.log.load(Territory, territory_stream(desk.territory))
    if territory is None:
        raise Unknown
    return territory.rules[REFERRAL_ANSWER]


async def _closures(desk: Desk, partner: PartnerId) -> Sequence[Closure]:
    known = await desk.log.load(Partner, partner)
    if known is None:
        raise UnknownPartner
    if known.left:
        raise PartnerLeft
    return known.closures


async def accept(desk: Desk, referral: ReferralId, ask: Answer) -> Receipt:
    return await desk.change(Referral, referral, Referral.accept, by=desk.partner, **dict(ask))


async def waitlist(desk: Desk, referral: ReferralId, ask: Waitlisting) -> Receipt:
    return await desk.change(Referral, referral, Referral.waitlist, by=desk.partner, **dict(ask))


async def decline(desk: Desk, referral: ReferralId, ask: Declining) -> Receipt:
    return await desk.change(Referral, referral, Referral.decline, by=desk.partner, **dict(ask))


async def request_information(desk: Desk, referral: ReferralId, question: str) -> Receipt:
    """Stops the addressee's clock and starts the sender's."""
    it = await _known(desk, referral)
    deadline = clock.question_deadline(
        await _rule(desk), desk.today, await _closures(desk, it.sender)
    )
    return await desk.change(
        Referral, referral, Referral.request_information,
        by=desk.partner, question=question, asked_on=desk.today, deadline=deadline,
    )  # fmt: skip


async def provide_information(desk: Desk, referral: ReferralId, answer: str) -> Receipt:
    """Starts the addressee's clock again, with what was left of it."""
    it = await _known(desk, referral)
    back = None
    if it.awaits_answer and it.asked_on is not None:
        closures = await _closures(desk, it.addressee)
        back = clock.resumed_deadline(
            await _rule(desk), it.stopped, it.asked_on, desk.today, closures
        )
    return await desk.change(
        Referral, referral, Referral.provide_information,
        by=desk.partner, answer=answer, deadline=back,
    )  # fmt: skip


async def contest_answer(desk: Desk, referral: ReferralId, sentence: str | None) -> Receipt:
    """The answer that was reported is not ours: the referral waits for one again."""
    it = await _known(desk, referral)
    closures = await _closures(desk, it.addressee)
    deadline = clock.answer_deadline(await _rule(desk), "ordinary", desk.today, closures)
    return await desk.change(
        Referral, referral, Referral.contest_answer,
        by=desk.partner, deadline=deadline, sentence=sentence,
    )  # fmt: skip


async def redirect(desk: Desk, referral: ReferralId, ask: NewReferral) -> Logged:
    """Another partner is asked instead: the old referral says so, a new one begins."""
    it = await _known(desk, referral)
    if ask.case != it.case or ask.person is None:
        raise PersonNotInCase
    following = ReferralId(uuid5(desk.correlation, "referral"))
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


async def _known(desk: Desk, referral: ReferralId) -> Referral:
    it = await desk.log.load(Referral, referral)
    if it is None:
        raise Unknown
    return it
