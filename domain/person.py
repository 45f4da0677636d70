"""A person (la personne): who they are and how to reach them, sealed under their own key."""

from datetime import date
from typing import ClassVar

from domain import codes
from domain.aggregate import Aggregate, Refusal, Subject, event
from domain.values import Code, Line, PartnerId, Personal, PersonId


class NothingToContact(Refusal):
    """Indiquez au moins un moyen de joindre la personne."""


class Person(Subject):
    class Registered(Aggregate.Created):
        by: PartnerId
        family_name: Personal[Line]
        given_name: Personal[Line]
        birth_date: Personal[date] | None
        phone: Personal[Line] | None
        mail: Personal[Line] | None
        address: Personal[Line] | None

    class IdentityCorrected(Aggregate.Event):
        transition: ClassVar[bool] = False

        by: PartnerId
        reason: Code
        family_name: Personal[Line]
        given_name: Personal[Line]
        birth_date: Personal[date] | None

    class ContactChanged(Aggregate.Event):
        transition: ClassVar[bool] = False

        by: PartnerId
        phone: Personal[Line] | None
        mail: Personal[Line] | None
        address: Personal[Line] | None

    class InformedOfSharing(Aggregate.Event):
        transition: ClassVar[bool] = False

        by: PartnerId
        how: Code
        partners: tuple[PartnerId, ...]

    @event(Registered)
    def __init__(
        self,
        id: PersonId,  # noqa: A002 - the library passes the stream's id by this name
        by: PartnerId,
        family_name: Personal[Line],
        given_name: Personal[Line],
        birth_date: Personal[date] | None = None,
        phone: Personal[Line] | None = None,
        mail: Personal[Line] | None = None,
        address: Personal[Line] | None = None,
    ) -> None:
        self.registered_by = by

    def correct_identity(
        self,
        *,
        by: PartnerId,
        reason: str,
        family_name: str,
        given_name: str,
        birth_date: date | None = None,
    ) -> None:
        codes.IDENTITY_CORRECTIONS.ensure(reason=reason)
        self.trigger_event(
            self.IdentityCorrected,
            by=by,
            reason=reason,
            family_name=family_name,
            given_name=given_name,
            birth_date=birth_date,
        )

    def change_contact(
        self,
        *,
        by: PartnerId,
        phone: str | None = None,
        mail: str | None = None,
        address: str | None = None,
    ) -> None:
        if phone is None and mail is None and address is None:
            raise NothingToContact
        self.trigger_event(self.ContactChanged, by=by, phone=phone, mail=mail, address=address)

    def inform_of_sharing(
        self, *, by: PartnerId, how: str, partners: tuple[PartnerId, ...]
    ) -> None:
        codes.INFORMED.ensure(how=how)
        self.trigger_event(self.InformedOfSharing, by=by, how=how, partners=partners)
