"""The watch board (veille): where each alert stands before the cell, and who must act."""

from collections.abc import Sequence
from uuid import UUID

from domain.alert import Alert
from domain.alert_life import State
from domain.alert_standing import is_child
from domain.catalogue import kinds_of
from domain.weak_signal import WeakSignal
from projections.deadlines import clock_days
from store.facts import Event, Fact, Header
from store.statements import Statements
from store.waves import Waves

statements = Statements(__file__)
_over = statements.over
TAKEN = kinds_of("Alert", "WeakSignal")
"""Kinds of facts that change something here."""


def fold(db: Waves, facts: Sequence[Fact]) -> None:
    for at, fact in facts:
        match fact:
            case Alert.Raised():
                _raised(db, at, fact)
            case Alert.Acknowledged():
                db.add(_over("stands"), at, state=State.ACKNOWLEDGED.value)
            case Alert.Qualified(urgency=urgency, themes=themes, peril=peril):
                db.add(
                    _over("qualified"), at, urgency=urgency, themes=",".join(themes),
                    child=is_child(peril),
                )  # fmt: skip
            case Alert.PutOnAgenda(session=session):
                db.add(_over("on_agenda"), at, session=session)
            case Alert.TakenOffAgenda():
                db.add(_over("off_agenda"), at)
            case Alert.Examined():
                db.add(_over("stands"), at, state=State.EXAMINED.value)
            case Alert.Assigned(partner=owner, agent=agent):
                db.add(_over("assigned"), at, owner=owner, owner_agent=agent)
            case Alert.Escalated(to=answerable, deadline=deadline):
                db.add(
                    _over("escalated"), at, answerable=answerable, due=deadline.due,
                    clock_days=clock_days(deadline),
                )  # fmt: skip
            case Alert.EscalationAnswered():
                db.add(_over("answered"), at)
            case Alert.Reminded(due=day):
                db.add(_over("reminded"), at, day=day)
            case Alert.Reopened():
                db.add(_over("reopened"), at)
            case WeakSignal.SetAside() as aside:
                db.add(
                    _over("set_aside"), at, theme=aside.theme, quartier=aside.quartier,
                    households=aside.households, set_aside_on=aside.set_aside_on,
                )  # fmt: skip
            case _ if at.kind.startswith("Alert."):
                _ended(db, at, fact)
            case _:
                pass


def _raised(db: Waves, at: Header, raised: Alert.Raised) -> None:
    db.add(
        _over("raised"), at, kind_of=raised.kind, raiser=raised.raiser,
        about_case=raised.case, household=raised.household, learnt=raised.learnt,
        urgency=raised.urgency, themes=",".join(raised.themes),
        quartier=raised.coarse.quartier, observed_on=raised.observed_on,
        raised_on=raised.raised_on, child=is_child(raised.peril), due=raised.deadline.due,
        clock_days=clock_days(raised.deadline),
    )  # fmt: skip


def _ended(db: Waves, at: Header, fact: Event) -> None:
    """What ends it; else a fact that moves nothing."""
    original: UUID | None = None
    match fact:
        case Alert.MarkedDuplicate(of=original):
            state = State.DUPLICATE.value
        case Alert.Unfounded():
            state = State.UNFOUNDED.value
        case Alert.Resolved():
            state = State.RESOLVED.value
        case Alert.ClosedWithoutFollowUp():
            state = State.WITHOUT_FOLLOW_UP.value
        case Alert.EnteredInError():
            state = State.IN_ERROR.value
        case Alert.Erased():
            state = "erased"
        case _:
            db.add(_over("touched"), at)
            return
    db.add(_over("ended"), at, state=state, original=original)
