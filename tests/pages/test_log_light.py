"""Advice and contact details without a name: a partner, a theme, one tap."""

from api.installation import Installation
from tests.pages.conftest import NEW, Visitor, position
from tests.pages.reading import Page

PERSONAL = (
    "family_name", "given_name", "birth_date", "phone", "mail", "address", "request", "reason",
    "accord", "informed", "personne",
)  # fmt: skip


async def test_a_partner_and_a_theme_are_enough_and_nobody_is_named(
    nadia: Visitor, paul: Visitor, installation: Installation
) -> None:
    page = await nadia.get(f"{NEW}?forme=sans-nom")
    asked = {at.get("name") for tag, at in page.tags if at.get("type") != "hidden"}
    assert asked.isdisjoint(PERSONAL)
    before = await position(installation)
    chosen = {"addressee": str(nadia.other), "themes": nadia.quick["themes"]}
    sent = await nadia.post(NEW, page.form(NEW).sent(**chosen, etape="envoi"))

    assert 303 == sent.status_code, sent.text
    assert before + 1 == await position(installation)
    referral = sent.headers["location"].partition("?")[0]
    assert "Coordonnées remises" in (await nadia.get(referral)).text
    await paul.get(referral, 403)


async def test_a_name_typed_before_is_not_kept_in_it_and_comes_back_with_the_form(
    nadia: Visitor, installation: Installation
) -> None:
    page = Page((await nadia.post(NEW, nadia.quick | {"etape": "sans-nom"})).text)
    back = Page((await nadia.post(NEW, page.form(NEW).sent(etape="avec-nom"))).text)

    for name in ("family_name", "given_name", "reason", "addressee", "themes"):
        assert [nadia.quick[name]] == back.form(NEW).sent()[name], name
    before = await position(installation)
    sent = await nadia.post(NEW, page.form(NEW).sent(etape="envoi"))
    assert 303 == sent.status_code, sent.text
    assert before + 1 == await position(installation)


async def test_what_is_missing_in_it_is_said_there(nadia: Visitor) -> None:
    page = await nadia.get(f"{NEW}?forme=sans-nom")
    answer = await nadia.post(NEW, page.form(NEW).sent(etape="envoi"))
    wrong = Page(answer.text)

    assert 422 == answer.status_code
    assert {"#addressee", "#themes"} <= set(wrong.links)
    assert (1, "Conseil ou coordonnées, sans nom") in wrong.headings
