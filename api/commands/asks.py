"""What is asked when a referral goes on: its verbs' bodies. Unknown fields are refused."""

from datetime import date, datetime
from typing import Annotated

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field

from domain.values import AgentId, Code, Medium, PartnerId, Party, Text

_EARLIEST, _LATEST = 2000, 2100
Day = Annotated[date, Field(ge=date(_EARLIEST, 1, 1), le=date(_LATEST, 12, 31))]
"""A day that a service may plan or remember."""


class Ask(BaseModel):
    """The body of a request."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Nothing(Ask):
    """No more than the verb itself."""


class Answer(Ask):
    """An answer. ``told_by`` and ``medium`` where the sender reports what it was told."""

    tells_person: Party = "sender"
    told_by: PartnerId | None = None
    medium: Medium | None = None


class Waitlisting(Answer):
    expected: Day | None = None


class Declining(Answer):
    reason: Code
    sentence: Text
    alternative: Code
    alternative_partner: PartnerId | None = None


class Assigning(Ask):
    agent: AgentId


class Questioning(Ask):
    question: Text


class Replying(Ask):
    answer: Text


class Contesting(Ask):
    sentence: Text | None = None


class Telling(Ask):
    how: Code


def _sensible(moment: datetime) -> datetime:
    if not _EARLIEST <= moment.year <= _LATEST:
        raise ValueError("date hors limites")
    return moment


class Meeting(Ask):
    meets_at: Annotated[AwareDatetime, AfterValidator(_sensible)]
    how: Code


class Moving(Ask):
    meets_at: Annotated[AwareDatetime, AfterValidator(_sensible)]


class Missing(Ask):
    attendance: Code


class Holding(Ask):
    reason: Code
    until: Day | None = None


class Ending(Ask):
    outcome: Code


class Reasoned(Ask):
    reason: Code


class Viewing(Ask):
    view: Code


class ContestingOutcome(Ask):
    in_the_eyes_of: Code
    sentence: Text


class ChangingSender(Ask):
    to: PartnerId
    reason: Code
    sharing_ground: Code
