"""Preparing the demonstration: what is missing is created, what is there stays as it is.

An interrupted preparation goes on where it stopped: every command has an id of its own,
and the day of the telling is told from the day on which the territory began.
"""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any

from api.demo.calendar import GivenClock, at, days_before, told_on
from api.demo.cast import cast_of, stories_of
from api.demo.network import agree
from api.demo.opening import administrator, open_clichy, open_invented
from api.demo.player import Player
from api.demo.script import OPENING, script
from api.demo.stage import Stage
from api.demo.year.play import play_year
from api.demo.year.told import USUAL, Telling, Told
from api.demo.year.troupe import AUBELUNE
from api.installation import Installation
from domain.aggregate import Refusal
from domain.local_time import PARIS
from store.pools import Db
from store.receipts import Receipt
from store.statements import Statements

_sql = Statements(__file__)
CLICHY, MIREFONTAINE = "93014", "99001"
_OPENING_HOUR = 8


class ToldOtherwise(Refusal):
    """Une autre année est déjà jouée ici : gardez ses options, ou préparez une autre base."""


Begin = Callable[[str, int | None], Callable[[int], Any]]
"""Begins a step that counts so many things; what it returns is told how many more are done."""


async def prepare(installation: Installation, begin: Begin, wanted: Told | None = None) -> None:
    """Create what is missing of the three territories.

    ``wanted``: how much of the year is to be told. Raises ``ToldOtherwise`` where another
    one is told already, or was begun.
    """
    telling = await telling_in(installation)
    if telling is not None and wanted not in (None, telling.told):
        raise ToldOtherwise
    if telling is None:
        telling = Telling(wanted or USUAL, datetime.now(PARIS).date())
    year = partial(_aubelune, telling=telling)
    for territory, create in (
        (CLICHY, _clichy), (MIREFONTAINE, _mirefontaine), (AUBELUNE, year),
    ):  # fmt: skip
        if not await installation.readers.fetchval(_sql["prepared"], territory):
            await create(installation, begin)
            await installation.writers.execute(_sql["prepare"], territory)


async def telling_in(installation: Installation) -> Telling | None:
    """How much of the year this installation tells, and from when."""
    name = await installation.readers.fetchval(_sql["told"], AUBELUNE)
    return Telling.named(name) if name is not None else None


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


async def _aubelune(installation: Installation, begin: Begin, telling: Telling) -> None:
    begun = await installation.readers.fetchrow(_sql["begun"], AUBELUNE)
    reached = begun["reached"].astimezone(PARIS) if begun is not None else None
    extent = telling.told.extent(telling.today)
    await play_year(installation, extent, reached, partial(_note, telling), begin)


async def _note(telling: Telling, db: Db, _: Receipt) -> None:
    await db.execute(_sql["tell"], AUBELUNE, telling.name)
