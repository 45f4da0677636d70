"""Preparing the demonstration: what is missing is created, what is there stays as it is.

An interrupted preparation goes on where it stopped: every command has an id of its own,
and the day of the telling is told from the day on which the territory began.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from api.demo.calendar import GivenClock, at, days_before, told_on
from api.demo.cast import cast_of, stories_of
from api.demo.network import agree
from api.demo.opening import administrator, open_clichy, open_invented
from api.demo.player import Player
from api.demo.script import OPENING, script
from api.demo.stage import Stage
from api.installation import Installation
from domain.local_time import PARIS
from store.statements import Statements

_sql = Statements(__file__)
CLICHY, MIREFONTAINE = "93014", "99001"
_OPENING_HOUR = 8

Begin = Callable[[str, int | None], Callable[[int], Any]]
"""Begins a step that counts so many things; what it returns is told how many more are done."""


async def prepare(installation: Installation, begin: Begin) -> None:
    """Create what is missing of the two territories."""
    for territory, create in ((CLICHY, _clichy), (MIREFONTAINE, _mirefontaine)):
        if not await installation.readers.fetchval(_sql["prepared"], territory):
            await create(installation, begin)
            await installation.writers.execute(_sql["prepare"], territory)


async def _clichy(installation: Installation, begin: Begin) -> None:
    begin(f"{CLICHY} : annuaire et convention", None)
    await open_clichy(administrator(installation, CLICHY), cast_of(CLICHY))


async def _mirefontaine(installation: Installation, begin: Begin) -> None:
    clock = installation.clocks[MIREFONTAINE] = GivenClock()
    begun = await installation.readers.fetchrow(_sql["begun"], MIREFONTAINE)
    today = datetime.now(PARIS).date()
    if begun is not None:
        today = told_on(begun["begun"].astimezone(PARIS).date(), OPENING)
        clock.no_earlier_than = begun["reached"]
    days, cast = days_before(today), cast_of(MIREFONTAINE)
    player = Player(installation, clock, forgiving=begun is not None)
    try:
        begin(f"{MIREFONTAINE} : services et agents", None)
        clock.set(at(days(OPENING), _OPENING_HOUR))
        desk = administrator(installation, MIREFONTAINE)
        await open_invented(desk, cast, days)
        await agree(desk, cast, days)
        waves = script(stories_of(MIREFONTAINE), days)
        advance = begin(f"{MIREFONTAINE} : quatre mois d’orientations", len(waves))
        stage = Stage(cast, days)
        for recorded, acts in waves:
            await player.play(MIREFONTAINE, recorded, [stage.cue(act) for act in acts])
            advance(1)
    finally:
        clock.let_go()
