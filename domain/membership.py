"""Membership (appartenance): the periods on which somebody sits in a forum."""

from datetime import date
from typing import NamedTuple

from domain import codes
from domain.aggregate import Refusal
from domain.values import Code, PartnerId


class PartnerOrCollege(Refusal):
    """Un membre est un partenaire ou un collège, l’un ou l’autre."""

    field = "partner"


class AlreadyMember(Refusal):
    """Ce membre l’est déjà ce jour-là, ou l’a été depuis."""

    field = "since"


class NotMember(Refusal):
    """Ce partenaire ou ce collège n’est pas membre de cette instance."""

    field = "partner"


class LeftBeforeJoining(Refusal):
    """Un membre ne part pas avant d’être arrivé."""

    field = "left_on"


class Member(NamedTuple):
    """A partner, or a college of people who are not named: one of the two."""

    partner: PartnerId | None
    college: Code | None = None


def either(partner: PartnerId | None, college: str | None) -> Member:
    """Raises ``PartnerOrCollege`` unless exactly one is given, and an unknown college."""
    if (partner is None) == (college is None):
        raise PartnerOrCollege
    if college is not None:
        codes.COLLEGES.ensure(college=college)
    return Member(partner, college)


class Sitting(NamedTuple):
    """From a day on; ``left_on`` is the last day, None while it goes on."""

    since: date
    left_on: date | None

    def covers(self, day: date) -> bool:
        return self.since <= day and (self.left_on is None or day <= self.left_on)


Sittings = tuple[Sitting, ...]
"""Those of one member, in order, with no day in common."""


def joined(sittings: Sittings, since: date) -> Sittings:
    return (*sittings, Sitting(since, None))


def left(sittings: Sittings, left_on: date) -> Sittings:
    ended = (Sitting(last.since, left_on) for last in sittings[-1:])
    return (*sittings[:-1], *ended)


def ensure_joins(sittings: Sittings, since: date) -> None:
    """Raises ``AlreadyMember`` unless the new period begins after the last one ended."""
    if sittings and (sittings[-1].left_on is None or since <= sittings[-1].left_on):
        raise AlreadyMember


def ensure_leaves(sittings: Sittings, left_on: date) -> None:
    """Raises ``NotMember`` unless a period is open, ``LeftBeforeJoining`` before it began."""
    if not sittings or sittings[-1].left_on is not None:
        raise NotMember
    if left_on < sittings[-1].since:
        raise LeftBeforeJoining
