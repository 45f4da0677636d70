"""The verbs of observations and of residents' contributions."""

from api.commands import contributions, observations
from api.commands.verbs import Resource, Verb, by_noun
from domain.contribution import Contribution
from domain.observation import Observation

OBSERVATION_VERBS = (
    Verb("correction", Observation.correct, "Corriger cette donnée",
        observations.CorrectingObservation),
    Verb("withdrawal", Observation.withdraw, "Retirer cette donnée",
        observations.WithdrawingObservation),
)  # fmt: skip
CONTRIBUTION_VERBS = (
    Verb("masking", Contribution.mask, "Masquer les noms", contributions.Masking,
        adds=contributions.author_of),
    Verb("publication", Contribution.publish, "Publier", contributions.Publishing),
    Verb("non-publication", Contribution.keep_back, "Ne pas publier",
        contributions.KeepingBack),
    Verb("answer", Contribution.answer, "Répondre", contributions.Answering,
        adds=contributions.answering),
    Verb("sheet-link", Contribution.link_to_sheet, "Rattacher à une fiche action",
        contributions.Linking, run=contributions.link),
    Verb("effect", Contribution.lead_to, "Dire ce qu’elle a changé", contributions.Leading,
        run=contributions.lead),
    Verb("withdrawal", Contribution.withdraw, "Retirer, à la demande de l’auteur·e"),
    Verb("error", Contribution.enter_in_error, "Signaler une saisie par erreur",
        contributions.Mistaking),
)  # fmt: skip

OBSERVATIONS = Resource(
    "observations", Observation, "donnée d’observation", by_noun(OBSERVATION_VERBS),
    begins=Verb(
        "recording", Observation, "Enregistrer une donnée d’observation",
        observations.NewObservation, run=observations.record,
    ),
    names=observations.stream_of,
)  # fmt: skip
CONTRIBUTIONS = Resource(
    "contributions", Contribution, "contribution d’habitant·e", by_noun(CONTRIBUTION_VERBS),
    begins=Verb(
        "reception", Contribution, "Recevoir une contribution",
        contributions.NewContribution, run=contributions.receive,
    ),
)  # fmt: skip
