"""The lines of §11: which side against which, and what the ratio must reach."""

from collections.abc import Mapping, Sequence
from statistics import median
from typing import Literal, NamedTuple

from bench import appends, journals, pages, referrals, upkeep, web, year
from bench.scenes import Scene
from bench.timing import Timed


class Line(NamedTuple):
    """``ours`` against another side of a scene: by rate (at least), p50 or peak (at most).

    Without ``against`` and ``target``, the figure only informs.
    """

    code: str
    what: str
    scene: str
    ours: str
    against: str | None = None
    target: float | None = None
    by: Literal["rate", "p50", "peak"] = "rate"

    def ratio(self, rounds: Mapping[str, Sequence[Timed]]) -> float | None:
        """The median of the rounds' own ratios: the machine's noise touches both sides."""
        if self.against is None:
            return None
        pairs = zip(rounds[self.ours], rounds[self.against], strict=True)
        return float(median(getattr(a, self.by) / getattr(b, self.by) for a, b in pairs))

    def reached(self, ratio: float | None) -> bool | None:
        if self.target is None or ratio is None:
            return None
        return ratio >= self.target if self.by == "rate" else ratio <= self.target


SCENES: Mapping[str, Scene] = {
    "32 writers": appends.crowd,
    "128 writers": appends.alone(128),
    "one client": appends.alone(1),
    "hot stream": referrals.hot,
    "referral": referrals.cold,
    "http": web.acceptance,
    "upkeep": upkeep.upkeep,
    "journal": journals.search,
    "case page": pages.case,
    "year": year.playing,
    "year's pages": year.reading,
}

LINES = (
    Line("append-32", "append, 32 writers", "32 writers", "ours", "pgbench", 1.5),
    Line("append-128", "append, 128 writers", "128 writers", "ours", "pgbench", 2.0),
    Line("recorder", "append, 32 writers", "32 writers", "ours", "eventsourcing", 30.0),
    Line("processes", "two processes, 32 writers", "32 writers", "two processes", "ours", 0.7),
    Line("hot", "one hot stream, 32 writers", "hot stream", "ours", "eventsourcing", 20.0),
    Line("referral", "load, decide, append", "referral", "ours", "eventsourcing", 8.0),
    Line("one", "one client", "one client", "ours", "pgbench", 3.0, "p50"),
    Line("http", "HTTP, accept a referral", "http", "ours", "bare", 0.6),
    Line("http-library", "HTTP, accept a referral", "http", "ours", "eventsourcing", 4.0),
    Line("rebuild", "rebuild of all read models", "upkeep", "ours", "eventsourcing", 25.0),
    Line("rebuild-memory", "its memory, MB", "upkeep", "ours", "a tenth", 1.1, "peak"),
    Line("verify", "verify", "upkeep", "verify", "plain", 1 / 3),
    Line("demo", "a year of the demonstration", "year", "ours", "wanted", 1.0),
    *(
        Line(
            what.replace(" ", "-"), f"page of the {what}", "year's pages", f"{what}, long",
            f"{what}, short", 1.3, "p50",
        )
        for what in year.PAGES
    ),
    Line("case-page", "page of a case of 200 facts", "case page", "long", "short", 1.3, "p50"),
    *(
        Line(
            f"journal-{what.replace(' ', '-')}", f"journal, by {what}", "journal",
            f"{what}, long", f"{what}, short", 1.3, "p50",
        )
        for what in journals.FILTERS
    ),
    *(
        Line(
            f"journal-of-{who.replace(' ', '-')}", f"journal of a {who}", "journal",
            f"{who}, long", f"{who}, short", 1.3, "p50",
        )
        for who in journals.READERS
    ),
)  # fmt: skip
