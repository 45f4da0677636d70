"""The verbs of a commitment: it begins by being undertaken, or requested."""

from api.commands import commitment_asks as asks
from api.commands import commitments
from api.commands.verbs import Resource, Verb, by_noun
from domain.commitment import Commitment

COMMITMENT_VERBS = (
    Verb("making", Commitment.make, "Prendre l’engagement", asks.Making, run=commitments.make),
    Verb(
        "refusal", Commitment.decline_to_commit, "Ne pas s’engager, et dire pourquoi",
        asks.Declining,
    ),
    Verb("confirmation", Commitment.confirm, "Confirmer les termes"),
    Verb("progress", Commitment.report_progress, "Dire où en est l’engagement", asks.Reporting),
    Verb(
        "rescheduling", Commitment.reschedule, "Reporter l’échéance", asks.Rescheduling,
        run=commitments.reschedule,
    ),
    Verb("keeping", Commitment.keep, "Déclarer l’engagement tenu", asks.Keeping),
    Verb(
        "part-keeping", Commitment.keep_partly, "Déclarer l’engagement tenu en partie",
        asks.KeepingPartly,
    ),
    Verb(
        "failure", Commitment.give_up, "Dire que l’engagement ne sera pas tenu", asks.GivingUp
    ),
    Verb("kept-confirmation", Commitment.confirm_kept, "Confirmer qu’il est tenu"),
    Verb(
        "kept-contestation", Commitment.contest_kept, "Contester qu’il soit tenu",
        asks.Contesting,
    ),
    Verb("release", Commitment.release, "Lever l’engagement, ou la demande", asks.Releasing),
    Verb(
        "publication", Commitment.agree_to_publication, "Accepter qu’il soit rendu public",
        run=commitments.agree_to_publication,
    ),
    Verb("error", Commitment.enter_in_error, "Signaler une saisie par erreur", asks.Mistaken),
)  # fmt: skip

COMMITMENTS = Resource(
    "commitments", Commitment, "engagement", by_noun(COMMITMENT_VERBS),
    begins=Verb(
        "undertaking", Commitment, "Prendre un engagement", asks.Undertaking,
        run=commitments.undertake,
    ),
    otherwise=(
        Verb(
            "requests", Commitment, "Demander un engagement", asks.Requesting,
            run=commitments.request,
        ),
    ),
)  # fmt: skip
