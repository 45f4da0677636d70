"""The case file (dossier de la situation): who it is about, which partners are in it."""

from collections.abc import Sequence
from uuid import UUID

from domain.case import Case
from domain.catalogue import kinds_of
from domain.referral import Referral
from store.facts import Fact, Header
from store.statements import Statements
from store.waves import Waves

statements = Statements(__file__)
_over = statements.over
IGNORED = kinds_of("Territory", "Convention", "Partner", "Agent", "Person", "Referral") - {
    "Referral.Sent"
}
"""Kinds of facts that change nothing here."""


def fold(db: Waves, facts: Sequence[Fact]) -> None:
    for at, fact in facts:
        match fact:
            case Case.Opened(opener=opener, coarse=coarse):
                db.add(
                    _over("opened"), at, opener=opener, age_band=coarse.age_band,
                    sex=coarse.sex, household=coarse.household, quartier=coarse.quartier,
                    language=coarse.language_need,
                )  # fmt: skip
                _involve(db, at, opener, None)
            case Case.PersonAdded(person=person):
                db.add(_over("person_added"), at, person=person)
                db.add(_over("touched"), at)
            case Case.PartnerInvolved(partner=partner, sharing_ground=ground):
                _involve(db, at, partner, ground)
                db.add(_over("touched"), at)
            case Case.Closed():
                db.add(_over("stands"), at, state="closed")
            case Case.EnteredInError():
                db.add(_over("stands"), at, state="in-error")
            case Case.Erased():
                db.add(_over("stands"), at, state="erased")
            case Case.NoteAdded() | Case.KeyDestroyed():
                db.add(_over("touched"), at)
            case Referral.Sent(addressee=addressee, sharing_ground=ground, deadline=deadline):
                if deadline is not None:
                    _involve(db, at, addressee, ground)
            case _:
                pass


def _involve(db: Waves, at: Header, partner: UUID, ground: str | None) -> None:
    tie = f"{at.case_id}/{partner}"
    db.add(_over("involved"), at, tie=tie, partner=partner, ground=ground)
