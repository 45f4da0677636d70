"""A session of the cell as one reader may see it: its agenda, its follow-ups, its minutes."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from asyncpg import Record

from api.sight import Sight
from api.views.inbox import names_of
from domain import watch_session_reading as reading
from domain.alert import Alert
from domain.policies import MayNotRead
from domain.values import Code, Withheld
from domain.watch_session import WatchSession
from domain.watch_session_life import NOMINATIVE, RESTRICTED, SHAREABLE, Member
from projections import watch_sessions
from store.facts import Fact
from store.refusals import Unknown
from store.statements import Statements

_sql = Statements(__file__)
Words = str | Withheld | None


class NotYetApproved(MayNotRead):
    """Ce compte rendu n’est pas encore approuvé par l’animateur·rice de la cellule."""


@dataclass
class FollowUpSeen:
    """``row``: as it stands; ``text`` and ``sentence``: in words, for who may read them."""

    row: Record
    text: Words = Withheld.SEALED
    sentence: Words = None


@dataclass
class ItemSeen:
    """An item as this reader may see it: of a nominative one, nothing unless it is shared."""

    alert: UUID
    regime: Code
    kind: Code
    themes: Sequence[Code]
    urgency: Code
    quartier: Code
    version: int
    there: Sequence[UUID] | None
    opens_alert: bool
    facts: Words = Withheld.SEALED
    conclusion: Words = None
    follow_ups: list[FollowUpSeen] = field(default_factory=list)


class Counts(NamedTuple):
    """What the shareable minutes count."""

    items: Mapping[Code, int]
    partners: int
    follow_ups: Mapping[str, int]


@dataclass
class SessionSeen:
    """``hidden``: how many nominative items this reader is not shown."""

    row: Record
    members: Sequence[Record]
    items: Sequence[ItemSeen]
    hidden: int
    names: Mapping[UUID, str]
    counts: Counts
    summary: str | None
    invites: bool
    approved_on: Mapping[Code, datetime]
    facts: Sequence[Fact]

    @property
    def is_held(self) -> bool:
        return bool(self.row["state"] == "held")


async def sessions_in(
    sight: Sight, before: tuple[datetime, UUID] | None = None, most: int = 50
) -> list[Record]:
    """The sessions of the territory, from the latest; ``before`` is the key of a page."""
    when, session = before or (None, None)
    return await sight.fetch(watch_sessions.statements["sessions"], when, session, most)


async def session_of(sight: Sight, session: UUID) -> SessionSeen:
    """What this reader may see of a session; raises ``Unknown`` or ``MayNotRead``."""
    if not reading.reads_session(sight.asker):
        raise MayNotRead
    return await _seen(sight, session)


async def minutes_of(sight: Sight, session: UUID, kind: Code) -> SessionSeen:
    """The minutes of that kind; before they are approved, for the animator alone.

    The restricted ones are for those the session invited; the shareable ones for everyone,
    and hold nothing of any nominative item.
    """
    view = await _seen(sight, session, shareable=kind == SHAREABLE)
    animates = sight.asker.role == reading.ANIMATOR
    invited = view.invites and reading.reads_session(sight.asker)
    if kind == RESTRICTED and not (animates or invited):
        raise MayNotRead
    if kind not in view.row["approved"] and not animates:
        raise NotYetApproved
    return view


async def _seen(sight: Sight, session: UUID, *, shareable: bool = False) -> SessionSeen:
    rows = await sight.fetch(watch_sessions.statements["session"], session)
    if not rows:
        raise Unknown
    members = await sight.fetch(_sql["members_today"], session)
    agenda = await sight.fetch(watch_sessions.statements["items"], session)
    follow_ups = await sight.fetch(watch_sessions.statements["follow_ups"], session)
    shared = await _shared_with(sight, session, members)
    eyes = _Eyes(sight, members, shared, shareable=shareable)
    seen = [row for row in agenda if eyes.reads(row)]
    facts = await sight.at_items(
        session,
        [row["alert"] for row in seen],
        [row["alert"] for row in seen if eyes.hears(row)],
        [row["alert"] for row in seen if eyes.opens(row)],
    )
    items = {row["alert"]: _item(row, facts, eyes) for row in seen}
    _place(items, follow_ups, facts)
    approved: list[tuple[datetime, Any]] = [
        (at.occurred_at, fact)
        for at, fact in facts
        if isinstance(fact, WatchSession.MinutesApproved)
    ]
    return SessionSeen(
        rows[0], members, list(items.values()), len(agenda) - len(seen),
        await names_of(sight, _partners(rows[0], members, agenda, follow_ups)),
        _counts(agenda, follow_ups),
        next((fact.summary for _, fact in approved if fact.summary), None),
        any(row["partner"] == sight.asker.partner for row in members),
        {fact.kind: when for when, fact in approved},
        [fact for fact in facts if fact.at.stream_id == session],
    )  # fmt: skip


class _Eyes:
    """How this reader gets each item. Nobody reads anything nominative to share it."""

    def __init__(
        self, sight: Sight, members: Sequence[Record], shared: Mapping[UUID, set[Any]],
        *, shareable: bool,
    ) -> None:  # fmt: skip
        self._asker, self._shared, self._shareable = sight.asker, shared, shareable
        self._members = {row["partner"] for row in members}

    def reads(self, row: Record) -> bool:
        if self._shareable:
            return bool(row["regime"] != NOMINATIVE)
        return reading.reads_item(self._asker, row["regime"], self._told(row))

    def hears(self, row: Record) -> bool:
        if self._shareable:
            return False
        return reading.reads_words(self._asker, row["regime"], self._members, self._told(row))

    def opens(self, row: Record) -> bool:
        if self._shareable:
            return False
        return reading.reads_alert(self._asker, row["regime"], self._told(row))

    def _told(self, row: Record) -> set[Any]:
        return self._shared.get(row["alert"], set())


async def _shared_with(
    sight: Sight, session: UUID, members: Sequence[Record]
) -> Mapping[UUID, set[Any]]:
    """Whom each nominative item was shared with, among those that may still hear of it."""
    today = [Member(row["partner"], row["kind"], row["college"]) for row in members]
    told: dict[UUID, set[Any]] = {}
    for _, fact in await sight.at_items(session):
        match fact:
            case WatchSession.ItemAdded(alert=alert, shared_with=partners):
                told[alert] = set(partners)
            case WatchSession.MemberInvited(member=member, alerts=alerts):
                for alert in alerts:
                    told[alert].add(member.partner)
            case _:
                pass
    return {alert: reading.heard_by(today, partners) for alert, partners in told.items()}


def _item(row: Record, facts: Sequence[Fact], eyes: _Eyes) -> ItemSeen:
    of_alert = [fact for fact in facts if fact.at.stream_id == row["alert"]]
    raised: Any = of_alert[0].event
    qualified: Any = next(
        (fact.event for fact in reversed(of_alert) if isinstance(fact.event, Alert.Qualified)),
        raised,
    )
    opens = eyes.opens(row)
    return ItemSeen(
        row["alert"], row["regime"], raised.kind, qualified.themes, qualified.urgency,
        raised.coarse.quartier if row["regime"] != "anonymised" else "",
        of_alert[-1].at.version, row["there"], opens,
        raised.facts if opens else Withheld.SEALED,
        _concluded(row, of_alert, facts),
    )  # fmt: skip


def _concluded(row: Record, of_alert: Sequence[Fact], facts: Sequence[Fact]) -> Words:
    """The last conclusion of that session, since the item is on its agenda as it is now.

    What was concluded in a restricted part is not read under another regime.
    """
    added = next(
        at
        for at, fact in reversed(facts)
        if isinstance(fact, WatchSession.ItemAdded) and fact.alert == row["alert"]
    )
    said: list[Words] = [
        fact.conclusion
        for at, fact in of_alert
        if isinstance(fact, Alert.Examined)
        and fact.session == added.stream_id
        and at.position > added.position
    ]
    return said[-1] if said else None


def _place(
    items: Mapping[UUID, ItemSeen], follow_ups: Sequence[Record], facts: Sequence[Fact]
) -> None:
    """Each follow-up under its item, with its words where they were opened."""
    said: dict[int, FollowUpSeen] = {}
    for row in follow_ups:
        if row["alert"] in items:
            said[row["number"]] = FollowUpSeen(row)
            items[row["alert"]].follow_ups.append(said[row["number"]])
    for _, fact in facts:
        match fact:
            case WatchSession.FollowUpProposed(number=number, text=text) if number in said:
                said[number].text = text
            case WatchSession.FollowUpRefused(number=number, sentence=text) if number in said:
                said[number].sentence = text
            case _:
                pass


def _counts(agenda: Sequence[Record], follow_ups: Sequence[Record]) -> Counts:
    there = {partner for row in agenda for partner in row["there"] or ()}
    return Counts(
        Counter(row["regime"] for row in agenda), len(there),
        Counter(row["answer"] for row in follow_ups),
    )  # fmt: skip


def _partners(
    session: Record, members: Sequence[Record], agenda: Sequence[Record],
    follow_ups: Sequence[Record],
) -> list[UUID]:  # fmt: skip
    found = {session["convener"], *(row["partner"] for row in members)}
    found |= {partner for row in agenda for partner in row["there"] or ()}
    for row in follow_ups:
        found |= {row["responsible"], row["beneficiary"]} - {None}
    return list(found)
