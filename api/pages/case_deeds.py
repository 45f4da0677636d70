"""The forms by which a case goes on, each in the section of the page where it belongs."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from api.commands.case_verbs import CASES
from api.pages.blanks import ANY, Action, Ready, ready
from domain.case import Case
from domain.codes import AUTHORITIES

_LATEST = date(2100, 12, 31)
_NOBODY: frozenset[str] = frozenset()
_COORDINATOR = frozenset({"partner", "agent"})


def proposed(it: Case) -> Mapping[str, Any]:
    """Whom the maire decides about: the one that is proposed."""
    if it.proposal is None:
        return {"partner": ANY, "agent": ANY}
    return it.proposal.candidate._asdict()


def _decision(it: Case) -> Mapping[str, Any]:
    return {**proposed(it), "decided_on": _LATEST}


def _another(it: Case) -> Mapping[str, Any]:
    return {"to": min(it.partners - {it.lead}, default=ANY)}


def _untold(it: Case) -> Mapping[str, Any]:
    return {"authorities": tuple(each for each in AUTHORITIES if each not in it.told)}


PROTECTION = ready(
    CASES,
    Action(
        "protection",
        "Consigner la transmission",
        "La transmission est consignée : seul votre service la voit.",
        finds=_NOBODY,
    ),
)
ACTIONS: Sequence[Ready] = tuple(
    ready(CASES, action)
    for action in (
        Action(
            "people", "Ajouter cette personne", "La personne est ajoutée.", "people",
            lambda _: {"person": ANY}, adds=True,
        ),
        Action(
            "departure", "Noter son départ", "Le départ est noté.", "person",
            title="N’est plus dans la situation", beside=("person",),
        ),
        Action("goals", "Fixer cet objectif", "L’objectif est fixé.", "goals"),
        Action(
            "goal-reached", "Objectif atteint", "L’objectif est noté comme atteint.", "goal",
            beside=("goal",),
        ),
        Action(
            "goal-dropped", "Abandonner cet objectif", "L’objectif est abandonné.", "goal",
            title="Abandonner", beside=("goal",),
        ),
        Action(
            "notes", "Ajouter la note", "La note est ajoutée.", "notes",
            requires=("audience",), adds=True,
        ),
        Action(
            "note-correction", "Enregistrer la correction",
            "La note est corrigée ; l’ancienne version reste dans l’histoire.", "note",
            title="Corriger", beside=("note",),
        ),
        Action(
            "note-widening", "Partager la note", "La note est partagée.", "note",
            lambda _: {"sharing_ground": "consent"}, title="Partager avec d’autres services",
            beside=("note",),
        ),
        Action(
            "note-retraction", "Retirer la note", "La note est retirée.", "note",
            title="Retirer", beside=("note",),
        ),
        Action(
            "referent", "Désigner", "Le ou la référent·e est désigné·e.", "services",
            requires=("agent",),
        ),
        Action(
            "handover", "Passer la main", "La situation a un nouveau service référent.",
            "services", _another,
        ),
        Action(
            "release", "Mettre fin à sa participation",
            "Ce service n’est plus partie à la situation.", "service",
            lambda _: {"open_referrals": 0}, title="N’est plus partie à la situation",
            beside=("partner",),
        ),
        Action(
            "coordination-need", "Signaler ce besoin", "Le besoin est signalé.",
            "coordination", _untold, title="Signaler le besoin au maire ou au département",
        ),
        Action(
            "coordinator-proposal", "Proposer", "La proposition est consignée.",
            "coordination", lambda it: {"partner": it.lead, "agent": ANY},
            requires=("agent",), finds=frozenset({"partner"}),
        ),
        Action(
            "employer-agreement", "Donner notre accord", "L’accord est consigné.",
            "coordination", finds=_NOBODY,
        ),
        Action(
            "employer-refusal", "Refuser", "Le refus est consigné.", "coordination",
            title="Refuser",
        ),
        Action(
            "department-opinion", "Consigner son avis", "L’avis est consigné.",
            "coordination",
        ),
        Action(
            "designation", "Consigner la désignation",
            "Le coordonnateur ou la coordonnatrice est désigné·e.", "coordination", _decision,
            title="Consigner la décision du maire", finds=_COORDINATOR,
        ),
        Action(
            "replacement", "Consigner le remplacement", "Le remplacement est consigné.",
            "coordination", _decision, title="Consigner le remplacement décidé par le maire",
            finds=_COORDINATOR,
        ),
        Action(
            "coordination-end", "Mettre fin", "La coordination a pris fin.", "coordination",
        ),
        Action(
            "reopening", "Rouvrir la situation", "La situation est rouverte.", "now",
        ),
        Action("closure", "Clore la situation", "La situation est close.", "now"),
        Action(
            "authority-information", "Consigner cette information",
            "L’information est consignée : seul votre service la voit.", "more",
        ),
        Action(
            "transfer", "Passer la situation",
            "La situation est suivie ailleurs ; rien n’y est envoyé d’ici.", "more",
        ),
        Action(
            "error", "C’était une erreur", "La situation est signalée comme une erreur.",
            "more",
        ),
    )
)  # fmt: skip
