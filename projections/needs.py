"""Needs (besoins): what is observed, what residents say, and which demands met no service.

What residents said stays sealed in the log: here stand only their masked words.
"""

from collections.abc import Sequence

from domain import codes
from domain.catalogue import kinds_of
from domain.contribution import Contribution
from domain.observation import Observation
from domain.referral import Referral
from projections.deadlines import clock_days
from store.facts import Fact
from store.statements import Statements
from store.waves import Waves

statements = Statements(__file__)
_over = statements.over
TAKEN = kinds_of(
    "Observation", "Contribution", "Referral.Sent", "Referral.Declined",
    "Referral.AnswerContested", "Referral.EnteredInError",
)  # fmt: skip
"""Kinds of facts that change something here."""


def fold(db: Waves, facts: Sequence[Fact]) -> None:
    for at, fact in facts:
        match fact:
            case Referral.Sent(themes=themes, coarse=coarse):
                db.add(_over("asked"), at, themes=",".join(themes), quartier=coarse.quartier)
            case Referral.Declined(reason=reason):
                db.add(_over("refused"), at, reason=reason if _is_supply(reason) else None)
            case Referral.AnswerContested():
                db.add(_over("refused"), at, reason=None)
            case Referral.EnteredInError():
                db.add(_over("never_asked"), at)
            case Observation.Recorded() as it:
                db.add(
                    _over("observed"), at, partner=it.by, what=it.kind, theme=it.theme,
                    quartier=it.quartier, geography=it.geography_version, first=it.first,
                    last=it.last, indicator=it.indicator, unit=it.unit, value=it.value,
                    fewer_than=it.fewer_than, said=it.text, source_kind=it.source_kind,
                    origin=it.source,
                )  # fmt: skip
            case Observation.Corrected() as it:
                db.add(
                    _over("corrected"), at, value=it.value, fewer_than=it.fewer_than,
                    said=it.text, reason=it.reason,
                )  # fmt: skip
            case Observation.Withdrawn():
                db.add(_over("withdrawn"), at)
            case Contribution.Received() as it:
                db.add(
                    _over("received"), at, partner=it.by, what=it.kind, channel=it.channel,
                    theme=it.theme, quartier=it.quartier, geography=it.geography_version,
                    due=it.deadline.due, clock_days=clock_days(it.deadline),
                )  # fmt: skip
            case Contribution.Masked(text=text):
                db.add(_over("masked"), at, said=text)
            case Contribution.Published(agreed=agreed):
                db.add(_over("decided"), at, published=True, why=agreed)
            case Contribution.NotPublished(reason=reason):
                db.add(_over("decided"), at, published=False, why=reason)
            case Contribution.Answered(partner=partner, text=text, given_back=how):
                db.add(_over("answered"), at)
                db.add(_over("answer"), at, partner=partner, said=text, given_back=how)
            case Contribution.LinkedToSheet(sheet=sheet):
                db.add(_over("touched"), at)
                db.add(_over("effect"), at, what="sheet", stream=sheet, part=None, change=None)
            case Contribution.LedTo(what=what, change=change):
                db.add(_over("touched"), at)
                db.add(
                    _over("effect"), at, what=what.kind, stream=what.stream, part=what.part,
                    change=change,
                )  # fmt: skip
            case Contribution.Reminded(due=due):
                db.add(_over("reminded"), at, day=due)
            case Contribution.LeftUnanswered():
                db.add(_over("left_unanswered"), at)
            case Contribution.Withdrawn() | Contribution.EnteredInError():
                db.add(_over("ended"), at)
            case Contribution.Erased():
                db.add(_over("erased"), at)
            case Contribution.KeyDestroyed():
                db.add(_over("touched"), at)
            case _:
                pass


def _is_supply(reason: str) -> bool:
    """Whether a refusal says that the service was missing; a code of another day may not."""
    entry = codes.DECLINE_REASONS.get(reason)
    return entry is not None and entry.marks.get("cause") == "supply"
