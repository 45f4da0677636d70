"""Before destruction the attacker reads every personal field; after it, none."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import asyncpg
import pytest

from api.commands.people import erase
from api.commands.referral_verbs import REFERRALS
from api.desk import Desk
from api.settings import Settings
from domain.agent import Agent
from domain.aggregate import Subject
from domain.alert import Alert
from domain.case import Case
from domain.catalogue import KINDS, own_fields
from domain.contribution import Contribution
from domain.person import Person
from domain.policies import SYSTEM, Asker
from domain.reporter import Reporter
from domain.values import ReferralId, is_personal
from domain.watch_session import WatchSession
from domain.watch_session_life import Member
from store.embedded import Addresses
from tests.api.conftest import CCAS, MISSION, Somebody, new_referral
from tests.domain.alerts import ANSWER, HOUSING, RAISED
from tests.domain.needs import SAID as VOICE
from tests.erasure.attacker import Loot, grep, steal

CANARY = "Canari-7f3a"
CODED = ('"zgh","swb"', "lip-reading", "trafficking")
"""What is sealed though it is only a code: a language, a body's need, a danger."""

PERSONAL = {
    kind for kind, each in KINDS.items() if any(map(is_personal, own_fields(each).values()))
}


async def say_everything(
    administrator: Desk, ccas: Somebody, mission: Somebody
) -> list[tuple[type[Subject], UUID]]:
    """The canary in every kind of fact that can hold it; whose data it is."""
    who = dict.fromkeys(("family_name", "given_name", "phone", "mail", "address"), CANARY)
    said = new_referral(new_person=who, reason=CANARY, request=CANARY)
    logged = (await ccas.post("/referrals", said)).json()
    referral, case = ReferralId(UUID(logged["referral"])), UUID(logged["case"])
    person = UUID(logged["person"])
    sender, addressee = (_desk(administrator, each) for each in (ccas, mission))
    for desk, noun, body in (
        (addressee, "question", {"question": CANARY}),
        (sender, "reply", {"answer": CANARY}),
        (
            sender,
            "refusal",
            {
                "reason": "absent", "sentence": CANARY, "alternative": "later",
                "told_by": MISSION, "medium": "phone",
            },
        ),
        (addressee, "contestation", {"sentence": CANARY}),
        (addressee, "acceptance", {}),
        (addressee, "start", {}),
        (addressee, "completion", {"outcome": "achieved"}),
        (sender, "outcome-contestation", {"in_the_eyes_of": "sender", "sentence": CANARY}),
    ):  # fmt: skip
        ask = REFERRALS.verbs[noun].ask.model_validate(body)
        await REFERRALS.run(noun, desk, referral, ask)
    await sender.change(
        Person, person, Person.correct_identity,
        by=CCAS, reason="typing-error", family_name=CANARY, given_name=CANARY,
    )  # fmt: skip
    await sender.change(Person, person, Person.change_contact, by=CCAS, phone=CANARY)
    await _say_all_of_a_person(sender, person)
    await _say_all_of_a_case(sender, case)
    agent = UUID(int=7)
    await administrator.begin(Agent, agent, name=CANARY, function="social-worker", partner=CCAS)
    alert, reporter = await _say_all_of_an_alert(sender)
    await _say_all_of_a_session(sender, alert)
    return [
        (Person, person), (Case, case), (Agent, agent), (Alert, alert), (Reporter, reporter),
        (Contribution, await _say_all_of_a_contribution(sender)),
    ]  # fmt: skip


async def _say_all_of_a_contribution(sender: Desk) -> UUID:
    """The canary in what a resident said, and in who said it."""
    contribution = uuid4()
    words = dict.fromkeys(("text", "name", "contact"), CANARY)
    await sender.begin(Contribution, contribution, **VOICE | {"by": CCAS} | words)
    return contribution


async def _say_all_of_an_alert(sender: Desk) -> tuple[UUID, UUID]:
    """The canary in what was seen, told, thought and concluded."""
    alert, reporter, session = uuid4(), uuid4(), uuid4()
    system = replace(sender, asker=Asker(SYSTEM, None, SYSTEM, sender.asker.territory))
    cell = replace(sender, asker=replace(sender.asker, role="cell-animator"))
    said = RAISED | {"facts": CANARY, "analysis": CANARY, "raiser": CCAS, "case": None}
    told = {"learnt": "told-by-resident", "reporter": reporter}
    await sender.begin(Alert, alert, **said | told)
    words = dict.fromkeys(("name", "contact", "words"), CANARY)
    await sender.begin(Reporter, reporter, by=CCAS, alert=alert, **words)
    seen = {"urgency": "soon", "themes": HOUSING, "peril": "none", "analysis": CANARY}
    steps: list[tuple[Desk, Callable[..., None], dict[str, Any]]] = [
        (cell, Alert.qualify, {"by": CCAS} | seen),
        (system, Alert.put_on_agenda, {"session": session}),
        (cell, Alert.examine, {"by": CCAS, "session": session, "conclusion": CANARY}),
        (cell, Alert.escalate, {"by": CCAS, "to": CCAS, "deadline": ANSWER}),
        (sender, Alert.answer_escalation, {"by": CCAS, "answer": CANARY}),
        (sender, Alert.record_reply, {"by": CCAS, "reply": CANARY}),
        (cell, Alert.find_unfounded, {"by": CCAS, "why": CANARY}),
        (cell, Alert.reopen, {"by": CCAS, "reason": "new-facts"}),
        (cell, Alert.resolve, {"by": CCAS, "outcome": "other", "conclusion": CANARY}),
    ]
    for desk, verb, facts in steps:
        await desk.change(Alert, alert, verb, **facts)
    return alert, reporter


async def _say_all_of_a_person(sender: Desk, person: UUID) -> None:
    told: tuple[tuple[Callable[..., None], dict[str, Any]], ...] = (
        (Person.reach_by, {"means": CANARY}),
        (Person.need_interpreter, {"languages": ("zgh", "swb")}),
        (Person.need_access, {"needs": ("lip-reading",)}),
        (Person.protect_address, {"reason": "trafficking"}),
        (Person.represent, {"kind": "tutelle", "who": CANARY, "scope": "person"}),
    )
    for verb, facts in told:
        await sender.change(Person, person, verb, by=CCAS, **facts)


async def _say_all_of_a_case(sender: Desk, case: UUID) -> None:
    """The canary in its notes, goals, decisions and what went to protection."""
    here, day = sender.partner, date(2026, 12, 1)
    decider = replace(sender, asker=replace(sender.asker, role="coordinator"))
    others = {"route": "119", "medium": "phone", "family_informed": "informed"}
    told = {"authorities": ("maire",), "categories": ("housing",)}
    alone: list[tuple[Callable[..., None], dict[str, Any]]] = [
        (Case.inform_authority, told | {"why": CANARY}),
        (Case.transmit_to_protection, others | {"receipt": CANARY}),
        (Case.add_note, {"text": CANARY}),
        (Case.set_goal, {"text": CANARY, "theme": "sante--addictions"}),
        (Case.report_coordination_need, {"authorities": ("maire",), "need": "continuity"}),
    ]
    for verb, body in alone:
        await sender.change(Case, case, verb, by=here, **body)
    known = await sender.log.load(Case, case)
    assert known is not None
    [note] = known.notes
    await sender.change(Case, case, Case.correct_note, by=here, note=note, text=CANARY)
    for verb in (Case.designate_coordinator, Case.replace_coordinator):
        who: dict[str, Any] = {"partner": here, "agent": uuid4()}
        steps: list[tuple[Callable[..., None], dict[str, Any]]] = [
            (Case.propose_coordinator, who),
            (Case.agree_to_coordinator, {}),
            (Case.consult_department, {"consulted_on": day, "opinion": "reserved"}),
        ]
        for step, said in steps:
            await sender.change(Case, case, step, by=here, **said)
        decision = who | {"decided_on": day, "reference": CANARY}
        await decider.change(Case, case, verb, by=here, **decision)


async def _say_all_of_a_session(sender: Desk, alert: UUID) -> None:
    """A follow-up about that alert, refused: a session has no text that is its own."""
    cell = replace(sender, asker=replace(sender.asker, role="cell-animator"))
    session, now = uuid4(), sender.log.now
    members = (Member(CCAS, "ccas"), Member(MISSION, "mission-locale"))
    await cell.begin(
        WatchSession, session, by=CCAS, number=1, title="Séance", meets_at=now,
        where="Mairie", members=members,
    )  # fmt: skip
    item: dict[str, Any] = {"alert": alert, "kind": "situation", "regime": "anonymised"}
    asked = {"kind": "contact", "responsible": CCAS, "due": now.date() + timedelta(days=9)}
    refused = {"number": 1, "reason": "other", "sentence": CANARY}
    said: list[tuple[Desk, Callable[..., None], dict[str, Any]]] = [
        (cell, WatchSession.add_item, item | {"by": CCAS, "on": now.date()}),
        (cell, WatchSession.propose_follow_up, asked | {"alert": alert, "text": CANARY}),
        (sender, WatchSession.refuse_follow_up, refused | {"by": CCAS}),
    ]
    for desk, verb, facts in said:
        await desk.change(WatchSession, session, verb, **facts)


def _desk(administrator: Desk, somebody: Somebody, role: str = "social-worker") -> Desk:
    asker = Asker(somebody.agent, somebody.partner, role, administrator.territory)
    return replace(administrator, asker=asker)


async def end_everything(
    administrator: Desk, ccas: Somebody, subjects: list[tuple[type[Subject], UUID]]
) -> None:
    for kind, subject in subjects:
        await erase(_desk(administrator, ccas, "dpo"), kind, subject, "right-to-erasure")


def found(loot: Loot) -> set[str]:
    """Where any of the secrets can be read."""
    return {place for secret in (CANARY, *CODED) for place in loot.finds(secret)}


async def loot_of(where: Addresses, home: Settings, logs: str) -> Loot:
    return await steal(where, home.master_key.read_bytes(), logs)


async def test_the_attacker_reads_every_kind_of_personal_fact_before_and_none_after(
    administrator: Desk,
    ccas: Somebody,
    mission: Somebody,
    where: Addresses,
    home: Settings,
    capfd: pytest.CaptureFixture[str],
) -> None:
    subjects = await say_everything(administrator, ccas, mission)
    logs = "".join(capfd.readouterr())

    assert found(await loot_of(where, home, logs)) == PERSONAL

    stolen_before = await loot_of(where, home, logs)
    await end_everything(administrator, ccas, subjects)
    logs += "".join(capfd.readouterr())
    after = await loot_of(where, home, logs)

    assert found(after) == set()
    old_dump_new_keys = replace(stolen_before, keys=after.keys)
    assert found(old_dump_new_keys) == set()


async def test_the_attacker_would_notice_a_key_that_was_not_deleted(
    administrator: Desk,
    ccas: Somebody,
    mission: Somebody,
    where: Addresses,
    home: Settings,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def forget_to(_: object) -> None:
        return None

    subjects = await say_everything(administrator, ccas, mission)
    before = await loot_of(where, home, "")
    monkeypatch.setattr(administrator.installation.keys, "destroy", forget_to)
    await end_everything(administrator, ccas, subjects)
    after = await loot_of(where, home, "")

    assert found(replace(before, keys=after.keys)) == PERSONAL


async def test_no_clear_text_reaches_the_disk(
    administrator: Desk, ccas: Somebody, mission: Somebody, where: Addresses, socket: str
) -> None:
    await _checkpoint(where)
    subjects = await say_everything(administrator, ccas, mission)
    await _checkpoint(where)
    assert not any(grep(Path(socket), secret) for secret in (CANARY, *CODED))

    await end_everything(administrator, ccas, subjects)
    await _checkpoint(where)
    assert not any(grep(Path(socket), secret) for secret in (CANARY, *CODED))


async def test_the_grep_would_find_clear_text(where: Addresses, socket: str) -> None:
    other = "Sittelle-51c0"
    admin = await asyncpg.connect(where.admin)
    await admin.execute(f"create table scratch as select '{other}'::text as said")
    await admin.close()
    await _checkpoint(where)

    assert grep(Path(socket), other)


async def _checkpoint(where: Addresses) -> None:
    admin = await asyncpg.connect(where.admin)
    try:
        await admin.execute("checkpoint")
    finally:
        await admin.close()
