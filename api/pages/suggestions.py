"""What the form proposes: partners to choose from, people who are known already."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from asyncpg import Record

from api.desk import Desk
from api.identity import Identity
from api.pages import draft
from api.pages.forms import Form
from api.pages.paper import person
from api.sight import Sight
from api.views.referrals import referral_in_sight
from domain.referral import Referral
from domain.values import ReferralId, Withheld
from projections import case_file, directory
from store import search_tokens
from store.statements import Statements

_sql = Statements(__file__)
_MOST, _LONGEST = 12, 200
_ALL = 8
"""Where there are no more partners than this, nobody needs to search."""


class Known(NamedTuple):
    """Somebody in a case of the reader's service; ``value`` is what the form sends back."""

    value: str
    name: str
    records: Sequence[UUID]


def identifier(said: str) -> UUID | None:
    try:
        return UUID(said)
    except ValueError:
        return None


async def partners(sight: Sight, desk: Desk, form: Form) -> list[Record]:
    """Those found by the words; else those often asked; the chosen one always."""
    words = form["cherche"].strip()
    found = await named(sight, words, _MOST if words else _ALL + 2)
    if not words and len(found) > _ALL + 1:
        found = await sight.fetch(_sql["usual"], desk.partner, _ALL)
    chosen = identifier(form["addressee"])
    if chosen is not None and all(row["partner"] != chosen for row in found):
        found = await sight.fetch(directory.statements["fiche"], chosen) + found
    return [row for row in found if row["partner"] != desk.partner]


async def anew(sight: Sight, form: Form) -> Form:
    """Who searches again does not want the partner that was chosen before."""
    found = await named(sight, form["cherche"], _MOST)
    if not found or any(str(row["partner"]) == form["addressee"] for row in found):
        return form
    return form.but(addressee="")


async def named(sight: Sight, words: str, most: int) -> list[Record]:
    """Partners of whom every word says something; first those who bear that name."""
    asked = " ".join(words[:_LONGEST].replace("\x00", " ").split())
    return await sight.fetch(_sql["found"], asked, most)


async def known(sight: Sight, desk: Desk, form: Form) -> list[Known]:
    """The people of the case that the form is about."""
    case = identifier(form["situation"] or form["personne"].partition("/")[0])
    if case is None or not await _mine(sight, desk, [case]):
        return []
    return await _people_of(sight, [case])


async def namesakes(sight: Sight, desk: Desk, form: Form) -> list[Known]:
    """People of that name, or of that family name and birth date, in the service's cases."""
    family, given = form["family_name"].strip(), form["given_name"].strip()
    if not family or "/" in form["personne"]:
        return []
    try:
        born = date.fromisoformat(form["birth_date"])
    except ValueError:
        born = None
    keys = desk.installation.keys
    tokens = await search_tokens.tokens_of(keys, desk.territory, family, given, born)
    subjects = await search_tokens.find(sight.db, desk.territory, tokens)
    rows = await sight.fetch(case_file.statements["cases_of_person"], subjects)
    mine = await _mine(sight, desk, [row["case_id"] for row in rows])
    people = await _people_of(sight, mine)
    return [who for who in people if not set(subjects).isdisjoint(who.records)]


async def in_case(sight: Sight, case: UUID, form: Form) -> Form:
    """The form for a person of that case; the only one is chosen already."""
    await sight.at_cases(case)
    people = await _people_of(sight, [case])
    chosen = people[0].value if len(people) == 1 else ""
    return form.but(situation=str(case), personne=chosen)


async def following(sight: Sight, referral: ReferralId) -> Form:
    """The form of a referral that takes up an earlier one, which its partner did not."""
    row = await referral_in_sight(sight, referral)
    case = row["case_id"]
    sent: Any = next(
        fact.event
        for fact in await sight.history(case)
        if fact.at.stream_id == referral and isinstance(fact.event, Referral.Sent)
    )
    about = next(
        (who.person for who in await _of_case(sight, case) if sent.person in who.records),
        sent.person,
    )
    said = {
        "reorienter": str(referral), "version": str(row["version"]), "situation": str(case),
        "personne": f"{case}/{about}", "request": _clear(sent.request),
        "reason": _clear(sent.reason), "kind": sent.kind, "urgency": sent.urgency,
        "accord": draft.accord_of(sent.agreement, sent.sharing_ground),
        "informed": sent.informed, "age_band": sent.coarse.age_band, "sex": sent.coarse.sex,
        "household": sent.coarse.household, "language_need": sent.coarse.language_need,
        "channel": sent.coarse.channel,
    }  # fmt: skip
    return Form([*said.items(), *(("themes", theme) for theme in sent.themes)])


async def _of_case(sight: Sight, case: UUID) -> Sequence[Identity]:
    return (await sight.people([case])).get(case, ())


async def _people_of(sight: Sight, cases: Iterable[UUID]) -> list[Known]:
    wanted = list(cases)
    await sight.at_cases(*wanted)
    found = await sight.people(wanted)
    return [
        Known(f"{case}/{who.person}", person(who), who.records)
        for case, people in found.items()
        for who in people
        if not isinstance(who.family_name, Withheld)
    ]


async def _mine(sight: Sight, desk: Desk, cases: list[UUID]) -> list[UUID]:
    rows = await sight.fetch(case_file.statements["involving"], cases)
    return sorted({row["case_id"] for row in rows if row["partner"] == desk.partner})


def _clear(text: Any) -> str:
    return text if isinstance(text, str) else ""
