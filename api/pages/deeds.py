"""The forms by which a referral goes on."""

from collections.abc import Sequence
from typing import Any

from api.commands.referral_verbs import REFERRALS
from api.pages.blanks import ANY, DAY, DUE, Action, Ready, ready
from domain.referral import Referral

_REPORTED = "La réponse rapportée est enregistrée."
_REFUSAL = {"alternative": "none-known"}


def _told(it: Referral) -> dict[str, Any]:
    return {"told_by": it.addressee, "medium": "phone"}


def _reported(noun: str, title: str, button: str, **trial: Any) -> Action:
    return Action(
        noun, button, _REPORTED, "reported", lambda it: _told(it) | trial,
        code=f"{noun}-told", title=title, requires=("medium",),
    )  # fmt: skip


ACTIONS: Sequence[Ready] = tuple(
    ready(REFERRALS, action)
    for action in (
        Action("reception", "J’ai bien reçu", "La réception est notée."),
        Action("confirmation", "C’est bien notre réponse", "La réponse est confirmée."),
        Action(
            "contestation", "Ce n’est pas notre réponse",
            "La réponse est contestée : l’orientation attend de nouveau la vôtre.",
            trial=lambda _: {"deadline": DUE},
        ),
        Action(
            "reply", "Envoyer l’information", "L’information est envoyée.",
            trial=lambda it: {"deadline": DUE if it.awaits_answer else None},
        ),
        Action("acceptance", "Accepter l’orientation", "L’orientation est acceptée."),
        Action(
            "waitlisting", "Mettre en liste d’attente", "L’orientation est en liste d’attente."
        ),
        Action(
            "refusal", "Refuser l’orientation",
            "Le refus est enregistré, avec la suite proposée.", trial=lambda _: _REFUSAL,
        ),
        Action("person-told", "La personne est prévenue", "La personne est prévenue."),
        Action(
            "attendance", "Le rendez-vous a eu lieu", "Le rendez-vous est noté comme tenu."
        ),
        Action("absence", "Noter qu’il n’a pas eu lieu", "C’est noté."),
        Action("meeting-move", "Déplacer le rendez-vous", "Le rendez-vous est déplacé."),
        Action("start", "Démarrer l’accompagnement", "L’accompagnement est démarré."),
        Action("meeting", "Fixer le rendez-vous", "Le rendez-vous est fixé."),
        Action("resumption", "Reprendre l’accompagnement", "L’accompagnement reprend."),
        Action("completion", "Achever l’accompagnement", "L’accompagnement est achevé."),
        Action(
            "question", "Poser la question", "La question est posée.",
            trial=lambda _: {"asked_on": DAY, "deadline": DUE},
        ),
        _reported("acceptance", "Le partenaire accepte", "Rapporter l’acceptation"),
        _reported(
            "waitlisting", "Le partenaire met en liste d’attente",
            "Rapporter la mise en attente",
        ),
        _reported("refusal", "Le partenaire refuse", "Rapporter le refus", **_REFUSAL),
        Action(
            "assignment", "Je m’en occupe", "L’orientation vous est confiée.", "more",
            lambda _: {"agent": ANY}, title="S’en occuper",
        ),
        Action(
            "hold", "Suspendre l’accompagnement", "L’accompagnement est suspendu.", "more",
            lambda _: {"deadline": None},
        ),
        Action(
            "early-end", "Mettre fin à l’accompagnement", "L’accompagnement est interrompu.",
            "more",
        ),
        Action("person-view", "Noter son avis", "L’avis de la personne est noté."),
        Action("outcome-contestation", "Noter la contestation", "La contestation est notée."),
        Action(
            "reopening", "Rouvrir l’orientation", "L’orientation est rouverte.", "more",
            lambda it: {"deadline": DUE if it.would_await_answer else None},
        ),
        Action(
            "sender-change", "Transmettre l’orientation",
            "L’orientation est transmise au nouveau service.", "more",
        ),
        Action("closure", "Clore l’orientation", "L’orientation est close."),
        Action("withdrawal", "Retirer l’orientation", "L’orientation est retirée.", "more"),
        Action(
            "error", "C’était une erreur",
            "L’orientation est signalée comme saisie par erreur.", "more",
        ),
    )
)  # fmt: skip
