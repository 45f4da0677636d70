from typing import Any
from uuid import uuid4

from api.installation import Installation
from domain.values import PartnerId
from tests.pages.conftest import NEW, Place, Visitor, position
from tests.pages.reading import Page


def codes(page: Page, referral: str) -> set[str]:
    """The actions that the page offers."""
    actions = (form.action for form in page.forms)
    return {each.removeprefix(f"{referral}/") for each in actions if referral in each}


async def test_a_look_writes_nothing_and_a_button_says_it_was_received(
    nadia: Visitor, paul: Visitor, installation: Installation
) -> None:
    referral = await nadia.log()
    before = await position(installation)
    page = await paul.get(referral)

    assert before == await position(installation)
    assert "envoyée" in page.text
    assert 303 == (await paul.act(referral, "reception")).status_code
    assert "reçue" in (await paul.get(referral)).text
    assert "reception" not in codes(await paul.get(referral), referral)


async def test_an_answer_takes_two_clicks_and_the_person_is_told(
    nadia: Visitor, paul: Visitor
) -> None:
    referral = await nadia.log()
    inbox = await paul.get("/a-traiter")
    assert referral in inbox.links

    accepted = await paul.act(referral, "acceptance")
    page = await paul.get(accepted.headers["location"])
    assert "L’orientation est acceptée." in page.text
    waiting = await nadia.get("/a-traiter")
    assert "Personne à prévenir 1" in waiting.text
    assert 303 == (await nadia.act(referral, "person-told", how="phone")).status_code
    assert "Personne à prévenir" not in (await nadia.get("/a-traiter")).text


async def test_only_what_the_rules_allow_is_offered(nadia: Visitor, paul: Visitor) -> None:
    referral = await nadia.log()
    told = {"acceptance-told", "waitlisting-told", "refusal-told"}

    assert told | {"withdrawal", "error", "sender-change"} == codes(
        await nadia.get(referral), referral
    )
    assert {
        "reception", "acceptance", "waitlisting", "refusal", "question", "assignment",
    } == codes(await paul.get(referral), referral)  # fmt: skip
    await nadia.act(referral, "withdrawal", reason="need-gone")
    assert set() == codes(await paul.get(referral), referral)
    assert {"error", "reopening"} == codes(await nadia.get(referral), referral)


async def test_every_action_offered_can_be_taken(nadia: Visitor, paul: Visitor) -> None:
    typed: dict[str, Any] = {
        "question": "Quel âge ?", "answer": "18 ans", "how": "phone",
        "meets_at": "2026-12-01T14:30", "attendance": "excused", "outcome": "achieved",
        "view": "achieved",
    }  # fmt: skip
    referral = await nadia.log()
    for who, code in (
        (paul, "reception"), (paul, "assignment"), (paul, "question"), (nadia, "reply"),
        (paul, "waitlisting"), (paul, "acceptance"), (nadia, "person-told"),
        (paul, "start"), (nadia, "meeting"), (paul, "meeting-move"), (paul, "absence"),
        (paul, "meeting"), (paul, "attendance"), (paul, "hold"), (paul, "resumption"),
        (paul, "completion"), (nadia, "person-view"), (nadia, "error"),
    ):  # fmt: skip
        reason = "other" if code == "error" else "waiting-for-decision"
        answer = await who.act(referral, code, **typed | {"reason": reason})
        assert 303 == answer.status_code, (code, answer.text)
        page = await who.get(answer.headers["location"])
        assert ("p", {"class": "notice", "role": "status"}) in page.tags


async def test_an_answer_by_phone_waits_for_the_partners_word(
    nadia: Visitor, paul: Visitor
) -> None:
    referral = await nadia.log()
    await nadia.act(referral, "acceptance-told", medium="phone")

    assert "rapporte que" in (await paul.get(referral)).text
    assert "à confirmer" in (await paul.get("/a-traiter")).text
    await paul.act(referral, "contestation", sentence="Nous n’avons rien dit.")
    assert "Nous n’avons rien dit." in (await nadia.get(referral)).text


async def test_a_stale_page_says_so_and_keeps_the_text(nadia: Visitor, paul: Visitor) -> None:
    referral = await nadia.log()
    form = (await paul.get(referral)).form(f"{referral}/question")
    await paul.act(referral, "reception")
    answer = await paul.post(form.action, form.sent(question="Depuis quand ?"))
    page = Page(answer.text)

    assert 412 == answer.status_code
    assert "a changé pendant que vous écriviez" in page.text
    again = page.form(form.action).sent()
    assert ["Depuis quand ?"] == again["question"]
    assert 303 == (await paul.post(form.action, again)).status_code


async def test_a_text_that_can_no_longer_be_sent_is_given_back(
    nadia: Visitor, paul: Visitor
) -> None:
    referral = await nadia.log()
    form = (await paul.get(referral)).form(f"{referral}/question")
    await nadia.act(referral, "withdrawal", reason="need-gone")
    answer = await paul.post(form.action, form.sent(question="Depuis quand ?"))

    assert 412 == answer.status_code
    assert "Votre texte, gardé ici" in answer.text
    assert "Depuis quand ?" in answer.text


async def test_a_refusal_proposes_a_partner_by_its_name(nadia: Visitor, paul: Visitor) -> None:
    referral = await nadia.log()
    said = {"reason": "out-of-remit", "sentence": "Ce n’est pas nous.", "alternative": "later"}
    unknown = said | {
        "alternative": "other-partner",
        "alternative_partner_words": "introuvable zzz",
    }
    answer = await paul.act(referral, "refusal", **unknown)

    assert 422 == answer.status_code
    assert "#refusal-alternative_partner" in Page(answer.text).links
    assert ["Ce n’est pas nous."] == Page(answer.text).form(f"{referral}/refusal").sent()[
        "sentence"
    ]
    missing = await paul.act(referral, "refusal", **said | {"alternative": "other-partner"})
    assert 409 == missing.status_code
    assert "indiquez quel autre partenaire" in missing.text
    assert 303 == (await paul.act(referral, "refusal", **said)).status_code


async def test_the_same_button_twice_changes_one_thing(
    nadia: Visitor, paul: Visitor, installation: Installation
) -> None:
    referral = await nadia.log()
    form = (await paul.get(referral)).form(f"{referral}/acceptance")
    first = await paul.post(form.action, form.sent())
    before = await position(installation)
    second = await paul.post(form.action, form.sent())

    assert (303, 303) == (first.status_code, second.status_code)
    assert before == await position(installation)


async def test_a_wrong_answer_is_named_and_nothing_is_written(
    nadia: Visitor, paul: Visitor, installation: Installation
) -> None:
    referral = await nadia.log()
    before = await position(installation)
    for code, said, field in (
        ("question", {"question": " "}, "question"),
        ("question", {"question": "a\x00b"}, "question"),
        ("question", {"question": "a" * 8_001}, "question"),
        ("waitlisting", {"expected": "9999-12-31"}, "expected"),
        ("refusal", {"reason": "", "sentence": "x", "alternative": "later"}, "reason"),
        ("refusal", {"reason": "humeur", "sentence": "x", "alternative": "later"}, "reason"),
    ):
        answer = await paul.act(referral, code, **said)

        assert 422 == answer.status_code, (code, said)
        assert f'href="#{code}-{field}"' in answer.text
        assert f'id="{code}-{field}"' in answer.text
    assert before == await position(installation)
    form = (await paul.get(referral)).form(f"{referral}/acceptance")
    assert 422 == (await paul.post(form.action, form.sent(version="x"))).status_code
    assert 404 == (await paul.post(f"{referral}/danse", {})).status_code


async def test_a_silence_or_a_refusal_is_redirected_with_what_is_known(
    nadia: Visitor, paul: Visitor, place: Place
) -> None:
    referral = await nadia.log(request="Un métier")
    said = {"reason": "session-full", "sentence": "Complet.", "alternative": "later"}
    await paul.act(referral, "refusal", **said)
    page = await nadia.get(referral)
    link = next(link for link in page.links if "reorienter" in link)
    form = (await nadia.get(link)).form(NEW)
    sent = form.sent()

    assert ["Un métier"] == sent["request"]
    assert ["Sans emploi depuis un an"] == sent["reason"]
    to_whom_it_was = await nadia.post(NEW, sent | {"addressee": str(nadia.other)})
    assert 409 == to_whom_it_was.status_code
    third = await place.join(PartnerId(uuid4()), "Toit pour toutes et tous", "association")
    new = await nadia.post(NEW, sent | {"addressee": str(third)})
    assert 303 == new.status_code
    assert "réorientée" in (await nadia.get(referral)).text
    assert referral in (await nadia.get(new.headers["location"])).links


async def test_an_outcome_is_contested_and_the_referral_reopened(
    nadia: Visitor, paul: Visitor
) -> None:
    referral = await nadia.log()
    for code, said in (
        ("acceptance", {}),
        ("start", {}),
        ("completion", {"outcome": "achieved"}),
    ):
        await paul.act(referral, code, **said)
    contested = {"in_the_eyes_of": "person", "sentence": "Rien n’a changé."}
    assert 303 == (await nadia.act(referral, "outcome-contestation", **contested)).status_code
    assert "Rien n’a changé." in (await paul.get(referral)).text
    again = await nadia.act(referral, "reopening", reason="outcome-contested")
    assert 303 == again.status_code
    assert "start" in codes(await paul.get(referral), referral)


async def test_the_senders_side_goes_to_a_service_found_by_its_name(
    nadia: Visitor, paul: Visitor, place: Place
) -> None:
    referral = await nadia.log()
    third = await place.join(PartnerId(uuid4()), "Circonscription du Nord", "commune")
    noor = await place.enrol(third)
    said = {"reason": "moved-away", "sharing_ground": "consent"}
    missing = await nadia.act(referral, "sender-change", **said)
    assert 422 == missing.status_code
    assert "#sender-change-to" in Page(missing.text).links
    named = said | {"to_words": f"circonscription nord {place.mark}"}
    assert 303 == (await nadia.act(referral, "sender-change", **named)).status_code

    assert "withdrawal" in codes(await noor.get(referral), referral)
    assert "withdrawal" not in codes(await nadia.get(referral), referral)
    assert "transmet l’orientation" in (await paul.get(referral)).text
