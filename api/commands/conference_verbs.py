"""The verbs of the yearly conference."""

from api.commands import conference_asks as asks
from api.commands import conferences
from api.commands.asks import Deed
from api.commands.verbs import Resource, Verb, by_noun
from domain.conference import Conference

VERBS = (
    Verb("postponement", Conference.postpone, "Reporter la conférence", asks.Postponing),
    Verb("cancellation", Conference.cancel, "Annuler la conférence", asks.Cancelling),
    Verb(
        "evidence", Conference.freeze_evidence, "Figer les données", asks.Freezing,
        adds=conferences.frozen,
    ),
    Verb("questions", Conference.raise_question, "Poser une question", asks.Asking),
    Verb(
        "findings", Conference.record_finding, "Établir un constat", asks.Finding,
        run=conferences.find,
    ),
    Verb(
        "restatements", Conference.restate_finding, "Rectifier un chiffre", asks.Restating,
        run=conferences.restate,
    ),
    Verb(
        "holding", Conference.hold, "Noter qui était présent", asks.Holding,
        run=conferences.hold,
    ),
    Verb(
        "recommendations", Conference.adopt_recommendation, "Adopter une recommandation",
        asks.Recommending, run=conferences.recommend,
    ),
    Verb(
        "proposals", Conference.propose_amendment, "Proposer un avenant", asks.Proposing
    ),
    Verb(
        "conclusion", Conference.conclude, "Conclure et publier le rapport", Deed,
        run=conferences.conclude,
    ),
)  # fmt: skip

CONFERENCES = Resource(
    "conferences", Conference, "conférence", by_noun(VERBS),
    begins=Verb(
        "convocation", Conference, "Convoquer la conférence de l’année", asks.NewConference,
        run=conferences.convene,
    ),
    names=conferences.year_of,
)  # fmt: skip
