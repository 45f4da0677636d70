"""The stage: who plays each step of a script, and what they say, as cues."""

from collections.abc import Mapping
from datetime import date, datetime
from functools import cached_property
from random import Random
from typing import Any, NamedTuple
from uuid import UUID, uuid5

from api.commands.blanks import Kind, blanks_of
from api.commands.people import NewPerson
from api.commands.referrals import NewReferral
from api.commands.resources import RESOURCES
from api.demo.calendar import Days, at
from api.demo.cast import SOURCE, AgentPart, Cast, named, partner_of
from api.demo.cue import Cue
from api.demo.script import Act, Scene
from domain.policies import CASEWORK, Asker
from domain.values import CaseId, PartnerId, PersonId, ReferralId

_NOON = 12
_MEETING_HOURS = (9, 10, 11, 14)
_OPENS = frozenset({"sent", "another"})
_PLACES = {"case": "cases", "person": "people", "": "referrals"}
_RESOURCES = {each.address: each for each in RESOURCES}


class About(NamedTuple):
    """What a step is about, and the noun of its verb there."""

    resource: str
    noun: str
    stream: UUID | None


class Streams(NamedTuple):
    """What a scene is about. ``made``: what its referral, and in the first its case, is of."""

    made: UUID
    referral: ReferralId
    case: CaseId
    person: PersonId


class Stage:
    """A cast that plays; ``days`` are those of the script."""

    def __init__(self, cast: Cast, days: Days) -> None:
        self._cast, self._days = cast, days
        self._streams: dict[str, Streams] = {}
        self._seated: dict[tuple[str, str | None, str], AgentPart] = {}

    def cue(self, act: Act) -> Cue:
        """What the act says, in the name of whoever does it."""
        about = self._about(act)
        opens = act.opens or act.scene
        referral = about.noun in ("sent", "redirection")
        moment, late = act.moment, 1 if act.step.phoned else act.step.late
        if late:
            moment = at(self._days(act.scene.begun - act.step.day + late), _NOON)
        return Cue(
            act.name, moment, self._asker(act), *about,
            said=self._ask(act, opens) if referral else self._told(act, about),
            precision="day" if late else "instant",
            made=self.of(opens).made if referral else None,
            chain=str(self.of(act.scene).case), late=act.moment if late else None,
        )  # fmt: skip

    def partner(self, key: str) -> PartnerId:
        return partner_of(self._cast.code, f"{SOURCE}/{key}")

    def of(self, scene: Scene) -> Streams:
        if scene.key not in self._streams:
            made = self._made(scene.key)
            first = made if scene.first is None else self._made(scene.first.key)
            self._streams[scene.key] = Streams(
                made, ReferralId(uuid5(made, "referral")), CaseId(uuid5(first, "case")),
                PersonId(uuid5(first, "person")),
            )  # fmt: skip
        return self._streams[scene.key]

    def _about(self, act: Act) -> About:
        if act.step.noun in _OPENS:
            return About("referrals", "sent", None)
        place, _, noun = act.step.noun.rpartition("/")
        of = self.of(act.scene)
        streams = {"case": of.case, "person": of.person}
        return About(_PLACES[place], noun, streams.get(place, of.referral))

    def _told(self, act: Act, about: About) -> Mapping[str, Any]:
        """What the story says, with the identifiers of whom it names."""
        said = self._said(act)
        for blank in blanks_of(_RESOURCES[about.resource].verb(about.noun).ask):
            key = said.get(blank.name)
            if isinstance(key, str):
                said[blank.name] = self._named(blank.kind, key)
            elif isinstance(key, list):
                said[blank.name] = [self._named(blank.kind, each) for each in key]
        return said

    def _named(self, kind: Kind, key: str) -> Any:
        if kind == "partner":
            return self.partner(key)
        if kind == "agent":
            return self._agents[key].agent(self._cast.code)
        if kind == "person":
            return uuid5(self._made(key), "person")
        return key

    @cached_property
    def _agents(self) -> Mapping[str, AgentPart]:
        return {each.key: each for each in self._cast.agents}

    @cached_property
    def _working(self) -> Mapping[str, list[AgentPart]]:
        """The agents of each partner."""
        found: dict[str, list[AgentPart]] = {}
        for each in self._cast.agents:
            found.setdefault(each.partner, []).append(each)
        return found

    def _asker(self, act: Act) -> Asker:
        who, territory = self._agent(act), self._cast.code
        role = act.step.role or who.roles[0]
        return Asker(who.agent(territory), who.works_for(territory), role, territory)

    def _agent(self, act: Act) -> AgentPart:
        """Who does it for that side; the same person in every step of a scene."""
        key = act.scene.story.sender if act.step.by == "sender" else act.scene.to
        role, family = act.step.role, act.scene.story.person[1]
        seat = key, role, family
        if seat not in self._seated:
            able = [
                agent for agent in self._working[f"{SOURCE}/{key}"]
                if (role in agent.roles if role else agent.roles[0] in CASEWORK)
            ]  # fmt: skip
            self._seated[seat] = Random(family).choice(able)  # noqa: S311 - a persona
        return self._seated[seat]

    def _said(self, act: Act) -> dict[str, Any]:
        step, scene = act.step, act.scene
        said = {**step.said, **scene.say.get(step.told or step.noun, {})}
        said |= {name: self._day(act, day) for name, day in step.days.items()}
        if step.meets is not None:
            said["meets_at"] = self._meeting(act, step.meets)
        if step.expected is not None:
            said["expected"] = self._day(act, step.expected)
        if step.until is not None:
            said["until"] = self._day(act, step.until)
        if step.phoned:
            said["told_by"] = self.partner(scene.to)
        if step.noun == "assignment":
            said["agent"] = self._agent(act).agent(self._cast.code)
        return said

    def _day(self, act: Act, day: int) -> date:
        return self._days(act.scene.begun - day)

    def _meeting(self, act: Act, day: int) -> datetime:
        hour = Random(act.name).choice(_MEETING_HOURS)  # noqa: S311 - a persona's diary
        return at(self._day(act, day), hour)

    def _ask(self, act: Act, scene: Scene) -> NewReferral:
        story, first = scene.story, scene.first
        family = {
            "case": self.of(scene).case, "person": self.of(scene).person,
        } if first else {"new_person": self._person(scene)}  # fmt: skip
        return NewReferral(
            addressee=self.partner(scene.to), kind=story.kind, urgency=story.urgency,
            themes=scene.themes, request=story.request, reason=scene.reason,
            informed=story.informed, agreement=story.agreement, sharing_ground=story.ground,
            danger=story.danger,
            coarse=story.coarse(act.moment.date(), self._cast.geography_version), **family,
        )  # fmt: skip

    def _person(self, scene: Scene) -> NewPerson:
        given, family, born, *_ = scene.story.person
        number = Random(family).randrange(10_000)  # noqa: S311 - 06 39 98 is for fiction
        phone = f"06 39 98 {number // 100:02} {number % 100:02}"
        return NewPerson(family_name=family, given_name=given, birth_date=born, phone=phone)

    def _made(self, key: str) -> UUID:
        return named(self._cast.code, f"referral/{key}")
