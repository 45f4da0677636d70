"""The verbs of an action sheet."""

from api.commands import action_sheets as asks
from api.commands.verbs import Resource, Verb, by_noun
from domain.action_sheet import ActionSheet

SHEET_VERBS = (
    Verb("inclusion", ActionSheet.decide_inclusion, "Inclure dans le projet", asks.Including),
    Verb(
        "exclusion", ActionSheet.leave_outside, "Laisser hors du projet", asks.LeavingOutside
    ),
    Verb("adoption", ActionSheet.adopt, "Adopter la fiche", asks.Adopting, run=asks.adopt),
    Verb("participation", ActionSheet.join, "Participer à la fiche"),
    Verb("withdrawal", ActionSheet.leave, "Se retirer de la fiche", asks.Leaving),
    Verb(
        "handover", ActionSheet.hand_over, "Confier la fiche à un autre partenaire",
        asks.HandingOver, run=asks.hand_over,
    ),
    Verb("revision", ActionSheet.revise, "Réviser la fiche", asks.Revising, run=asks.revise),
    Verb(
        "indicators", ActionSheet.define_indicator, "Définir un indicateur", asks.Defining
    ),
    Verb("target", ActionSheet.revise_target, "Réviser la cible", asks.Aiming),
    Verb(
        "measures", ActionSheet.measure, "Saisir une mesure", asks.Measuring, run=asks.measure
    ),
    Verb(
        "correction", ActionSheet.correct_measurement, "Corriger une mesure", asks.Correcting
    ),
    Verb("pause", ActionSheet.pause, "Suspendre l’action", asks.Pausing),
    Verb("resumption", ActionSheet.resume, "Reprendre l’action"),
    Verb("conclusion", ActionSheet.conclude, "Achever l’action", asks.Concluding),
    Verb(
        "generalisation", ActionSheet.generalise, "Généraliser l’expérimentation",
        asks.Generalising,
    ),
    Verb("abandonment", ActionSheet.abandon, "Abandonner l’action", asks.Abandoning),
    Verb(
        "error", ActionSheet.enter_in_error, "Signaler une fiche saisie par erreur",
        asks.Erring,
    ),
    Verb(
        "redrafting", ActionSheet.draft_again, "Rédiger de nouveau sous ce numéro",
        asks.Redrafting, run=asks.draft_again,
    ),
)  # fmt: skip

SHEETS = Resource(
    "sheets", ActionSheet, "fiche action", by_noun(SHEET_VERBS),
    begins=Verb(
        "drafting", ActionSheet, "Rédiger une fiche action", asks.Drafting, run=asks.draft
    ),
    names=asks.numbered,
)  # fmt: skip
