"""What happens to a case, one sentence for each kind of fact."""

from collections.abc import Callable, Mapping
from typing import Any

from domain import codes
from domain.aggregate import Aggregate
from domain.case import Case
from projections.wording import Names, day, label, labels, quoted, uncapitalised

_AUTHORITIES: Mapping[str, str] = {
    "maire": "le maire",
    "president-departement": "le président du conseil départemental",
}
_AUDIENCES: Mapping[str, str] = {
    "my-service": "pour son seul service",
    "coordinator": "pour son service et le coordonnateur",
}
_ROUTES: Mapping[str, str] = {
    "crip": "à la cellule de recueil des informations préoccupantes",
    "prosecutor": "au procureur de la République",
    "119": "au 119",
}


def _coded(codes_of: codes.CodeList, value: str | None) -> str:
    return uncapitalised(label(codes_of, value))


def _authorities(it: Any) -> str:
    return " et ".join(_AUTHORITIES.get(each, each) for each in it.authorities)


def _released(it: Any, of: Names) -> str:
    why = _coded(codes.RELEASES, it.reason)
    if it.by == it.partner:
        return f"{of(it.by)} se retire de la situation : {why}."
    return f"{of(it.by)} met fin à la participation de {of(it.partner)} : {why}."


def _goal(it: Any, of: Names) -> str:
    return f"{of(it.by)} fixe un objectif{f', pour le {day(it.due)}' if it.due else ''}."


def _widened(it: Any, of: Names) -> str:
    readers = ", ".join(of(partner) for partner in it.partners)
    ground = _coded(codes.SHARING_GROUNDS, it.sharing_ground)
    return f"{of(it.by)} partage une note avec {readers} : {ground}."


def _transferred(it: Any, of: Names) -> str:
    to = f"{quoted(it.service)}, {it.territory}" if it.service else quoted(it.territory)
    why = _coded(codes.TRANSFERS, it.reason)
    return f"{of(it.by)} passe la situation à un autre territoire, {to} : {why}."


def _transmitted(it: Any, of: Names) -> str:
    route = _ROUTES.get(it.route, it.route)
    medium = f", {label(codes.MEDIA, it.medium)}" if it.medium else ""
    family = _coded(codes.FAMILY_INFORMED, it.family_informed)
    return f"{of(it.by)} fait une transmission {route}{medium} : {family}."


def _ground(it: Any) -> str:
    return _coded(codes.ERASURE_GROUNDS, it.reason)


_PARTIES: Mapping[type[Aggregate.Event], Callable[[Any, Names], str]] = {
    Case.Opened: lambda it, of: f"{of(it.opener)} ouvre la situation.",
    Case.PersonAdded: lambda it, of: f"{of(it.by)} ajoute une personne à la situation.",
    Case.PersonLeft: lambda it, of: (
        f"{of(it.by)} note qu’une personne n’est plus dans la situation :"
        f" {_coded(codes.DEPARTURES, it.reason)}."
    ),
    Case.PartnerInvolved: lambda it, of: (
        f"{of(it.partner)} devient partie à la situation :"
        f" {_coded(codes.SHARING_GROUNDS, it.sharing_ground)}."
    ),
    Case.PartnerReleased: _released,
    Case.ReferentDesignated: lambda it, of: (
        f"{of(it.partner)} désigne parmi ses professionnels le référent de la situation."
    ),
    Case.HandedOver: lambda it, of: f"{of(it.by)} passe la situation à {of(it.to)}.",
    Case.Transferred: _transferred,
    Case.Closed: lambda it, of: (
        f"{of(it.by)} clôt la situation : {_coded(codes.CASE_OUTCOMES, it.outcome)}."
    ),
    Case.Reopened: lambda it, of: (
        f"{of(it.by)} rouvre la situation : {_coded(codes.CASE_REOPENINGS, it.reason)}."
    ),
    Case.EnteredInError: lambda it, of: (
        f"{of(it.by)} signale une situation saisie par erreur :"
        f" {_coded(codes.ERRORS, it.reason)}."
    ),
    Case.Erased: lambda it, _: f"Les données de la situation sont à détruire : {_ground(it)}.",
    Case.KeyDestroyed: lambda _it, _of: (
        "Les données de la situation sont détruites, sans retour possible."
    ),
}

_WORK: Mapping[type[Aggregate.Event], Callable[[Any, Names], str]] = {
    Case.GoalSet: _goal,
    Case.GoalReached: lambda it, of: f"{of(it.by)} note qu’un objectif est atteint.",
    Case.GoalDropped: lambda it, of: (
        f"{of(it.by)} note qu’un objectif n’est plus poursuivi :"
        f" {_coded(codes.GOAL_DROPS, it.reason)}."
    ),
    Case.NoteAdded: lambda it, of: (
        f"{of(it.by)} ajoute une note, {_AUDIENCES.get(it.audience, it.audience)}."
    ),
    Case.NoteWidened: _widened,
    Case.NoteCorrected: lambda it, of: f"{of(it.by)} corrige une note.",
    Case.NoteRetracted: lambda it, of: (
        f"{of(it.by)} retire une note : {_coded(codes.RETRACTIONS, it.reason)}."
    ),
    Case.AuthorityInformed: lambda it, of: (
        f"{of(it.by)} informe {_authorities(it)} de ce qui est strictement nécessaire :"
        f" {uncapitalised(labels(codes.INFORMATION_CATEGORIES, it.categories))}."
    ),
    Case.TransmittedToProtection: _transmitted,
}

_COORDINATION: Mapping[type[Aggregate.Event], Callable[[Any, Names], str]] = {
    Case.CoordinationNeedReported: lambda it, of: (
        f"{of(it.by)} signale un besoin de coordination, sans dire les difficultés ;"
        f" sont informés : {_authorities(it)}."
    ),
    Case.CoordinatorProposed: lambda it, of: (
        f"{of(it.by)} propose comme coordonnateur un professionnel de {of(it.partner)}."
    ),
    Case.EmployerAgreed: lambda it, of: (
        f"{of(it.by)} accepte que son professionnel coordonne la situation."
    ),
    Case.EmployerRefused: lambda it, of: (
        f"{of(it.by)} refuse que son professionnel coordonne la situation :"
        f" {_coded(codes.EMPLOYER_REFUSALS, it.reason)}."
    ),
    Case.DepartmentConsulted: lambda it, of: (
        f"{of(it.by)} note que le président du conseil départemental a été consulté le"
        f" {day(it.consulted_on)} : {_coded(codes.OPINIONS, it.opinion)}."
    ),
    Case.CoordinatorDesignated: lambda it, of: (
        f"Le maire désigne le {day(it.decided_on)} comme coordonnateur un professionnel de"
        f" {of(it.partner)}."
    ),
    Case.CoordinatorReplaced: lambda it, of: (
        f"Le maire remplace le {day(it.decided_on)} le coordonnateur par un professionnel de"
        f" {of(it.partner)}."
    ),
    Case.CoordinationEnded: lambda it, _: (
        f"La coordination prend fin : {_coded(codes.COORDINATION_ENDS, it.reason)}."
    ),
}

SENTENCES: Mapping[type[Aggregate.Event], Callable[[Any, Names], str]] = {
    **_PARTIES,
    **_WORK,
    **_COORDINATION,
}
