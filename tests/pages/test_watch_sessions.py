"""A session of the cell in the pages: prepared, held, followed, written down."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from api.installation import Installation
from api.worker import round_of
from domain.alert import Alert
from domain.local_time import PARIS
from domain.policies import Asker
from domain.values import PartnerId
from tests.conftest import TERRITORY
from tests.domain.alerts import COLLECTIVE, RAISED
from tests.pages.conftest import Place, Visitor
from tests.pages.reading import Page

HERE = "/veille/seances"
DUE = (datetime.now(UTC) + timedelta(days=40)).date().isoformat()
SECRET = "Canari observé chez la famille"


async def raised(place: Place, kind: str) -> UUID:
    """An alert of the CCAS, as it would be after a form."""
    alert, form = uuid4(), RAISED if kind == "situation" else COLLECTIVE
    said = {**form, "case": None, "raiser": place.ccas, "facts": SECRET, "escalation": None}
    said |= {"urgency": "soon"}
    nadia = await place.enrol(place.ccas)
    asker = Asker(nadia.agent, place.ccas, "social-worker", TERRITORY)
    await replace(place.desk, asker=asker).begin(Alert, alert, **said)
    return alert


@pytest.fixture
async def anne(place: Place) -> Visitor:
    """The animator of the cell, at the CCAS."""
    return await place.enrol(place.ccas, "cell-animator")


@pytest.fixture
async def paul(place: Place) -> Visitor:
    return await place.enrol(place.mission, "partner-agent")


async def convened(anne: Visitor, place: Place) -> str:
    """The address of a session that meets now, the mission locale invited."""
    form = (await anne.get(HERE)).form(f"{HERE}/convening")
    now = datetime.now(PARIS).replace(tzinfo=None, second=0, microsecond=0)
    title = f"Séance {place.mark}"
    said = {
        "title": title, "meets_at": now.isoformat(), "where": "Mairie",
        "services": str(place.mission),
    }  # fmt: skip
    sent = await anne.post(form.action, form.sent(**said))
    assert 303 == sent.status_code, sent.text
    page = await anne.get(HERE)
    found = [link for link in page.links if link.startswith(f"{HERE}/")]
    for link in found:
        if title in (await anne.get(link)).text:
            return link
    raise AssertionError(found)


async def does(who: Visitor, session: str, action: str, anchor: str = "", **typed: Any) -> Any:
    page = await who.get(session)
    form = next(
        each for each in page.forms
        if each.action.endswith(action) and anchor in str(each.fields)
    )  # fmt: skip
    return await who.post(form.action, form.sent(**typed))


async def follow(installation: Installation) -> None:
    while await round_of(installation, TERRITORY):
        pass


async def test_a_session_is_prepared_held_and_followed_to_its_commitment(
    place: Place, anne: Visitor, paul: Visitor, installation: Installation
) -> None:
    quartier, family = await raised(place, "collective"), await raised(place, "situation")
    session = await convened(anne, place)
    for alert, said in (
        (quartier, {"regime": "collective"}),
        (family, {"regime": "nominative", "sharing_ground": "consent"}),
    ):
        sent = await does(anne, session, "/items", alert=str(alert), **said)
        assert 303 == sent.status_code, sent.text
        await follow(installation)
    for alert in (quartier, family):
        sent = await does(anne, session, "/attendance", str(alert), partners=str(place.mission))
        assert 303 == sent.status_code, sent.text
        sent = await does(
            anne, session, f"/points/{alert}/examination", conclusion=f"Conclu {alert}"
        )
        assert 303 == sent.status_code, sent.text
    for number, (alert, said) in enumerate(
        (
            (quartier, {"kind": "commitment", "to": str(place.ccas), "text": "Permanence"}),
            (family, {"kind": "contact", "text": "Rappeler"}),
            (family, {"kind": "visit", "text": "Visiter"}),
        )
    ):
        typed = said | {"responsible": str(place.mission), "due": DUE}
        sent = await does(anne, session, "/follow-ups", str(alert), **typed)
        assert 303 == sent.status_code, (number, sent.text)
    sent = await does(
        paul, session, "/engagement", promise="Une permanence par mois",
        resource="professional-time",
    )  # fmt: skip
    assert 303 == sent.status_code, sent.text
    await follow(installation)
    page = await paul.get(session)
    [commitment] = [link for link in page.links if link.startswith("/projet/engagements/")]
    assert "Une permanence par mois" in (await paul.get(commitment)).text
    sent = await does(
        paul, session, "/follow-up-refusal", "'3'", reason="no-capacity", sentence="Trop loin"
    )
    assert 303 == sent.status_code, sent.text
    sent = await does(paul, session, "/follow-up-acceptance", "'2'")
    assert 303 == sent.status_code, sent.text
    sent = await does(paul, session, "/follow-up-completion", "'2'")
    assert 303 == sent.status_code, sent.text
    for action, typed in (
        ("/holding", {}),
        ("/approbation-restreint", {}),
        ("/approbation-partageable", {"summary": "Deux points, trois suites."}),
    ):
        sent = await does(anne, session, action, **typed)
        assert 303 == sent.status_code, sent.text
    restricted = (await paul.get(f"{session}/compte-rendu/restreint")).text
    for word in (f"Conclu {family}", "Rappeler", "Trop loin", "Une permanence par mois"):
        assert word in restricted
    lucie = await place.enrol(place.ccas, "elected")
    shareable = (await lucie.get(f"{session}/compte-rendu/partageable")).text
    assert "Deux points, trois suites." in shareable
    for word in (f"Conclu {family}", "Rappeler", "Trop loin", SECRET, "Situation à examiner"):
        assert word not in shareable
    await lucie.get(session, 403)
    await lucie.get(f"{session}/compte-rendu/restreint", 403)


async def test_who_has_no_part_in_a_nominative_item_is_not_told_what_it_is(
    place: Place, anne: Visitor, installation: Installation
) -> None:
    family = await raised(place, "situation")
    session = await convened(anne, place)
    said = {"alert": str(family), "regime": "nominative", "sharing_ground": "consent"}
    assert 303 == (await does(anne, session, "/items", **said)).status_code
    await follow(installation)
    await does(
        anne, session, "/follow-ups", str(family), kind="contact", due=DUE,
        text="Rappeler Mme Canari", responsible=str(place.mission),
    )  # fmt: skip
    landlord = await place.join(PartnerId(uuid4()), "Bailleur", "housing-landlord")
    other = await place.join(PartnerId(uuid4()), "PMI", "pmi")
    for kind, partner in (("invited", landlord), ("stranger", other)):
        if kind == "invited":
            sent = await does(anne, session, "/invitation", partner=str(partner))
            assert 303 == sent.status_code, sent.text
        reader = await place.enrol(partner)
        text = (await reader.get(session)).text
        assert "partie restreinte" in text
        for word in (SECRET, "Rappeler", str(family), "Situation à examiner"):
            assert word not in text


async def test_two_who_write_at_once_lose_nothing_and_are_told_what_changed(
    place: Place, anne: Visitor, installation: Installation
) -> None:
    quartier = await raised(place, "collective")
    session = await convened(anne, place)
    await does(anne, session, "/items", alert=str(quartier), regime="collective")
    await follow(installation)
    bob = await place.enrol(place.ccas, "cell-animator")
    page = await bob.get(session)
    stale = next(form for form in page.forms if form.action.endswith("/attendance"))
    adding = next(form for form in page.forms if form.action.endswith("/follow-ups"))
    sent = await does(anne, session, "/attendance", partners=str(place.ccas))
    assert 303 == sent.status_code
    clash = await bob.post(stale.action, stale.sent(partners=str(place.mission)))
    assert 412 == clash.status_code
    assert "Ce qui a changé pendant que vous écriviez" in clash.text
    assert "Les présents sont notés" in clash.text
    again = next(f for f in Page(clash.text).forms if f.action.endswith("/attendance"))
    assert ("partners", str(place.mission)) in again.fields
    assert 303 == (await bob.post(again.action, again.sent())).status_code
    sent = await bob.post(
        adding.action,
        adding.sent(kind="other", text="Relire", responsible=str(place.ccas), due=DUE),
    )
    assert 303 == sent.status_code, "what only adds does not clash"


async def test_a_conclusion_written_by_two_shows_the_one_that_stands_and_keeps_the_other(
    place: Place, anne: Visitor, installation: Installation
) -> None:
    quartier = await raised(place, "collective")
    session = await convened(anne, place)
    await does(anne, session, "/items", alert=str(quartier), regime="collective")
    await follow(installation)
    stale = next(f for f in (await anne.get(session)).forms if "/points/" in f.action)
    await does(anne, session, "/examination", conclusion="Deux bancs reviennent.")
    clash = await anne.post(stale.action, stale.sent(conclusion="Une visite aux aînés."))
    assert 412 == clash.status_code
    assert "Deux bancs reviennent." in clash.text
    assert "Une visite aux aînés." in clash.text
    assert "est inscrit" not in clash.text
    assert "Ce qui a changé" not in clash.text, "facts of the session, older than the form"


async def test_forms_of_a_session_begin_from_what_stands(
    place: Place, anne: Visitor, paul: Visitor, installation: Installation
) -> None:
    quartier = await raised(place, "collective")
    session = await convened(anne, place)
    await does(anne, session, "/items", alert=str(quartier), regime="collective")
    await follow(installation)
    await does(anne, session, "/attendance", partners=str(place.mission))
    await does(anne, session, "/examination", conclusion="Deux bancs reviennent.")
    await does(
        anne, session, "/follow-ups", kind="contact", text="Appeler",
        responsible=str(place.mission), due=DUE,
    )  # fmt: skip
    forms = {form.action.rsplit("/")[-1]: form for form in (await anne.get(session)).forms}
    assert ("where", "Mairie") in forms["move"].fields
    assert ("partners", str(place.mission)) in forms["attendance"].fields
    assert ("conclusion", "Deux bancs reviennent.") in forms["examination"].fields
    offered = {form.action.rsplit("/")[-1] for form in (await paul.get(session)).forms}
    assert "follow-up-refusal" in offered
    assert "follow-up-drop" not in offered, "refusing says it"


async def test_a_referral_logged_for_a_follow_up_is_tied_to_it_once(
    place: Place, anne: Visitor, paul: Visitor, installation: Installation
) -> None:
    quartier = await raised(place, "collective")
    session = await convened(anne, place)
    await does(anne, session, "/items", alert=str(quartier), regime="collective")
    await follow(installation)
    await does(
        anne, session, "/follow-ups", str(quartier), kind="referral", text="Orienter",
        responsible=str(place.mission), due=DUE,
    )  # fmt: skip
    assert 303 == (await does(paul, session, "/follow-up-acceptance")).status_code
    links = (await paul.get(session)).links
    logging = next(link for link in links if link.startswith("/orientations/nouvelle?"))
    form = (await paul.get(logging)).form("/orientations/nouvelle")
    carried = dict(form.fields)
    assert (carried["seance"], carried["suite"]) == (session.rpartition("/")[2], "1")
    key = str(uuid4())
    said = {**paul.quick, "cle": key, "seance": carried["seance"], "suite": "1"}
    for _ in range(2):
        sent = await paul.post("/orientations/nouvelle", said)
        assert 303 == sent.status_code, sent.text
    referral = str(sent.headers["location"]).partition("?")[0]
    assert referral in (await paul.get(session)).links


async def test_a_calendar_address_is_shown_once_and_closed(paul: Visitor) -> None:
    shown = await paul.post("/service/agenda", {})
    address = Page(shown.text).text.partition("/api/v1/territories/")[2].split()[0]
    assert 200 == (await paul.http.get(f"/api/v1/territories/{address}")).status_code
    page = await paul.get("/service")
    assert address not in page.html
    closing = next(form for form in page.forms if form.action.endswith("/fermeture"))
    assert 303 == (await paul.post(closing.action, {})).status_code
    assert 404 == (await paul.http.get(f"/api/v1/territories/{address}")).status_code
