"""Registering people, and finding them again without a clear name in the database."""

from dataclasses import replace
from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import Field

from api.commands.asks import Among, Ask
from api.desk import Desk
from domain import codes
from domain.aggregate import Subject
from domain.person import Person
from domain.values import Code, Line, PersonId
from store.erasure import ending
from store.receipts import Receipt
from store.search_tokens import keeping, tokens_of

BirthDate = Annotated[date, Field(ge=date(1880, 1, 1), le=date(2100, 12, 31))]


class Erasing(Ask):
    reason: Annotated[Code, Among(codes.ERASURE_GROUNDS), Field(title="Pourquoi")]


class NewPerson(Ask):
    """Who a person is and how to reach them; everything but the names may be unknown."""

    family_name: Line
    given_name: Line
    birth_date: BirthDate | None = None
    phone: Line | None = None
    mail: Line | None = None
    address: Line | None = None


async def register(desk: Desk, person: PersonId, who: NewPerson) -> Receipt:
    """A person, with the keyed digests by which they are found again."""
    tokens = await tokens_of(
        desk.installation.keys, desk.territory, who.family_name, who.given_name, who.birth_date
    )
    desk = replace(desk, also=keeping(desk.territory, person, tokens))
    return await desk.begin(Person, person, by=desk.partner, **dict(who))


async def erase(desk: Desk, kind: type[Subject], subject: UUID, reason: str) -> Receipt:
    """Decide the end of what a subject's keys seal, then finish it at once."""
    codes.ERASURE_GROUNDS.ensure(reason=reason)
    ending_it = replace(desk, also=ending(desk.territory, subject))
    receipt = await ending_it.change(kind, subject, kind.erase, reason=reason)
    await desk.installation.destroyer.finish(desk.log.now)
    return receipt
