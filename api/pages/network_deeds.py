"""The forms of the network: a partner's fiche, an account, the convention, audit missions."""

from collections.abc import Sequence
from typing import Any

from api.commands.agent_verbs import AGENTS
from api.commands.convention_verbs import CONVENTION, MISSIONS, TERRITORY
from api.commands.partner_verbs import PARTNERS
from api.pages.blanks import DAY, Action, Ready, ready
from domain import codes
from domain.agent import Agent
from domain.convention import Convention
from domain.geography import Quartier
from domain.partner import Description, Offer, Partner
from domain.rules import DEFAULTS, REFERRAL_ANSWER

_NONE: frozenset[str] = frozenset()
_THEMES = tuple(codes.THEMES)[:1]


def _withdrawn(it: Partner) -> dict[str, Any]:
    return {"service": next(iter(it.offers), "")}


def _another_role(it: Agent) -> dict[str, Any]:
    return {"role": next((role for role in codes.ROLES if role not in it.roles), "")}


def _a_role(it: Agent) -> dict[str, Any]:
    return {"role": next(iter(it.roles), "")}


def _a_mandate(it: Agent) -> dict[str, Any]:
    return {"on_behalf_of": next(iter(it.mandates), None)}


def _amendment(it: Convention) -> dict[str, Any]:
    day = it.amended_on or DAY
    return {"number": it.amendments + 1, "means": ("—",), "signed_on": min(day, DAY)}


def _denounced(it: Convention) -> dict[str, Any]:
    return {"party": it.parties[0]}


def _of(resource: Any, *actions: Action) -> Sequence[Ready]:
    return tuple(ready(resource, action) for action in actions)


PARTNER_ACTIONS = _of(
    PARTNERS,
    Action("capacity", "Dire cette capacité", "La capacité d’accueil est à jour."),
    Action("closures", "Annoncer la fermeture", "La fermeture est annoncée."),
    Action(
        "services", "Ajouter à la fiche", "Le service figure dans la fiche.",
        trial=lambda _: {"offer": Offer("—", _THEMES)},
    ),
    Action(
        "service-withdrawal", "Retirer ce service", "Le service est retiré de la fiche.",
        trial=_withdrawn, finds=frozenset({"service"}),
    ),
    Action(
        "charter", "Noter la signature", "La signature de la charte est notée.",
        trial=lambda _: {"version": ""},
    ),
    Action(
        "description", "Corriger la fiche", "La fiche est corrigée.",
        trial=lambda _: {"description": Description("—", "other")},
    ),
    Action(
        "departure", "Ce partenaire quitte le réseau", "Le partenaire a quitté le réseau.",
        trial=lambda _: {"still_open": 0},
    ),
)  # fmt: skip

AGENT_ACTIONS = _of(
    AGENTS,
    Action("absence", "Annoncer l’absence", "L’absence est annoncée.", finds=_NONE),
    Action("return", "Annoncer le retour", "Le retour est annoncé."),
    Action(
        "handover", "Passer la main", "La main est passée.",
        trial=lambda _: {"referrals": 1}, finds=_NONE,
    ),
    Action("roles", "Attribuer ce rôle", "Le rôle est attribué.", trial=_another_role),
    Action(
        "role-withdrawal", "Retirer ce rôle",
        "Le rôle est retiré\u00a0; les accès qu’il donnait sont fermés.",
        trial=_a_role, finds=frozenset({"role"}),
    ),
    Action("mandate", "Donner ce mandat", "Le mandat est donné."),
    Action(
        "mandate-end", "Mettre fin à ce mandat", "Le mandat a pris fin.",
        trial=_a_mandate, finds=frozenset({"on_behalf_of"}),
    ),
    Action(
        "disabling", "Désactiver ce compte",
        "Le compte est désactivé\u00a0; ses accès sont fermés.",
    ),
)  # fmt: skip

CONVENTION_ACTIONS = _of(
    CONVENTION,
    Action(
        "amendments", "Enregistrer l’avenant", "L’avenant est enregistré.", trial=_amendment
    ),
    Action("renewal", "Enregistrer la reconduction", "La reconduction est enregistrée."),
    Action(
        "denunciation", "Enregistrer la dénonciation", "La dénonciation est enregistrée.",
        trial=_denounced,
    ),
)  # fmt: skip

MISSION_ACTIONS = _of(
    MISSIONS, Action("end", "Mettre fin à la mission", "La mission a pris fin.")
)
ENROLMENT, JOINING, SIGNATURE, OPENING = (
    ready(resource, action)
    for resource, action in (
        (AGENTS, Action("enrolment", "Ouvrir le compte", "Le compte est ouvert.", adds=True)),
        (PARTNERS, Action("joining", "Ajouter à l’annuaire", "Le partenaire figure dans "
                          "l’annuaire.", adds=True)),
        (CONVENTION, Action("signature", "Enregistrer la convention",
                            "La convention est enregistrée.", adds=True)),
        (MISSIONS, Action("opening", "Ouvrir la mission", "La mission est ouverte\u00a0: "
                          "chacun peut le savoir.", adds=True, finds=_NONE)),
    )
)  # fmt: skip
BEGINNINGS = (ENROLMENT, JOINING, SIGNATURE, OPENING)

RULES, GEOGRAPHY = _of(
    TERRITORY,
    Action(
        "rules", "Adopter ces réglages",
        "La règle est adoptée ; ce qui a été fait garde la sienne.",
        trial=lambda _: {"rule": REFERRAL_ANSWER, "values": DEFAULTS[REFERRAL_ANSWER].values},
    ),
    Action(
        "geography", "Adopter ce découpage", "Le découpage est adopté.",
        trial=lambda _: {"version": "", "quartiers": (Quartier("any", "—"),)},
    ),
)  # fmt: skip
