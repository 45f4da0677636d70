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
from api.demo.cast import SOURCE, AgentPart, Cast, named
from api.demo.cue import Cue
from api.demo.script import Act, Scene
from domain.partner import partner_id
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


class Stage:
    """A cast that plays; ``days`` are those of the script."""

    def __init__(self, cast: Cast, days: Days) -> None:
        self._cast, self._days = cast, days

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
            made=self._made(opens) if referral else None,
            chain=str(self.case(act.scene)), late=act.moment if late else None,
        )  # fmt: skip

    def partner(self, key: str) -> PartnerId:
        return partner_id(self._cast.code, SOURCE, key)

    def referral(self, scene: Scene) -> ReferralId:
        return ReferralId(uuid5(self._made(scene), "referral"))

    def case(self, scene: Scene) -> CaseId:
        return CaseId(uuid5(self._made(scene.first or scene), "case"))

    def person(self, scene: Scene) -> PersonId:
        return PersonId(uuid5(self._made(scene.first or scene), "person"))

    def _about(self, act: Act) -> About:
        if act.step.noun in _OPENS:
            return About("referrals", "sent", None)
        place, _, noun = act.step.noun.rpartition("/")
        streams = {"case": self.case, "person": self.person}
        return About(_PLACES[place], noun, streams.get(place, self.referral)(act.scene))

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
            return uuid5(named(self._cast.code, f"referral/{key}"), "person")
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
        role = act.step.role
        able = [
            agent for agent in self._working[f"{SOURCE}/{key}"]
            if (role in agent.roles if role else agent.roles[0] in CASEWORK)
        ]  # fmt: skip
        return Random(act.scene.story.person[1]).choice(able)  # noqa: S311 - a persona

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
            "case": self.case(scene), "person": self.person(scene),
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

    def _made(self, scene: Scene) -> UUID:
        return named(self._cast.code, f"referral/{scene.key}")
