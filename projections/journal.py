"""The journal: who did what and when, for whom, by which right.

What a line says is read from the event itself. ``lines`` is only where it is found: one
narrow row for each fact, kept by a follower, with an index for each thing that may be
sought, so that a search costs the same in a log of any length.
"""

from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

from domain.agent import Agent
from domain.referral import Referral
from store.facts import Fact
from store.follow import Follower
from store.statements import Statements
from store.waves import Waves

statements = Statements(__file__)
_over = statements.over


def learn(db: Waves, facts: Sequence[Fact]) -> None:
    """Whose function is which, and which themes a referral speaks of."""
    for at, fact in facts:
        match fact:
            case Agent.Enrolled(function=function):
                db.add(_over("enrolled"), at, actor_id=str(at.stream_id), function=function)
            case Referral.Sent(themes=themes):
                db.add(_over("sent"), at, themes=",".join(themes))
            case _:
                pass


FOLLOWER = Follower(
    "journal", statements, frozenset({"Agent.Enrolled", "Referral.Sent"}), learn,
    ("take_lines", "take_themes"),
    sha256(Path(__file__).read_bytes() + statements.source.encode()).hexdigest(),
)  # fmt: skip
