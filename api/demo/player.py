"""The player: cues carried out on the territory's given clock, many at a time."""

import asyncio
from collections import defaultdict
from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime

from api.demo.calendar import GivenClock
from api.demo.cue import Cue, carry_out
from api.installation import Installation
from api.worker import round_of
from domain.aggregate import Refusal

_GONE_BY = frozenset({"territory", "directory"})


class Player:
    """Plays on an installation; ``clock`` is the one of the territory.

    ``forgiving``: the play was interrupted, and what happened since may refuse a cue.
    """

    def __init__(
        self, installation: Installation, clock: GivenClock, *, forgiving: bool
    ) -> None:
        self._installation, self._clock = installation, clock
        self._forgiven = (Refusal,) if forgiving else ()

    async def play(self, territory: str, until: datetime, cues: Iterable[Cue]) -> int:
        """Chains side by side, then what follows by itself; how many commands that was.

        What others go by comes first: the rules, the directory. ``until``: how far the
        clock has come at the end, never before a cue.
        """
        self._clock.set(until)
        told = list(cues)
        await self._side_by_side(cue for cue in told if cue.resource in _GONE_BY)
        await self._side_by_side(cue for cue in told if cue.resource not in _GONE_BY)
        return await round_of(self._installation, territory)

    async def _side_by_side(self, cues: Iterable[Cue]) -> None:
        chains: dict[str, list[Cue]] = defaultdict(list)
        for cue in cues:
            chains[cue.chain].append(cue)
        await asyncio.gather(*(self._in_order(chain) for chain in chains.values()))

    async def _in_order(self, chain: Iterable[Cue]) -> None:
        for cue in chain:
            with suppress(*self._forgiven):
                await carry_out(self._installation, cue)
