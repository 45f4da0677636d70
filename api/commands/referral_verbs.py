"""The verbs of a referral."""

from collections.abc import Mapping
from typing import Any

from api.commands import referral_asks as asks
from api.commands import sharing
from api.commands.agents import ensure_colleague
from api.commands.asks import Deed
from api.commands.deadlines import closures_of, rule_of
from api.commands.people import records_of
from api.commands.verbs import Resource, Verb, by_noun
from api.desk import Desk
from domain import clock, codes
from domain.referral import Referral

Added = Mapping[str, Any]


async def _assign(desk: Desk, _: Referral, ask: asks.Assigning) -> Added:
    """To somebody who acts for the partner that answers."""
    await ensure_colleague(desk, desk.partner, agent=ask.agent)
    return {}


async def _question(desk: Desk, it: Referral, _: Deed) -> Added:
    """Stops the addressee's clock and starts the sender's."""
    rule, closures = await rule_of(desk), await closures_of(desk, it.sender)
    deadline = clock.question_deadline(rule, desk.today, closures)
    return {"asked_on": desk.today, "deadline": deadline}


async def _reply(desk: Desk, it: Referral, _: Deed) -> Added:
    """Starts the addressee's clock again, with what was left of it."""
    if not it.awaits_answer or it.asked_on is None:
        return {"deadline": None}
    rule, closures = await rule_of(desk), await closures_of(desk, it.addressee)
    return {
        "deadline": clock.resumed_deadline(rule, it.stopped, it.asked_on, desk.today, closures)
    }


async def _answer_again(desk: Desk, it: Referral, _: Deed) -> Added:
    """The referral waits for an answer once more."""
    rule, closures = await rule_of(desk), await closures_of(desk, it.addressee)
    return {"deadline": clock.answer_deadline(rule, "ordinary", desk.today, closures)}


async def _hold(desk: Desk, _: Referral, ask: asks.Holding) -> Added:
    """Until a day, after which the clock reminds the addressee."""
    rule, closures = await rule_of(desk), await closures_of(desk, desk.partner)
    return {"deadline": clock.hold_deadline(rule, ask.until, closures)}


async def _meet(desk: Desk, it: Referral, ask: asks.Meeting) -> Added:
    """To come, in no way that would put the person at risk; what was is told as it was."""
    codes.MEETINGS.ensure(how=ask.how)
    if it.person is not None and ask.meets_at > desk.log.now:
        for each in await records_of(desk, it.person):
            each.ensure_safe(codes.MEETINGS[ask.how].marks.get("means", ()))
    return {}


async def _change_sender(desk: Desk, it: Referral, ask: asks.ChangingSender) -> Added:
    """Another service of the directory follows the referral from now on."""
    await closures_of(desk, ask.to, "to")
    await sharing.ensure_allowed(desk, ask.sharing_ground, ask.to, it.case)
    return {}


async def _reopen(desk: Desk, it: Referral, ask: Deed) -> Added:
    """What was given up waits for its answer again; ended support goes on."""
    return await _answer_again(desk, it, ask) if it.would_await_answer else {"deadline": None}


REFERRAL_VERBS = (
    Verb("reception", Referral.see, "Accuser réception"),
    Verb("assignment", Referral.assign, "Confier à un agent", asks.Assigning, _assign),
    Verb(
        "question", Referral.request_information, "Demander une information",
        asks.Questioning, _question,
    ),
    Verb(
        "reply", Referral.provide_information, "Répondre à la question", asks.Replying, _reply
    ),
    Verb("acceptance", Referral.accept, "Accepter", asks.Answer),
    Verb("waitlisting", Referral.waitlist, "Mettre en liste d’attente", asks.Waitlisting),
    Verb("refusal", Referral.decline, "Refuser, et proposer une suite", asks.Declining),
    Verb("confirmation", Referral.confirm_answer, "Confirmer la réponse rapportée"),
    Verb(
        "contestation", Referral.contest_answer, "Contester la réponse rapportée",
        asks.Contesting, _answer_again,
    ),
    Verb(
        "person-told", Referral.tell_person, "Dire que la personne est prévenue", asks.Telling
    ),
    Verb("meeting", Referral.schedule_meeting, "Fixer un rendez-vous", asks.Meeting, _meet),
    Verb("meeting-move", Referral.move_meeting, "Déplacer le rendez-vous", asks.Moving),
    Verb("attendance", Referral.attend_meeting, "Dire que le rendez-vous a eu lieu"),
    Verb(
        "absence", Referral.miss_meeting, "Dire que le rendez-vous n’a pas eu lieu",
        asks.Missing,
    ),
    Verb("start", Referral.start, "Démarrer l’accompagnement"),
    Verb(
        "hold", Referral.put_on_hold, "Suspendre l’accompagnement", asks.Holding, _hold
    ),
    Verb("resumption", Referral.resume, "Reprendre l’accompagnement"),
    Verb("completion", Referral.complete, "Achever l’accompagnement", asks.Completing),
    Verb("early-end", Referral.end_early, "Mettre fin à l’accompagnement", asks.Ending),
    Verb(
        "person-view", Referral.record_person_view, "Noter ce qu’en pense la personne",
        asks.Viewing,
    ),
    Verb(
        "outcome-contestation", Referral.contest_outcome, "Noter que l’issue est contestée",
        asks.ContestingOutcome,
    ),
    Verb("reopening", Referral.reopen, "Rouvrir l’orientation", asks.Reopening, _reopen),
    Verb(
        "sender-change", Referral.change_sender, "Transmettre à un autre service d’origine",
        asks.ChangingSender, _change_sender,
    ),
    Verb("withdrawal", Referral.withdraw, "Retirer l’orientation", asks.Withdrawing),
    Verb("closure", Referral.close, "Clore l’orientation", asks.Closing),
    Verb("error", Referral.enter_in_error, "Signaler une saisie par erreur", asks.Mistaken),
)  # fmt: skip

REFERRALS = Resource("referrals", Referral, "orientation", by_noun(REFERRAL_VERBS))
