"""The figures of the yearly evaluation: for each, the few facts that make it, by position.

``steps`` is one narrow row for each of those facts, kept by a follower, so that a figure
is plain SQL over a period as known at any position: the same tomorrow as it was read.
"""

from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

from domain.catalogue import kinds_of
from domain.commitment import Commitment
from domain.referral import Referral
from store.facts import Fact
from store.follow import Follower
from store.statements import Statements
from store.waves import Waves

statements = Statements(__file__)
_over = statements.over
_ANSWERS = ("Accepted", "Waitlisted", "Declined")
_KINDS = kinds_of(
    "Referral.Sent", "Referral.InformationRequested", "Referral.InformationProvided",
    "Referral.AnswerContested", "Referral.LeftUnanswered", "Referral.EnteredInError",
    *(f"Referral.{answer}" for answer in _ANSWERS),
    "Commitment.Made", "Commitment.Undertaken", "Commitment.Kept", "Commitment.KeptConfirmed",
    "Commitment.KeptContested", "Commitment.PartlyKept", "Commitment.NotKept",
    "Commitment.Released", "Commitment.EnteredInError",
    "Contribution.Received", "Contribution.Answered", "Contribution.Withdrawn",
    "Contribution.EnteredInError",
)  # fmt: skip


def learn(db: Waves, facts: Sequence[Fact]) -> None:
    """What of each fact a figure is made of: what it was, when, and the day it set."""
    for at, fact in facts:
        match fact:
            case Referral.Sent(deadline=None):
                pass
            case (
                Referral.Sent(deadline=deadline)
                | Referral.InformationProvided(deadline=deadline)
                | Referral.AnswerContested(deadline=deadline)
                | Commitment.Made(deadline=deadline)
                | Commitment.Undertaken(deadline=deadline)
            ):
                db.add(_over("step"), at, due=deadline.due if deadline is not None else None)
            case _:
                db.add(_over("step"), at, due=None)


FOLLOWER = Follower(
    "figures", statements, _KINDS, learn, (),
    sha256(Path(__file__).read_bytes() + statements.source.encode()).hexdigest(),
)  # fmt: skip
