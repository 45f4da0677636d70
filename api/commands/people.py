"""Registering people, and finding them again without a clear name in the database."""

from collections.abc import Sequence
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
from store.refusals import Unknown
from store.search_tokens import keeping, tokens_of

BirthDate = Annotated[date, Field(ge=date(1880, 1, 1), le=date(2100, 12, 31))]


class Erasing(Ask):
    reason: Annotated[Code, Among(codes.ERASURE_GROUNDS), Field(title="Pourquoi")]


class Merging(Ask):
    """The other record of the same human being, and how one knows."""

    into: Annotated[PersonId, Field(title="La fiche qui reste")]
    evidence: Annotated[Code, Among(codes.MERGE_EVIDENCE), Field(title="À quoi on le sait")]


class NewPerson(Ask):
    """Who a person is and how to reach them; everything but the names may be unknown."""

    family_name: Annotated[Line, Field(title="Nom")]
    given_name: Annotated[Line, Field(title="Prénom")]
    birth_date: Annotated[BirthDate | None, Field(title="Date de naissance")] = None
    phone: Annotated[Line | None, Field(title="Téléphone")] = None
    mail: Annotated[Line | None, Field(title="Courriel")] = None
    address: Annotated[Line | None, Field(title="Adresse")] = None


async def register(desk: Desk, person: PersonId, who: NewPerson) -> Receipt:
    """A person, with the keyed digests by which they are found again."""
    tokens = await tokens_of(
        desk.installation.keys, desk.territory, who.family_name, who.given_name, who.birth_date
    )
    desk = replace(desk, also=keeping(desk.territory, person, tokens))
    return await desk.begin(Person, person, by=desk.partner, **dict(who))


async def records_of(desk: Desk, person: PersonId) -> Sequence[Person]:
    """That person's record, the one it was merged into, and so on to the one that goes on."""
    found: dict[PersonId, Person] = {}
    while (it := await desk.log.load(Person, person)) is not None:
        found[person] = it
        if it.merged_into is None or it.merged_into in found:
            break
        person = it.merged_into
    return list(found.values())


async def goes_on_as(desk: Desk, person: PersonId) -> PersonId:
    """The one that this person was merged into, and so on to the end; else themselves."""
    records = await records_of(desk, person)
    return PersonId(records[-1].id) if records else person


async def merge(desk: Desk, person: PersonId, ask: Merging) -> Receipt:
    """The same human being was registered twice: ``ask.into`` goes on.

    Who merges knows both: else a merge would show them a stranger. Raises ``NotKnown``,
    ``PersonMerged`` or ``PersonArchived`` where the other cannot take it.
    """
    other = await desk.log.load(Person, ask.into)
    if other is None:
        raise Unknown
    other.ensure_takes(by=desk.partner)
    return await desk.change(Person, person, Person.merge_into, by=desk.partner, **dict(ask))


async def erase(desk: Desk, kind: type[Subject], subject: UUID, reason: str) -> Receipt:
    """Decide the end of what a subject's keys seal, then finish it at once."""
    codes.ERASURE_GROUNDS.ensure(reason=reason)
    ending_it = replace(desk, also=ending(desk.territory, subject))
    receipt = await ending_it.change(kind, subject, kind.erase, reason=reason)
    await desk.installation.destroyer.finish(desk.log.now)
    return receipt
