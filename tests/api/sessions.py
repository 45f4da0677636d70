"""A session of the cell in a journal: who leads it, what it examines, who answers."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from api.desk import Desk
from api.worker import round_of
from domain.alert import Alert
from domain.policies import Asker
from domain.values import AgentId, AlertId, PartnerId
from domain.watch_session import WatchSession
from domain.watch_session_life import Member
from tests.api.conftest import CCAS, MISSION
from tests.domain.alerts import COLLECTIVE, RAISED

NOW = datetime.now(UTC)
DUE = (NOW + timedelta(days=40)).date()
MEMBERS = (Member(CCAS, "ccas"), Member(MISSION, "mission-locale"))


def at_desk(desk: Desk, partner: PartnerId, role: str = "social-worker") -> Desk:
    """Somebody of that partner, in that role."""
    asker = Asker(AgentId(uuid4()), partner, role, desk.territory)
    return replace(desk, asker=asker, source="api")


def animating(desk: Desk) -> Desk:
    return at_desk(desk, CCAS, "cell-animator")


async def raised(desk: Desk, **said: Any) -> AlertId:
    """One more alert of the CCAS: of the quartier, unless a situation is said."""
    form = RAISED if said.get("kind") == "situation" else COLLECTIVE
    alert = AlertId(uuid4())
    await at_desk(desk, CCAS).begin(
        Alert, alert, **form | {"case": None, "raiser": CCAS} | said
    )
    return alert


async def convened(desk: Desk, members: tuple[Member, ...] = MEMBERS, **said: Any) -> UUID:
    """A session that meets now."""
    session = uuid4()
    await animating(desk).begin(
        WatchSession, session, by=CCAS, number=7, title="Séance d’essai", meets_at=NOW,
        where="Mairie", members=members, **said,
    )  # fmt: skip
    return session


async def put(desk: Desk, session: UUID, alert: AlertId, **said: Any) -> None:
    """That alert on the agenda, collectively unless said otherwise."""
    usual = {"kind": "collective", "regime": "collective"}
    await animating(desk).change(
        WatchSession, session, WatchSession.add_item, by=CCAS, alert=alert,
        on=NOW.date(), **usual | said,
    )  # fmt: skip


async def pledged(desk: Desk, session: UUID, alert: AlertId, number: int) -> None:
    """A commitment proposed to the mission locale about that item, which it accepts."""
    await animating(desk).change(
        WatchSession, session, WatchSession.propose_follow_up, alert=alert,
        kind="commitment", responsible=MISSION, to=CCAS, due=DUE, text="Tenir une permanence.",
    )  # fmt: skip
    await at_desk(desk, MISSION).change(
        WatchSession, session, WatchSession.accept_follow_up, by=MISSION, number=number,
        promise="Une permanence par mois", resource="professional-time",
    )  # fmt: skip


async def followed(desk: Desk) -> None:
    """All that follows, followed."""
    while await round_of(desk.installation, desk.territory):
        pass
