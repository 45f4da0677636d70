"""Forums (instances): who sits there and since when, meetings, who came, what was decided."""

import json
from collections.abc import Sequence
from dataclasses import asdict

from domain.catalogue import kinds_of
from domain.forum import Forum
from domain.local_time import day_of
from domain.membership import Member
from store.facts import Fact, Header
from store.statements import Statements
from store.waves import Waves

statements = Statements(__file__)
_over = statements.over
TAKEN = kinds_of("Forum")
"""Kinds of facts that change something here."""


def fold(db: Waves, facts: Sequence[Fact]) -> None:
    for at, fact in facts:
        match fact:
            case Forum.Formed(kind=kind, name=name, purpose=purpose, serves=serves):
                served = json.dumps([asdict(each) for each in serves], default=str)
                db.add(
                    _over("formed"), at, kind=kind, name=name, purpose=purpose, serves=served
                )
            case Forum.MemberJoined(partner=partner, college=college, since=since):
                db.add(
                    _over("joined"), at, seat=_seat(at, Member(partner, college)),
                    partner=partner, college=college, since=since,
                )  # fmt: skip
                db.add(_over("touched"), at)
            case Forum.MemberLeft(partner=partner, college=college, left_on=left_on):
                seat = _seat(at, Member(partner, college))
                db.add(_over("left"), at, seat=seat, left_on=left_on)
                db.add(_over("touched"), at)
            case Forum.MeetingConvened(meets_at=meets_at, where=where, agenda=agenda):
                db.add(
                    _over("convened"), at, place=_place(at, at.version), meets_at=meets_at,
                    day=day_of(meets_at), room=where, agenda=agenda,
                )  # fmt: skip
                db.add(_over("touched"), at)
            case Forum.MeetingCancelled(meeting=meeting, reason=reason):
                db.add(_over("cancelled"), at, place=_place(at, meeting), reason=reason)
                db.add(_over("touched"), at)
            case Forum.MeetingHeld() as held:
                _told(db, at, held)
                db.add(_over("touched"), at)
            case Forum.Dissolved(reason=reason):
                db.add(_over("dissolved"), at, reason=reason)
            case _:
                pass


def _told(db: Waves, at: Header, held: Forum.MeetingHeld) -> None:
    meeting = held.meeting or at.version
    db.add(
        _over("held"), at, place=_place(at, meeting), meeting=meeting, day=held.on,
        conclusions=held.conclusions, decisions=json.dumps(held.decisions),
    )  # fmt: skip
    for partner in held.partners:
        _came(db, at, meeting, Member(partner), guest=False)
    for guest in held.guests:
        _came(db, at, meeting, Member(guest), guest=True)
    for each in held.colleges:
        _came(db, at, meeting, Member(None, each.college), guest=False, people=each.number)


def _came(
    db: Waves, at: Header, meeting: int, who: Member, *, guest: bool, people: int | None = None
) -> None:
    presence = f"{_place(at, meeting)}/{who.college or who.partner}"
    db.add(
        _over("attended"), at, presence=presence, meeting=meeting, partner=who.partner,
        college=who.college, guest=guest, people=people,
    )  # fmt: skip


def _seat(at: Header, member: Member) -> str:
    return f"{at.stream_id}/{member.college or member.partner}"


def _place(at: Header, meeting: int) -> str:
    return f"{at.stream_id}/{meeting}"
