"""A person's page, within a case that its reader may read."""

from typing import Any
from uuid import uuid4

from domain.values import PartnerId
from tests.pages.conftest import NEW, Place, Visitor
from tests.pages.reading import Page
from tests.pages.test_case_verbs import accepted, beside


async def person_of(by: Visitor, case: str) -> str:
    """The address of the page of the only person of that case."""
    links = (await by.get(case)).links
    return next(link for link in links if link.startswith(f"{case}/personnes/"))


async def says(by: Visitor, person: str, code: str, **typed: Any) -> Page:
    """Say what the page offers under that code; the page that follows."""
    form = beside(await by.get(person), f"{person}/{code}")
    done = await by.post(form.action, form.sent(**typed))
    assert 303 == done.status_code, Page(done.text).text
    return await by.get(done.headers["location"])


def offered(page: Page, person: str) -> set[str]:
    return {
        form.action.rpartition("/")[2]
        for form in page.forms
        if form.action.startswith(f"{person}/")
    }


async def test_how_to_reach_and_receive_a_person_starts_from_what_stands(
    nadia: Visitor,
) -> None:
    case = await nadia.case_of(await nadia.log(phone="06 00 00 00 01"))
    person = await person_of(nadia, case)
    form = (await nadia.get(person)).form(f"{person}/contact")
    assert "06 00 00 00 01" == form.sent()["phone"][0]
    await says(nadia, person, "contact", mail="zoe@exemple.fr")
    await says(nadia, person, "safe-contact", means="Sa sœur", never_by=["sms", "letter"])
    await says(nadia, person, "interpreter", languages=["ar", "kab"])
    page = await says(nadia, person, "access", needs=["wheelchair"])

    assert ["ar", "kab"] == page.form(f"{person}/interpreter").sent()["languages"]
    assert ["wheelchair"] == page.form(f"{person}/access").sent()["needs"]
    assert ["sms", "letter"] == page.form(f"{person}/safe-contact").sent()["never_by"]
    kept = page.form(f"{person}/contact").sent()
    assert ("06 00 00 00 01", "zoe@exemple.fr") == (kept["phone"][0], kept["mail"][0])
    page = await says(nadia, person, "interpreter", languages=[])
    assert "languages" not in page.form(f"{person}/interpreter").sent()


async def test_an_identity_is_corrected_with_a_reason(nadia: Visitor) -> None:
    case = await nadia.case_of(await nadia.log())
    person = await person_of(nadia, case)
    form = (await nadia.get(person)).form(f"{person}/identity")
    without = await nadia.post(form.action, form.sent(given_name="Zoë"))
    assert 422 == without.status_code
    assert "Zoë" in without.text

    page = await says(nadia, person, "identity", given_name="Zoë", reason="typing-error")
    assert (1, "Zoë CANARI") in page.headings


async def test_a_protected_address_stands_in_no_form_of_another_service(
    nadia: Visitor, paul: Visitor
) -> None:
    referral = await nadia.log(address="Rue du Secret")
    await paul.act(referral, "acceptance")
    case = await nadia.case_of(referral)
    person = await person_of(nadia, case)
    page = await says(nadia, person, "address-protection", reason="threats")

    assert "Rue du Secret" == page.form(f"{person}/contact").sent()["address"][0]
    assert "Secret" not in (await paul.get(person)).html
    assert "address-protection" not in offered(page, person)
    assert "address-disclosure" in offered(page, person)


async def test_a_refusal_a_withdrawal_and_an_expiry_are_seen_before_anything_is_shared(
    nadia: Visitor,
) -> None:
    case = await nadia.case_of(await nadia.log())
    person = await person_of(nadia, case)
    await says(nadia, person, "consent-refusal", scope="health")
    await says(nadia, person, "consent", scope="referral", how="oral", until="2020-01-31")
    page = await says(nadia, person, "consent", scope="coordination", how="written")
    given = beside(page, f"{person}/consent-withdrawal", scope="coordination")
    await nadia.post(given.action, given.sent())

    for path in (case, person):
        text = (await nadia.get(path)).text
        assert "Refuse : transmettre des informations de santé" in text
        assert "Accord expiré le 31 janvier 2020 : transmettre sa demande" in text
        assert "A retiré son accord : échanger" in text


async def test_what_a_person_says_of_one_service_is_not_told_to_another(
    nadia: Visitor, paul: Visitor, place: Place
) -> None:
    case = await nadia.case_of(await nadia.log())
    person = await person_of(nadia, case)
    await place.join(PartnerId(uuid4()), "CMP Secret", "health")
    named = f"CMP Secret {place.mark}"
    await says(nadia, person, "consent-refusal", scope="health", partner_words=named)
    await says(nadia, person, "rights-request", right="access", received_on="2026-11-02")

    assert named in (await nadia.get(person)).text
    for path in (case, person):
        theirs = await paul.get(path)
        assert "Secret" not in theirs.text
        assert "Accès à ses données" not in theirs.text
    dpo = await place.enrol(place.mission, "dpo")
    assert named in (await dpo.get(person)).text


async def test_an_opposition_says_until_when_and_the_dpo_decides(
    nadia: Visitor, place: Place
) -> None:
    case = await nadia.case_of(await nadia.log())
    person = await person_of(nadia, case)
    page = await says(nadia, person, "opposition", received_on="2026-11-02")
    assert "à décider avant le 2 décembre 2026" in page.text
    assert {"opposition-taken-back"} == {
        code for code in offered(page, person) if code.startswith("opposition")
    }
    assert "S’oppose au partage" in (await nadia.get(case)).text

    dpo = await place.enrol(place.mission, "dpo")
    page = await says(dpo, person, "opposition-rejected", reason="legal-obligation")
    assert "S’oppose" not in page.text
    page = await says(dpo, person, "opposition", received_on="2026-11-03")
    page = await says(dpo, person, "opposition-upheld")
    assert "Opposition admise" in page.text
    refused = await nadia.post(NEW, {
        **nadia.quick, "cle": "", "situation": case.split("/")[2],
        "personne": f"{case.split('/')[2]}/{person.rpartition('/')[2]}",
    })  # fmt: skip
    assert "La personne s’oppose au partage" in refused.text


async def test_a_request_has_its_clock_and_only_the_dpo_answers(
    nadia: Visitor, place: Place
) -> None:
    case = await nadia.case_of(await nadia.log())
    person = await person_of(nadia, case)
    await says(nadia, person, "rights-request", right="access", received_on="2026-11-02")
    page = await says(
        nadia, person, "rights-request", right="erasure", received_on="2026-11-03"
    )

    assert "à répondre avant le 2 décembre 2026" in page.text
    assert "rights-answer" not in offered(page, person)
    dpo = await place.enrol(place.mission, "dpo")
    answer = beside(await dpo.get(person), f"{person}/rights-answer", right="erasure")
    await dpo.post(answer.action, answer.sent(answer="granted"))
    rights = {
        dict(form.fields)["right"]
        for form in (await dpo.get(person)).forms
        if form.action.endswith("/rights-answer")
    }
    assert {"access"} == rights


async def test_representation_and_household_end_beside_what_they_end(nadia: Visitor) -> None:
    case = await nadia.case_of(await nadia.log())
    person = await person_of(nadia, case)
    said = {"kind": "tutelle", "who": "L’UDAF", "scope": "property", "since": "2025-01-01"}
    await says(nadia, person, "representation", **said)
    page = await nadia.get(person)
    home = next(
        at["value"] or "" for tag, at in page.tags
        if tag == "option" and len(at.get("value") or "") == len(str(nadia.agent))
    )  # fmt: skip
    page = await says(nadia, person, "household", household=home, since="2025-01-01")
    assert "L’UDAF" in page.text
    assert "Un ménage" in page.text
    assert "Depuis le 1er janvier 2025" in page.text

    early = beside(page, f"{person}/representation-end", number="1")
    wrong = await nadia.post(early.action, early.sent(ended_on="2024-01-01"))
    assert 422 == wrong.status_code
    assert "ne peut pas précéder son début" in wrong.text
    await says(nadia, person, "representation-end", ended_on="2026-01-01")
    page = await says(nadia, person, "household-departure", left_on="2026-01-01")
    assert "Personne ne la représente." in page.text
    assert "Aucun ménage noté." in page.text
    assert "Du 1er janvier 2025 au 1er janvier 2026" in page.text


async def test_namesakes_are_sought_merged_and_separated_again(nadia: Visitor) -> None:
    first = await nadia.case_of(await nadia.log())
    other = await nadia.case_of(await nadia.log(personne="nouvelle"))
    mine, theirs = await person_of(nadia, first), await person_of(nadia, other)
    assert "merge" not in offered(await nadia.get(mine), mine)
    page = await nadia.get(f"{mine}?semblables=oui")
    form = page.form(f"{mine}/merge")
    into = theirs.rpartition("/")[2]
    empty = await nadia.post(form.action, form.sent())
    assert 422 == empty.status_code
    merged = await nadia.post(form.action, form.sent(into=into, evidence="told-by-person"))
    assert 303 == merged.status_code

    page = await nadia.get(mine)
    assert "Une autre fiche a été reconnue comme la sienne le" in page.text
    assert "(indiqué par la personne)" in page.text
    undo = page.form(f"{mine}/unmerge")
    assert 303 == (await nadia.post(undo.action, undo.sent(reason="wrong-person"))).status_code
    assert "Une autre fiche" not in (await nadia.get(mine)).text
    for path, said in (
        (theirs, "une autre fiche a été confondue avec celle-ci"),
        (mine, "cette fiche a été confondue avec une autre"),
    ):
        assert f"{said}. Séparées : mauvaise personne." in (await nadia.get(path)).text


async def test_no_namesake_is_said_to_be_none(nadia: Visitor) -> None:
    case = await nadia.case_of(await nadia.log(family_name="Unique"))
    page = await nadia.get(f"{await person_of(nadia, case)}?semblables=oui")

    assert "aucune autre fiche de ce nom" in page.text


async def test_a_death_is_recorded_and_taken_back(nadia: Visitor) -> None:
    case = await nadia.case_of(await nadia.log())
    person = await person_of(nadia, case)
    page = await says(nadia, person, "death")
    assert "Décès" in page.text
    assert not {"contact", "consent", "moved-away", "death"} & offered(page, person)
    page = await says(nadia, person, "death-retraction")
    assert "moved-away" in offered(page, person)
    page = await says(nadia, person, "moved-away", moved_on="2026-11-02")
    assert "A quitté le territoire le 2 novembre 2026" in page.text


async def test_only_the_dpo_archives(nadia: Visitor, place: Place) -> None:
    case = await nadia.case_of(await nadia.log())
    person = await person_of(nadia, case)
    assert "archive" not in offered(await nadia.get(person), person)
    dpo = await place.enrol(place.mission, "dpo")
    page = await says(dpo, person, "archive", ground="support-over")

    assert "Dossier archivé" in page.text
    assert not {"contact", "consent", "identity"} & offered(await nadia.get(person), person)
    assert "archive" in offered(await says(dpo, person, "reactivation"), person)


async def test_who_is_only_asked_reads_what_keeps_a_person_safe_and_changes_nothing(
    nadia: Visitor, paul: Visitor
) -> None:
    case = await nadia.case_of(await nadia.log())
    person = await person_of(nadia, case)
    await says(nadia, person, "safe-contact", never_by=["sms"])
    page = await paul.get(person)

    assert "Ne jamais envoyer un SMS" in page.text
    assert set() == offered(page, person)


async def test_a_person_is_read_only_through_a_case_of_ones_own(
    nadia: Visitor, paul: Visitor, place: Place
) -> None:
    case = await accepted(nadia, paul)
    person = await person_of(nadia, case)
    elsewhere = await nadia.case_of(await nadia.log(family_name="Autre"))
    stranger = await place.enrol(await place.join(
        PartnerId(uuid4()), "Tiers", "other"
    ))  # fmt: skip

    assert "Canari" not in (await stranger.get(person, 403)).html
    number = person.rpartition("/")[2]
    await nadia.get(f"{elsewhere}/personnes/{number}", 404)
    assert 404 == (await nadia.post(f"{elsewhere}/personnes/{number}/death", {})).status_code
    assert 404 == (await nadia.post(f"{person}/nulle-part", {})).status_code
