"""What is known of a person decides what may be shared, and is shown where it matters."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest

from api.commands import people
from api.commands.people import Merging
from api.desk import Desk
from api.installation import Installation
from api.worker import round_of
from domain import person_standing as standing
from domain.partner import Description, Partner
from domain.person import Person
from domain.policies import Asker, NotAllowed
from domain.values import HouseholdId, PartnerId, PersonId
from store.refusals import Unknown
from tests.api.conftest import CCAS, MISSION, Somebody, enrol, new_referral
from tests.conftest import TERRITORY

WINTER = date(2026, 11, 1)


@dataclass(frozen=True)
class Case:
    """A case of the CCAS, with a referral to the mission locale."""

    who: Somebody
    logged: dict[str, str]

    @property
    def person(self) -> PersonId:
        return PersonId(UUID(self.logged["person"]))

    @property
    def desk(self) -> Desk:
        return desk_of(self.who)

    async def say(self, verb: Any, **said: Any) -> None:
        await self.desk.change(Person, self.person, verb, by=self.who.partner, **said)

    async def refer(self, person: UUID | None = None, **changes: Any) -> tuple[int, str]:
        """Log a referral for the known person: the status, and the code of a refusal."""
        known = {"person": str(person or self.person), "case": self.logged["case"]}
        body = {**new_referral(**known, **changes)}
        del body["new_person"]
        answer = await self.who.post("/referrals", body)
        return answer.status_code, answer.json().get("type", "").rpartition(":")[2]

    async def shown(self, reader: Somebody | None = None) -> list[dict[str, Any]]:
        answer = await (reader or self.who).get(f"/cases/{self.logged['case']}")
        assert 200 == answer.status_code, answer.text
        return list(answer.json()["people"])


def desk_of(who: Somebody, role: str = "social-worker") -> Desk:
    installation: Installation = who.http._transport.app.state.installation  # type: ignore[attr-defined]
    return Desk(installation, Asker(who.agent, who.partner, role, TERRITORY), "test")


async def begun(who: Somebody, **changes: Any) -> Case:
    answer = await who.post("/referrals", new_referral(**changes))
    assert 201 == answer.status_code, answer.text
    return Case(who, answer.json())


@pytest.fixture
async def case(ccas: Somebody) -> Case:
    return await begun(ccas)


async def test_a_known_person_is_referred_again(case: Case) -> None:
    assert (201, "") == await case.refer()


async def test_what_consent_alone_allows_stops_with_a_refusal_until_they_agree(
    case: Case,
) -> None:
    await case.say(Person.refuse_consent, scope="referral", partner=MISSION)
    assert (422, "consent-missing") == await case.refer()
    assert (201, "") == await case.refer(sharing_ground="csp-l1110-4")

    await case.say(Person.give_consent, scope="referral", partner=MISSION, how="oral")
    assert (201, "") == await case.refer()


async def test_a_consent_that_is_over_allows_nothing_more(case: Case) -> None:
    await case.say(Person.give_consent, scope="referral", how="oral", until=date(2020, 1, 1))
    assert (422, "consent-missing") == await case.refer()


async def test_an_opposition_stops_a_referral_but_not_the_protection_of_a_child(
    case: Case,
) -> None:
    await case.say(Person.raise_opposition, received_on=WINTER, decide_by=date(2026, 12, 1))
    assert (422, "sharing-opposed") == await case.refer()
    assert (201, "") == await case.refer(sharing_ground="casf-l226-2-2")


async def test_advice_given_to_the_person_shares_nothing(case: Case) -> None:
    await case.say(Person.refuse_consent, scope="referral")
    assert (201, "") == await case.refer(kind="advice")
    await case.say(Person.record_death)
    assert (409, "person-deceased") == await case.refer(kind="advice")


async def test_a_redirection_asks_the_person_again(
    case: Case, mission: Somebody, administrator: Desk
) -> None:
    other = uuid4()
    said = Description(name="CAF", kind="other")
    await administrator.begin(Partner, other, source="test", reference="caf", description=said)
    referral = f"/referrals/{case.logged['referral']}"
    version = int((await mission.get(referral)).headers["etag"].strip('"'))
    declined = await mission.post(
        f"{referral}/refusal",
        {"reason": "session-full", "sentence": "Complet.", "alternative": "later"}, version,
    )  # fmt: skip
    assert 201 == declined.status_code, declined.text
    await case.say(Person.refuse_consent, scope="referral")
    known = {"person": str(case.person), "case": case.logged["case"]}
    body = new_referral(**known, addressee=str(other))
    del body["new_person"]
    version = int((await case.who.get(referral)).headers["etag"].strip('"'))
    answer = await case.who.post(f"{referral}/redirection", body, version)

    assert (422, "consent-missing") == (
        answer.status_code, answer.json()["type"].rpartition(":")[2]
    )  # fmt: skip


async def test_who_accepts_a_referral_may_record_what_the_person_tells_it(
    case: Case, mission: Somebody
) -> None:
    theirs = desk_of(mission, "partner-agent")
    never: dict[str, Any] = {"by": MISSION, "never_by": ("phone",)}
    with pytest.raises(NotAllowed):
        await theirs.change(Person, case.person, Person.reach_by, **never)

    referral = f"/referrals/{case.logged['referral']}"
    version = int((await mission.get(referral)).headers["etag"].strip('"'))
    await mission.post(f"{referral}/acceptance", {}, version)
    await round_of(case.desk.installation, TERRITORY)
    await theirs.change(Person, case.person, Person.reach_by, **never)

    [zoe] = await case.shown()
    assert ["phone"] == zoe["never_by"]


async def test_what_keeps_a_person_safe_and_received_is_shown(case: Case) -> None:
    await case.say(Person.reach_by, means="Sa sœur", hours="Le matin", never_by=("letter",))
    await case.say(Person.need_interpreter, languages=("ar",))
    await case.say(Person.need_access, needs=("wheelchair",))
    await case.say(Person.represent, kind="tutelle", who="L’UDAF", scope="property")
    home = HouseholdId(uuid4())
    await case.say(Person.join_household, household=home, since=WINTER)
    await case.say(Person.move_away, moved_on=WINTER)
    [zoe] = await case.shown()

    assert ("Sa sœur", "Le matin", ["letter"], ["ar"], ["wheelchair"]) == (
        zoe["means"], zoe["hours"], zoe["never_by"], zoe["languages"], zoe["needs"]
    )  # fmt: skip
    assert [("L’UDAF", "tutelle", 1)] == [
        (each["who"], each["kind"], each["number"]) for each in zoe["representatives"]
    ]
    assert ([str(home)], WINTER.isoformat()) == (zoe["households"], zoe["moved_on"])

    await case.say(Person.end_representation, number=1, ended_on=WINTER)
    await case.say(Person.leave_household, household=home, left_on=WINTER)
    await case.say(Person.change_contact, address="1 rue Neuve")
    await case.say(Person.record_death, died_on=WINTER)
    [zoe] = await case.shown()

    assert ([], [], None) == (zoe["representatives"], zoe["households"], zoe["moved_on"])
    assert (True, WINTER.isoformat()) == (zoe["deceased"], zoe["died_on"])


async def test_a_protected_address_is_read_by_who_protected_it_and_who_registered_the_person(
    ccas: Somebody, mission: Somebody
) -> None:
    who = {"family_name": "Canari", "given_name": "Zoé", "address": "Rue du Secret"}
    case = await begun(ccas, new_person=who)
    assert "Rue du Secret" == (await case.shown(mission))[0]["address"]

    await case.say(Person.protect_address, reason="domestic-violence")
    for reader, address in ((ccas, "Rue du Secret"), (mission, None)):
        [zoe] = await case.shown(reader)
        assert (address, True) == (zoe["address"], zoe["address_protected"])

    await case.say(Person.unprotect_address)
    [zoe] = await case.shown(mission)
    assert ("Rue du Secret", False) == (zoe["address"], zoe["address_protected"])


async def test_who_does_not_read_an_address_does_not_lose_it_for_the_others(
    ccas: Somebody, mission: Somebody
) -> None:
    who = {"family_name": "Canari", "given_name": "Zoé", "address": "Rue du Secret"}
    case = await begun(ccas, new_person=who)
    referral = f"/referrals/{case.logged['referral']}"
    version = int((await mission.get(referral)).headers["etag"].strip('"'))
    await mission.post(f"{referral}/acceptance", {}, version)
    await round_of(case.desk.installation, TERRITORY)
    await case.say(Person.protect_address, reason="threats")
    theirs: dict[str, Any] = {"by": MISSION, "phone": "07 00"}
    await desk_of(mission).change(Person, case.person, Person.change_contact, **theirs)

    [zoe] = await case.shown()
    assert ("07 00", "Rue du Secret") == (zoe["phone"], zoe["address"])


async def test_who_was_merged_is_shown_once_under_the_other_with_what_keeps_them_safe(
    case: Case, mission: Somebody
) -> None:
    again = await begun(
        case.who, new_person={"family_name": "Kanari", "given_name": "Zoé", "phone": "06 00"}
    )
    await again.say(Person.reach_by, never_by=("visit",))
    await again.say(Person.protect_address, reason="threats")
    await case.say(Person.reach_by, never_by=("phone",))
    ask = Merging(into=case.person, evidence="identity-document")
    await people.merge(again.desk, again.person, ask)

    for each in (case, again):
        [zoe] = await each.shown()
        assert (str(case.person), "Canari", "06 00") == (
            zoe["person"], zoe["family_name"], zoe["phone"]
        )  # fmt: skip
        assert {"phone", "visit"} == set(zoe["never_by"])
        assert zoe["address_protected"]
        assert {str(case.person), str(again.person)} == set(zoe["records"])
    assert (409, "person-merged") == await again.refer()
    assert (201, "") == await again.refer(case.person)
    assert (422, "person-not-in-case") == await case.refer(again.person)

    await again.say(Person.unmerge, reason="wrong-person")
    [zoe] = await again.shown(mission)
    assert (str(again.person), "Kanari") == (zoe["person"], zoe["family_name"])
    assert (201, "") == await again.refer()
    assert (422, "person-not-in-case") == await again.refer(case.person)


async def test_who_merges_knows_both(
    case: Case, administrator: Desk, mission: Somebody
) -> None:
    theirs = await begun(mission, addressee=str(CCAS))
    ask = Merging(into=theirs.person, evidence="identity-document")
    with pytest.raises(standing.NotKnown):
        await people.merge(case.desk, case.person, ask)
    stranger = await enrol(administrator, mission.http, PartnerId(uuid4()))
    with pytest.raises(standing.NotKnown):
        await people.merge(desk_of(stranger), theirs.person, ask)
    with pytest.raises(Unknown):
        await people.merge(
            case.desk, case.person, ask.model_copy(update={"into": PersonId(uuid4())})
        )
    [zoe] = await case.shown()
    assert str(case.person) == zoe["person"]


async def test_two_merges_in_a_row_lead_to_the_last(case: Case) -> None:
    second, third = await begun(case.who), await begun(case.who)
    for one, other in ((case, second), (second, third)):
        ask = Merging(into=other.person, evidence="identity-document")
        await people.merge(one.desk, one.person, ask)

    for each in (case, second, third):
        [zoe] = await each.shown()
        assert str(third.person) == zoe["person"]
        assert 3 == len(zoe["records"])
    assert (201, "") == await case.refer(third.person)
