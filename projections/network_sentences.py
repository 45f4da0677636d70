"""Sentences of the network: territory, convention, partners, accounts, audit missions."""

from collections.abc import Callable, Mapping
from typing import Any

from domain import codes
from domain.agent import Agent
from domain.aggregate import Aggregate
from domain.audit_mission import AuditMission
from domain.convention import Convention
from domain.partner import Partner
from domain.territory import Territory
from projections.wording import Names, day, label, quoted, uncapitalised

_CAPACITIES = {
    "has-capacity": "avoir des places disponibles",
    "waitlist": "tenir une liste d’attente",
    "full": "être complet",
}


def _period(it: Any) -> str:
    return f"du {day(it.first)} au {day(it.last)}"


def _closed_between(it: Any, of: Names) -> str:
    return f"{of.here} annonce une fermeture {_period(it)}."


def _capacity(it: Any, of: Names) -> str:
    said = _CAPACITIES.get(it.capacity, it.capacity)
    return f"{of.here} déclare {said}."


def _referrals(number: int) -> str:
    return f"{number} orientations" if number > 1 else "une orientation"


def _led_to(it: Any) -> str:
    if it.conference:
        return f", à la suite de {quoted(it.conference)}"
    return ", sur proposition de la conférence sociale locale" if it.proposal else ""


def _scope(it: Any, of: Names) -> str:
    if not it.scope:
        return "sur tout le territoire"
    return f"sur {', '.join(of(partner) for partner in it.scope)}"


SENTENCES: Mapping[type[Aggregate.Event], Callable[[Any, Names], str]] = {
    Territory.Created: lambda it, _: (
        f"Le territoire {quoted(it.name)} est ouvert"
        f"{', à titre fictif' if it.fictitious else ''}."
    ),
    Territory.RuleAdopted: lambda it, _: (
        f"Le territoire adopte de nouveaux délais (règle {it.rule}, version {it.version})."
    ),
    Territory.GeographyAdopted: lambda it, _: (
        f"Le territoire adopte son découpage en quartiers"
        f" ({len(it.quartiers)} quartiers, version {it.version})."
    ),
    Convention.Signed: lambda it, _: (
        f"La convention est signée par {len(it.parties)} parties, pour {it.term}."
    ),
    Convention.Amended: lambda it, _: (
        f"L’avenant n° {it.number} à la convention est signé le {day(it.signed_on)}"
        f"{f', à la suite de {quoted(it.conference)}' if it.conference else ''}."
    ),
    Convention.Renewed: lambda it, _: f"La convention est renouvelée jusqu’au {day(it.until)}.",
    Convention.Denounced: lambda it, _: (
        f"{quoted(it.party)} dénonce la convention, avec effet au {day(it.effect)}."
    ),
    Partner.Joined: lambda it, _: f"{quoted(it.description.name)} rejoint le réseau.",
    Partner.Described: lambda it, _: (
        f"La fiche de {quoted(it.description.name)} est mise à jour."
    ),
    Partner.ServiceOffered: lambda it, of: f"{of.here} propose {quoted(it.offer.name)}.",
    Partner.ServiceWithdrawn: lambda it, of: (
        f"{of.here} ne propose plus le service {quoted(it.service)}."
    ),
    Partner.CapacityDeclared: _capacity,
    Partner.ClosedBetween: _closed_between,
    Partner.CharterAccepted: lambda it, of: (
        f"{of.here} accepte la charte {quoted(it.version)}, le {day(it.on)}."
    ),
    Partner.Left: lambda _, of: f"{of.here} quitte le réseau.",
    Agent.Enrolled: lambda it, of: f"Un compte professionnel est ouvert pour {of(it.partner)}.",
    Agent.RoleGranted: lambda it, _: (
        f"Un compte professionnel reçoit le rôle {quoted(label(codes.ROLES, it.role))}."
    ),
    Agent.RoleRevoked: lambda it, _: (
        f"Un compte professionnel perd le rôle {quoted(label(codes.ROLES, it.role))}."
    ),
    Agent.Mandated: lambda it, of: (
        f"Un compte professionnel reçoit mandat d’agir au nom de {of(it.on_behalf_of)},"
        f" {_period(it)}."
    ),
    Agent.MandateEnded: lambda it, of: (
        f"Un compte professionnel n’a plus mandat d’agir au nom de {of(it.on_behalf_of)}."
    ),
    Agent.Absent: lambda it, _: f"Une absence est annoncée {_period(it)}, avec un relais.",
    Agent.Returned: lambda _it, _of: "Une absence prend fin.",
    Agent.PortfolioHandedOver: lambda it, _: (
        f"Un compte professionnel passe la main à un autre : {_referrals(it.referrals)}."
    ),
    Agent.Disabled: lambda _it, _of: "Un compte professionnel est désactivé.",
    Agent.Erased: lambda it, _: (
        f"Les données d’un compte professionnel sont à détruire :"
        f" {uncapitalised(label(codes.ERASURE_GROUNDS, it.reason))}."
    ),
    Agent.KeyDestroyed: lambda _it, _of: (
        "Les données d’un compte professionnel sont détruites, sans retour possible."
    ),
    AuditMission.Opened: lambda it, of: (
        f"Une mission d’audit est ouverte par mandat de {quoted(it.mandated_by)},"
        f" {_period(it)}, {_scope(it, of)}."
    ),
    AuditMission.Ended: lambda it, _: (
        f"Une mission d’audit prend fin :"
        f" {uncapitalised(label(codes.MISSION_ENDS, it.reason))}."
    ),
}
