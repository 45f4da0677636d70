"""The script: every step of every story with its moment, in the order of time."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any

from api.demo.calendar import Days, at
from api.demo.cast import Story
from api.demo.plots import PLOTS, Step
from domain.values import Code

OPENING = 90
"""The working day, before today, on which the territory begins."""
_SENT = Step(0, "sender", "sent")
_FOLLOWED = frozenset({"redirection", "another"})
_FIRST_HOUR = 9


@dataclass(frozen=True)
class Scene:
    """One referral of a story: its own addressee, motive and sayings. ``begun`` is a day."""

    key: str
    story: Story
    begun: int
    plot: str
    to: str
    themes: tuple[Code, ...]
    reason: str
    say: Mapping[str, Any]
    first: "Scene | None" = None


@dataclass(frozen=True)
class Act:
    """A step of a scene at its moment; of a following scene, ``opens`` is that scene."""

    moment: datetime
    scene: Scene
    step: Step
    name: str
    opens: Scene | None = None


def script(stories: Sequence[Story], days: Days) -> list[Act]:
    """What happens until the last working day before today."""
    acts: list[Act] = []
    for n, story in enumerate(stories, start=1):
        scene = Scene(
            str(n), story, story.ago, story.plot, story.to, story.themes, story.reason,
            story.say,
        )  # fmt: skip
        acts += _acts(scene, (_SENT, *PLOTS[story.plot]), days)
    return sorted(acts, key=lambda act: act.moment)


def _acts(scene: Scene, steps: Iterable[Step], days: Days) -> Iterator[Act]:
    on_the_day: Counter[int] = Counter()
    hour = _FIRST_HOUR + Random(scene.key).randrange(5)  # noqa: S311 - when they work on it
    for n, step in enumerate(steps):
        day = scene.begun - step.day
        if day < 1 or (step.noun == "note" and "note" not in scene.say):
            continue
        chance = Random(f"{scene.key}/{n}")  # noqa: S311 - the hour of an invented meeting
        begins = at(days(day), hour + on_the_day[day])
        moment = begins + timedelta(minutes=chance.randrange(55), seconds=chance.randrange(60))
        on_the_day[day] += 1
        following = _following(scene, day) if step.noun in _FOLLOWED else None
        yield Act(moment, scene, step, f"{scene.key}/{n}", following)
        if following is not None:
            yield from _acts(following, PLOTS[following.plot], days)


def _following(scene: Scene, day: int) -> Scene:
    then = scene.story.then
    assert then is not None, f"story {scene.key}: the plot goes on, the story does not"
    return Scene(
        f"{scene.key}b", scene.story, day, then.plot, then.to, then.themes, then.reason,
        then.say, scene,
    )  # fmt: skip
