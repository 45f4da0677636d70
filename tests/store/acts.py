"""What these tests ask of the log: a partner joins and declares, a person is registered."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, Literal, TypeVar
from uuid import UUID

from asyncpg import Record

from domain.aggregate import Aggregate, Subject
from domain.case import Case
from domain.partner import Description, Partner
from domain.person import Person
from domain.referral import Referral
from domain.values import CaseId, PartnerId, PersonId, ReferralId
from store.erasure import ending
from store.facts import Provenance
from store.log import Ask, Log
from store.receipts import Receipt
from store.refusals import Exists, Unknown
from store.uuid7 import uuid7
from store.verify import Verdict, verify
from tests.domain.people import CCAS, COARSE, DEADLINE, MISSION, MONDAY, QUESTION, SENT

A = TypeVar("A", bound=Aggregate)


def why(
    occurred_at: datetime | None = None, precision: Literal["day", "instant"] = "instant"
) -> Provenance:
    at = occurred_at or datetime.now(UTC)
    return Provenance("system", None, "system", "cli", at, uuid7(), precision)


def begins(kind: type[A], stream: UUID, make: Callable[[], A]) -> Ask[A]:
    """A creation, refused where the stream has facts."""

    def decide(it: A | None) -> A:
        if it is not None:
            raise Exists
        return make()

    return Ask(kind, stream, decide, why())


def changes(kind: type[A], stream: UUID, verb: Callable[[A], None]) -> Ask[A]:
    """A verb, refused where the stream has none."""

    def decide(it: A | None) -> A:
        if it is None:
            raise Unknown
        verb(it)
        return it

    return Ask(kind, stream, decide, why())


def join(stream: UUID, name: str = "CCAS") -> Ask[Partner]:
    def make() -> Partner:
        said = Description(name, "ccas")
        return Partner(id=PartnerId(stream), source="test", reference="1", description=said)

    return begins(Partner, stream, make)


def declare(stream: UUID, capacity: str = "full") -> Ask[Partner]:
    return changes(Partner, stream, lambda it: it.declare_capacity(capacity=capacity))


def leave(stream: UUID) -> Ask[Partner]:
    return changes(Partner, stream, lambda it: it.leave(still_open=0))


def register(stream: UUID, family_name: str = "Durand") -> Ask[Person]:
    def make() -> Person:
        return Person(id=PersonId(stream), by=CCAS, family_name=family_name, given_name="Ana")

    return begins(Person, stream, make)


def reach(stream: UUID, phone: str = "06 00 00 00 00") -> Ask[Person]:
    return changes(Person, stream, lambda it: it.change_contact(by=CCAS, phone=phone))


def open_case(stream: UUID) -> Ask[Case]:
    return begins(Case, stream, lambda: Case(id=CaseId(stream), opener=CCAS, coarse=COARSE))


def note(stream: UUID, text: str = "Vue ce matin.") -> Ask[Case]:
    return changes(Case, stream, lambda it: it.add_note(by=CCAS, text=text))


def refer(stream: UUID, case: UUID) -> Ask[Referral]:
    """A referral of the CCAS to the mission locale; its text is sealed under the case."""
    facts: dict[str, Any] = {**SENT, "case": CaseId(case)}
    return begins(Referral, stream, lambda: Referral(id=ReferralId(stream), **facts))


def question(stream: UUID, text: str = "Le bail est-il à son nom ?") -> Ask[Referral]:
    def verb(it: Referral) -> None:
        it.request_information(by=MISSION, question=text, asked_on=MONDAY, deadline=QUESTION)

    return changes(Referral, stream, verb)


def answer(stream: UUID, text: str = "Oui.") -> Ask[Referral]:
    def verb(it: Referral) -> None:
        it.provide_information(by=CCAS, answer=text, deadline=DEADLINE)

    return changes(Referral, stream, verb)


def erase(log: Log, stream: UUID, kind: type[Subject] = Person) -> Ask[Subject]:
    """The end of a subject's personal data, decided."""
    ask = changes(kind, stream, lambda it: it.erase(reason="right-to-erasure"))
    return replace(ask, also=ending(log.territory, stream))


async def joined(log: Log) -> UUID:
    """A new partner's stream, at version 1."""
    stream = uuid7()
    await log.command(join(stream))
    return stream


async def events(log: Log, stream: UUID | None = None) -> Sequence[Record]:
    """The rows of the log in order; of one stream, or of all."""
    return await log._writers.fetch(
        "select * from events where territory = $1 and ($2::uuid is null or stream_id = $2)"
        " order by position", log.territory, stream,
    )  # fmt: skip


async def verified(log: Log) -> Verdict:
    """What ``verify`` says of the log just now."""
    async with log._writers.acquire() as db, db.transaction(isolation="repeatable_read"):
        return await verify(db, log.territory)


async def ensure_clean(log: Log, *receipts: Receipt) -> None:
    """Nothing is wrong with the log, and it holds these receipts where they say."""
    assert not (await verified(log)).faults
    rows = {row["position"]: row for row in await events(log)}
    for receipt in receipts:
        row = rows[receipt.position]
        assert (receipt.command_id, receipt.stream_id) == (row["command_id"], row["stream_id"])
