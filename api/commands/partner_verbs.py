"""The verbs of a partner."""

from typing import Annotated

from pydantic import Field

from api.commands.asks import Among, Day, Deed
from api.commands.verbs import Resource, Verb, by_noun
from domain import codes
from domain.partner import Partner
from domain.values import Code


class Declaring(Deed):
    capacity: Annotated[Code, Among(codes.CAPACITIES), Field(title="Capacité d’accueil")]


class Closing(Deed):
    first: Annotated[Day, Field(title="Premier jour de fermeture")]
    last: Annotated[Day, Field(title="Dernier jour de fermeture")]


PARTNER_VERBS = (
    Verb("capacity", Partner.declare_capacity, "Dire sa capacité d’accueil", Declaring),
    Verb("closures", Partner.close_between, "Annoncer une fermeture", Closing),
)

PARTNERS = Resource("directory", Partner, "partenaire", by_noun(PARTNER_VERBS))
