"""Everything that has verbs."""

from collections.abc import Sequence

from api.commands.case_verbs import CASES
from api.commands.partner_verbs import PARTNERS
from api.commands.referral_verbs import REFERRALS
from api.commands.verbs import Resource

RESOURCES: Sequence[Resource] = (REFERRALS, CASES, PARTNERS)
