"""Attendance (présences): how many came, college by college; who they were is not kept."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from domain import codes
from domain.aggregate import Refusal
from domain.values import Code


class CountedTwice(Refusal):
    """Un même partenaire ou un même collège ne se compte qu’une fois."""

    field = "partners"


class NegativeCount(Refusal):
    """Un nombre de personnes présentes ne peut pas être négatif."""

    field = "colleges"


class NobodyCame(Refusal):
    """Dites qui était là : au moins un partenaire, ou une personne d’un collège."""

    field = "partners"


@dataclass(frozen=True)
class Present:
    """How many people of a college were there; a college that nobody counted is not said."""

    college: Code
    number: int


def ensure_counted(colleges: Sequence[Present], partners: Iterable[UUID] = ()) -> None:
    """Each college and each partner once, and somebody there."""
    codes.COLLEGES.ensure_each(colleges=[each.college for each in colleges])
    services = list(partners)
    counted = [*services, *(each.college for each in colleges)]
    if len(set(counted)) < len(counted):
        raise CountedTwice
    if any(each.number < 0 for each in colleges):
        raise NegativeCount
    if not services and not any(each.number for each in colleges):
        raise NobodyCame
