"""``maillage case show``: a case at any moment, for an agent who may read it."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, NamedTuple, TypeVar
from uuid import UUID

from api.cli.exits import Exit, Failure
from api.cli.place import answer, head_of, identifier, installed, run, say
from api.cli.seats import dated, seated
from api.identity import Identity
from api.moments import instant, known
from api.sight import Sight
from api.views.cases import CaseView
from api.views.comparison import Comparison, Reversed, compared
from api.views.past import case_seen
from domain.values import Withheld
from projections.history import Change
from projections.sentences import sentence
from store.facts import Fact

T = TypeVar("T")


class Asked(NamedTuple):
    """The moments that were typed: one to look at, or two to compare."""

    at: str | None
    known_at: str | None
    since: str | None
    until: str | None


class _Moments(NamedTuple):
    at: datetime | None
    known_at: datetime | int | None
    since: datetime | int | None
    until: datetime | int | None


def case(territory: str, case: str, asked: Asked, token: str, *, as_json: bool) -> Exit:
    moments = _read(asked)
    it = identifier(case, "SITUATION")
    return run(_case(territory, it, moments, token, as_json=as_json))


def _read(asked: Asked) -> _Moments:
    compares = asked.since is not None
    if (asked.until is not None and not compares) or (
        compares and (asked.at or asked.known_at)
    ):
        raise Failure(Exit.MISUSED, "--from compare deux moments ; --at en montre un seul.")
    return _Moments(
        _moment(instant, asked.at, "--at"), _moment(known, asked.known_at, "--known-at"),
        _moment(known, asked.since, "--from"), _moment(known, asked.until, "--to"),
    )  # fmt: skip


def _moment(read: Callable[[str], T], said: str | None, option: str) -> T | None:
    try:
        return None if said is None else read(said)
    except ValueError as error:
        raise Failure(Exit.MISUSED, f"{option} : {error}.") from None


async def _case(
    territory: str, case: UUID, moments: _Moments, token: str, *, as_json: bool
) -> Exit:
    async with installed() as installation:
        await head_of(installation, territory)
        desk = await seated(installation, territory, token)
        if moments.since is not None:
            async with desk.look("case-comparison") as sight:
                two = await _compared(sight, case, moments.since, moments.until)
            return _differ(two, as_json=as_json)
        async with desk.look("case-history") as sight:
            found = await case_seen(sight, case, moments.at, moments.known_at)
    if as_json:
        answer(_plain(found))
    else:
        _say(found)
    return Exit.DONE


async def _compared(
    sight: Sight, case: UUID, since: datetime | int, until: datetime | int | None
) -> Comparison:
    try:
        return await compared(sight, case, since, until, field="--to")
    except Reversed as refusal:
        raise Failure(Exit.MISUSED, f"--to : {refusal.sentence()}") from None


def _differ(two: Comparison, *, as_json: bool) -> Exit:
    before, after = two.before.position, two.after.as_of.position
    if as_json:
        answer({
            "from": before, "to": after, "changes": [it._asdict() for it in two.changes],
            "facts": [_step(two.after, fact) for fact in two.facts],
        })  # fmt: skip
        return Exit.DONE
    say(f"Situation {two.after.case['case_id']}, de la position {before} à {after}")
    say(*([_changed(change) for change in two.changes] or ["  Rien n’a changé."]))
    say("", *(f"  {dated(it.at)}  {sentence(it, two.after.names)}" for it in two.facts))
    return Exit.DONE


def _changed(change: Change) -> str:
    return f"  {change.label} : {change.before or 'rien'} → {change.after or 'plus rien'}"


def _say(found: CaseView) -> None:
    say(f"Situation {found.case['case_id']}, position {found.as_of.position}")
    for who in found.people:
        say(f"  {_named(who)}")
    say("")
    for n, fact in enumerate(found.history, start=1):
        say(f"{n:4}. {dated(fact.at)}  {sentence(fact, found.names)}")


def _named(who: Identity) -> str:
    if isinstance(who.family_name, Withheld):
        return "personne dont les données ont été effacées"
    return f"{who.given_name} {who.family_name}"


def _plain(found: CaseView) -> dict[str, Any]:
    return {
        "case": found.case,
        "people": [who._asdict() for who in found.people],
        "partners": [
            {**row, "name": found.names.get(row["partner"])} for row in found.partners
        ],
        "referrals": found.referrals,
        "history": [_step(found, fact) for fact in found.history],
        "at": found.as_of.by,
        "position": found.as_of.position,
    }


def _step(found: CaseView, fact: Fact) -> dict[str, Any]:
    at = fact.at
    return {
        "position": at.position, "occurred_at": at.occurred_at, "recorded_at": at.recorded_at,
        "kind": at.kind, "actor": at.actor, "service": at.organisation,
        "sentence": sentence(fact, found.names),
    }  # fmt: skip
