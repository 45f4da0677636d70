"""``maillage case show``: the history of a case, for an agent who may read it."""

from typing import Any
from uuid import UUID

from api.cli.exits import Exit
from api.cli.place import answer, head_of, identifier, installed, run, say
from api.cli.seats import dated, seated
from api.sight import Identity
from api.views.cases import CaseView, case_in_sight
from domain.values import Withheld
from projections.sentences import sentence
from store.facts import Fact


def case(territory: str, case: str, token: str, *, as_json: bool) -> Exit:
    return run(_case(territory, identifier(case, "SITUATION"), token, as_json=as_json))


async def _case(territory: str, case: UUID, token: str, *, as_json: bool) -> Exit:
    async with installed() as installation:
        await head_of(installation, territory)
        desk = await seated(installation, territory, token)
        async with desk.look("case-history") as sight:
            found = await case_in_sight(sight, case)
    if as_json:
        answer(_plain(found))
    else:
        _say(found)
    return Exit.DONE


def _say(found: CaseView) -> None:
    say(f"Situation {found.case['case_id']}")
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
    }


def _step(found: CaseView, fact: Fact) -> dict[str, Any]:
    at = fact.at
    return {
        "position": at.position, "occurred_at": at.occurred_at, "recorded_at": at.recorded_at,
        "kind": at.kind, "actor": at.actor, "service": at.organisation,
        "sentence": sentence(fact, found.names),
    }  # fmt: skip
