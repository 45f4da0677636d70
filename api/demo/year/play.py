"""Playing a year: each working day's deeds at once, then what follows by itself."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from api.demo.calendar import GivenClock, at
from api.demo.opening import administrator, begin, open_invented
from api.demo.player import Player
from api.demo.year.extent import Extent
from api.demo.year.plan import cast_of_year, plan
from api.demo.year.troupe import AUBELUNE
from api.installation import Installation
from store.pending import Also

_OPENING_HOUR, _EVENING = 8, 20


async def play_year(
    installation: Installation, extent: Extent, reached: datetime | None, noting: Also,
    shown: Callable[[str, int | None], Callable[[int], Any]], *, forgiving: bool = True,
) -> None:  # fmt: skip
    """Play it to its end; ``reached``: how far it had come when it was interrupted.

    ``noting``: what is written with the territory's first fact.
    """
    clock = installation.clocks[AUBELUNE] = GivenClock()
    clock.no_earlier_than = reached
    player = Player(installation, clock, forgiving=forgiving)
    try:
        shown(f"{AUBELUNE} : services et agents", None)
        clock.set(at(extent.day(extent.opening), _OPENING_HOUR))
        cast = cast_of_year(extent.seed)
        desk = administrator(installation, AUBELUNE)
        await begin(replace(desk, also=noting), cast)
        await open_invented(desk, cast, extent.day)
        days = plan(extent)
        advance = shown(f"{AUBELUNE} : deux ans de coopération", len(days))
        for day, cues in days.items():
            if not _is_over(day, reached):
                await player.play(AUBELUNE, at(day, _EVENING), cues)
            advance(1)
    finally:
        clock.let_go()


def _is_over(day: date, reached: datetime | None) -> bool:
    return reached is not None and day < reached.date()
