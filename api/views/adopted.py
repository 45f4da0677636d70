"""The rules in force at a position: what the territory and its convention had adopted."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from api.commands.conventions import convention_stream
from api.sight import Sight
from domain.aggregate import after
from domain.rules import DEFAULTS, REFERRAL_ANSWER, Rule
from domain.territory import Territory, territory_stream
from projections.sentences import sentence
from store.facts import Fact
from store.reading import shut
from store.statements import Statements

_sql = Statements(__file__)


class InForce(NamedTuple):
    """The rule of answer delays, and the last fact of each other kind of setting."""

    rule: Rule
    settings: Sequence[tuple[Fact, str]]


async def in_force(sight: Sight, position: int) -> InForce:
    """What the territory and its convention had adopted by that position."""
    territory = sight.asker.territory
    streams = [territory_stream(territory), convention_stream(territory)]
    rows = await sight.fetch(_sql["adopted"], streams, position)
    it: Territory | None = None
    last: dict[tuple[str, str | None], Fact] = {}
    for fact in map(shut, rows):
        if fact.at.stream_id == streams[0]:
            it = after(it, fact.event)
        if fact.at.kind != "Territory.Created":
            last[fact.at.kind, getattr(fact.event, "rule", None)] = fact
    rules: Mapping[str, Rule] = DEFAULTS if it is None else it.rules
    return InForce(
        rules[REFERRAL_ANSWER], [(fact, sentence(fact, {})) for fact in last.values()]
    )
