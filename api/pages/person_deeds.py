"""The forms by which more is said of a person, each in its section of their page."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from api.commands.person_verbs import PEOPLE
from api.pages.blanks import ANY, DAY, Action, Ready, ready
from domain.codes import DATA_RIGHTS
from domain.person import Person
from domain.person_requests import latest_answer

_LATEST = date(2100, 12, 31)
_DATED = frozenset({"occurred_on"})
"""A form that asks for its own day does not ask for another."""


def _unasked(it: Person) -> Mapping[str, Any]:
    right = next((each for each in DATA_RIGHTS if each not in it.requests), "—")
    return {"right": right, "answer_by": latest_answer(DAY)}


ACTIONS: Sequence[Ready] = tuple(
    ready(PEOPLE, action)
    for action in (
        Action(
            "identity", "Corriger l’identité", "L’identité est corrigée.", "identity",
            finds=_DATED,
        ),
        Action(
            "contact", "Enregistrer", "Les coordonnées sont enregistrées.", "contact",
            lambda _: {"phone": "—"},
        ),
        Action(
            "safe-contact", "Enregistrer", "C’est noté : cela se voit partout où l’on va "
            "la joindre.", "contact", lambda _: {"means": "—"},
        ),
        Action(
            "address-protection", "Protéger l’adresse",
            "L’adresse est protégée : seuls la lisent votre service et celui qui a "
            "enregistré la personne.",
            "contact",
        ),
        Action(
            "address-disclosure", "Ne plus protéger l’adresse",
            "L’adresse n’est plus protégée.", "contact",
        ),
        Action("interpreter", "Enregistrer", "Les langues sont notées.", "welcome"),
        Action("access", "Enregistrer", "Les besoins sont notés.", "welcome"),
        Action(
            "representation", "Enregistrer", "La représentation est notée.",
            "representatives",
        ),
        Action(
            "representation-end", "Mettre fin", "La représentation a pris fin.",
            "representative", lambda _: {"ended_on": _LATEST},
            title="Cette représentation a pris fin", finds=_DATED, beside=("number",),
        ),
        Action(
            "household", "Rattacher", "Le ménage est noté.", "households", finds=_DATED,
        ),
        Action(
            "household-departure", "Noter ce départ", "Le départ du ménage est noté.",
            "household", lambda _: {"left_on": _LATEST}, title="A quitté ce ménage",
            finds=_DATED, beside=("household",),
        ),
        Action(
            "information", "Consigner", "L’information de la personne est consignée.",
            "agreed",
        ),
        Action("consent", "Consigner l’accord", "L’accord est consigné.", "agreed"),
        Action(
            "consent-refusal", "Consigner le refus",
            "Le refus est consigné : il se voit avant tout partage.", "agreed",
        ),
        Action(
            "consent-withdrawal", "Retirer cet accord", "L’accord est retiré.", "consent",
            title="Retire cet accord", beside=("scope", "partner"),
        ),
        Action(
            "opposition", "Consigner l’opposition",
            "L’opposition est consignée : rien n’est partagé d’ici la décision.", "requests",
            lambda _: {"decide_by": latest_answer(DAY)}, finds=_DATED,
        ),
        Action(
            "opposition-upheld", "Donner suite à l’opposition",
            "L’opposition est admise : plus rien n’est partagé.", "opposition",
        ),
        Action(
            "opposition-rejected", "Rejeter l’opposition", "L’opposition est rejetée.",
            "opposition",
        ),
        Action(
            "opposition-taken-back", "La personne retire son opposition",
            "L’opposition est retirée.", "opposition",
        ),
        Action(
            "rights-request", "Consigner la demande", "La demande est consignée.", "requests",
            _unasked, finds=_DATED,
        ),
        Action(
            "rights-answer", "Consigner la réponse", "La réponse est consignée.", "request",
            beside=("right",),
        ),
        Action(
            "limitation-end", "Lever la limitation", "La limitation est levée.", "limitation",
        ),
        Action(
            "merge", "C’est la même personne", "Les deux fiches n’en font plus qu’une.",
            "merge", lambda _: {"into": ANY, "evidence": "told-by-person"},
        ),
        Action(
            "unmerge", "Séparer de nouveau", "Les deux fiches sont séparées.", "unmerge",
            title="Ce n’était pas la même personne",
        ),
        Action("moved-away", "Noter ce départ", "Le départ est noté.", "life", finds=_DATED),
        Action("death", "Noter le décès", "Le décès est noté.", "life", finds=_DATED),
        Action(
            "death-retraction", "Le décès était une erreur", "Le décès est retiré.", "life",
        ),
        Action("archive", "Archiver la fiche", "La fiche est archivée.", "life"),
        Action(
            "reactivation", "Sortir de l’archive", "La fiche est sortie de l’archive.",
            "life",
        ),
    )
)  # fmt: skip
