"""A search of the journal, put together from the named fragments of ``journal.sql``.

Only what is sought stands in the statement, so that the index of it is used; and it reads
the read model up to where it has come, and the log itself beyond.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from domain.agent import Agent
from domain.referral import Referral
from projections.journal import statements as _sql
from store.facts import Fact

_NAMED = re.compile(r"(?<![:\w]):([a-z_]+)")
_NEAR = 500
"""So many of the newest lines are looked at before a reader's own cases are gone through."""
_FIRST, _LAST = date(1, 1, 1), date(9999, 12, 31)
_TYPES = {
    **dict.fromkeys(("low", "high", "end", "reached", "most", "near"), "bigint"),
    **dict.fromkeys(("partner", "case", "reader"), "uuid"),
    **dict.fromkeys(("first", "last"), "date"), "referrals": "uuid[]",
    **dict.fromkeys(("agents", "functions", "themes", "hidden"), "text[]"),
}  # fmt: skip
_FIELDS = (
    "partner", "function", "role", "kind", "family", "case", "ground", "source", "actor",
)  # fmt: skip


class Sought(NamedTuple):
    """What to look for; None is anything. ``first`` and ``last``: days of occurrence."""

    partner: UUID | None = None
    function: str | None = None
    role: str | None = None
    kind: str | None = None
    family: str | None = None
    case: UUID | None = None
    ground: str | None = None
    source: str | None = None
    actor: str | None = None
    theme: str | None = None
    first: date | None = None
    last: date | None = None

    @property
    def days(self) -> bool:
        return self.first is not None or self.last is not None


class Reader(NamedTuple):
    """For which partner somebody reads, and the kinds of others that they do not know of."""

    partner: UUID | None
    hidden: Collection[str]


class Bounds(NamedTuple):
    """After which position, up to which one; how far the read model has come."""

    low: int
    high: int
    reached: int


class Tail(NamedTuple):
    """What facts beyond the read model say of functions and themes."""

    agents: Sequence[str] = ()
    functions: Sequence[str] = ()
    referrals: Sequence[UUID] = ()
    themes: Sequence[str] = ()


class Statement(NamedTuple):
    """A statement; ``$1``, the territory, is still to be given."""

    text: str
    arguments: Sequence[Any]


class Search(NamedTuple):
    """So many of the newest lines of what is sought, within bounds."""

    reader: Reader
    sought: Sought
    bounds: Bounds
    most: int
    tail: Tail = Tail()

    def of_all(self) -> Statement:
        """For who reads the whole journal."""
        return self._found(self._newest())

    def near(self) -> Statement:
        """What a reader may read of the newest lines: often all that they look for."""
        newest = self._lines().replace(":most", ":near")
        lines = _with(_sql["near"], newest=newest, right=_sql["by_right"])
        return self._found(lines, right=_sql["by_right"])

    def own(self) -> Statement:
        """The same from all the lines that they may read."""
        lines = _with(_sql["own"], filters=self._filters("by_theme"))
        return self._found(lines, right=_sql["by_right"])

    def drawn(self, seed: str) -> Statement:
        """So many of the referrals sent, drawn by the hash of seed and referral."""
        text = _with(
            _sql["drawn"], filters=self._filters("by_theme"), beyond=_sql["beyond"],
            beyond_filters=self._filters("by_theme_beyond"),
        )  # fmt: skip
        return self._bound(text, seed=seed)

    def _found(self, lines: str, right: str = "") -> Statement:
        tail = _with(
            _sql["tail"], beyond=_sql["beyond"], filters=self._filters("by_theme_beyond"),
            right=right,
        )  # fmt: skip
        return self._bound(_with(_sql["found"], tail=tail, lines=lines))

    def _newest(self) -> str:
        only_days = self.sought == Sought(first=self.sought.first, last=self.sought.last)
        if self.sought.days and only_days:
            return _with(_sql["newest_on_days"], filters=_sql["not_hidden"])
        return self._lines()

    def _lines(self) -> str:
        if self.sought.theme is None:
            return _with(_sql["newest"], filters=self._filters(""))
        return _with(_sql["newest_on_theme"], filters=self._filters(""))

    def _filters(self, by_theme: str) -> str:
        """The conditions on a line; that on its theme by the fragment of that name, if any.

        What is hidden from the reader is never among them.
        """
        said = self.sought._asdict()
        names = ["not_hidden"]
        names += [f"by_{name}" for name in _FIELDS if said[name] is not None]
        names += ["by_days"] if self.sought.days else []
        names += [by_theme] if by_theme and self.sought.theme is not None else []
        return " ".join(_sql[name] for name in names)

    def _bound(self, text: str, **more: Any) -> Statement:
        """The statement with a number for each value that it names."""
        low, high, reached = self.bounds
        values: Mapping[str, Any] = {
            **self.sought._asdict(), **self.tail._asdict(), **more, "most": self.most,
            "low": low, "end": high, "high": min(high, reached), "reached": reached,
            "near": _NEAR, "first": self.sought.first or _FIRST,
            "last": self.sought.last or _LAST, "reader": self.reader.partner,
            "hidden": self.reader.hidden,
        }  # fmt: skip
        names = list(dict.fromkeys(_NAMED.findall(text)))
        numbers = {
            name: f"${place}::{_TYPES.get(name, 'text')}"
            for place, name in enumerate(names, start=2)
        }
        return Statement(
            _NAMED.sub(lambda it: numbers[it[1]], text), [values[name] for name in names]
        )


def told_by(facts: Sequence[Fact]) -> Tail:
    """What these facts, of the follower's kinds, say of functions and themes."""
    functions, themes = dict[str, str](), dict[UUID, str]()
    for at, fact in facts:
        match fact:
            case Agent.Enrolled(function=function):
                functions[str(at.stream_id)] = function
            case Referral.Sent(themes=spoken_of):
                themes[at.stream_id] = ",".join(spoken_of)
            case _:
                pass
    return Tail(list(functions), list(functions.values()), list(themes), list(themes.values()))


def _with(text: str, **parts: str) -> str:
    for name, part in parts.items():
        text = text.replace(f"{{{name}}}", part)
    return text
