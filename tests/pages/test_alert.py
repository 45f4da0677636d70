"""An alert in the browser: raised by a service, led by the cell, followed to its conclusion."""

from uuid import uuid4

import pytest

from domain.geography import Quartier
from domain.territory import Territory, territory_stream
from domain.values import PartnerId
from tests.conftest import TERRITORY
from tests.domain.alerts import HOUSING
from tests.pages.conftest import Place, Visitor, position

NEW = "/veille/alertes/nouvelle"
FACTS = "Canari : volets clos depuis trois semaines."
QUICK = {"facts": FACTS, "themes": HOUSING[0], "accord": "oral", "etape": "envoi"}


async def typed(who: Visitor, path: str = NEW, **said: str) -> str:
    """Fill the form in as it comes, and send it: where it leads."""
    form = (await who.get(path)).form(NEW)
    answer = await who.post(NEW, form.sent(**QUICK | said))
    assert answer.status_code == 303, answer.text
    return str(answer.headers["location"]).partition("?")[0]


async def act(who: Visitor, alert: str, code: str, **said: str) -> str:
    """What the page says once that form was taken."""
    form = (await who.get(alert)).form(f"{alert}/{code}")
    answer = await who.post(form.action, form.sent(**said))
    assert answer.status_code == 303, answer.text
    return (await who.get(str(answer.headers["location"]))).text


def offers(page: str, code: str) -> bool:
    return f'/{code}"' in page


@pytest.fixture
async def ada(place: Place) -> Visitor:
    """The animator of the cell."""
    return await place.enrol(place.mission, "cell-animator")


async def test_an_alert_goes_from_a_service_to_the_cell_and_to_who_concludes(
    nadia: Visitor, ada: Visitor, place: Place
) -> None:
    pmi = await place.join(PartnerId(uuid4()), "PMI", "pmi")
    zora = await place.enrol(pmi)
    alert = await typed(nadia)
    assert FACTS in (await nadia.get(alert)).text
    assert alert in (await ada.get("/veille")).links
    assert alert not in (await zora.get("/veille")).links
    await zora.get(alert, 403)

    assert "L’alerte est prise en compte." in await act(ada, alert, "acknowledgement")
    assert "L’alerte est qualifiée." in await act(
        ada, alert, "qualification", urgency="soon", peril="none", themes=HOUSING[0]
    )
    said = {"partner_words": f"PMI {place.mark}", "sharing_ground": "consent"}
    assert "L’alerte est confiée." in await act(ada, alert, "assignment", **said)
    assert alert in (await zora.get("/a-traiter")).links
    assert "L’alerte vous est confiée." in await act(zora, alert, "assignment-self")
    assert "C’est noté." in await act(zora, alert, "person-reply", reply="Cela va mieux.")
    end = {"outcome": "taken-up", "conclusion": "Visites de la PMI."}
    told = await act(zora, alert, "resolution", **end)
    assert "Visites de la PMI." in told
    assert alert not in (await zora.get("/a-traiter")).links
    assert alert not in (await ada.get("/veille")).links
    assert "Visites de la PMI." in (await nadia.get(alert)).text


async def test_each_reader_is_offered_what_they_may_do_and_no_more(
    nadia: Visitor, ada: Visitor
) -> None:
    alert = await typed(nadia)
    own, cell = (await nadia.get(alert)).html, (await ada.get(alert)).html
    for code in ("acknowledgement", "qualification", "duplicate", "closure", "assignment"):
        assert offers(cell, code)
        assert not offers(own, code)
    assert offers(own, "error")
    assert not offers(own, "assignment-self")
    assert not offers(cell, "assignment-self")


async def test_who_told_it_is_masked_to_all_but_the_service_that_heard_them(
    nadia: Visitor, ada: Visitor
) -> None:
    alert = await typed(
        nadia, learnt="told-by-resident", reporter_name="Mme Voisine",
        reporter_words="On n’entend plus rien.",
    )  # fmt: skip
    assert "Mme Voisine" in (await nadia.get(alert)).text
    page = await ada.get(alert)
    assert "Identité masquée" in page.text
    assert "Voisine" not in page.html
    assert "entend plus" not in page.html


async def test_danger_shows_the_numbers_first_and_keeps_what_was_typed(
    nadia: Visitor, place: Place
) -> None:
    form = (await nadia.get(NEW)).form(NEW)
    before = await position(place.desk.installation)
    asked = await nadia.post(NEW, form.sent(**QUICK | {"urgency": "urgent"}))
    assert asked.status_code == 200
    for said in ("119", "3919", "Qu’avez-vous fait", FACTS):
        assert said in asked.text
    assert before == await position(place.desk.installation)
    child = {"peril": "child", "danger": "no-immediate-danger"}
    refused = await nadia.post(NEW, form.sent(**QUICK | child))
    assert refused.status_code == 422
    assert "prévenez d’abord la CRIP" in refused.text
    assert FACTS in refused.text
    assert before == await position(place.desk.installation)
    alert = await typed(nadia, peril="child", danger="child-protection-told")
    assert "jamais à l’ordre du jour" in (await nadia.get(alert)).text


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"facts": ""}, "facts"),
        ({"themes": ""}, "themes"),
        ({"accord": ""}, "accord"),
        ({"learnt": "told-by-relative"}, "reporter_name"),
        ({"reporter_name": "Mme V."}, "reporter_name"),
        ({"observed_on": "2999-01-01"}, "observed_on"),
        ({"observed_on": "hier"}, "observed_on"),
        ({"informed": "not-reachable"}, "informed"),
    ],
    ids=str,
)
async def test_what_is_missing_is_said_at_its_field_and_nothing_typed_is_lost(
    nadia: Visitor, said: dict[str, str], field: str
) -> None:
    form = (await nadia.get(NEW)).form(NEW)
    answer = await nadia.post(NEW, form.sent(**QUICK | {"analysis": "Un repli."} | said))
    assert answer.status_code == 422
    assert f'href="#{field}"' in answer.text
    assert "Un repli." in answer.text


async def test_a_form_turns_from_a_situation_to_a_territorial_alert_and_back(
    nadia: Visitor, paul: Visitor
) -> None:
    form = (await nadia.get(NEW)).form(NEW)
    turned = await nadia.post(NEW, form.sent(**QUICK | {"etape": "collective"}))
    assert "Lancer une alerte territoriale" in turned.text
    assert FACTS in turned.text
    alert = await typed(nadia, f"{NEW}?forme=collective", accord="")
    assert FACTS in (await paul.get(alert)).text
    assert alert in (await paul.get("/veille")).links


async def test_an_alert_is_tied_to_a_case_and_stands_on_its_page(nadia: Visitor) -> None:
    case = await nadia.case_of(await nadia.log())
    link = f"{NEW}?situation={case.rpartition('/')[2]}"
    assert link in (await nadia.get(case)).links
    alert = await typed(nadia, link)
    assert alert in (await nadia.get(case)).links
    assert case in (await nadia.get(alert)).links


async def test_a_duplicate_is_chosen_among_the_alerts_of_its_kind(
    nadia: Visitor, ada: Visitor
) -> None:
    one, other = await typed(nadia), await typed(nadia)
    told = await act(ada, other, "duplicate", of=one.rpartition("/")[2])
    assert "rattachée à l’autre" in told
    assert one in (await ada.get(other)).links


async def test_a_weak_signal_opens_the_form_filled_in_with_counts_or_is_set_aside(
    nadia: Visitor, paul: Visitor, ada: Visitor, place: Place
) -> None:
    version = f"v{place.mark}"
    await place.desk.change(
        Territory, territory_stream(TERRITORY), Territory.adopt_geography,
        version=version, quartiers=(Quartier(version, f"Quartier {place.mark}"),),
    )  # fmt: skip
    for who in (nadia, nadia, nadia, nadia, paul):
        await typed(who, quartier=version)
    board = await ada.get("/veille")
    [link] = [each for each in board.links if f"quartier={version}" in each]
    assert "5 ménages, 2 services" in board.text
    assert "5 ménages" not in (await nadia.get("/veille")).text
    filled = await ada.get(link)
    assert "la situation de 5 ménages" in filled.html
    assert FACTS not in filled.html
    form = next(f for f in board.forms if dict(f.fields).get("quartier") == version)
    gone = await ada.post(form.action, form.sent(reason="known"))
    assert gone.status_code == 303
    page = await ada.get(str(gone.headers["location"]))
    assert "Le signal est écarté" in page.text
    assert "5 ménages, 2 services" not in page.text


@pytest.mark.parametrize("role", ["elected", "evaluator", "administrator", "project-lead"])
async def test_nobody_else_comes_near_the_board(
    nadia: Visitor, place: Place, role: str
) -> None:
    alert = await typed(nadia)
    other = await place.enrol(place.ccas, role)
    for path in ("/veille", NEW, alert):
        assert FACTS not in (await other.get(path, 403)).html


async def test_a_journal_line_of_an_alert_leads_to_the_alert(nadia: Visitor) -> None:
    alert = await typed(nadia)
    page = await nadia.get("/journal")
    assert alert in page.links
    assert alert.replace("/veille/alertes/", "/situations/") not in page.links
