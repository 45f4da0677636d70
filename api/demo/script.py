"""The script: every step of every story with its moment, in the order of time."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from operator import itemgetter
from random import Random
from typing import Any, NamedTuple

from api.demo.calendar import Days, at
from api.demo.cast import Story
from api.demo.plots import PLOTS, Step
from domain.values import Code

OPENING = 90
"""The working day, before today, on which the territory begins."""
SENT = Step(0, "sender", "sent")
_FOLLOWED = frozenset({"redirection", "another"})
_AFTER_THE_MEETING = frozenset({"attendance", "absence"})
_MORNING = 7
_HOURS = ((9, 170), (13, 110), (15, 100), (17, 50), (18, 30))
"""From which hour, and for how many minutes, the n-th act of a scene's day takes place."""


@dataclass(frozen=True)
class Scene:
    """One referral of a story: its own addressee, motive and sayings.

    ``begun`` is a day; ``first`` the scene that opened the case, where another one did.
    Its days begin with the ``hour``-th of the hours below.
    """

    key: str
    story: Story
    begun: int
    steps: Sequence[Step]
    to: str
    themes: tuple[Code, ...]
    reason: str
    say: Mapping[str, Any]
    first: "Scene | None" = None
    hour: int = 0


@dataclass(frozen=True)
class Act:
    """A step of a scene at its moment, the ``nth`` of that day in its scene.

    ``opens``: the scene that this one makes follow.
    """

    moment: datetime
    nth: int
    scene: Scene
    step: Step
    name: str
    opens: Scene | None = None


class Wave(NamedTuple):
    """What different scenes do in the same hours, and when it is recorded."""

    recorded: datetime
    acts: Sequence[Act]


def script(stories: Sequence[Story], days: Days) -> list[Wave]:
    """What happens until the last working day before today, mornings without an act too."""
    waves: dict[tuple[date, int], list[Act]] = {
        (days(n), -1): [] for n in range(OPENING - 1, 0, -1)
    }
    for act in acts_of(stories, days):
        waves.setdefault((act.moment.date(), act.nth), []).append(act)
    return [
        Wave(max((act.moment for act in acts), default=at(day, _MORNING)), acts)
        for (day, _), acts in sorted(waves.items(), key=itemgetter(0))
    ]


def acts_of(stories: Sequence[Story], days: Days) -> list[Act]:
    """Every act of every story."""
    scenes = (
        Scene(
            str(n), story, story.ago, (SENT, *PLOTS[story.plot]), story.to, story.themes,
            story.reason, story.say,
        )
        for n, story in enumerate(stories, start=1)
    )  # fmt: skip
    return [act for scene in scenes for act in played(scene, days)]


def played(scene: Scene, days: Days) -> Iterator[Act]:
    """The acts of a scene that fall before today, and of those that follow from it."""
    on_the_day: Counter[int] = Counter()
    for n, step in enumerate(scene.steps):
        day = scene.begun - step.day
        if day < 1 or (step.told == "note" and "note" not in scene.say):
            continue
        nth = scene.hour + on_the_day[day] + (2 if step.noun in _AFTER_THE_MEETING else 0)
        on_the_day[day] += 1
        moment = _moment(days(day), nth, f"{scene.key}/{n}")
        following = _following(scene, day) if step.noun in _FOLLOWED else None
        yield Act(moment, nth, scene, step, f"{scene.key}/{n}", following)
        if following is not None:
            yield from played(following, days)


def _moment(day: date, nth: int, name: str) -> datetime:
    chance = Random(name)  # noqa: S311 - the hour of an invented meeting
    hour, minutes = _HOURS[nth]
    after = timedelta(minutes=chance.randrange(minutes), seconds=chance.randrange(60))
    return at(day, hour) + after


def _following(scene: Scene, day: int) -> Scene:
    then = scene.story.then
    assert then is not None, f"story {scene.key}: the plot goes on, the story does not"
    return Scene(
        f"{scene.key}b", scene.story, day, PLOTS[then.plot], then.to, then.themes,
        then.reason, then.say, scene.first or scene,
    )  # fmt: skip
