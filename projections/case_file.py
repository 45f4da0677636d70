"""The case file (dossier de la situation): who it is about, who works on it, towards what."""

from collections.abc import Sequence
from uuid import UUID

from domain.alert import Alert
from domain.case import Case
from domain.catalogue import kinds_of
from domain.person import Person
from domain.referral import Referral
from domain.watch_session import WatchSession
from store.facts import Event, Fact, Header
from store.statements import Statements
from store.waves import Waves

statements = Statements(__file__)
_over = statements.over
TAKEN = kinds_of(
    "Case", "Referral.Sent", "Referral.SenderChanged", "Referral.Reopened", "Person.MergedInto",
    "Person.Unmerged", "Alert.Raised", "Alert.Assigned", "Alert.Escalated",
    "WatchSession.ItemAdded", "WatchSession.ItemRemoved", "WatchSession.MemberInvited",
)  # fmt: skip
"""Kinds of facts that change something here: of a referral and of an alert, a dossier of its
own, what brings a partner in."""


def fold(db: Waves, facts: Sequence[Fact]) -> None:
    for at, fact in facts:
        match fact:
            case Case.Opened(opener=opener, coarse=coarse):
                db.add(
                    _over("opened"), at, opener=opener, age_band=coarse.age_band,
                    sex=coarse.sex, household=coarse.household, quartier=coarse.quartier,
                    language=coarse.language_need,
                )  # fmt: skip
                _involve(db, at, opener, None)
            case Case.Closed():
                db.add(_over("stands"), at, state="closed")
            case Case.Transferred():
                db.add(_over("stands"), at, state="transferred")
            case Case.Reopened():
                db.add(_over("stands"), at, state="open")
            case Case.EnteredInError():
                db.add(_over("stands"), at, state="in-error")
            case Case.Erased():
                db.add(_over("stands"), at, state="erased")
            case Case.ReferentDesignated(partner=lead, agent=agent):
                db.add(_over("led"), at, lead=lead, referent=agent)
            case Case.HandedOver(to=lead, agent=agent):
                db.add(_over("led"), at, lead=lead, referent=agent)
            case Case.CoordinatorDesignated(partner=partner, agent=agent):
                db.add(_over("coordinated"), at, coordinated_by=partner, coordinator=agent)
            case Case.CoordinatorReplaced(partner=partner, agent=agent):
                db.add(_over("coordinated"), at, coordinated_by=partner, coordinator=agent)
            case Case.CoordinationEnded():
                db.add(_over("coordinated"), at, coordinated_by=None, coordinator=None)
            case Referral.Sent(addressee=addressee, sharing_ground=ground, deadline=deadline):
                if deadline is not None:
                    _involve(db, at, addressee, ground)
            case Referral.SenderChanged(to=sender, sharing_ground=ground):
                _involve(db, at, sender, ground)
            case Referral.Reopened(addressee=asked, sharing_ground=ground) if asked is not None:
                _involve(db, at, asked, ground)
            case Person.MergedInto(into=into, evidence=evidence):
                db.add(_over("merged"), at, into_person=into)
                db.add(_over("merge_told"), at, into_person=into, code=evidence)
            case Person.Unmerged(reason=reason):
                db.add(_over("unmerged"), at)
                db.add(_over("merge_told"), at, into_person=None, code=reason)
            case _ if at.kind.startswith(("Alert.", "WatchSession.")):
                _before_the_cell(db, at, fact)
            case _ if at.kind.startswith("Case."):
                _members(db, at, fact)
                db.add(_over("touched"), at)
            case _:
                pass


def _members(db: Waves, at: Header, fact: Event) -> None:
    """Who is in it, and the goals they set: periods and states."""
    match fact:
        case Case.PersonAdded(person=person):
            tie = f"{at.case_id}/{person}"
            db.add(_over("person_added"), at, tie=tie, person=person)
        case Case.PersonLeft(person=person):
            db.add(_over("person_left"), at, tie=f"{at.case_id}/{person}")
        case Case.PartnerInvolved(partner=partner, sharing_ground=ground):
            _involve(db, at, partner, ground)
        case Case.PartnerReleased(partner=partner):
            db.add(_over("released"), at, tie=f"{at.case_id}/{partner}")
        case Case.GoalSet(theme=theme, due=due):
            db.add(
                _over("goal_set"), at, tie=f"{at.case_id}/{at.version}", theme=theme, due=due
            )
        case Case.GoalReached(goal=goal):
            db.add(_over("goal_stands"), at, tie=f"{at.case_id}/{goal}", state="reached")
        case Case.GoalDropped(goal=goal):
            db.add(_over("goal_stands"), at, tie=f"{at.case_id}/{goal}", state="dropped")
        case _:
            pass


def _involve(db: Waves, at: Header, partner: UUID, ground: str | None) -> None:
    tie = f"{at.case_id}/{partner}"
    db.add(_over("involved"), at, tie=tie, partner=partner, ground=ground)


def _before_the_cell(db: Waves, at: Header, fact: Event) -> None:
    """Who learns of an alert, by itself or as an item of a session, and who no more."""
    match fact:
        case Alert.Raised(raiser=raiser):
            _involve(db, at, raiser, None)
        case Alert.Assigned(partner=partner, sharing_ground=ground, released=released):
            if released is not None:
                db.add(_over("released"), at, tie=f"{at.case_id}/{released}")
            _involve(db, at, partner, ground)
        case Alert.Escalated(to=to, sharing_ground=ground):
            _involve(db, at, to, ground)
        case WatchSession.ItemAdded(alert=alert, shared_with=told, sharing_ground=ground):
            for partner in told:
                _hears(db, at, alert, partner, ground)
        case WatchSession.MemberInvited(member=member, alerts=alerts):
            for alert in alerts:
                _hears(db, at, alert, member.partner, None)
        case WatchSession.ItemRemoved(alert=alert, shared_with=told):
            for partner in told:
                tie = f"{alert}/{partner}/{at.stream_id}"
                db.add(_over("released"), at, tie=tie)
        case _:
            pass


def _hears(db: Waves, at: Header, alert: UUID, partner: UUID, ground: str | None) -> None:
    """By a session, as long as the item stays on its agenda: beside any tie of its own."""
    db.add(
        _over("involved"), at, tie=f"{alert}/{partner}/{at.stream_id}", case_id=alert,
        partner=partner, ground=ground,
    )  # fmt: skip
