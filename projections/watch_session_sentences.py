"""Sentences of the watch cell's sessions: read by every role, so never about anybody."""

from collections.abc import Callable, Mapping
from typing import Any

from domain import codes
from domain.aggregate import Aggregate
from domain.watch_session import WatchSession
from projections.wording import Names, day, label, moment, quoted, uncapitalised


def _of(number: int) -> str:
    return f"la suite n°\u00a0{number}"


def _kind(it: Any) -> str:
    return uncapitalised(label(codes.FOLLOW_UP_KINDS, it.kind))


def _removed(it: Any, _: Names) -> str:
    why = uncapitalised(label(codes.ITEM_REMOVALS, it.reason))
    return f"Un point est retiré de l’ordre du jour de la cellule de veille\u00a0: {why}."


def _added(it: Any, _: Names) -> str:
    regime = uncapitalised(label(codes.REGIMES, it.regime))
    return f"Un point est inscrit à l’ordre du jour de la cellule de veille\u00a0: {regime}."


def _attendance(it: Any, _: Names) -> str:
    there = len(it.partners)
    return (
        "Les présents sont notés pour un point de la cellule de veille\u00a0:"
        f" {there} {'partenaires' if there > 1 else 'partenaire'}."
    )


def _proposed(it: Any, of: Names) -> str:
    return (
        f"La cellule de veille propose {_of(it.number)} ({_kind(it)})"
        f" à {of(it.responsible)}, pour le {day(it.due)}."
    )


def _accepted(it: Any, of: Names) -> str:
    promise = f"\u00a0: {quoted(it.promise)}" if it.promise else ""
    return (
        f"{of(it.by)} accepte {_of(it.number)} de la cellule de veille ({_kind(it)}){promise}."
    )


def _refused(it: Any, of: Names) -> str:
    why = uncapitalised(label(codes.FOLLOW_UP_REFUSALS, it.reason))
    return f"{of(it.by)} refuse {_of(it.number)} de la cellule de veille\u00a0: {why}."


def _led(it: Any, of: Names) -> str:
    where = label(codes.REFERENCES, it.reference.kind)
    return f"{_of(it.number)} de la cellule de veille, chez {of(it.by)}, mène à {where}."


def _dropped(it: Any, of: Names) -> str:
    why = uncapitalised(label(codes.FOLLOW_UP_DROPS, it.reason))
    return f"{of(it.by)} abandonne {_of(it.number)} de la cellule de veille\u00a0: {why}."


def _cancelled(it: Any, _: Names) -> str:
    why = uncapitalised(label(codes.SESSION_CANCELLATIONS, it.reason))
    return f"Une séance de la cellule de veille est annulée\u00a0: {why}."


SENTENCES: Mapping[type[Aggregate.Event], Callable[[Any, Names], str]] = {
    WatchSession.Convened: lambda it, of: (
        f"{of(it.by)} convoque la séance n°\u00a0{it.number} de la cellule de veille,"
        f" {quoted(it.title)}, le {moment(it.meets_at)}."
    ),
    WatchSession.Moved: lambda it, _: (
        f"Une séance de la cellule de veille est déplacée au {moment(it.meets_at)}."
    ),
    WatchSession.MemberInvited: lambda it, of: (
        f"{of(it.member.partner)} est invité à une séance de la cellule de veille."
    ),
    WatchSession.ItemAdded: _added,
    WatchSession.ItemRemoved: _removed,
    WatchSession.AttendanceRecorded: _attendance,
    WatchSession.FollowUpProposed: _proposed,
    WatchSession.FollowUpAccepted: _accepted,
    WatchSession.FollowUpRefused: _refused,
    WatchSession.FollowUpLedTo: _led,
    WatchSession.FollowUpDone: lambda it, of: (
        f"{of(it.by)} a mené à bien {_of(it.number)} de la cellule de veille."
    ),
    WatchSession.FollowUpDropped: _dropped,
    WatchSession.Held: lambda _it, _of: "Une séance de la cellule de veille s’est tenue.",
    WatchSession.MinutesApproved: lambda it, _: (
        f"Le {uncapitalised(label(codes.MINUTES, it.kind))} d’une séance de la cellule"
        " de veille est approuvé."
    ),
    WatchSession.Cancelled: _cancelled,
}
