"""Who a person is and how to reach them, folded from what was said of them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from api.agreed import Agreed, heard, together
from domain.person import Person
from domain.values import Code, PartnerId, Withheld
from store.facts import Event


@dataclass(frozen=True)
class Representative:
    """Who acts for a person; not ended by a fact, though ``until`` may be past."""

    number: int
    kind: str
    who: str | Withheld
    scope: str
    since: date | None
    until: date | None


@dataclass(frozen=True)
class Home:
    """A period in a household: its days, the last one None while it goes on."""

    household: UUID
    since: date
    left_on: date | None = None


class Identity(NamedTuple):
    """Who a person is, as last said; ``Withheld.ERASED`` once the key is destroyed.

    ``never_by``, ``languages`` (the best first) and ``needs`` are codes. A protected
    address is None for who may not read it. ``homes``: every period in a household, those of
    ``households`` among them, which go on. ``agreed``: all of it for a service that knows
    the person, else what binds its reader. ``records``: every stream about this human being.
    """

    person: UUID
    family_name: str | Withheld
    given_name: str | Withheld
    birth_date: Any
    phone: Any
    mail: Any
    address: Any
    address_protected: bool = False
    means: str | Withheld | None = None
    hours: str | Withheld | None = None
    never_by: Sequence[str] = ()
    languages: Sequence[str] | Withheld = ()
    needs: Sequence[str] | Withheld = ()
    representatives: Sequence[Representative] = ()
    households: Sequence[UUID] = ()
    homes: Sequence[Home] = ()
    moved_on: date | None = None
    deceased: bool = False
    died_on: date | None = None
    archived: bool = False
    agreed: Agreed = Agreed()
    records: Sequence[UUID] = ()


_NAMES = ("family_name", "given_name", "birth_date")
_COORDINATES = ("phone", "mail", "address")
_SAID: Mapping[type[Event], Sequence[str]] = {
    Person.Registered: (*_NAMES, *_COORDINATES),
    Person.IdentityCorrected: _NAMES,
    Person.ContactChanged: _COORDINATES,
    Person.ReachableBy: ("means", "hours", "never_by"),
    Person.InterpreterNeeded: ("languages",),
    Person.AccessNeeded: ("needs",),
    Person.MovedAway: ("moved_on",),
    Person.Deceased: ("died_on",),
}
"""Of which fact the last one said stands, field by field."""

_OF_WHOM = tuple(field.name for field in fields(Representative))
_CONTACT = (*_COORDINATES, "means", "hours")
_TOGETHER = (
    "never_by", "languages", "needs", "representatives", "households", "homes", "records",
)  # fmt: skip


class Portrait:
    """What was said of one person, fact after fact."""

    def __init__(self, person: UUID) -> None:
        self.it = _nobody(person, Withheld.SEALED)
        self.protector: PartnerId | None = None
        self._registrar: PartnerId | None = None
        self.known_to: frozenset[PartnerId] = frozenset()

    def hear(self, fact: Event) -> None:
        said = {name: getattr(fact, name) for name in _SAID.get(type(fact), ())}
        match fact:
            case Person.Registered(by=by):
                self._registrar = by
                self.known_to |= {by}
            case Person.KnownTo(partner=partner):
                self.known_to |= {partner}
            case Person.ContactChanged(by=by, address=None) if not self._readable_by(by):
                del said["address"]  # who does not read it says nothing of it
            case Person.ContactChanged(address=address) if address is not None:
                said["moved_on"] = None
            case Person.AddressProtected(by=by):
                self.protector = by
            case Person.AddressUnprotected():
                self.protector = None
            case Person.Deceased() | Person.DeathRetracted():
                said = {"died_on": None, **said, "deceased": isinstance(fact, Person.Deceased)}
            case Person.Archived() | Person.Reactivated():
                said |= {"archived": isinstance(fact, Person.Archived)}
            case Person.Erased():
                self.it = _nobody(self.it.person, Withheld.ERASED)
            case _:
                said |= self._said_of_others(fact)
        self.it = self.it._replace(**said, agreed=heard(self.it.agreed, fact))

    def seen_by(self, partner: PartnerId | None, *, protected: bool) -> Identity:
        """``protected``: an address of theirs is, here or where they were registered again."""
        if not protected:
            return self.it
        address = self.it.address if partner in (self._registrar, self.protector) else None
        return self.it._replace(address=address, address_protected=True)

    def _readable_by(self, partner: PartnerId) -> bool:
        return self.protector is None or partner in (self._registrar, self.protector)

    def _said_of_others(self, fact: Event) -> Mapping[str, Any]:
        it = self.it
        match fact:
            case Person.RepresentedBy():
                who = Representative(**{name: getattr(fact, name) for name in _OF_WHOM})
                return {"representatives": (*it.representatives, who)}
            case Person.RepresentationEnded(number=number):
                still = (each for each in it.representatives if each.number != number)
                return {"representatives": tuple(still)}
            case Person.JoinedHousehold(household=household, since=since):
                homes = (*it.homes, Home(household, since))
                return {"households": (*it.households, household), "homes": homes}
            case Person.LeftHousehold(household=household, left_on=left_on):
                still_in = (each for each in it.households if each != household)
                ended = (_ended(each, household, left_on) for each in it.homes)
                return {"households": tuple(still_in), "homes": tuple(ended)}
            case _:
                return {}


def _ended(home: Home, household: UUID, left_on: date) -> Home:
    """That period ended, if it is the one that goes on in that household."""
    if home.household != household or home.left_on is not None:
        return home
    return replace(home, left_on=left_on)


def _nobody(person: UUID, why: Withheld) -> Identity:
    return Identity(person, why, why, None, None, None, None, records=(person,))


def identity(
    person: UUID,
    portraits: Iterable[Portrait],
    partner: PartnerId | None,
    role: Code | None = None,
) -> Identity:
    """One human being: ``person``, with what the records merged into them add.

    ``partner`` reads it, in that ``role``: the DPO answers for all that was agreed.

    The names are those of ``person``; what keeps somebody safe is taken from all.
    """
    known = list(portraits)
    protected = any(portrait.protector is not None for portrait in known)
    seen = [portrait.seen_by(partner, protected=protected) for portrait in known]
    seen.sort(key=lambda it: it.person != person)
    it, *others = seen
    agreed = together(each.agreed for each in seen)
    for other in others:
        it = _with(it, other)
    knows = role == "dpo" or any(partner in portrait.known_to for portrait in known)
    return it._replace(agreed=agreed if knows else agreed.told_to(partner))


def _with(it: Identity, other: Identity) -> Identity:
    said: dict[str, Any] = {}
    for name in _CONTACT:
        mine, theirs = getattr(it, name), getattr(other, name)
        said[name] = theirs if mine is None and not isinstance(theirs, Withheld) else mine
    for name in _TOGETHER:
        both = (getattr(it, name), getattr(other, name))
        clear = [each for each in both if not isinstance(each, Withheld)]
        said[name] = tuple(dict.fromkeys(one for each in clear for one in each))
    return it._replace(
        **said,
        deceased=it.deceased or other.deceased,
        died_on=it.died_on or other.died_on,
    )
