"""A partner that phones is not silent: its answer is reported in one form."""

from tests.pages.conftest import Visitor
from tests.pages.reading import Page

REPORT = "reponse-rapportee"


async def test_the_inbox_leads_to_the_report_of_an_answer_by_phone(nadia: Visitor) -> None:
    referral = await nadia.log()
    inbox = await nadia.get("/a-traiter")
    link = next(link for link in inbox.links if "rapporter" in link)

    assert f"{referral}?rapporter=1#rapporter" == link
    opened = await nadia.get(link.partition("#")[0])
    assert ("details", {"class": "act", "id": "rapporter", "open": None}) in opened.tags


async def test_one_tap_reports_that_the_partner_accepts_or_makes_wait(
    nadia: Visitor, paul: Visitor
) -> None:
    for answer, state in (("acceptance", "acceptée"), ("waitlisting", "en liste d’attente")):
        referral = await nadia.log(personne="nouvelle")
        sent = await nadia.act(referral, REPORT, reponse=answer)

        assert 303 == sent.status_code, sent.text
        page = await paul.get(referral)
        assert state in page.text
        assert "par téléphone" in page.text
        assert "à confirmer" in page.text


async def test_a_reported_refusal_says_why_and_what_else_and_keeps_what_was_typed(
    nadia: Visitor,
) -> None:
    referral = await nadia.log()
    said = {"reponse": "refusal", "sentence": "Complet jusqu’en mars."}
    missing = await nadia.act(referral, REPORT, **said)
    page = Page(missing.text)

    assert 422 == missing.status_code
    assert {"#rapporter-reason", "#rapporter-alternative"} <= set(page.links)
    assert {"rapporter-reason", "rapporter-alternative"} <= set(page.ids)
    form = page.form(f"{referral}/{REPORT}")
    assert ["Complet jusqu’en mars."] == form.sent()["sentence"]
    said |= {"reason": "session-full", "alternative": "later"}
    assert 303 == (await nadia.post(form.action, form.sent(**said))).status_code
    assert "refusée" in (await nadia.get(referral)).text


async def test_an_answer_that_no_button_gives_is_unknown(nadia: Visitor) -> None:
    referral = await nadia.log()
    form = (await nadia.get(referral)).form(f"{referral}/{REPORT}")

    for answer in ("", "withdrawal", "error"):
        assert 404 == (await nadia.post(form.action, form.sent(reponse=answer))).status_code
