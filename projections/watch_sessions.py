"""The cell's sessions: to come and held, their agenda, and the follow-ups still open."""

from collections.abc import Sequence

from domain.catalogue import kinds_of
from domain.watch_session import WatchSession
from domain.watch_session_life import Member
from store.facts import Fact, Header
from store.statements import Statements
from store.waves import Waves

statements = Statements(__file__)
_over = statements.over
TAKEN = kinds_of("WatchSession")


def fold(db: Waves, facts: Sequence[Fact]) -> None:
    for at, fact in facts:
        match fact:
            case WatchSession.Convened() as it:
                db.add(
                    _over("convened"), at, convener=it.by, number=it.number, title=it.title,
                    meets_at=it.meets_at, place=it.where,
                )  # fmt: skip
                for member in it.members:
                    _invite(db, at, member)
                continue
            case WatchSession.Moved(meets_at=when, where=place):
                db.add(_over("moved"), at, meets_at=when, place=place)
                continue
            case WatchSession.Held():
                db.add(_over("stands"), at, state="held")
                continue
            case WatchSession.Cancelled():
                db.add(_over("stands"), at, state="cancelled")
                continue
            case WatchSession.MinutesApproved(kind=kind):
                db.add(_over("approved"), at, kind=kind)
                continue
            case WatchSession.MemberInvited(member=member):
                _invite(db, at, member)
            case WatchSession.ItemAdded(alert=alert, regime=regime):
                db.add(_over("item_added"), at, tie=f"{at.stream_id}/{alert}", alert=alert,
                    regime=regime)  # fmt: skip
            case WatchSession.ItemRemoved(alert=alert):
                db.add(_over("item_removed"), at, tie=f"{at.stream_id}/{alert}")
            case WatchSession.AttendanceRecorded(alert=alert, partners=there):
                db.add(_over("attended"), at, tie=f"{at.stream_id}/{alert}",
                    there=",".join(map(str, there)))  # fmt: skip
            case _ if at.kind in TAKEN:
                _follow_up(db, at, fact)
            case _:
                continue
        db.add(_over("touched"), at)


def _invite(db: Waves, at: Header, member: Member) -> None:
    db.add(
        _over("invited"), at, tie=f"{at.stream_id}/{member.partner}", partner=member.partner,
        kind=member.kind, college=member.college,
    )  # fmt: skip


def _follow_up(db: Waves, at: Header, fact: object) -> None:
    match fact:
        case WatchSession.FollowUpProposed(number=number) as it:
            db.add(
                _over("proposed"), at, tie=f"{at.stream_id}/{number}", number=number,
                alert=it.alert, kind=it.kind, responsible=it.responsible, beneficiary=it.to,
                due=it.due,
            )  # fmt: skip
        case WatchSession.FollowUpAccepted(number=number, promise=promise, resource=resource):
            db.add(
                _over("accepted"), at, tie=f"{at.stream_id}/{number}", promise=promise,
                resource=resource,
            )  # fmt: skip
        case WatchSession.FollowUpRefused(number=number, reason=reason):
            _ended(db, at, number, "refused", reason)
        case WatchSession.FollowUpDropped(number=number, reason=reason):
            _ended(db, at, number, "dropped", reason)
        case WatchSession.FollowUpDone(number=number):
            _ended(db, at, number, "done", None)
        case WatchSession.FollowUpLedTo(number=number, reference=reference):
            db.add(
                _over("led"), at, tie=f"{at.stream_id}/{number}", led_kind=reference.kind,
                led_to=reference.stream,
            )  # fmt: skip
        case _:
            pass


def _ended(db: Waves, at: Header, number: int, answer: str, reason: str | None) -> None:
    tie = f"{at.stream_id}/{number}"
    db.add(_over("ended"), at, tie=tie, answer=answer, reason=reason)
