"""Every fact as one French sentence, rendered on read; never says who a person is."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from domain.aggregate import Aggregate
from projections import (
    action_sheet_sentences,
    alert_sentences,
    case_sentences,
    commitment_sentences,
    conference_sentences,
    forums_sentences,
    needs_sentences,
    network_sentences,
    person_sentences,
    referral_sentences,
    watch_session_sentences,
)
from projections.wording import Names
from store.facts import Fact


def sentence(fact: Fact, names: Mapping[UUID, str]) -> str:
    """The sentence of a fact; ``names`` are the partners' names by id."""
    said = SENTENCES[type(fact.event)](fact.event, Names(names, fact.at.stream_id))
    return said[:1].upper() + said[1:]


SENTENCES: Mapping[type[Aggregate.Event], Callable[[Any, Names], str]] = {
    **network_sentences.SENTENCES,
    **person_sentences.SENTENCES,
    **case_sentences.SENTENCES,
    **referral_sentences.SENTENCES,
    **action_sheet_sentences.SENTENCES,
    **needs_sentences.SENTENCES,
    **alert_sentences.SENTENCES,
    **commitment_sentences.SENTENCES,
    **forums_sentences.SENTENCES,
    **watch_session_sentences.SENTENCES,
    **conference_sentences.SENTENCES,
}
"""Every registered kind of fact; a test says which one lacks its sentence."""
