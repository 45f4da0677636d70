"""Residents' contributions as they are read: published ones by all, the others by who may."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Literal, NamedTuple
from uuid import UUID

from asyncpg import Record

from api.sight import Sight
from api.views.inbox import names_of
from domain.needs_policies import may_read_words
from domain.policies import BY_PROJECT_LEAD, Asker
from projections import needs
from store.refusals import Unknown

Stage = Literal["published", "to-mask", "to-decide", "to-answer", "late", "answered"]


class Voices(NamedTuple):
    """Contributions of one page, the latest first, and the key of the next one."""

    items: list[dict[str, Any]]
    next: str | None


async def contributions_in(
    sight: Sight, theme: str | None, quartier: str | None, stage: Stage | None,
    after: str | None, most: int,
) -> Voices:  # fmt: skip
    """Those that this reader may be told of; never in their author's own words."""
    day, contribution = _key(after)
    rows = await sight.fetch(
        needs.statements["contributions"], *_all_of(sight), theme, quartier, stage, day,
        contribution, most,
    )  # fmt: skip
    more = None
    if len(rows) == most:
        more = f"{rows[-1]['received_on'].isoformat()}/{rows[-1]['contribution']}"
    return Voices(await _told(sight, rows), more)


async def contribution_of(sight: Sight, contribution: UUID) -> dict[str, Any]:
    """One contribution; ``Unknown`` for who may not be told of it, and once it ended."""
    rows = await sight.fetch(needs.statements["contribution"], contribution)
    shown = [row for row in rows if not row["ended"] and not row["erased"]]
    mine = [
        row for row in shown if row["published"] or may_read_words(sight.asker, row["receiver"])
    ]
    if not mine:
        raise Unknown
    return (await _told(sight, mine))[0]


async def voices_counted(sight: Sight) -> Mapping[str, int]:
    """How many were received, published, answered, in time, left without, with an effect."""
    [row] = await sight.fetch(needs.statements["voices_counted"])
    return dict(row)


def follows_voices(asker: Asker) -> bool:
    """Whether a reader is told of more than what is published."""
    receives = asker.partner is not None and may_read_words(asker, asker.partner)
    return receives or BY_PROJECT_LEAD.allows(asker, None)


def _all_of(sight: Sight) -> tuple[UUID | None, Any]:
    """Whose waiting ones the reader is told of: their partner's, or everybody's."""
    asker = sight.asker
    leads = BY_PROJECT_LEAD.allows(asker, None)
    receives = asker.partner is not None and may_read_words(asker, asker.partner)
    return (asker.partner if receives else None), leads


async def _told(sight: Sight, rows: Sequence[Record]) -> list[dict[str, Any]]:
    """What nobody but a reader of the words needs is left out of a published one."""
    ids = [row["contribution"] for row in rows]
    answers = _by_contribution(await sight.fetch(needs.statements["answers_of"], ids))
    effects = _by_contribution(await sight.fetch(needs.statements["effects_of"], ids))
    partners = {row["receiver"] for row in rows}
    partners |= {each["partner"] for them in answers.values() for each in them}
    names = await names_of(sight, partners)
    return [
        {name: value for name, value in row.items() if name not in ("ended", "erased")}
        | {
            "masked": row["masked"] if _sees_mask(sight, row) else None,
            "receiver_name": names.get(row["receiver"], ""),
            "reads_words": may_read_words(sight.asker, row["receiver"]),
            "answers": [
                {**each, "partner_name": names.get(each["partner"], "")}
                for each in answers[row["contribution"]]
            ],
            "effects": _once(effects[row["contribution"]]),
        }
        for row in rows
    ]


def _once(effects: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """A sheet that it changed is not told again as one that it is tied to."""
    changed = {each["stream"] for each in effects if each["change"] is not None}
    return [
        each for each in effects if each["change"] is not None or each["stream"] not in changed
    ]


def _sees_mask(sight: Sight, row: Record) -> bool:
    return bool(row["published"]) or may_read_words(sight.asker, row["receiver"])


def _by_contribution(rows: Sequence[Record]) -> dict[UUID, list[dict[str, Any]]]:
    found: dict[UUID, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        each = dict(row)
        found[each.pop("contribution")].append(each)
    return found


def _key(after: str | None) -> tuple[datetime | None, UUID | None]:
    day, _, contribution = (after or "").partition("/")
    try:
        moment = datetime.fromisoformat(day)
        return (moment, UUID(contribution)) if moment.tzinfo else (None, None)
    except ValueError:
        return None, None
