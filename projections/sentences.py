"""Every fact as one French sentence, rendered on read; never says who a person is."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from domain import codes
from domain.agent import Agent
from domain.aggregate import Aggregate
from domain.convention import Convention
from domain.partner import Partner
from domain.territory import Territory
from projections import case_sentences, person_sentences, referral_sentences
from projections.wording import Names, day, label, quoted, uncapitalised
from store.facts import Fact

_CAPACITIES = {
    "has-capacity": "avoir des places disponibles",
    "waitlist": "tenir une liste d’attente",
    "full": "être complet",
}


def sentence(fact: Fact, names: Mapping[UUID, str]) -> str:
    """The sentence of a fact; ``names`` are the partners' names by id."""
    said = SENTENCES[type(fact.event)](fact.event, Names(names, fact.at.stream_id))
    return said[:1].upper() + said[1:]


def _closed_between(it: Any, of: Names) -> str:
    return f"{of.here} annonce une fermeture du {day(it.first)} au {day(it.last)}."


def _capacity(it: Any, of: Names) -> str:
    said = _CAPACITIES.get(it.capacity, it.capacity)
    return f"{of.here} déclare {said}."


_NETWORK: Mapping[type[Aggregate.Event], Callable[[Any, Names], str]] = {
    Territory.Created: lambda it, _: (
        f"Le territoire {quoted(it.name)} est ouvert"
        f"{', à titre fictif' if it.fictitious else ''}."
    ),
    Territory.RuleAdopted: lambda it, _: (
        f"Le territoire adopte de nouveaux délais (règle {it.rule}, version {it.version})."
    ),
    Convention.Signed: lambda it, _: (
        f"La convention est signée par {len(it.parties)} parties, pour {it.term}."
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
    Partner.Left: lambda _, of: f"{of.here} quitte le réseau.",
    Agent.Enrolled: lambda it, of: f"Un compte professionnel est ouvert pour {of(it.partner)}.",
    Agent.RoleGranted: lambda it, _: (
        f"Un compte professionnel reçoit le rôle {quoted(label(codes.ROLES, it.role))}."
    ),
    Agent.RoleRevoked: lambda it, _: (
        f"Un compte professionnel perd le rôle {quoted(label(codes.ROLES, it.role))}."
    ),
    Agent.Disabled: lambda _it, _of: "Un compte professionnel est désactivé.",
    Agent.Erased: lambda it, _: (
        f"Les données d’un compte professionnel sont à détruire : {_ground(it)}."
    ),
    Agent.KeyDestroyed: lambda _it, _of: (
        "Les données d’un compte professionnel sont détruites, sans retour possible."
    ),
}


def _ground(it: Any) -> str:
    return uncapitalised(label(codes.ERASURE_GROUNDS, it.reason))


SENTENCES: Mapping[type[Aggregate.Event], Callable[[Any, Names], str]] = {
    **_NETWORK,
    **person_sentences.SENTENCES,
    **case_sentences.SENTENCES,
    **referral_sentences.SENTENCES,
}
"""Every registered kind of fact; a test says which one lacks its sentence."""
