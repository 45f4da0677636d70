"""The plots: how a referral may go on, in working days after it was sent.

A step that would fall today or later is left out: the same plot, begun a few days ago, is
something that waits.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from domain.values import Code, Party


@dataclass(frozen=True)
class Step:
    """What one side does. ``noun`` is a verb of a referral, or one of the stage's own.

    ``case/…`` and ``person/…`` are verbs of the case and of the person. ``meets``,
    ``expected``, ``until`` and those of ``days`` are days of the plot, ``phoned`` an answer
    that the sender reports the day after it was given; ``late``: recorded so many days
    after it happened. ``role``: in which of their roles somebody acts; ``told``: under
    which word the story says it, where a noun comes twice.
    """

    day: int
    by: Party
    noun: str
    said: Mapping[str, Any] = field(default_factory=dict)
    meets: int | None = None
    expected: int | None = None
    until: int | None = None
    phoned: bool = False
    days: Mapping[str, int] = field(default_factory=dict)
    late: int = 0
    role: Code | None = None
    told: str = ""


def _they(day: int, noun: str, **said: Any) -> Step:
    return Step(day, "addressee", noun, said)


def _we(day: int, noun: str, **said: Any) -> Step:
    return Step(day, "sender", noun, said)


def _meeting(day: int, meets: int, how: str = "on-site") -> Step:
    return Step(day, "addressee", "meeting", {"how": how}, meets=meets)


def _phoned(day: int, noun: str) -> Step:
    return Step(day, "sender", noun, {"medium": "phone"}, phoned=True)


def _noted(day: int) -> Step:
    return Step(day, "sender", "case/notes", told="note")


_WAIT = Step(5, "addressee", "waitlisting", expected=35)

PLOTS: Mapping[str, tuple[Step, ...]] = {
    "achieved": (
        _they(1, "reception"), _they(2, "acceptance"), _we(3, "person-told", how="phone"),
        _meeting(3, 7), _they(7, "attendance"), _they(8, "start"),
        _they(24, "completion", outcome="achieved"), _we(26, "person-view", view="achieved"),
        _we(27, "case/closure", outcome="needs-met"),
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
        _meeting(4, 9, "home-visit"), _noted(6), _they(9, "attendance"),
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
        _they(2, "reception"), _noted(3), _WAIT, _we(6, "person-told", how="phone"),
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
        _we(1, "error", reason="wrong-partner"), _we(1, "case/error", reason="wrong-partner"),
    ),
    "no-show": (
        _they(1, "reception"), _they(3, "acceptance"), _we(4, "person-told", how="phone"),
        _meeting(4, 8), _they(8, "absence", attendance="no-show"), _meeting(9, 14),
        _they(14, "absence", attendance="no-show"),
        _they(21, "early-end", reason="not-reachable"),
    ),
    "coordinated": (
        _they(1, "reception"), _they(2, "acceptance"), _we(3, "person-told", how="in-person"),
        _they(4, "start"),
        _we(6, "case/coordination-need", need="several-professionals",
            authorities=("maire", "president-departement")),
        _we(7, "case/coordinator-proposal"), _they(9, "case/employer-agreement"),
        Step(13, "sender", "case/department-opinion", {"opinion": "favourable"},
             days={"consulted_on": 12}),
        Step(16, "sender", "case/designation", days={"decided_on": 15}, role="coordinator"),
        _we(18, "case/referent"),
    ),
    "protected": (
        _we(0, "person/interpreter"),
        _we(1, "person/address-protection", reason="domestic-violence"),
        _we(1, "person/safe-contact"), _they(1, "reception"), _they(2, "acceptance"),
        _we(3, "person-told", how="interpreter"), _they(6, "start"),
    ),
    "represented": (
        _we(0, "person/representation"), _they(1, "reception"), _they(4, "acceptance"),
        _we(5, "person-told", how="representative"), _they(9, "start"),
        _they(27, "completion", outcome="achieved"),
    ),
    "noted": (
        _they(1, "reception"), _they(2, "acceptance"), _we(3, "person-told", how="phone"),
        _we(4, "case/notes"), _they(6, "start"), _we(8, "case/note-correction"),
        _we(10, "case/note-widening", sharing_ground="consent"),
        Step(13, "sender", "case/notes", told="mistaken-note"),
        _we(14, "case/note-retraction", reason="wrong-case"),
    ),
    "with-goals": (
        _they(1, "reception"), _they(3, "acceptance"), _we(4, "person-told", how="in-person"),
        Step(5, "sender", "case/goals", days={"due": 25}), _they(6, "start"),
        _we(22, "case/goal-reached"), Step(24, "sender", "case/goals", told="second-goal"),
        _we(33, "case/goal-dropped", reason="person-changed-mind"),
        _they(38, "completion", outcome="achieved"),
    ),
    "contested": (
        _they(2, "reception"), _they(4, "acceptance"), _we(5, "person-told", how="phone"),
        _they(8, "start"), _they(20, "completion", outcome="achieved"),
        _we(23, "outcome-contestation", in_the_eyes_of="person"),
        _we(24, "reopening", reason="outcome-contested"), _they(26, "start"),
        _they(36, "completion", outcome="partially"),
    ),
    "sender-changed": (
        _they(1, "reception"), _they(3, "acceptance"), _we(4, "person-told", how="phone"),
        _they(7, "start"),
        _we(12, "sender-change", reason="areas-redrawn", sharing_ground="consent"),
    ),
    "told-late": (
        _they(1, "reception"), Step(6, "addressee", "acceptance", late=3),
        Step(7, "sender", "person-told", {"how": "in-person"}, late=1),
        Step(12, "addressee", "start", late=2),
    ),
    "come-back": (
        _they(1, "reception"), _they(2, "acceptance"), _we(3, "person-told", how="phone"),
        _they(6, "start"), _they(18, "completion", outcome="achieved"),
        _we(20, "case/closure", outcome="needs-met"),
        _we(46, "case/reopening", reason="came-back"), _we(47, "another"),
    ),
    "handed-over": (
        _they(1, "reception"), _they(3, "acceptance"), _we(4, "person-told", how="in-person"),
        _they(6, "start"), _we(11, "case/handover"),
    ),
    "duplicate": (
        _they(1, "reception"), _we(1, "person/merge", evidence="names-and-birth"),
    ),
    "advice-open": (),
    "advice": (_we(0, "closure", reason="information-given"),),
}  # fmt: skip
