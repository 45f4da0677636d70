"""Who may do what to commitments.

Its debtor's professionals make, report and keep it; its beneficiary confirms, contests and
lifts it, for nobody frees oneself of what one owes; publication needs the word of both.
"""

from collections.abc import Callable, Mapping
from typing import Any

from domain.commitment import Commitment
from domain.commitment_policies import BY_ASKED, BY_BENEFICIARY, BY_DEBTOR, BY_REQUESTER
from domain.policies import BY_SYSTEM, Policy

RIGHTS: Mapping[Callable[..., Any], tuple[Policy, ...]] = {
    Commitment: (BY_REQUESTER, BY_DEBTOR, BY_SYSTEM),
    Commitment.decline_to_commit: (BY_ASKED,),
    Commitment.make: (BY_ASKED,),
    Commitment.confirm: (BY_BENEFICIARY,),
    Commitment.report_progress: (BY_DEBTOR,),
    Commitment.reschedule: (BY_DEBTOR,),
    Commitment.keep: (BY_DEBTOR,),
    Commitment.keep_partly: (BY_DEBTOR,),
    Commitment.give_up: (BY_DEBTOR,),
    Commitment.confirm_kept: (BY_BENEFICIARY,),
    Commitment.contest_kept: (BY_BENEFICIARY,),
    Commitment.release: (BY_BENEFICIARY,),
    Commitment.agree_to_publication: (BY_DEBTOR, BY_BENEFICIARY),
    Commitment.enter_in_error: (BY_DEBTOR, BY_REQUESTER),
    Commitment.remind: (BY_SYSTEM,),
    Commitment.fall_overdue: (BY_SYSTEM,),
}
