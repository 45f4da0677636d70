"""Everything that has verbs."""

from collections.abc import Mapping, Sequence
from typing import Any

from api.commands.agent_verbs import AGENTS
from api.commands.alert_verbs import ALERTS, SIGNALS
from api.commands.case_verbs import CASES
from api.commands.commitment_verbs import COMMITMENTS
from api.commands.conference_verbs import CONFERENCES
from api.commands.convention_verbs import CONVENTION, MISSIONS, TERRITORY
from api.commands.forum_verbs import FORUMS
from api.commands.importing import Import
from api.commands.needs_verbs import CONTRIBUTIONS, OBSERVATIONS
from api.commands.observations import IMPORT as OBSERVED
from api.commands.partner_verbs import PARTNERS
from api.commands.person_verbs import PEOPLE
from api.commands.referral_verbs import REFERRALS
from api.commands.resource_verbs import LENT
from api.commands.sheet_import import IMPORT as DRAFTED
from api.commands.sheet_verbs import SHEETS
from api.commands.verbs import Resource
from api.commands.watch_session_verbs import WATCH_SESSIONS

RESOURCES: Sequence[Resource] = (
    REFERRALS, CASES, PEOPLE, PARTNERS, AGENTS, CONVENTION, TERRITORY, MISSIONS,
    COMMITMENTS,
    FORUMS, LENT,
    SHEETS,
    WATCH_SESSIONS, CONFERENCES,
    OBSERVATIONS, CONTRIBUTIONS,
    ALERTS, SIGNALS,
)  # fmt: skip
IMPORTS: Mapping[str, Import[Any]] = {each.address: each for each in (OBSERVED, DRAFTED)}
"""What can be imported as a table, by the address of its resource."""
