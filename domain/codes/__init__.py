"""The code lists of the domain: versioned data, read once when the domain is imported.

Facts keep the codes of their day for ever; a verb only admits those of today's lists.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from importlib.resources import files
from typing import Any

from domain.aggregate import Refusal
from domain.values import CoarseFacts


class UnknownCode(Refusal):
    """Ce code ne figure pas dans la liste en vigueur."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


@dataclass(frozen=True)
class Entry:
    """One value of a list; ``marks`` is what the domain decides by, e.g. a ``cause``."""

    value: str
    label: str
    description: str | None = None
    marks: Mapping[str, Any] = field(default_factory=dict)


class CodeList(Mapping[str, Entry]):
    """The entries of one list by value, in the list's own order."""

    def __init__(self, name: str) -> None:
        self.name = name
        text = (files(__name__) / f"{name}.json").read_text(encoding="utf-8")
        self._entries = {entry["value"]: Entry(**entry) for entry in json.loads(text)}

    def __getitem__(self, value: str) -> Entry:
        return self._entries[value]

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)

    def ensure(self, **coded: str) -> None:
        """Refuses a code that is not of this list, naming its field."""
        for field_name, value in coded.items():
            if value not in self._entries:
                raise UnknownCode(field_name)

    def ensure_each(self, **coded: Iterable[str]) -> None:
        for field_name, values in coded.items():
            for value in values:
                self.ensure(**{field_name: value})


THEMES = CodeList("data-inclusion/thematiques")
PUBLICS = CodeList("data-inclusion/publics")
NETWORKS = CodeList("data-inclusion/reseaux-porteurs")

PARTNER_KINDS = CodeList("maillage/partner-kinds")
CAPACITIES = CodeList("maillage/capacities")
FUNCTIONS = CodeList("maillage/functions")
ROLES = CodeList("maillage/roles")
MISSION_ENDS = CodeList("maillage/mission-ends")

AGE_BANDS = CodeList("maillage/age-bands")
SEXES = CodeList("maillage/sexes")
HOUSEHOLDS = CodeList("maillage/households")
LANGUAGE_NEEDS = CodeList("maillage/language-needs")
CHANNELS = CodeList("maillage/channels")

KINDS = CodeList("maillage/referral-kinds")
URGENCIES = CodeList("maillage/urgencies")
INFORMED = CodeList("maillage/informed")
AGREEMENTS = CodeList("maillage/agreements")
SHARING_GROUNDS = CodeList("maillage/sharing-grounds")
MEDIA = CodeList("maillage/media")
DECLINE_REASONS = CodeList("maillage/decline-reasons")
ALTERNATIVES = CodeList("maillage/alternatives")
TELLING = CodeList("maillage/telling")
MEETINGS = CodeList("maillage/meetings")
ATTENDANCE = CodeList("maillage/attendance")
HOLD_REASONS = CodeList("maillage/hold-reasons")
OUTCOMES = CodeList("maillage/outcomes")
EARLY_ENDS = CodeList("maillage/early-ends")
WITHDRAWALS = CodeList("maillage/withdrawals")
CLOSURES = CodeList("maillage/closures")
ERRORS = CodeList("maillage/errors")

CASE_OUTCOMES = CodeList("maillage/case-outcomes")
AUDIENCES = CodeList("maillage/audiences")
IDENTITY_CORRECTIONS = CodeList("maillage/identity-corrections")
ERASURE_GROUNDS = CodeList("maillage/erasure-grounds")

PUBLIC_HOLIDAYS = CodeList("maillage/public-holidays")


def expects_answer(kind: str) -> bool:
    """Whether a referral of this kind waits for an answer (advice does not)."""
    return bool(KINDS[kind].marks["expects_answer"])


def ensure_coarse(coarse: CoarseFacts) -> None:
    AGE_BANDS.ensure(age_band=coarse.age_band)
    SEXES.ensure(sex=coarse.sex)
    HOUSEHOLDS.ensure(household=coarse.household)
    LANGUAGE_NEEDS.ensure(language_need=coarse.language_need)
    CHANNELS.ensure(channel=coarse.channel)


def kind_of_partner(networks: Iterable[str]) -> str:
    """The partner kind that the first recognised network stands for, else ``other``."""
    for kind, entry in PARTNER_KINDS.items():
        if not set(networks).isdisjoint(entry.marks.get("networks", ())):
            return kind
    return "other"
