"""What the form proposes: partners and themes to choose from, what is known already."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from asyncpg import Record

from api.desk import Desk
from api.identity import Identity
from api.pages.draft import Offered
from api.pages.forms import Form
from api.sight import Sight
from api.views.referrals import referral_in_sight
from domain import codes
from domain.codes import Entry
from domain.referral import Referral
from domain.values import ReferralId, Withheld
from projections import directory
from store.statements import Statements

_sql = Statements(__file__)
_MOST, _LONGEST = 12, 200
_ALL, _FEW = 8, 5
"""Where there are no more partners than this, nobody needs to search."""


def identifier(said: str) -> UUID | None:
    try:
        return UUID(said)
    except ValueError:
        return None


async def partners(sight: Sight, desk: Desk, form: Form) -> list[Record]:
    """Those found by the words; else those asked lately; the chosen one always."""
    words = form["cherche"].strip()
    found = await named(sight, words, _MOST if words else _ALL + 2)
    if not words:
        usual = await sight.fetch(_sql["usual"], desk.partner, _ALL)
        there = {row["partner"] for row in usual}
        few = found if len(found) <= _ALL + 1 else []
        found = usual + [row for row in few if row["partner"] not in there]
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


async def in_case(sight: Sight, case: UUID, form: Form) -> Form:
    """The form for a person of that case; the only one is chosen already."""
    await sight.at_cases(case)
    people = [who for who in await _of_case(sight, case) if not _withheld(who.family_name)]
    chosen = f"{case}/{people[0].person}" if len(people) == 1 else ""
    return form.but(situation=str(case), personne=chosen)


async def usual_themes(sight: Sight, desk: Desk) -> list[Entry]:
    """The themes that the service asks for most often."""
    rows = await sight.fetch(_sql["usual_themes"], desk.partner, _FEW)
    return [codes.THEMES[row["theme"]] for row in rows if row["theme"] in codes.THEMES]


async def protection(sight: Sight) -> list[Record]:
    """The territory's services that receive a child in danger, with their number."""
    return await sight.fetch(_sql["protection"])


async def following(sight: Sight, referral: ReferralId, offered: Offered) -> Form:
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
        "accord": offered.accord_of(sent.agreement, sent.sharing_ground),
        "informed": sent.informed, "age_band": sent.coarse.age_band, "sex": sent.coarse.sex,
        "household": sent.coarse.household, "quartier": sent.coarse.quartier,
        "language_need": sent.coarse.language_need, "channel": sent.coarse.channel,
    }  # fmt: skip
    return Form([*said.items(), *(("themes", theme) for theme in sent.themes)])


async def _of_case(sight: Sight, case: UUID) -> Sequence[Identity]:
    return (await sight.people([case])).get(case, ())


def _withheld(said: Any) -> bool:
    return isinstance(said, Withheld)


def _clear(text: Any) -> str:
    return text if isinstance(text, str) else ""
