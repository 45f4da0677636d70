"""The plots of a year: those of the demonstration and a few more, each told in its own time."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from api.demo.plots import PLOTS, Step
from api.demo.year.chance import Chance
from domain.values import Code

ANSWERS = frozenset({"acceptance", "refusal", "waitlisting"})
_BEFORE_A_CALL = frozenset({"reception", "assignment"})
_LAST_ANSWER: Mapping[Code, int] = {"urgent": 2, "soon": 5, "ordinary": 15}
"""The last working day on which an answer is in time."""
SILENCE = 4
"""Working days after that, when nobody has answered, and the sender's turn has come."""


def _they(day: int, noun: str, **said: object) -> Step:
    return Step(day, "addressee", noun, said)


def _we(day: int, noun: str, **said: object) -> Step:
    return Step(day, "sender", noun, said)


_ACCEPTED = (
    _they(1, "reception"), _they(3, "acceptance"), _we(4, "person-told", how="phone"),
    _they(6, "start"),
)  # fmt: skip
MORE: Mapping[str, tuple[Step, ...]] = {
    "silent-closed": (_we(9, "closure", reason="no-solution-found"),),
    "supported": (
        *_ACCEPTED, _they(40, "completion", outcome="achieved"),
        _we(42, "person-view", view="achieved"),
    ),
    "supported-in-vain": (
        *_ACCEPTED, _they(45, "completion", outcome="not-achieved"),
        _we(47, "person-view", view="not-achieved"),
    ),
    "resumed": (
        *_ACCEPTED,
        Step(14, "addressee", "hold", {"reason": "waiting-for-decision"}, until=24),
        _they(25, "resumption"), _they(48, "completion", outcome="partially"),
    ),
    "meeting-moved": (
        _they(1, "reception"), _they(2, "assignment"), _they(3, "acceptance"),
        _we(4, "person-told", how="phone"),
        Step(4, "addressee", "meeting", {"how": "on-site"}, meets=9),
        Step(7, "addressee", "meeting-move", meets=12), _they(12, "attendance"),
        _they(13, "start"), _they(30, "completion", outcome="achieved"),
    ),
    "excused": (
        _they(1, "reception"), _they(3, "acceptance"), _we(4, "person-told", how="message"),
        Step(4, "addressee", "meeting", {"how": "on-site"}, meets=8),
        _they(8, "absence", attendance="excused"),
        Step(9, "addressee", "meeting", {"how": "phone"}, meets=12),
        _they(12, "attendance"), _they(13, "start"),
        _they(33, "completion", outcome="partially"),
    ),
    "accompanied": (
        _they(1, "reception"), _they(2, "acceptance"), _we(3, "person-told", how="in-person"),
        Step(3, "addressee", "meeting", {"how": "accompanied"}, meets=6),
        _they(6, "attendance"), _they(7, "start"), _we(9, "case/referent"),
        _they(28, "completion", outcome="achieved"), _we(30, "person-view", view="achieved"),
    ),
    "moved-away": (
        *_ACCEPTED, Step(30, "sender", "person/moved-away", days={"moved_on": 29}),
        _they(31, "early-end", reason="moved-away"),
        _we(33, "case/transfer", reason="moved-away"),
    ),
    "deceased": (
        *_ACCEPTED, Step(25, "sender", "person/death", days={"died_on": 24}),
        _they(26, "early-end", reason="deceased"),
        _we(28, "case/closure", outcome="deceased"),
    ),
    "transmitted": (
        *_ACCEPTED,
        _we(12, "case/protection", route="crip", medium="phone", family_informed="informed"),
        _they(40, "completion", outcome="partially"),
    ),
    "opposed": (
        *_ACCEPTED, Step(15, "sender", "person/opposition", days={"received_on": 15}),
        _they(22, "early-end", reason="person-stopped"),
    ),
    "mistaken-twin": (
        _they(1, "reception"), _we(2, "person/merge", evidence="names-and-birth"),
        _they(4, "acceptance"), _we(9, "person/unmerge", reason="wrong-person"),
        _we(10, "person-told", how="phone"), _they(11, "start"),
        _they(35, "completion", outcome="achieved"),
    ),
    "twin": (
        _they(1, "reception"), _we(2, "person/merge", evidence="same-number"),
        _we(3, "error", reason="duplicate"), _we(3, "case/error", reason="duplicate"),
    ),
    "training": (
        _we(1, "error", reason="trial"), _we(1, "case/error", reason="trial"),
    ),
    "served-last": (
        _they(1, "reception"), _they(3, "acceptance"), _we(4, "person-told", how="phone"),
        _they(6, "start"), _they(20, "early-end", reason="service-ended"), _we(22, "another"),
    ),
    "asked-too-late": (
        _they(2, "reception"), _they(4, "refusal"), _we(5, "person-told", how="phone"),
        _we(7, "redirection"),
    ),
    "informed": (
        *_ACCEPTED, _we(8, "case/people"), _we(10, "person/information", how="orally"),
        _we(11, "person/consent", scope="coordination", how="written"),
        Step(12, "sender", "person/household", days={"since": 1}),
        _they(44, "completion", outcome="achieved"),
        Step(60, "sender", "person/household-departure", days={"left_on": 58}),
    ),
    "regretted": (
        *_ACCEPTED, _we(9, "person/consent", scope="contact-again", how="oral"),
        _we(20, "person/consent-withdrawal", scope="contact-again"),
        _we(22, "person/consent-refusal", scope="watch-cell"), _we(24, "person/contact"),
        _they(36, "completion", outcome="achieved"),
    ),
    "known-better": (
        *_ACCEPTED, _we(8, "person/identity", reason="document-seen"),
        _we(9, "person/access"), _they(29, "completion", outcome="achieved"),
    ),
    "rights-asked": (
        *_ACCEPTED,
        Step(10, "sender", "person/rights-request", {"right": "access"},
             days={"received_on": 9}),
        _they(38, "completion", outcome="achieved"),
    ),
    "joined-later": (
        *_ACCEPTED, _we(10, "case/people"), _they(36, "completion", outcome="achieved"),
        _we(40, "case/departure", reason="left-household"),
    ),
    "employer-refused": (
        *_ACCEPTED,
        _we(8, "case/coordination-need", need="continuity", authorities=("maire",)),
        _we(9, "case/coordinator-proposal"),
        _they(12, "case/employer-refusal", reason="workload"),
        Step(20, "sender", "case/coordination-end", {"reason": "no-longer-needed"},
             role="coordinator"),
        _they(34, "completion", outcome="achieved"),
    ),
    "coordinator-replaced": (
        *PLOTS["coordinated"],
        Step(40, "sender", "case/coordinator-proposal", told="another-coordinator"),
        _they(42, "case/employer-agreement"),
        Step(45, "sender", "case/department-opinion", {"opinion": "favourable"},
             days={"consulted_on": 44}),
        Step(48, "sender", "case/replacement", days={"decided_on": 47}, role="coordinator"),
        Step(90, "sender", "case/coordination-end", {"reason": "no-longer-needed"},
             role="coordinator"),
    ),
    "guardian-changed": (
        _we(0, "person/representation"), *_ACCEPTED,
        Step(30, "sender", "person/representation-end", {"number": 1}, days={"ended_on": 28}),
        _we(31, "person/representation"), _they(40, "completion", outcome="achieved"),
    ),
    "no-longer-hidden": (
        _we(0, "person/address-protection", reason="threats"), *_ACCEPTED,
        _we(50, "person/address-disclosure"), _they(52, "completion", outcome="achieved"),
    ),
    "authority-told": (
        _we(1, "case/authority-information"), _they(2, "reception"), _they(4, "acceptance"),
        _we(5, "person-told", how="phone"), _they(8, "start"),
        _they(38, "completion", outcome="partially"),
    ),
    "not-dead": (
        *_ACCEPTED, _we(25, "person/death"), _we(27, "person/death-retraction"),
        _they(36, "completion", outcome="achieved"),
    ),
    "partner-released": (
        *_ACCEPTED, _they(30, "completion", outcome="achieved"),
        _we(34, "case/release", reason="support-ended"),
    ),
}  # fmt: skip

ANY = {**PLOTS, **MORE}
ENDLESS = frozenset({"silent", "started", "on-hold", "protected", "noted", "sender-changed"})


def in_its_time(plot: str, urgency: Code, chance: Chance) -> tuple[Step, ...]:
    """The plot with days of its own: an answer in time, a silence until its end."""
    steps = ANY[plot]
    if plot == "told-late":
        return steps
    days = _days(steps, urgency, chance, silent=plot.startswith("silent"))
    return tuple(_moved(step, days) for step in steps)


def urgency_of(plot: str, chance: Chance) -> Code:
    """How soon an answer is asked for, so that the plot may give it in time."""
    if plot.startswith("silent"):
        return chance.among({"urgent": 1, "soon": 4, "ordinary": 5})
    answered = next((step.day for step in ANY[plot] if step.noun in ANSWERS), 0)
    weights = {"urgent": 1, "soon": 4, "ordinary": 5}
    return chance.among({
        each: weight for each, weight in weights.items() if answered <= _LAST_ANSWER[each]
    })  # fmt: skip


def by_phone(steps: Sequence[Step], chance: Chance) -> tuple[Step, ...]:
    """The same, where the addressee answers by a call and logs in only afterwards."""
    answer = next((step for step in steps if step.noun in ANSWERS), None)
    if answer is None or answer.by == "sender" or answer.day < _SOONEST_CALL:
        return tuple(steps)
    called = replace(
        answer, by="sender", phoned=True,
        said={**answer.said, "medium": chance.among({"phone": 8, "mail": 2, "in-person": 1})},
    )  # fmt: skip
    kept = [step for step in steps if not (step.day <= answer.day and _is_seen(step))]
    told = [called if step is answer else step for step in kept]
    after = next((step.day for step in told if step.day > answer.day), answer.day + 2)
    if answer.noun == "acceptance" and chance.happens(0.6):
        told.append(_they(after, "confirmation"))
    return tuple(sorted(told, key=lambda step: step.day))


_SOONEST_CALL = 2


def _is_seen(step: Step) -> bool:
    return step.by == "addressee" and step.noun in _BEFORE_A_CALL


def _days(
    steps: Sequence[Step], urgency: Code, chance: Chance, *, silent: bool
) -> Mapping[int, int]:
    """The new day of each day of the plot; their order stays."""
    told = sorted({step.day for step in steps})
    pace, moved, shift = chance.uniform(0.8, 1.7), {0: 0}, 0
    answered = next((step.day for step in steps if step.noun in ANSWERS), 0)
    latest = _LAST_ANSWER[urgency]
    if silent and told:
        shift = max(0, latest + SILENCE + chance.randrange(5) - told[0])
    for before, day in zip([0, *told], told, strict=False):
        gap = day - before
        if silent or day > answered:
            gap = round(gap * pace) if gap > 1 else gap
        moved[day] = moved[before] + gap + (shift if before == 0 else 0)
        if day == answered and not silent:
            slack = max(0, latest - moved[day])
            moved[day] += min(slack, chance.randrange(4))
    return moved


def _moved(step: Step, days: Mapping[int, int]) -> Step:
    def to(day: int) -> int:
        near = max(each for each in days if each <= day)
        return days[near] + (day - near)

    def maybe(day: int | None) -> int | None:
        return None if day is None else to(day)

    return replace(
        step, day=days[step.day], days={name: to(day) for name, day in step.days.items()},
        meets=maybe(step.meets), expected=maybe(step.expected), until=maybe(step.until),
    )  # fmt: skip
