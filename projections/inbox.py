"""The inbox (à traiter): where each referral stands, who must act next and by when."""

from collections.abc import Sequence

from domain.catalogue import kinds_of
from domain.referral import Referral
from domain.referral_life import TURN, State
from domain.values import Deadline
from projections.deadlines import clock_days
from store.facts import Fact
from store.statements import Statements
from store.waves import Waves

statements = Statements(__file__)
_over = statements.over
TAKEN = kinds_of("Referral")
"""Kinds of facts that change something here."""


def fold(db: Waves, facts: Sequence[Fact]) -> None:
    for at, fact in facts:
        match fact:
            case Referral.Sent() as sent:
                db.add(
                    _over("sent"), at, person=sent.person, sender=sent.sender,
                    addressee=sent.addressee, kind=sent.kind, urgency=sent.urgency,
                    themes=",".join(sent.themes), follows=sent.follows,
                    whose_turn="sender" if sent.deadline is None else "addressee",
                    due=_due(sent.deadline), clock_days=clock_days(sent.deadline),
                    expects_answer=sent.deadline is not None,
                )  # fmt: skip
            case Referral.Accepted() | Referral.Waitlisted() | Referral.Declined() as answer:
                db.add(
                    _over("answered"), at, state=answer.leads_to.value,
                    whose_turn=TURN[answer.leads_to], tells_person=answer.tells_person,
                    reported=answer.told_by is not None,
                )  # fmt: skip
            case Referral.AnswerContested(whose_turn=turn, deadline=by):
                db.add(
                    _over("contested"), at, whose_turn=turn, due=by.due,
                    clock_days=clock_days(by),
                )  # fmt: skip
            case Referral.InformationRequested(whose_turn=turn, deadline=by):
                db.add(
                    _over("turned"), at, whose_turn=turn, due=by.due, asked=True,
                    clock_days=clock_days(by),
                )  # fmt: skip
            case Referral.InformationProvided(whose_turn=turn, deadline=back):
                db.add(
                    _over("turned"), at, whose_turn=turn, due=_due(back), asked=False,
                    clock_days=clock_days(back),
                )  # fmt: skip
            case Referral.SenderChanged(to=sender):
                db.add(_over("handed_over"), at, sender=sender)
            case Referral.Reopened(whose_turn=turn, deadline=back):
                db.add(
                    _over("reopened"), at, whose_turn=turn, due=_due(back),
                    clock_days=clock_days(back),
                )  # fmt: skip
            case (
                Referral.Started() | Referral.PutOnHold() | Referral.Resumed()
                | Referral.Completed() | Referral.EndedEarly() | Referral.Redirected()
                | Referral.Withdrawn() | Referral.Closed()
            ) as step:  # fmt: skip
                state, back = step.leads_to, getattr(step, "deadline", None)
                db.add(
                    _over("stands"), at, state=state.value, whose_turn=TURN.get(state),
                    due=_due(back), clock_days=clock_days(back),
                )  # fmt: skip
            case Referral.LeftUnanswered(whose_turn=turn):
                db.add(
                    _over("stands"), at, state=State.UNANSWERED.value, whose_turn=turn,
                    due=None, clock_days="",
                )  # fmt: skip
            case Referral.Reminded(due=day):
                db.add(_over("reminded"), at, day=day)
            case Referral.Seen():
                db.add(_over("seen"), at)
            case (
                Referral.MeetingScheduled(meets_at=when) | Referral.MeetingMoved(meets_at=when)
            ):
                db.add(_over("meets"), at, meets_at=when)
            case Referral.MeetingAttended() | Referral.MeetingMissed():
                db.add(_over("meets"), at, meets_at=None)
            case Referral.Assigned(agent=agent):
                db.add(_over("assigned"), at, agent=agent)
            case Referral.AnswerConfirmed():
                db.add(_over("confirmed"), at)
            case Referral.PersonToldOfAnswer():
                db.add(_over("told"), at)
            case Referral.EnteredInError():
                db.add(_over("in_error"), at)
            case (
                Referral.Notified() | Referral.NotificationRefused()
                | Referral.PersonViewRecorded() | Referral.OutcomeContested()
            ):  # fmt: skip
                db.add(_over("touched"), at)
            case _:
                pass


def _due(deadline: Deadline | None) -> object:
    return deadline.due if deadline is not None else None
