"""The conferences of a territory, year by year, and what each recommended and proposed."""

from collections.abc import Sequence

from domain.catalogue import kinds_of
from domain.conference import Conference
from domain.local_time import day_of
from store.facts import Fact, Header
from store.statements import Statements
from store.waves import Waves

statements = Statements(__file__)
_over = statements.over
TAKEN = kinds_of("Conference")
"""Kinds of facts that change something here."""


def fold(db: Waves, facts: Sequence[Fact]) -> None:
    for at, fact in facts:
        match fact:
            case Conference.Convened(year=year, held_on=held_on, where=where):
                db.add(_over("convened"), at, year=year, held_on=held_on, place=where)
            case Conference.Postponed(held_on=held_on, where=where):
                _goes_on(db, at, held_on=held_on, place=where)
            case Conference.Cancelled():
                _goes_on(db, at, state="cancelled")
            case Conference.EvidenceFrozen(position=position):
                _goes_on(db, at, frozen=position, frozen_on=day_of(at.recorded_at))
            case Conference.Held():
                _goes_on(db, at, state="held")
            case Conference.Concluded():
                _goes_on(db, at, state="concluded")
            case Conference.RecommendationAdopted() as adopted:
                db.add(
                    _over("recommended"), at,
                    recommendation=f"{at.stream_id}/{adopted.number}", number=adopted.number,
                    text=adopted.text, addressed_to=adopted.addressed_to, theme=adopted.theme,
                )  # fmt: skip
                _goes_on(db, at)
            case Conference.QuestionRaised() | Conference.FindingRecorded():
                _goes_on(db, at)
            case Conference.FindingRestated() | Conference.AmendmentProposed():
                _goes_on(db, at)
            case _:
                pass


def _goes_on(db: Waves, at: Header, **said: object) -> None:
    nothing = dict.fromkeys(("state", "held_on", "place", "frozen", "frozen_on"))
    db.add(_over("goes_on"), at, **nothing | said)
