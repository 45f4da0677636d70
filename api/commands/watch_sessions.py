"""The commands of a session of the watch cell, and what they find beside what is asked."""

from collections.abc import Mapping
from contextlib import suppress
from copy import deepcopy
from dataclasses import replace
from typing import Any
from uuid import UUID

from api.commands import watch_session_asks as asks
from api.commands.asks import Deed
from api.commands.deadlines import UnknownPartner
from api.commands.sharing import function_of
from api.commands.verbs import known
from api.desk import Desk
from domain import follow_up_life as follow
from domain.aggregate import Refusal
from domain.alert import Alert
from domain.follow_up_life import NotWhereItLeads
from domain.partner import Partner, PartnerLeft
from domain.policies import NotAllowed
from domain.referral import Referral
from domain.values import PartnerId, Reference, ReferralId, SessionId
from domain.watch_session import WatchSession
from domain.watch_session_life import CHILD, Member
from store.receipts import Receipt
from store.refusals import Unknown

Added = Mapping[str, Any]


class AlertUnknown(Refusal):
    """Cette alerte n’existe pas."""

    field = "alert"


async def convene(desk: Desk, session: UUID, ask: asks.Convening) -> Receipt:
    """The services that are asked, and that of who convenes, as they are that day."""
    invited = dict.fromkeys((desk.partner, *ask.services))
    members = [Member(each, await _kind(desk, each, "services")) for each in invited]
    said = ask.model_dump(exclude={"services"})
    return await desk.begin(
        WatchSession, session, by=desk.partner, members=tuple(members), **said
    )


async def invited(desk: Desk, _: WatchSession, ask: asks.Inviting) -> Added:
    return {"kind": await _kind(desk, ask.partner, "partner"), "on": desk.today}


async def item(desk: Desk, it: WatchSession, ask: asks.Adding) -> Added:
    """What the alert is, as it stands, and the profession of who shares it."""
    alert = await desk.log.load(Alert, ask.alert)
    if alert is None:
        raise AlertUnknown
    deepcopy(alert).put_on_agenda(session=SessionId(it.id))
    return {
        "kind": alert.kind, "peril": CHILD if alert.child_in_danger else None,
        "function": await function_of(desk), "on": desk.today,
    }  # fmt: skip


async def today(desk: Desk, _: WatchSession, __: Deed) -> Added:
    return {"on": desk.today}


async def tie(desk: Desk, session: UUID, ask: asks.Tying) -> Receipt:
    """The referral that the follow-up led to: one that its responsible has sent."""
    referral = await known(desk, Referral, ask.referral)
    if referral.sender != desk.partner:
        raise NotWhereItLeads
    return await desk.change(
        WatchSession, session, WatchSession.tie_follow_up, by=desk.partner,
        number=ask.number, reference=Reference("referral", ask.referral),
    )  # fmt: skip


async def tie_logged(desk: Desk, session: UUID, number: int, referral: ReferralId) -> None:
    """The last step of logging a referral for a follow-up: the same when it comes again.

    What is refused has been tied or ended meanwhile; the referral is sent all the same.
    """
    step = replace(desk, command_id=desk.step_id("tie"), expected=None, request=None)
    with suppress(NotAllowed, Unknown, follow.NotResponsible, follow.FollowUpNotOpen):
        await tie(step, session, asks.Tying(number=number, referral=referral))


async def _kind(desk: Desk, partner: PartnerId, field: str) -> str:
    it = await desk.log.load(Partner, partner)
    if it is None:
        raise UnknownPartner(field)
    if it.left:
        raise PartnerLeft
    return it.description.kind
