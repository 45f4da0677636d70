"""The cases of a year: who asks whom for what, how it goes, and what is hard."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

from api.demo.cast import Story, Then
from api.demo.plots import Step
from api.demo.script import SENT, Scene
from api.demo.year.chance import Chance
from api.demo.year.extent import Extent
from api.demo.year.people import Somebody, somebody
from api.demo.year.plots import ENDLESS, by_phone, in_its_time, urgency_of
from api.demo.year.sayings import Between, sayings
from api.demo.year.troupe import Place, offering
from api.demo.year.words import Topic, agreed, words
from domain.values import Code

CASES, REFERRALS = 600, 3_000
USUAL: Mapping[str, float] = {
    "achieved": 10, "achieved-slowly": 7, "partly": 7, "supported": 6, "supported-in-vain": 3,
    "resumed": 3, "meeting-moved": 4, "excused": 3, "accompanied": 3, "no-show": 5,
    "question": 6, "contested": 1, "told-late": 2, "started": 2, "waitlist": 12,
    "declined": 2.5, "declined-closed": 5, "declined-redirected": 4.5, "refused-twice": 2,
    "silent": 1.5, "silent-redirected": 4, "silent-answered": 4, "silent-closed": 3,
    "withdrawn": 2, "phone-contested": 2, "advice": 3, "advice-open": 0.3,
}  # fmt: skip
"""How often each plot comes, in hundredths or so."""
HARD: Mapping[str, float] = {
    "coordinated": 6, "employer-refused": 3, "protected": 10, "represented": 10, "noted": 14,
    "with-goals": 16, "handed-over": 8, "come-back": 6, "sender-changed": 5, "informed": 12,
    "regretted": 4, "known-better": 6, "rights-asked": 4, "joined-later": 8,
    "partner-released": 8, "moved-away": 8, "deceased": 5, "opposed": 3, "transmitted": 1,
    "twin": 3, "mistaken-twin": 2, "training": 6, "served-last": 5, "asked-too-late": 3,
    "coordinator-replaced": 2, "guardian-changed": 4, "no-longer-hidden": 2,
    "authority-told": 3, "not-dead": 1,
}  # fmt: skip
"""How many cases of each kind there are at scale 1; at least one at any."""
_OF_LEAVING, _WARNED = frozenset({"served-last", "asked-too-late"}), 45
_TWINS = frozenset({"twin", "mistaken-twin"})
WITHOUT_MORE = frozenset(HARD) - {"protected", "represented"}
"""Plots of which the case holds nothing else."""
_ONLY_FROM = dict.fromkeys(
    ("coordinated", "coordinator-replaced", "employer-refused", "twin", "mistaken-twin"),
    ("ccas", "circo"),
)
LEAVING = "trait-dunion"
CLOSED_IN_SUMMER = ("numerique", "mots-passants")
"""Whose silence in summer is none: their answers are due later."""
_YOUNG, _OLD, _SCHOOL = (16, 25), (63, 90), (11, 17)
_OF = {"mission-locale": _YOUNG, "clic": _OLD, "college": _SCHOOL, "lycee": (15, 19)}
_OF_AGE, _WINTER = 18, (11, 12, 1, 2)
_LIGHT = {"advice", "advice-open"}


@dataclass(frozen=True)
class Casework:
    """All scenes of all cases, planned from the extent alone."""

    extent: Extent
    here: Place

    def scenes(self) -> Iterator[Scene]:
        known: dict[str, list[Scene]] = {}
        for n, plot in enumerate(self._plots(), start=1):
            yield from self._case(str(n), plot, self.extent.chance.of("case", n), known)

    def _plots(self) -> Sequence[str | None]:
        """The first plot of each case: a hard one, or None for a usual one."""
        hard: list[str | None] = []
        for plot, count in HARD.items():
            if plot not in _OF_LEAVING or self.closing + _WARNED < self.extent.opening:
                hard += [plot] * self.extent.many(count)
        usual = max(len(hard), self.extent.many(CASES) - len(hard))
        twins = [plot for plot in hard if plot in _TWINS]
        drawn = [plot for plot in hard if plot not in _TWINS] + [None] * usual
        self.extent.chance.of("order").shuffle(drawn)
        return drawn + twins

    def _case(
        self, key: str, plot: str | None, chance: Chance, known: dict[str, list[Scene]]
    ) -> Iterator[Scene]:
        sender = self._sender(plot, chance.of("sender"))
        first = self._first(key, plot, sender, chance)
        if plot in _TWINS:
            sooner = [each for each in known[sender] if each.begun > first.begun + 1]
            twin = chance.of("twin").choice(sooner)
            first = replace(first, say={**first.say, "person/merge": {"into": twin.key}})
        elif plot is None:
            known.setdefault(sender, []).append(first)
        more = [] if plot in WITHOUT_MORE else self._more(first, sender, chance)
        yield self._ended(first, more, chance.of("end"))
        yield from more

    def _first(self, key: str, plot: str | None, sender: str, chance: Chance) -> Scene:
        begun = self._begun(plot, chance.of("begun"))
        on = self.extent.day(begun)
        who = somebody(chance.of("person"), on, _OF.get(sender, (19, 84)))
        named = plot or _named_plot(chance.of("plot"))
        return self._scene(key, named, begun, sender, who, chance.of("first"))

    def _more(self, first: Scene, sender: str, chance: Chance) -> list[Scene]:
        """What the same person asks for afterwards."""
        who = _who(first)
        count = min(_count(chance.of("count")), first.begun // 4)
        span = min(first.begun - 3, round(chance.of("span").expovariate(1 / 150)) + 20)
        last = max(1, first.begun - max(4, span))
        drawn = (self.extent.drawn(chance.of("day", n), first.begun - 3, last)
                 for n in range(count))  # fmt: skip
        days = sorted(set(drawn), reverse=True)
        scenes = []
        for n, begun in enumerate((day for day in days if day > 1), start=1):
            plot = _named_plot(chance.of("plot", n))
            key = f"{first.key}-{n}"
            scene = self._scene(key, plot, begun, sender, who, chance.of("scene", n))
            scenes.append(replace(scene, first=first))
        return scenes

    def _scene(
        self, key: str, plot: str, begun: int, sender: str, who: Somebody, chance: Chance
    ) -> Scene:
        on = self.extent.day(begun)
        topic = self._topic(sender, who, on, chance.of("topic"))
        to, elsewhere = self._asked(plot, sender, topic, on, chance.of("to"))
        urgency = urgency_of(plot, chance.of("urgency"))
        steps = in_its_time(plot, urgency, chance.of("steps"))
        if plot in USUAL:
            steps = tuple(step for step in steps if step.noun != "case/closure")
        if plot not in _LIGHT and chance.of("phone").happens(0.62):
            steps = by_phone(steps, chance.of("call"))
        between = Between(sender, to, elsewhere, on)
        say = sayings(key, who, topic, between, chance.of("say"))
        story = _story(plot, begun, urgency, who, topic, between, chance.of("story"))
        return Scene(
            key, story, begun, (SENT, *self._finished(plot, steps, chance.of("finish"))),
            to, story.themes, story.reason, say, hour=chance.of("hour").randrange(2),
        )  # fmt: skip

    def _finished(self, plot: str, steps: Sequence[Step], chance: Chance) -> Sequence[Step]:
        """Most support ends one day, also where the plot leaves it open."""
        if plot not in ENDLESS - {"silent", "sender-changed"} or not chance.happens(0.9):
            return steps
        last = max((step.day for step in steps), default=0) + chance.randint(20, 70)
        outcome = chance.among({"achieved": 6, "partially": 3, "not-achieved": 1})
        return (*steps, Step(last, "addressee", "completion", {"outcome": outcome}))

    def _ended(self, first: Scene, more: Sequence[Scene], chance: Chance) -> Scene:
        """Some weeks after its last act, a case is closed; most of them."""
        special = {
            "case/error", "case/transfer", "case/handover", "case/reopening", "case/closure",
        }  # fmt: skip
        if special & {step.noun for step in first.steps} or not chance.happens(0.75):
            return first
        last = max(_last(scene, first.begun) for scene in (first, *more))
        outcome = chance.among({
            "needs-met": 6, "needs-partly-met": 3, "no-solution": 1, "person-stopped": 1,
        })  # fmt: skip
        closing = Step(
            last + chance.randint(8, 40), "sender", "case/closure", {"outcome": outcome}
        )
        return replace(first, steps=(*first.steps, closing))

    def _sender(self, plot: str | None, chance: Chance) -> str:
        allowed = _ONLY_FROM.get(plot or "")
        sends = {each.key: each.sends for each in self.here.partners if each.sends}
        return chance.among({k: n for k, n in sends.items() if not allowed or k in allowed})

    def _begun(self, plot: str | None, chance: Chance) -> int:
        if plot == "training":
            return self.training
        if plot in _TWINS:
            return self.extent.drawn(chance, self.extent.past(0.6), 12)
        if plot in _OF_LEAVING:
            return self.closing + 30 + chance.randrange(10)
        return self.extent.drawn(chance, self.extent.opening - 2, 1)

    @cached_property
    def training(self) -> int:
        """The working day on which everybody tried the software, on what was not true."""
        return max(2, self.extent.opening - 4)

    @cached_property
    def closing(self) -> int:
        """The working day on which an association leaves the network."""
        return max(3, self.extent.past(0.72))

    @cached_property
    def _offering(self) -> Mapping[Code, Sequence[str]]:
        return offering(self.here)

    def _topic(self, sender: str, who: Somebody, on: date, chance: Chance) -> Topic:
        age = max(_OF_AGE, (on - who.born).days // 365)
        winter = on.month in _WINTER
        weights = {
            name: topic.weight * (topic.winter if winter else 1)
            for name, topic in words().topics.items()
            if topic.ages[0] <= age <= topic.ages[1]
            and topic.for_household(who.household)
            and self._others(topic, sender)
        }
        return words().topics[chance.among(weights)]

    def _others(self, topic: Topic, sender: str) -> Sequence[str]:
        asked = self._offering.get(topic.theme, ())
        return [each for each in asked if each not in (sender, LEAVING, "crip")]

    def _asked(
        self, plot: str, sender: str, topic: Topic, on: date, chance: Chance
    ) -> tuple[str, str]:
        """Who is asked, and who else could be."""
        able = list(self._others(topic, sender))
        chance.shuffle(able)
        others = [each for each in ("circo", "ccas", "caf", "centre-social") if each != sender]
        chance.shuffle(others)
        if plot.startswith("silent"):
            able = [each for each in able if each not in CLOSED_IN_SUMMER] or others
        to = LEAVING if plot in _OF_LEAVING else able[0]
        elsewhere = next(each for each in (*able[1:], *others) if each not in (to, sender))
        return to, elsewhere


def _named_plot(chance: Chance) -> str:
    return chance.among(USUAL)


def _count(chance: Chance) -> int:
    """How often the same person is referred again: many hardly, some for two years."""
    return min(24, round(chance.expovariate(1 / 5.4)))


def _last(scene: Scene, begun: int) -> int:
    """The day of the case on which this scene does its last act, follow-ups included."""
    follows = any(step.noun in ("redirection", "another") for step in scene.steps)
    return begun - scene.begun + max(step.day for step in scene.steps) + (90 if follows else 0)


def _who(scene: Scene) -> Somebody:
    return Somebody(*scene.story.person, language=scene.story.language)


def _story(
    plot: str, begun: int, urgency: Code, who: Somebody, topic: Topic, between: Between,
    chance: Chance,
) -> Story:  # fmt: skip
    said, on = words(), between.on
    asked, again = (chance.choice(topic.for_household(who.household)) for _ in range(2))
    reason = " ".join((
        asked.reason, chance.choice(said.context[who.household]),
        chance.choice(said.available),
    ))  # fmt: skip
    told: dict[str, Any] = {
        "informed": "with-interpreter" if who.language == "interpreter" else "orally",
        "agreement": chance.among({"oral": 8, "written": 2}),
    }
    then = Then(
        to=between.elsewhere, plot=chance.choice(("achieved-slowly", "started", "partly")),
        themes=(topic.theme,), say={},
        reason=agreed(again.reason, who.sex, on, chance),
    )  # fmt: skip
    return Story.model_validate({
        "plot": plot, "ago": begun, "from": between.sender, "to": between.to,
        "urgency": urgency, "themes": (topic.theme,), "person": who.person,
        "kind": _kind(plot, chance),
        "danger": _danger(chance) if urgency == "urgent" else None,
        "request": agreed(asked.request, who.sex, on, chance),
        "reason": agreed(reason, who.sex, on, chance), "language": who.language,
        "channel": _channel(chance), "then": then, **told,
    })  # fmt: skip


def _kind(plot: str, chance: Chance) -> Code:
    if plot in _LIGHT:
        return chance.among({"advice": 2, "contact-details": 1})
    return chance.among({"referral": 8, "warm-handover": 2})


def _danger(chance: Chance) -> Code:
    return chance.among({
        "no-immediate-danger": 6, "shelter-line-called": 2, "emergency-called": 1,
    })  # fmt: skip


def _channel(chance: Chance) -> Code:
    return chance.among({
        "visit": 40, "phone": 25, "home-visit": 10, "partner": 10, "written": 5,
        "outreach": 5, "online": 5,
    })  # fmt: skip
