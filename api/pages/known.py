"""People whom the writer's service knows already, and what to know before typing more."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple
from uuid import UUID

from api.desk import Desk
from api.identity import Identity
from api.pages.forms import Form
from api.pages.paper import person
from api.pages.suggestions import identifier
from api.sight import Sight
from api.views.inbox import names_of
from domain.aggregate import Refusal
from domain.person import Person
from domain.person_rights import BY_CONSENT
from domain.values import PartnerId, Withheld
from projections import case_file
from store import search_tokens

_ANYBODY = PartnerId(UUID(int=0))
_REFERRAL = "referral"


class Known(NamedTuple):
    """Somebody in a case of the reader's service; ``value`` is what the form sends back.

    ``barriers``: why nothing may be shared about them, or not with whom.
    """

    value: str
    who: Identity
    barriers: Sequence[str]

    @property
    def name(self) -> str:
        return person(self.who)


async def known(sight: Sight, desk: Desk, form: Form) -> list[Known]:
    """The people of the case that the form is about."""
    case = identifier(form["situation"] or form["personne"].partition("/")[0])
    if case is None or not await _mine(sight, desk, [case]):
        return []
    return await _told(sight, desk, form, await people_of(sight, [case]))


async def namesakes(sight: Sight, desk: Desk, form: Form) -> list[Known]:
    """People of that name, or of that family name and birth date, in the service's cases."""
    family, given = form["family_name"].strip(), form["given_name"].strip()
    if not family or "/" in form["personne"] or form["leger"]:
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
    there = await people_of(sight, mine)
    named = [(case, who) for case, who in there if not set(subjects).isdisjoint(who.records)]
    return await _told(sight, desk, form, named)


async def people_of(sight: Sight, cases: Iterable[UUID]) -> list[tuple[UUID, Identity]]:
    """Who these cases are about, of whom something is still readable."""
    wanted = list(cases)
    await sight.at_cases(*wanted)
    return [
        (case, who)
        for case, people in (await sight.people(wanted)).items()
        for who in people
        if not isinstance(who.family_name, Withheld)
    ]


async def barriers(sight: Sight, desk: Desk, who: UUID, addressee: UUID | None) -> list[str]:
    """The refusal that their consent meets today, and the partners that they do not want."""
    it = await desk.log.load(Person, who)
    if it is None:
        return []
    told: list[str] = []
    partner = PartnerId(addressee) if addressee is not None else _ANYBODY
    try:
        it.ensure_shareable(sharing_ground=BY_CONSENT, partner=partner, today=desk.today)
    except Refusal as refusal:
        told.append(refusal.sentence())
    unwanted = [
        about.partner
        for about, said in it.words.items()
        if about.scope == _REFERRAL and about.partner not in (None, addressee)
        and not said.holds_on(desk.today)
    ]  # fmt: skip
    names = await names_of(sight, [each for each in unwanted if each is not None])
    return told + [
        f"Rien à partager avec {name} : la personne ne le veut pas." for name in names.values()
    ]


async def _told(
    sight: Sight, desk: Desk, form: Form, there: Iterable[tuple[UUID, Identity]]
) -> list[Known]:
    addressee = identifier(form["addressee"])
    return [
        Known(f"{case}/{who.person}", who, await barriers(sight, desk, who.person, addressee))
        for case, who in there
    ]


async def _mine(sight: Sight, desk: Desk, cases: list[UUID]) -> list[UUID]:
    rows = await sight.fetch(case_file.statements["involving"], cases)
    return sorted({row["case_id"] for row in rows if row["partner"] == desk.partner})
