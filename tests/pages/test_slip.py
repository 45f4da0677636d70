"""The paper for the person says where to go and whom to call, and nothing of them."""

from datetime import UTC, datetime
from uuid import UUID

from domain.partner import Description, Partner
from tests.pages.conftest import Place, Visitor

LIGHT = {"leger": "1", "kind": "contact-details"}


async def described(place: Place, partner: UUID, name: str) -> None:
    said = Description(
        name=name, kind="ccas", address="3 rue du Lavoir", postcode="93014", city="Clichy",
        phone="01 99 00 12 34",
    )  # fmt: skip
    await place.desk.change(Partner, partner, Partner.describe, description=said)


async def test_it_says_who_where_and_whom_to_call_and_nothing_of_the_person(
    nadia: Visitor, place: Place
) -> None:
    await described(place, nadia.other, "Le Lavoir")
    referral = await nadia.log(
        address="9 rue Secrète", phone="06 39 98 00 00", request="Un métier"
    )
    page = await nadia.get(f"{referral}/fiche")

    for said in ("Le Lavoir", "3 rue du Lavoir", "01 99 00 12 34", "doit répondre avant le"):
        assert said in page.text, said
    for secret in ("Canari", "CANARI", "Zoé", "Secrète", "06 39", "métier", "emploi", "forma"):
        assert secret not in page.html, secret


async def test_a_meeting_is_said_with_its_weekday_and_a_visit_without_an_address(
    nadia: Visitor, paul: Visitor, place: Place
) -> None:
    await described(place, nadia.other, "Le Lavoir")
    referral = await nadia.log(address="9 rue Secrète")
    await paul.act(referral, "acceptance")
    await paul.act(referral, "meeting", meets_at="2026-12-01T14:30", how="home-visit")
    assert datetime(2026, 12, 1, tzinfo=UTC).weekday() == 1
    page = await nadia.get(f"{referral}/fiche")

    assert "Votre rendez-vous" in page.text
    assert "Mardi 1er décembre 2026 à 14 h 30" in page.text
    assert "Chez vous." in page.text
    assert "Secrète" not in page.html
    assert "rue du Lavoir" not in page.text


async def test_contact_details_without_a_name_have_their_paper_for_their_sender_alone(
    nadia: Visitor, paul: Visitor
) -> None:
    referral = await nadia.log(**LIGHT)

    assert "Appelez avant d’y aller." in (await nadia.get(f"{referral}/fiche")).text
    await paul.get(f"{referral}/fiche", 403)


async def test_what_is_over_has_no_paper(nadia: Visitor) -> None:
    referral = await nadia.log()
    await nadia.act(referral, "withdrawal", reason="need-gone")

    assert "n’est plus en cours" in (await nadia.get(f"{referral}/fiche")).text
