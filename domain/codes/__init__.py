"""The code lists of the domain: versioned data, read once when the domain is imported.

Facts keep the codes of their day for ever; a verb only admits those of today's lists.
"""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from importlib.resources import files
from typing import Any

from domain.aggregate import Refusal
from domain.values import CoarseFacts


class UnknownCode(Refusal):
    """Ce code ne figure pas dans la liste en vigueur."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


class NotInThisUnit(Refusal):
    """Cette valeur n’a pas de sens dans cette unité."""

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

    def __init__(self, name: str, bearing: str | None = None) -> None:
        """``bearing``: a mark that all its entries bear; the others are left out."""
        self.name = name
        text = (files(__name__) / f"{name}.json").read_text(encoding="utf-8")
        entries = [Entry(**entry) for entry in json.loads(text)]
        self._entries = {
            entry.value: entry
            for entry in entries
            if bearing is None or entry.marks.get(bearing)
        }

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
FEES = CodeList("data-inclusion/frais")
RECEPTION_MODES = CodeList("data-inclusion/modes-accueil")

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
DANGER_MEASURES = CodeList("maillage/danger-measures")
INFORMED = CodeList("maillage/informed")
AGREEMENTS = CodeList("maillage/agreements")
SHARING_GROUNDS = CodeList("maillage/sharing-grounds")
SHARING_TABLE = CodeList("maillage/sharing-table")
MEDIA = CodeList("maillage/media")
DECLINE_REASONS = CodeList("maillage/decline-reasons")
ALTERNATIVES = CodeList("maillage/alternatives")
TELLING = CodeList("maillage/telling")
MEETINGS = CodeList("maillage/meetings")
ATTENDANCE = CodeList("maillage/attendance")
ABSENCES = CodeList("maillage/attendance", bearing="missed")
HOLD_REASONS = CodeList("maillage/hold-reasons")
OUTCOMES = CodeList("maillage/outcomes")
EARLY_ENDS = CodeList("maillage/early-ends")
EYES = CodeList("maillage/eyes")
REOPENINGS = CodeList("maillage/reopenings")
SENDER_CHANGES = CodeList("maillage/sender-changes")
WITHDRAWALS = CodeList("maillage/withdrawals")
CLOSURES = CodeList("maillage/closures")
ERRORS = CodeList("maillage/errors")

CASE_OUTCOMES = CodeList("maillage/case-outcomes")
AUDIENCES = CodeList("maillage/audiences")
DEPARTURES = CodeList("maillage/departures")
RELEASES = CodeList("maillage/releases")
TRANSFERS = CodeList("maillage/transfers")
CASE_REOPENINGS = CodeList("maillage/case-reopenings")
GOAL_DROPS = CodeList("maillage/goal-drops")
RETRACTIONS = CodeList("maillage/retractions")
AUTHORITIES = CodeList("maillage/authorities")
COORDINATION_NEEDS = CodeList("maillage/coordination-needs")
EMPLOYER_REFUSALS = CodeList("maillage/employer-refusals")
OPINIONS = CodeList("maillage/opinions")
COORDINATION_ENDS = CodeList("maillage/coordination-ends")
INFORMATION_CATEGORIES = CodeList("maillage/information-categories")
PROTECTION_ROUTES = CodeList("maillage/protection-routes")
FAMILY_INFORMED = CodeList("maillage/family-informed")
IDENTITY_CORRECTIONS = CodeList("maillage/identity-corrections")
CONTACT_MEANS = CodeList("maillage/contact-means")
LANGUAGES = CodeList("maillage/languages")
ACCESS_NEEDS = CodeList("maillage/access-needs")
ADDRESS_PROTECTIONS = CodeList("maillage/address-protections")
REPRESENTATIONS = CodeList("maillage/representations")
REPRESENTATION_SCOPES = CodeList("maillage/representation-scopes")
CONSENT_SCOPES = CodeList("maillage/consent-scopes")
CONSENT_FORMS = CodeList("maillage/consent-forms")
OPPOSITION_REJECTIONS = CodeList("maillage/opposition-rejections")
DATA_RIGHTS = CodeList("maillage/data-rights")
RIGHTS_ANSWERS = CodeList("maillage/rights-answers")
MERGE_EVIDENCE = CodeList("maillage/merge-evidence")
ARCHIVING_GROUNDS = CodeList("maillage/archiving-grounds")
ERASURE_GROUNDS = CodeList("maillage/erasure-grounds")

PRIORITIES = CodeList("maillage/priorities")
SHEET_KINDS = CodeList("maillage/sheet-kinds")
SHEET_PARTS = CodeList("maillage/sheet-parts")
LEFT_OUTSIDE = CodeList("maillage/sheet-reasons", bearing="outside")
SHEET_PAUSES = CodeList("maillage/sheet-reasons", bearing="pauses")
SHEET_ENDS = CodeList("maillage/sheet-reasons", bearing="abandons")
SHEET_LEAVES = CodeList("maillage/sheet-reasons", bearing="leaves")
UNITS = CodeList("maillage/units")
MEASUREMENT_CORRECTIONS = CodeList("maillage/measurement-corrections")

OBSERVATION_KINDS = CodeList("maillage/observation-kinds")
OBSERVATION_SOURCES = CodeList("maillage/observation-sources")
OBSERVATION_CORRECTIONS = CodeList("maillage/observation-corrections")
OBSERVATION_WITHDRAWALS = CodeList("maillage/observation-withdrawals")
SENSITIVE_THEMES = CodeList("maillage/sensitive-themes", bearing="about")
COMMUNE_THEMES = CodeList("maillage/sensitive-themes", bearing="commune")
CONTRIBUTION_KINDS = CodeList("maillage/contribution-kinds")
CONTRIBUTION_CHANNELS = CodeList("maillage/contribution-channels")
PUBLICATION_AGREEMENTS = CodeList("maillage/publication-agreements")
NON_PUBLICATIONS = CodeList("maillage/non-publications")
ANSWERS_GIVEN_BACK = CodeList("maillage/answers-given-back")
ALERT_KINDS = CodeList("maillage/alert-kinds")
ALERT_SOURCES = CodeList("maillage/alert-sources")
ALERT_OUTCOMES = CodeList("maillage/alert-outcomes")
ALERT_CLOSURES = CodeList("maillage/alert-closures")
ALERT_REOPENINGS = CodeList("maillage/alert-reopenings")
ALERT_ERRORS = CodeList("maillage/alert-errors")
PERILS = CodeList("maillage/perils")
TOLD = CodeList("maillage/informed", bearing="informed")
SIGNAL_SET_ASIDES = CodeList("maillage/signal-set-asides")
RESOURCE_KINDS = CodeList("maillage/resource-kinds")
SIGNATORIES = CodeList("maillage/signatories")
COMMITMENT_REFUSALS = CodeList("maillage/commitment-refusals")
SHORTFALLS = CodeList("maillage/shortfalls")
COMMITMENT_RELEASES = CodeList("maillage/commitment-releases")
FORUMS = CodeList("maillage/forums")
COLLEGES = CodeList("maillage/colleges")
RESOURCES = CodeList("maillage/resources")
LICENCES = CodeList("maillage/licences")
AGGREGATIONS = CodeList("maillage/aggregations")
RESOURCE_READERS = CodeList("maillage/resource-readers")
REGIMES = CodeList("maillage/regimes")
ITEM_REMOVALS = CodeList("maillage/item-removals")
REMOVALS_BY_HAND = CodeList("maillage/item-removals", bearing="by_hand")
FOLLOW_UP_KINDS = CodeList("maillage/follow-up-kinds")
FOLLOW_UP_REFUSALS = CodeList("maillage/follow-up-refusals")
FOLLOW_UP_DROPS = CodeList("maillage/follow-up-drops")
SESSION_CANCELLATIONS = CodeList("maillage/session-cancellations")
MINUTES = CodeList("maillage/minutes")
PRINCIPLES = CodeList("maillage/principles")
FIGURES = CodeList("maillage/figures")

REFERENCES = CodeList("maillage/references")
EFFECTS = CodeList("maillage/references", bearing="effect")
PUBLIC_HOLIDAYS = CodeList("maillage/public-holidays")


def expects_answer(kind: str) -> bool:
    """Whether a referral of this kind waits for an answer (advice does not)."""
    return bool(KINDS[kind].marks["expects_answer"])


def is_legal_duty(sharing_ground: str) -> bool:
    """Whether the law orders this sharing, whatever the person thinks of it."""
    SHARING_GROUNDS.ensure(sharing_ground=sharing_ground)
    return bool(SHARING_GROUNDS[sharing_ground].marks.get("legal_duty"))


def needs_coordinator(sharing_ground: str) -> bool:
    """Whether this sharing is only that of a case with a designated coordinator."""
    return bool(SHARING_GROUNDS[sharing_ground].marks.get("coordinated"))


def ensure_measurable(unit: str, **quantities: Decimal | None) -> None:
    """Refuses a quantity that is negative, above the unit's most, or a part of a whole."""
    UNITS.ensure(unit=unit)
    marks = UNITS[unit].marks
    for name, value in quantities.items():
        if value is None:
            continue
        if value < 0 or value > marks.get("most", value):
            raise NotInThisUnit(name)
        if marks.get("whole") and value != value.to_integral_value():
            raise NotInThisUnit(name)


NEVER_NOMINATIVE: Collection[str] = tuple(
    kind for kind, entry in PARTNER_KINDS.items() if entry.marks.get("never_nominative")
)


def is_never_nominative(partner_kind: str) -> bool:
    """Whether partners of this kind never have part in anything nominative of the cell."""
    return partner_kind in NEVER_NOMINATIVE


def leads_to(follow_up_kind: str) -> str | None:
    """The kind of reference that such a follow-up leads to, where it leads to one."""
    return FOLLOW_UP_KINDS[follow_up_kind].marks.get("leads_to")


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
