"""The verbs of a referral, one command each, by the noun that names it in an address.

JSON, form and command line are thin doors to this table.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from api.commands.asks import (
    Answer,
    Ask,
    Assigning,
    ChangingSender,
    Contesting,
    ContestingOutcome,
    Declining,
    Ending,
    Holding,
    Meeting,
    Missing,
    Moving,
    Nothing,
    Questioning,
    Reasoned,
    Replying,
    Telling,
    Viewing,
    Waitlisting,
)
from api.commands.deadlines import closures_of, rule_of
from api.desk import Desk
from domain import clock
from domain.referral import Referral
from domain.values import ReferralId
from store.receipts import Receipt
from store.refusals import Unknown

Run = Callable[[Desk, ReferralId, Any], Awaitable[Receipt]]


@dataclass(frozen=True)
class Verb:
    """``noun`` in the address, ``ask`` the body, ``run`` the command."""

    noun: str
    ask: type[Ask]
    run: Run


def _plain(verb: Callable[..., None]) -> Run:
    """A verb whose arguments are the body's fields."""

    async def run(desk: Desk, referral: ReferralId, ask: Ask) -> Receipt:
        return await desk.change(Referral, referral, verb, by=desk.partner, **dict(ask))

    return run


async def _question(desk: Desk, referral: ReferralId, ask: Questioning) -> Receipt:
    """Stops the addressee's clock and starts the sender's."""
    it = await known(desk, referral)
    closures = await closures_of(desk, it.sender)
    deadline = clock.question_deadline(await rule_of(desk), desk.today, closures)
    return await desk.change(
        Referral, referral, Referral.request_information,
        by=desk.partner, question=ask.question, asked_on=desk.today, deadline=deadline,
    )  # fmt: skip


async def _reply(desk: Desk, referral: ReferralId, ask: Replying) -> Receipt:
    """Starts the addressee's clock again, with what was left of it."""
    it, back = await known(desk, referral), None
    if it.awaits_answer and it.asked_on is not None:
        closures = await closures_of(desk, it.addressee)
        back = clock.resumed_deadline(
            await rule_of(desk), it.stopped, it.asked_on, desk.today, closures
        )
    return await desk.change(
        Referral, referral, Referral.provide_information,
        by=desk.partner, answer=ask.answer, deadline=back,
    )  # fmt: skip


async def _contest(desk: Desk, referral: ReferralId, ask: Contesting) -> Receipt:
    """The answer that was reported is not ours: the referral waits for one again."""
    it = await known(desk, referral)
    closures = await closures_of(desk, it.addressee)
    deadline = clock.answer_deadline(await rule_of(desk), "ordinary", desk.today, closures)
    return await desk.change(
        Referral, referral, Referral.contest_answer,
        by=desk.partner, deadline=deadline, sentence=ask.sentence,
    )  # fmt: skip


async def _hold(desk: Desk, referral: ReferralId, ask: Holding) -> Receipt:
    """Until a day, after which the clock reminds the addressee."""
    closures = await closures_of(desk, desk.partner)
    deadline = clock.hold_deadline(await rule_of(desk), ask.until, closures)
    return await desk.change(
        Referral, referral, Referral.put_on_hold,
        by=desk.partner, reason=ask.reason, until=ask.until, deadline=deadline,
    )  # fmt: skip


async def _change_sender(desk: Desk, referral: ReferralId, ask: ChangingSender) -> Receipt:
    """Another service of the directory follows the referral from now on."""
    await closures_of(desk, ask.to, "to")
    return await desk.change(
        Referral, referral, Referral.change_sender, by=desk.partner, **dict(ask)
    )


async def _reopen(desk: Desk, referral: ReferralId, ask: Reasoned) -> Receipt:
    """What was given up waits for its answer again; ended support goes on."""
    it, deadline = await known(desk, referral), None
    if it.would_await_answer:
        closures = await closures_of(desk, it.addressee)
        deadline = clock.answer_deadline(await rule_of(desk), "ordinary", desk.today, closures)
    return await desk.change(
        Referral, referral, Referral.reopen,
        by=desk.partner, reason=ask.reason, deadline=deadline,
    )  # fmt: skip


async def known(desk: Desk, referral: ReferralId) -> Referral:
    """The referral as it stands; raises ``Unknown``."""
    it = await desk.log.load(Referral, referral)
    if it is None:
        raise Unknown
    return it


VERBS: Mapping[str, Verb] = {
    verb.noun: verb
    for verb in (
        Verb("reception", Nothing, _plain(Referral.see)),
        Verb("assignment", Assigning, _plain(Referral.assign)),
        Verb("question", Questioning, _question),
        Verb("reply", Replying, _reply),
        Verb("acceptance", Answer, _plain(Referral.accept)),
        Verb("waitlisting", Waitlisting, _plain(Referral.waitlist)),
        Verb("refusal", Declining, _plain(Referral.decline)),
        Verb("confirmation", Nothing, _plain(Referral.confirm_answer)),
        Verb("contestation", Contesting, _contest),
        Verb("person-told", Telling, _plain(Referral.tell_person)),
        Verb("meeting", Meeting, _plain(Referral.schedule_meeting)),
        Verb("meeting-move", Moving, _plain(Referral.move_meeting)),
        Verb("attendance", Nothing, _plain(Referral.attend_meeting)),
        Verb("absence", Missing, _plain(Referral.miss_meeting)),
        Verb("start", Nothing, _plain(Referral.start)),
        Verb("hold", Holding, _hold),
        Verb("resumption", Nothing, _plain(Referral.resume)),
        Verb("completion", Ending, _plain(Referral.complete)),
        Verb("early-end", Reasoned, _plain(Referral.end_early)),
        Verb("person-view", Viewing, _plain(Referral.record_person_view)),
        Verb("outcome-contestation", ContestingOutcome, _plain(Referral.contest_outcome)),
        Verb("reopening", Reasoned, _reopen),
        Verb("sender-change", ChangingSender, _change_sender),
        Verb("withdrawal", Reasoned, _plain(Referral.withdraw)),
        Verb("closure", Reasoned, _plain(Referral.close)),
        Verb("error", Reasoned, _plain(Referral.enter_in_error)),
    )
}
