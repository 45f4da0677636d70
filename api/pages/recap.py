"""« Voici ce que je transmets »: what the addressee will see, and what stays unseen."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from api.commands.referrals import NewReferral
from api.desk import Desk
from api.identity import Identity
from api.pages import offered
from api.pages.forms import Form
from api.pages.known import people_of
from api.sight import Sight
from api.views.directory import fiche_of
from domain import codes
from domain.values import CoarseFacts
from projections import inbox
from projections.wording import labels


class Recap(NamedTuple):
    """What is about to be recorded, as its addressee will read it.

    ``who`` and ``others``: the person and those who are in the case with them; ``before``:
    how many referrals of the case the addressee will read too. ``told``: whether anything
    reaches the addressee at all.
    """

    facts: Mapping[str, Any]
    addressee: Mapping[str, Any]
    told: bool
    who: Identity | None
    others: Sequence[Identity]
    before: int
    accord: str
    coarse: str


async def of(
    sight: Sight, desk: Desk, form: Form, ask: NewReferral, facts: Mapping[str, Any]
) -> Recap:
    """``facts``: those of the referral as it would be sent."""
    there = await _seen(sight, ask)
    choices = await offered.to(desk, form)
    accord = choices.accord(form["accord"])
    quartiers = choices.geography.quartiers if choices.geography else ()
    places = {each.code: each.name for each in quartiers}
    return Recap(
        facts=facts,
        addressee=await fiche_of(sight, ask.addressee),
        told=codes.expects_answer(ask.kind),
        who=next((who for who in there if ask.person in who.records), None),
        others=[who for who in there if ask.person not in who.records],
        before=await _before(sight, ask),
        accord=accord.sentence if accord else "",
        coarse=_coarse(ask.coarse, places),
    )


async def _seen(sight: Sight, ask: NewReferral) -> list[Identity]:
    """The people of the case, without an address that is not for the addressee."""
    if ask.case is None:
        return []
    return [
        who._replace(address=None) if who.address_protected else who
        for _, who in await people_of(sight, [ask.case])
    ]


async def _before(sight: Sight, ask: NewReferral) -> int:
    if ask.case is None:
        return 0
    return len(await sight.fetch(inbox.statements["of_case"], ask.case))


def _coarse(coarse: CoarseFacts, places: Mapping[str, str]) -> str:
    """What is said beside the name, as far as it is known."""
    said = (
        (codes.AGE_BANDS, coarse.age_band), (codes.SEXES, coarse.sex),
        (codes.HOUSEHOLDS, coarse.household), (codes.LANGUAGE_NEEDS, coarse.language_need),
    )  # fmt: skip
    known = [
        labels(among, [code]) for among, code in said if code not in ("unknown", "not-recorded")
    ]
    if place := places.get(coarse.quartier):
        known.append(place)
    return ", ".join(known)
