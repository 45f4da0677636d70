"""The forms by which a referral goes on: for each verb, its fields and a trial of its rules."""

from collections.abc import Sequence

from api.pages.blanks import ANY, DAY, DUE, LATER, REFUSAL, Action, Blank, told
from domain import codes
from domain.referral import Referral

_REASON = "Pourquoi"
_HOW = Blank("medium", "Comment l’avez-vous appris", "code", codes.MEDIA)
_EXPECTED = Blank("expected", "Place attendue vers le", "day", required=False)
_DECLINING = (
    Blank("reason", "Motif du refus", "code", codes.DECLINE_REASONS),
    Blank("sentence", "Explication pour le service et la personne", "text"),
    Blank("alternative", "Suite proposée", "code", codes.ALTERNATIVES),
    Blank(
        "alternative_partner", "Autre partenaire, si vous en proposez un", "partner",
        required=False, hint="Son nom, même incomplet.",
    ),
)  # fmt: skip

ACTIONS: Sequence[Action] = (
    Action(
        "reception", "reception", Referral.see, "Accuser réception", "J’ai bien reçu",
        "La réception est notée.",
    ),
    Action(
        "confirmation", "confirmation", Referral.confirm_answer,
        "Confirmer la réponse rapportée", "C’est bien notre réponse",
        "La réponse est confirmée.",
    ),
    Action(
        "contestation", "contestation", Referral.contest_answer,
        "Contester la réponse rapportée", "Ce n’est pas notre réponse",
        "La réponse est contestée : l’orientation attend de nouveau la vôtre.",
        (Blank("sentence", "Ce qu’il en est", "text", required=False),),
        lambda _: {"deadline": DUE},
    ),
    Action(
        "reply", "reply", Referral.provide_information, "Répondre à la question",
        "Envoyer l’information", "L’information est envoyée.",
        (Blank("answer", "Votre réponse", "text"),),
        lambda it: {"answer": "—", "deadline": DUE if it.awaits_answer else None},
    ),
    Action(
        "acceptance", "acceptance", Referral.accept, "Accepter", "Accepter l’orientation",
        "L’orientation est acceptée.", tells=True,
    ),
    Action(
        "waitlisting", "waitlisting", Referral.waitlist, "Mettre en liste d’attente",
        "Mettre en liste d’attente", "L’orientation est en liste d’attente.", (_EXPECTED,),
        tells=True,
    ),
    Action(
        "refusal", "refusal", Referral.decline, "Refuser, et proposer une suite",
        "Refuser l’orientation", "Le refus est enregistré, avec la suite proposée.",
        _DECLINING, lambda _: REFUSAL, tells=True,
    ),
    Action(
        "person-told", "person-told", Referral.tell_person, "Dire que la personne est prévenue",
        "La personne est prévenue", "La personne est prévenue.",
        (Blank("how", "Comment", "code", codes.TELLING),), lambda _: {"how": "phone"},
    ),
    Action(
        "attendance", "attendance", Referral.attend_meeting, "Le rendez-vous a eu lieu",
        "Le rendez-vous a eu lieu", "Le rendez-vous est noté comme tenu.",
    ),
    Action(
        "absence", "absence", Referral.miss_meeting, "Le rendez-vous n’a pas eu lieu",
        "Noter qu’il n’a pas eu lieu", "C’est noté.",
        (Blank("attendance", _REASON, "code", codes.ABSENCES),),
        lambda _: {"attendance": "no-show"},
    ),
    Action(
        "meeting-move", "meeting-move", Referral.move_meeting, "Déplacer le rendez-vous",
        "Déplacer le rendez-vous", "Le rendez-vous est déplacé.",
        (Blank("meets_at", "Nouvelle date et heure", "moment"),),
        lambda _: {"meets_at": LATER},
    ),
    Action(
        "start", "start", Referral.start, "Démarrer l’accompagnement",
        "Démarrer l’accompagnement", "L’accompagnement est démarré.",
    ),
    Action(
        "meeting", "meeting", Referral.schedule_meeting, "Fixer un rendez-vous",
        "Fixer le rendez-vous", "Le rendez-vous est fixé.",
        (
            Blank("meets_at", "Date et heure", "moment"),
            Blank("how", "Où et comment", "code", codes.MEETINGS),
        ),
        lambda _: {"meets_at": LATER, "how": "phone"},
    ),
    Action(
        "resumption", "resumption", Referral.resume, "Reprendre l’accompagnement",
        "Reprendre l’accompagnement", "L’accompagnement reprend.",
    ),
    Action(
        "completion", "completion", Referral.complete, "Achever l’accompagnement",
        "Achever l’accompagnement", "L’accompagnement est achevé.",
        (Blank("outcome", "Ce qu’il en est du besoin", "code", codes.OUTCOMES),),
        lambda _: {"outcome": "achieved"},
    ),
    Action(
        "question", "question", Referral.request_information, "Demander une information",
        "Poser la question", "La question est posée.",
        (Blank("question", "Votre question", "text"),),
        lambda _: {"question": "—", "asked_on": DAY, "deadline": DUE},
    ),
    Action(
        "acceptance-told", "acceptance", Referral.accept, "Le partenaire accepte",
        "Rapporter l’acceptation", "La réponse rapportée est enregistrée.", (_HOW,), told,
        "reported", tells=True,
    ),
    Action(
        "waitlisting-told", "waitlisting", Referral.waitlist,
        "Le partenaire met en liste d’attente", "Rapporter la mise en attente",
        "La réponse rapportée est enregistrée.", (_HOW, _EXPECTED), told, "reported",
        tells=True,
    ),
    Action(
        "refusal-told", "refusal", Referral.decline, "Le partenaire refuse",
        "Rapporter le refus", "La réponse rapportée est enregistrée.", (_HOW, *_DECLINING),
        lambda it: told(it) | REFUSAL, "reported", tells=True,
    ),
    Action(
        "assignment", "assignment", Referral.assign, "S’en occuper", "Je m’en occupe",
        "L’orientation vous est confiée.", (), lambda _: {"agent": ANY}, "more",
    ),
    Action(
        "hold", "hold", Referral.put_on_hold, "Suspendre l’accompagnement",
        "Suspendre l’accompagnement", "L’accompagnement est suspendu.",
        (
            Blank("reason", _REASON, "code", codes.HOLD_REASONS),
            Blank("until", "Jusqu’au", "day", required=False),
        ),
        lambda _: {"reason": "other"}, "more",
    ),
    Action(
        "early-end", "early-end", Referral.end_early, "Mettre fin à l’accompagnement",
        "Mettre fin à l’accompagnement", "L’accompagnement est interrompu.",
        (Blank("reason", _REASON, "code", codes.EARLY_ENDS),),
        lambda _: {"reason": "other"}, "more",
    ),
    Action(
        "person-view", "person-view", Referral.record_person_view,
        "Noter ce qu’en pense la personne", "Noter son avis", "L’avis de la personne est noté.",
        (Blank("view", "Pour la personne", "code", codes.OUTCOMES),),
        lambda _: {"view": "achieved"},
    ),
    Action(
        "outcome-contestation", "outcome-contestation", Referral.contest_outcome,
        "Noter que l’issue est contestée", "Noter la contestation",
        "La contestation est notée.",
        (
            Blank("in_the_eyes_of", "Aux yeux de qui", "code", codes.EYES),
            Blank("sentence", "Ce qui est contesté", "text"),
        ),
        lambda _: {"in_the_eyes_of": "person", "sentence": "—"},
    ),
    Action(
        "reopening", "reopening", Referral.reopen, "Rouvrir l’orientation",
        "Rouvrir l’orientation", "L’orientation est rouverte.",
        (Blank("reason", _REASON, "code", codes.REOPENINGS),),
        lambda it: {"reason": "other", "deadline": DUE if it.would_await_answer else None},
        "more",
    ),
    Action(
        "sender-change", "sender-change", Referral.change_sender,
        "Transmettre à un autre service d’origine", "Transmettre l’orientation",
        "L’orientation est transmise au nouveau service.",
        (
            Blank("to", "Nouveau service", "partner", hint="Son nom, même incomplet."),
            Blank("reason", _REASON, "code", codes.SENDER_CHANGES),
            Blank("sharing_ground", "Ce qui permet ce partage", "code", codes.SHARING_GROUNDS),
        ),
        lambda _: {"to": ANY, "reason": "other", "sharing_ground": "consent"}, "more",
    ),
    Action(
        "closure", "closure", Referral.close, "Clore l’orientation", "Clore l’orientation",
        "L’orientation est close.", (Blank("reason", _REASON, "code", codes.CLOSURES),),
        lambda _: {"reason": "other"},
    ),
    Action(
        "withdrawal", "withdrawal", Referral.withdraw, "Retirer l’orientation",
        "Retirer l’orientation", "L’orientation est retirée.",
        (Blank("reason", _REASON, "code", codes.WITHDRAWALS),),
        lambda _: {"reason": "other"}, "more",
    ),
    Action(
        "error", "error", Referral.enter_in_error, "Signaler une saisie par erreur",
        "C’était une erreur", "L’orientation est signalée comme saisie par erreur.",
        (Blank("reason", _REASON, "code", codes.ERRORS),), lambda _: {"reason": "other"},
        "more",
    ),
)  # fmt: skip
