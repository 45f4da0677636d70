"""Which code list a field of the API draws from: its values stand in the description.

The domain judges codes (``CodeList.ensure``); this only tells callers what it will take.
A row is (schema, field). The bodies of verbs say theirs themselves (``Among``).
"""

from collections.abc import Mapping
from typing import Any

from domain import codes
from domain.codes import CodeList
from domain.referral_life import State

Where = tuple[str, str]

IN_SCHEMA: Mapping[Where, CodeList] = {
    ("NewReferral", "kind"): codes.KINDS,
    ("NewReferral", "urgency"): codes.URGENCIES,
    ("NewReferral", "themes"): codes.THEMES,
    ("NewReferral", "informed"): codes.INFORMED,
    ("NewReferral", "agreement"): codes.AGREEMENTS,
    ("NewReferral", "sharing_ground"): codes.SHARING_GROUNDS,
    ("CoarseFacts", "age_band"): codes.AGE_BANDS,
    ("CoarseFacts", "sex"): codes.SEXES,
    ("CoarseFacts", "household"): codes.HOUSEHOLDS,
    ("CoarseFacts", "language_need"): codes.LANGUAGE_NEEDS,
    ("CoarseFacts", "channel"): codes.CHANNELS,
    ("ReferralRow", "kind"): codes.KINDS,
    ("ReferralRow", "urgency"): codes.URGENCIES,
    ("ReferralRow", "themes"): codes.THEMES,
    ("Waiting", "kind"): codes.KINDS,
    ("Waiting", "urgency"): codes.URGENCIES,
    ("Waiting", "themes"): codes.THEMES,
    ("CaseFile", "age_band"): codes.AGE_BANDS,
    ("CaseFile", "sex"): codes.SEXES,
    ("CaseFile", "household"): codes.HOUSEHOLDS,
    ("CaseFile", "language"): codes.LANGUAGE_NEEDS,
    ("CaseLine", "age_band"): codes.AGE_BANDS,
    ("CaseLine", "household"): codes.HOUSEHOLDS,
    ("Tie", "ground"): codes.SHARING_GROUNDS,
    ("CommitmentRow", "resource"): codes.RESOURCE_KINDS,
    ("CommitmentRow", "unit"): codes.UNITS,
    ("CommitmentRow", "serves_kind"): codes.REFERENCES,
    ("CommitmentRow", "signed_by"): codes.SIGNATORIES,
    ("CommitmentFile", "resource"): codes.RESOURCE_KINDS,
    ("CommitmentFile", "unit"): codes.UNITS,
    ("CommitmentFile", "serves_kind"): codes.REFERENCES,
    ("CommitmentFile", "signed_by"): codes.SIGNATORIES,
    ("Fiche", "kind"): codes.PARTNER_KINDS,
    ("Fiche", "networks"): codes.NETWORKS,
    ("Fiche", "capacity"): codes.CAPACITIES,
    ("FullFiche", "kind"): codes.PARTNER_KINDS,
    ("FullFiche", "networks"): codes.NETWORKS,
    ("FullFiche", "capacity"): codes.CAPACITIES,
    ("Declared", "capacity"): codes.CAPACITIES,
    ("Sheet", "kind"): codes.SHEET_KINDS,
    ("Sheet", "priority"): codes.PRIORITIES,
    ("Sheet", "publics"): codes.PUBLICS,
    ("Indicator", "unit"): codes.UNITS,
    ("Earlier", "reason"): codes.MEASUREMENT_CORRECTIONS,
    ("Offered", "themes"): codes.THEMES,
    ("Offered", "publics"): codes.PUBLICS,
    ("ForumLine", "kind"): codes.FORUMS,
    ("ForumFile", "kind"): codes.FORUMS,
    ("ForumMember", "college"): codes.COLLEGES,
    ("ForumServes", "kind"): codes.REFERENCES,
    ("CatalogueEntry", "kind"): codes.RESOURCES,
    ("CatalogueEntry", "licence"): codes.LICENCES,
    ("CatalogueEntry", "aggregation"): codes.AGGREGATIONS,
    ("CatalogueEntry", "readers"): codes.RESOURCE_READERS,
    ("CatalogueEntry", "serves_kind"): codes.REFERENCES,
    ("NewAlert", "kind"): codes.ALERT_KINDS,
    ("NewAlert", "learnt"): codes.ALERT_SOURCES,
    ("NewAlert", "urgency"): codes.URGENCIES,
    ("NewAlert", "themes"): codes.THEMES,
    ("NewAlert", "informed"): codes.INFORMED,
    ("NewAlert", "sharing_ground"): codes.SHARING_GROUNDS,
    ("NewAlert", "peril"): codes.PERILS,
    ("NewAlert", "danger"): codes.DANGER_MEASURES,
    ("AlertRow", "kind"): codes.ALERT_KINDS,
    ("AlertRow", "learnt"): codes.ALERT_SOURCES,
    ("AlertRow", "urgency"): codes.URGENCIES,
    ("AlertRow", "themes"): codes.THEMES,
    ("AlertFile", "kind"): codes.ALERT_KINDS,
    ("AlertFile", "learnt"): codes.ALERT_SOURCES,
    ("AlertFile", "urgency"): codes.URGENCIES,
    ("AlertFile", "themes"): codes.THEMES,
    ("AlertFile", "informed"): codes.INFORMED,
    ("AlertFile", "peril"): codes.PERILS,
    ("AlertFile", "danger"): codes.DANGER_MEASURES,
    ("AlertFile", "sharing_ground"): codes.SHARING_GROUNDS,
    ("Signal", "theme"): codes.THEMES,
    ("Line", "function"): codes.FUNCTIONS,
    ("Line", "sharing_ground"): codes.SHARING_GROUNDS,
    ("Line", "medium"): codes.MEDIA,
    ("Observed", "kind"): codes.OBSERVATION_KINDS,
    ("Observed", "theme"): codes.THEMES,
    ("Observed", "unit"): codes.UNITS,
    ("Observed", "source_kind"): codes.OBSERVATION_SOURCES,
    ("Observed", "corrected"): codes.OBSERVATION_CORRECTIONS,
    ("Voice", "kind"): codes.CONTRIBUTION_KINDS,
    ("Voice", "channel"): codes.CONTRIBUTION_CHANNELS,
    ("Voice", "theme"): codes.THEMES,
    ("AnswerGiven", "given_back"): codes.ANSWERS_GIVEN_BACK,
    ("UnmetNeed", "theme"): codes.THEMES,
}

STATES = {"type": "string", "enum": [state.value for state in State]}


def enumerate_codes(description: dict[str, Any]) -> None:
    """Write the values of the lists into a description, where it has those fields."""
    schemas = description["components"]["schemas"]
    for (schema, name), listed in IN_SCHEMA.items():
        if name in (fields := schemas.get(schema, {}).get("properties", {})):
            fields[name] = _narrowed(fields[name], listed)
    for schema in ("ReferralRow", "Waiting"):
        if schema in schemas:
            schemas[schema]["properties"]["state"] |= STATES


def _narrowed(field: dict[str, Any], listed: CodeList) -> dict[str, Any]:
    """The field with the list's values, whether it holds one, some, or perhaps none."""
    if "items" in field:
        return field | {"items": _code(listed)}
    if "anyOf" in field:
        return field | {"anyOf": [_code(listed), {"type": "null"}]}
    return {key: field[key] for key in ("title", "default") if key in field} | _code(listed)


def _code(listed: CodeList) -> dict[str, Any]:
    meanings = "\n".join(f"- `{value}` : {entry.label}" for value, entry in listed.items())
    return {"type": "string", "enum": list(listed), "description": meanings}
