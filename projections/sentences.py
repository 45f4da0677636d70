"""Every fact as one French sentence, rendered on read; never says who a person is."""

from collections.abc import Mapping
from uuid import UUID

from store.facts import Fact


def sentence(fact: Fact, names: Mapping[UUID, str]) -> str:
    """The sentence of a fact; ``names`` are the partners' names by id."""
    return fact.at.kind
