"""Sentences of forums and of the resources lent to the project."""

from collections.abc import Callable, Mapping
from typing import Any

from domain import codes
from domain.aggregate import Aggregate
from domain.forum import Forum
from domain.resource import Resource
from projections.wording import Names, day, label, moment, quoted, uncapitalised


def _member(it: Any, of: Names) -> str:
    if it.college is not None:
        return f"le collège {quoted(label(codes.COLLEGES, it.college))}"
    return of(it.partner)


def _attendance(it: Any) -> str:
    services = len(it.partners) + len(it.guests)
    people = sum(each.number for each in it.colleges)
    said = [_counted(services, "partenaire"), _counted(people, "personne")]
    return ", ".join(each for each in said if each)


def _counted(number: int, what: str) -> str:
    return f"{number} {what}{'s' if number > 1 else ''}" if number else ""


def _held(it: Any, of: Names) -> str:
    decisions = _counted(len(it.decisions), "décision") or "aucune décision"
    return f"L’instance{of.named} se réunit le {day(it.on)} : {_attendance(it)}, {decisions}."


SENTENCES: Mapping[type[Aggregate.Event], Callable[[Any, Names], str]] = {
    Forum.Formed: lambda it, _: (
        f"L’instance {quoted(it.name)} est formée"
        f" ({uncapitalised(label(codes.FORUMS, it.kind))})."
    ),
    Forum.MemberJoined: lambda it, of: (
        f"{_member(it, of)} entre dans l’instance{of.named}, le {day(it.since)}."
    ),
    Forum.MemberLeft: lambda it, of: (
        f"{_member(it, of)} quitte l’instance{of.named}, le {day(it.left_on)}."
    ),
    Forum.MeetingConvened: lambda it, of: (
        f"L’instance{of.named} est convoquée pour le {moment(it.meets_at)},"
        f" à {quoted(it.where)}."
    ),
    Forum.MeetingCancelled: lambda it, of: (
        f"Une réunion de l’instance{of.named} est annulée, avec ce motif : {quoted(it.reason)}."
    ),
    Forum.MeetingHeld: _held,
    Forum.Dissolved: lambda it, of: (
        f"L’instance{of.named} est dissoute, avec ce motif : {quoted(it.reason)}."
    ),
    Resource.Published: lambda it, of: (
        f"{of(it.provider)} met à disposition {quoted(it.notice.title)}"
        f" ({uncapitalised(label(codes.RESOURCES, it.kind))})."
    ),
    Resource.Revised: lambda it, _: (
        f"La notice de la ressource {quoted(it.notice.title)} est mise à jour."
    ),
    Resource.Withdrawn: lambda it, of: (
        f"La ressource{of.named} mise à disposition est retirée,"
        f" avec ce motif : {quoted(it.reason)}."
    ),
}
