"""The verbs of a partner."""

from api.commands import partners
from api.commands.asks import Ask
from api.commands.verbs import Resource, Verb, by_noun
from domain.partner import Partner

PARTNER_VERBS = (
    Verb(
        "capacity", Partner.declare_capacity, "Dire sa capacité d’accueil",
        partners.Declaring,
    ),
    Verb("closures", Partner.close_between, "Annoncer une fermeture", partners.Closing),
    Verb(
        "services", Partner.offer_service, "Proposer un service", partners.Offering,
        run=partners.offer_service,
    ),
    Verb(
        "service-withdrawal", Partner.withdraw_service, "Retirer un service",
        partners.Withdrawing,
    ),
    Verb(
        "charter", Partner.accept_charter, "Dire que la charte est signée", partners.Accepting,
        run=partners.accept_charter,
    ),
    Verb("departure", Partner.leave, "Quitter le réseau", Ask, run=partners.leave),
)  # fmt: skip

PARTNERS = Resource("directory", Partner, "partenaire", by_noun(PARTNER_VERBS))
