"""The stage: a script played through the real commands, each at its moment."""

from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from random import Random
from typing import Any
from uuid import UUID, uuid5

from api.commands.blanks import Kind, blanks_of
from api.commands.case_verbs import CASES
from api.commands.people import NewPerson
from api.commands.person_verbs import PEOPLE
from api.commands.referral_verbs import REFERRALS
from api.commands.referrals import NewReferral, log_referral, redirect
from api.commands.verbs import Resource, Verb
from api.demo.calendar import Days, at
from api.demo.cast import SOURCE, AgentPart, Cast, named
from api.demo.script import Act, Scene
from api.desk import Desk
from api.installation import Installation
from domain.aggregate import Refusal
from domain.case import Case
from domain.partner import partner_id
from domain.policies import CASEWORK, Asker
from domain.values import CaseId, PartnerId, PersonId, ReferralId

_NOON = 12
_MEETING_HOURS = (9, 10, 11, 14)


class Stage:
    """A cast that plays; ``days`` are those of the script.

    ``forgiving``: the play was interrupted, and what happened since may refuse a step.
    """

    def __init__(
        self, installation: Installation, cast: Cast, days: Days, *, forgiving: bool
    ) -> None:
        self.installation, self._cast, self._days = installation, cast, days
        self._forgiven = (Refusal,) if forgiving else ()

    async def play(self, act: Act) -> None:
        """Do what the act says, in the name of whoever does it."""
        with suppress(*self._forgiven):
            await self._play(act)

    async def _play(self, act: Act) -> None:
        own = _OWN.get(act.step.noun)
        if own is not None:
            await own(self, act, self._desk(act))
            return
        resource, stream, noun = self._about(act)
        said = await self._told(act, stream, resource.verb(noun))
        ask = resource.verb(noun).ask.model_validate(said)
        await resource.run(noun, self._desk(act), stream, ask)

    def partner(self, key: str) -> PartnerId:
        return partner_id(self._cast.code, SOURCE, key)

    def referral(self, scene: Scene) -> ReferralId:
        return ReferralId(uuid5(self._made(scene), "referral"))

    def case(self, scene: Scene) -> CaseId:
        return CaseId(uuid5(self._made(scene.first or scene), "case"))

    def person(self, scene: Scene) -> PersonId:
        return PersonId(uuid5(self._made(scene.first or scene), "person"))

    def _about(self, act: Act) -> tuple[Resource, UUID, str]:
        """What the step is about, and the noun of its verb there."""
        place, _, noun = act.step.noun.rpartition("/")
        if place == "case":
            return CASES, self.case(act.scene), noun
        if place == "person":
            return PEOPLE, self.person(act.scene), noun
        return REFERRALS, self.referral(act.scene), noun

    async def _told(self, act: Act, stream: UUID, verb: Verb) -> dict[str, Any]:
        """What the story says, with the identifiers of whom and what it names."""
        said = self._said(act)
        for blank in blanks_of(verb.ask):
            if isinstance(key := said.get(blank.name), str):
                said[blank.name] = self._named(blank.kind, key)
        asked = {"note", "goal"} & verb.ask.model_fields.keys()
        if asked:
            it = await self.installation.log(self._cast.code).load(Case, stream)
            assert it is not None
            found = {"note": max(it.notes, default=0), "goal": max(it.goals, default=0)}
            said |= {name: found[name] for name in asked}
        return said

    def _named(self, kind: Kind, key: str) -> Any:
        if kind == "partner":
            return self.partner(key)
        if kind == "agent":
            return next(each for each in self._cast.agents if each.key == key).agent(
                self._cast.code
            )
        if kind == "person":
            return uuid5(named(self._cast.code, f"referral/{key}"), "person")
        return key

    async def send(self, act: Act, desk: Desk) -> None:
        scene = act.opens or act.scene
        await log_referral(replace(desk, correlation=self._made(scene)), self._ask(act, scene))

    async def redirect(self, act: Act, desk: Desk) -> None:
        assert act.opens is not None
        desk = replace(desk, correlation=self._made(act.opens))
        await redirect(desk, self.referral(act.scene), self._ask(act, act.opens))

    async def note(self, act: Act, desk: Desk) -> None:
        text = act.scene.say["note"]["text"]
        verb, case = Case.add_note, self.case(act.scene)
        await desk.change(Case, case, verb, by=desk.partner, text=text)

    async def close_case(self, act: Act, desk: Desk) -> None:
        verb, case = Case.close, self.case(act.scene)
        await desk.change(Case, case, verb, by=desk.partner, **act.step.said)

    async def case_in_error(self, act: Act, desk: Desk) -> None:
        verb, case = Case.enter_in_error, self.case(act.scene)
        await desk.change(Case, case, verb, by=desk.partner, **act.step.said)

    def _desk(self, act: Act) -> Desk:
        who = self._agent(act)
        territory = self._cast.code
        role = act.step.role or who.roles[0]
        asker = Asker(who.agent(territory), who.works_for(territory), role, territory)
        once = named(territory, act.name)
        desk = Desk(
            self.installation, asker, "demo", occurred_at=act.moment,
            correlation=once, command_id=once,
        )  # fmt: skip
        late = 1 if act.step.phoned else act.step.late
        if not late:
            return desk
        day = self._days(act.scene.begun - act.step.day + late)
        return replace(desk, occurred_at=at(day, _NOON), precision="day")

    def _agent(self, act: Act) -> AgentPart:
        """Who does it for that side; the same person in every step of a scene."""
        key = act.scene.story.sender if act.step.by == "sender" else act.scene.to
        partner = f"{SOURCE}/{key}"
        working = [
            agent for agent in self._cast.agents
            if agent.partner == partner
            and (act.step.role in agent.roles if act.step.role else agent.roles[0] in CASEWORK)
        ]  # fmt: skip
        return Random(act.scene.story.person[1]).choice(working)  # noqa: S311 - a persona

    def _said(self, act: Act) -> dict[str, Any]:
        step, scene = act.step, act.scene
        said = {**step.said, **scene.say.get(step.told or step.noun, {})}
        said |= {name: self._days(scene.begun - day) for name, day in step.days.items()}
        if step.meets is not None:
            hour = Random(act.name).choice(_MEETING_HOURS)  # noqa: S311 - a persona's diary
            said["meets_at"] = at(self._days(scene.begun - step.meets), hour)
        if step.expected is not None:
            said["expected"] = self._days(scene.begun - step.expected)
        if step.until is not None:
            said["until"] = self._days(scene.begun - step.until)
        if step.phoned:
            said["told_by"] = self.partner(scene.to)
        if step.noun == "assignment":
            said["agent"] = self._agent(act).agent(self._cast.code)
        return said

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


_OWN: Mapping[str, Callable[[Stage, Act, Desk], Awaitable[None]]] = {
    "sent": Stage.send,
    "another": Stage.send,
    "redirection": Stage.redirect,
    "note": Stage.note,
    "case-closure": Stage.close_case,
    "case-error": Stage.case_in_error,
}
