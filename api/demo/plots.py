"""The plots: how a referral may go on, in working days after it was sent.

A step that would fall today or later is left out: the same plot, begun a few days ago, is
something that waits.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from domain.values import Party


@dataclass(frozen=True)
class Step:
    """What one side does. ``noun`` is a verb of a referral, or one of the stage's own.

    ``meets``, ``expected`` and ``until`` are days of the plot, ``phoned`` an answer that
    the sender reports the day after it was given.
    """

    day: int
    by: Party
    noun: str
    said: Mapping[str, Any] = field(default_factory=dict)
    meets: int | None = None
    expected: int | None = None
    until: int | None = None
    phoned: bool = False


def _they(day: int, noun: str, **said: Any) -> Step:
    return Step(day, "addressee", noun, said)


def _we(day: int, noun: str, **said: Any) -> Step:
    return Step(day, "sender", noun, said)


def _meeting(day: int, meets: int, how: str = "on-site") -> Step:
    return Step(day, "addressee", "meeting", {"how": how}, meets=meets)


def _phoned(day: int, noun: str) -> Step:
    return Step(day, "sender", noun, {"medium": "phone"}, phoned=True)


_WAIT = Step(5, "addressee", "waitlisting", expected=35)

PLOTS: Mapping[str, tuple[Step, ...]] = {
    "achieved": (
        _they(1, "reception"), _they(2, "acceptance"), _we(3, "person-told", how="phone"),
        _meeting(3, 7), _they(7, "attendance"), _they(8, "start"),
        _they(24, "completion", outcome="achieved"), _we(26, "person-view", view="achieved"),
        _we(27, "case-closure", outcome="needs-met"),
    ),
    "achieved-slowly": (
        _they(3, "reception"), _they(9, "acceptance"), _we(10, "person-told", how="in-person"),
        _they(14, "start"), _they(52, "completion", outcome="achieved"),
    ),
    "partly": (
        _they(1, "reception"), _they(2, "assignment"), _they(4, "acceptance"),
        _we(5, "person-told", how="letter"), _they(9, "start"),
        _they(15, "hold", reason="waiting-for-documents"), _they(22, "resumption"),
        _they(33, "completion", outcome="partially"), _we(35, "person-view", view="partially"),
    ),
    "started": (
        _they(1, "reception"), _they(3, "acceptance"), _we(4, "person-told", how="phone"),
        _meeting(4, 9, "home-visit"), _we(6, "note"), _they(9, "attendance"),
        _they(10, "start"),
    ),
    "on-hold": (
        _they(2, "reception"), _they(6, "acceptance"), _we(7, "person-told", how="in-person"),
        _they(11, "start"),
        Step(18, "addressee", "hold", {"reason": "person-unavailable"}, until=28),
    ),
    "question": (
        _they(1, "reception"), _they(2, "question"), _we(4, "reply"), _they(6, "acceptance"),
        _we(7, "person-told", how="phone"), _meeting(7, 11), _they(11, "attendance"),
        _they(12, "start"), _they(31, "completion", outcome="achieved"),
        _we(33, "person-view", view="partially"),
    ),
    "waitlist": (
        _they(2, "reception"), _we(3, "note"), _WAIT, _we(6, "person-told", how="phone"),
        _they(38, "acceptance"), _we(39, "person-told", how="phone"), _they(44, "start"),
    ),
    "declined": (_they(1, "reception"), _they(4, "refusal")),
    "declined-closed": (
        _they(1, "reception"), _they(4, "refusal"), _we(6, "person-told", how="in-person"),
        _we(8, "closure", reason="no-solution-found"),
    ),
    "declined-redirected": (
        _they(2, "reception"), _they(4, "refusal"), _we(5, "person-told", how="phone"),
        _we(7, "redirection"),
    ),
    "refused-twice": (
        _they(1, "reception"), _they(3, "refusal"), _we(4, "person-told", how="phone"),
        _we(5, "another"),
    ),
    "phone-confirmed": (
        _phoned(3, "acceptance"), _we(4, "person-told", how="phone"), _they(5, "confirmation"),
        _they(8, "start"), _they(27, "completion", outcome="achieved"),
    ),
    "phone-contested": (
        _phoned(4, "refusal"), _they(6, "contestation"), _they(9, "acceptance"),
        _we(10, "person-told", how="representative"), _they(12, "start"),
        _they(40, "completion", outcome="partially"),
    ),
    "silent": (),
    "silent-redirected": (_we(6, "redirection"),),
    "silent-answered": (
        _they(9, "acceptance"), _we(10, "person-told", how="interpreter"), _they(12, "start"),
        _they(26, "completion", outcome="achieved"),
    ),
    "withdrawn": (_they(1, "reception"), _we(4, "withdrawal", reason="need-gone")),
    "error": (
        _we(1, "error", reason="wrong-partner"), _we(1, "case-error", reason="wrong-partner"),
    ),
    "no-show": (
        _they(1, "reception"), _they(3, "acceptance"), _we(4, "person-told", how="phone"),
        _meeting(4, 8), _they(8, "absence", attendance="no-show"), _meeting(9, 14),
        _they(14, "absence", attendance="no-show"),
        _they(21, "early-end", reason="not-reachable"),
    ),
    "advice-open": (),
    "advice": (_we(0, "closure", reason="information-given"),),
}  # fmt: skip
