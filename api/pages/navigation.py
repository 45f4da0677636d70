"""Where each role goes: its places in the order of its work, the first is its home."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from domain.policies import CASEWORK
from domain.values import Code


class Place(NamedTuple):
    address: str
    name: str

    def mark(self, path: str) -> str:
        """What ``aria-current`` says of it on the page at ``path``."""
        if path == self.address:
            return "page"
        return "true" if path.startswith(f"{self.address}/") else ""


INBOX, CASES = Place("/a-traiter", "À traiter"), Place("/situations", "Situations")
WATCH = Place("/veille", "Veille")
DIRECTORY, SERVICE = Place("/annuaire", "Annuaire"), Place("/service", "Mon service")
PROJECT, JOURNAL = Place("/projet", "Projet social"), Place("/journal", "Journal")
ADMINISTRATION = Place("/administration", "Administration")

_AROUND = (DIRECTORY, SERVICE, PROJECT, JOURNAL)
_OTHERS: Mapping[Code, Sequence[Place]] = {
    "administrator": (ADMINISTRATION, *_AROUND),
    "dpo": (JOURNAL, ADMINISTRATION, DIRECTORY, SERVICE, PROJECT),
    "evaluator": (JOURNAL, DIRECTORY, SERVICE, PROJECT),
    "archivist": (JOURNAL, DIRECTORY, SERVICE, PROJECT),
    "project-lead": (PROJECT, DIRECTORY, SERVICE, JOURNAL),
    "elected": (PROJECT, DIRECTORY, JOURNAL),
}


def places_of(role: Code) -> Sequence[Place]:
    """The places of that role."""
    if role in CASEWORK:
        return (INBOX, CASES, WATCH, *_AROUND)
    return _OTHERS.get(role, (JOURNAL, DIRECTORY, PROJECT))


def home_of(role: Code) -> str:
    """Where a session of that role begins."""
    return places_of(role)[0].address
