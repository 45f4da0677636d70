"""Who may keep observations, and read what residents wrote in their own words."""

from domain.contribution import Contribution
from domain.observation import Observation
from domain.policies import BY_PROJECT_LEAD, CASEWORK, Asker, MayNotRead, Policy
from domain.values import PartnerId


class NotTheirReader(MayNotRead):
    """Les mots d’origine se lisent au service qui les a reçus et à la direction du projet."""


class WordsTakenBack(MayNotRead):
    """Cette contribution a été retirée : ses mots d’origine ne se lisent plus."""


def _recorded(asker: Asker, it: Observation) -> bool:
    return asker.role in CASEWORK and asker.partner == it.by


def _received(asker: Asker, it: Contribution) -> bool:
    return _reads_as_receiver(asker, it.receiver)


def _reads_as_receiver(asker: Asker, receiver: PartnerId) -> bool:
    return asker.role in CASEWORK and asker.partner == receiver


BY_RECORDER = Policy("recorder", _recorded)
BY_RECEIVER = Policy("receiver", _received)

WORDS_READING: tuple[Policy, ...] = (Policy("receiver", _reads_as_receiver), BY_PROJECT_LEAD)


def decide_reading_of_words(asker: Asker, receiver: PartnerId) -> Policy:
    """The policy by which ``asker`` reads a contribution in its author’s own words.

    ``receiver``: the partner that received it. Élus and all others read what is published;
    raises ``NotTheirReader``.
    """
    for policy in WORDS_READING:
        if policy.allows(asker, receiver):
            return policy
    raise NotTheirReader


def may_read_words(asker: Asker, receiver: PartnerId) -> bool:
    return any(policy.allows(asker, receiver) for policy in WORDS_READING)
