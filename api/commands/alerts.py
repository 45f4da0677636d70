"""Raising an alert: one form, the alert and who told it, idempotent as a whole."""

from typing import Any
from uuid import UUID, uuid5

from api.commands import sharing
from api.commands.alert_asks import NewAlert, Raised
from api.commands.deadlines import closures_of, territory_of
from api.desk import Desk
from domain import clock, codes
from domain.alert import Alert
from domain.alert_standing import SITUATION, Escalation
from domain.case import Case
from domain.case_life import NotInvolved
from domain.partner import Partner
from domain.reporter import Reporter
from domain.rules import ALERT_ANSWER, Rule
from domain.sharing import NotBetweenThem
from domain.values import AlertId, CaseId, Code, Deadline, PartnerId, ReporterId
from domain.watch_session_life import NeverNominative
from store.refusals import Unknown
from store.statements import Statements

_sql = Statements(__file__)


async def foreseen(desk: Desk, ask: NewAlert) -> dict[str, Any]:
    """The fact that raising would record; raises what it would refuse, and writes nothing."""
    if ask.kind == SITUATION:
        await ensure_may_learn(desk, desk.partner, None)
    if ask.case is not None:
        await _ensure_in_case(desk, ask.case)
    if ask.sharing_ground is not None:
        await _ensure_held(desk, ask.sharing_ground, ask.case)
    territory = await territory_of(desk)
    if territory.geography is not None:
        territory.geography.ensure_places(ask.coarse)
    codes.URGENCIES.ensure(urgency=ask.urgency)
    rule = territory.rules[ALERT_ANSWER]
    deadline = clock.acknowledgement_deadline(rule, ask.urgency, desk.today)
    said = dict(ask)
    said["reporter"] = _reporter(desk) if ask.reporter is not None else None
    facts = said | {
        "raiser": desk.partner, "raised_on": desk.today, "deadline": deadline,
        "escalation": await _escalation(desk, ask, rule, deadline),
    }  # fmt: skip
    Alert(id=_alert(desk), **facts)
    return facts


async def raise_alert(desk: Desk, ask: NewAlert) -> Raised:
    """The composite door: the alert, then who told it; resumed after a partial failure."""
    facts = await foreseen(desk, ask)  # refused before anything is written
    alert, reporter, step = _alert(desk), facts["reporter"], desk.steps()
    raised = await step("raise").begin(Alert, alert, **facts)
    if ask.reporter is not None:
        said = dict(ask.reporter) | {"by": desk.partner, "alert": alert}
        await step("hear").begin(Reporter, reporter, **said)
    return Raised(
        alert=alert, reporter=reporter, version=raised.version, position=raised.position
    )


async def ensure_may_learn(desk: Desk, partner: PartnerId, field: str | None) -> Code | None:
    """Refuses a service that never has part in anything nominative; its kind else."""
    it = await desk.log.load(Partner, partner)
    kind = it.description.kind if it is not None else None
    if kind is not None and codes.is_never_nominative(kind):
        raise NeverNominative(field)
    return kind


async def alert_rule(desk: Desk) -> Rule:
    """The territory's rule for alerts, as adopted or by default."""
    return (await territory_of(desk)).rules[ALERT_ANSWER]


def _alert(desk: Desk) -> AlertId:
    return AlertId(uuid5(desk.correlation, "alert"))


def _reporter(desk: Desk) -> ReporterId:
    return ReporterId(uuid5(desk.correlation, "reporter"))


async def _ensure_in_case(desk: Desk, case: CaseId) -> None:
    it = await desk.log.load(Case, case)
    if it is None:
        raise Unknown
    if desk.partner not in it.partners:
        raise NotInvolved


async def _ensure_held(desk: Desk, ground: Code, case: CaseId | None) -> None:
    """The cell may speak of it on a ground that is open to who raises it today."""
    codes.SHARING_GROUNDS.ensure(sharing_ground=ground)
    cases = [case] if case is not None else []
    if all(each.ground != ground for each in await sharing.proposed(desk, cases)):
        raise NotBetweenThem


async def _escalation(
    desk: Desk, ask: NewAlert, rule: Rule, deadline: Deadline
) -> Escalation | None:
    """Who answers if the cell leaves an urgent alert in silence, and by when from then on."""
    if deadline.lapses_on is None:
        return None
    to = await _who_answers(desk, ask)
    closures = await closures_of(desk, to)
    return Escalation(to, clock.escalation_deadline(rule, deadline.lapses_on, closures))


async def _who_answers(desk: Desk, ask: NewAlert) -> PartnerId:
    """The first social service to which the ground extends; else who raised it."""
    readers = desk.installation.readers
    for row in await readers.fetch(_sql["who_answers"], desk.territory, desk.partner):
        partner = PartnerId(UUID(str(row["partner"])))
        if ask.sharing_ground is None:
            return partner
        try:
            await sharing.ensure_allowed(desk, ask.sharing_ground, partner, ask.case)
        except NotBetweenThem:
            continue
        return partner
    return desk.partner
