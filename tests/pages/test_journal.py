from datetime import UTC, datetime
from io import BytesIO
from uuid import uuid4
from zipfile import ZipFile

import pytest

from api.commands.audit_missions import NewMission, open_mission
from api.installation import Installation
from tests.conftest import TERRITORY
from tests.pages.conftest import Place, Visitor


async def test_an_evaluator_reads_every_line_and_no_name(eva: Visitor, nadia: Visitor) -> None:
    await nadia.log(reason="Un secret", request="Un autre secret")
    page = await eva.get("/journal")

    assert "adresse une orientation à" in page.text
    assert "Assistant·e de service social, CCAS" in page.text
    assert not {"/situations", "/orientatio"} & {link[:11] for link in page.links}
    for secret in ("Canari", "Zoé", "secret", "Camille"):
        assert secret not in page.html


async def test_a_worker_reads_the_lines_of_their_service(nadia: Visitor, paul: Visitor) -> None:
    referral = await nadia.log(kind="advice")
    case = await nadia.case_of(referral)

    links = (await nadia.get("/journal")).links
    assert {case, referral} <= set(links), "each line links what its reader may open"
    assert case not in (await paul.get("/journal")).links


async def test_lines_are_found_by_period_service_and_kind(nadia: Visitor) -> None:
    await nadia.log()
    today = datetime.now(UTC).date().isoformat()
    service = str(nadia.partner)
    found = await nadia.get(f"/journal?du={today}&service={service}&fait=Referral.Sent&au=")
    none = await nadia.get(f"/journal?au=2020-01-01&service={service}")

    assert 1 == found.html.count('class="sentence"')
    assert "Aucun fait à montrer" in none.text
    assert f'value="{today}"' in found.html


async def test_the_other_criteria_are_folded_until_one_is_used(nadia: Visitor) -> None:
    await nadia.log()
    plain = await nadia.get("/journal")
    theme = "se-former--trouver-sa-formation"
    used = await nadia.get(
        f"/journal?theme={theme}&fonction=social-worker&fondement=consent&source=page"
        f"&role=social-worker&survenu_du=2020-01-01&qui={nadia.agent}&service={nadia.partner}"
    )

    assert "<details><summary>Plus de critères" in plain.html
    assert "<details open><summary>Plus de critères" in used.html
    assert 1 == used.html.count('class="sentence"')


async def test_the_acts_of_another_agent_are_not_sought(eva: Visitor, nadia: Visitor) -> None:
    page = await eva.get(f"/journal?qui={nadia.agent}", 403)

    assert "mission d’audit" in page.text
    assert str(nadia.agent) not in (await eva.get("/journal")).html.replace("?", "")


async def test_older_lines_are_one_link_away(eva: Visitor, nadia: Visitor) -> None:
    for number in range(13):
        await nadia.log(family_name=f"Nombre {number}")
    page = await eva.get(f"/journal?service={nadia.partner}&role=social-worker")
    older = next(link for link in page.links if "apres=" in link)

    assert 50 == page.html.count('class="sentence"')
    assert 2 == (await eva.get(older)).html.count('class="sentence"')


async def test_a_result_has_a_link_that_gives_it_again(
    eva: Visitor, nadia: Visitor, installation: Installation
) -> None:
    await nadia.log()
    page = await eva.get(f"/journal?service={nadia.partner}&fait=Referral.Sent")
    again = next(link for link in page.links if "/journal?" in link and "position=" in link)
    await nadia.log(family_name="Suivant")
    await installation.follow(TERRITORY)

    assert "Ce résultat tel qu’il est aujourd’hui (position" in page.text
    assert 1 == (await eva.get(again)).html.count('class="sentence"')
    assert "Tel que connu à la position" in (await eva.get(again)).text


async def test_a_draw_can_be_made_again_from_its_link(eva: Visitor, nadia: Visitor) -> None:
    for number in range(3):
        await nadia.log(family_name=f"Nombre {number}")
    query = f"?nombre=2&graine=2026&service={nadia.partner}"
    page = await eva.get(f"/journal/tirage{query}")
    again = next(link for link in page.links if "position=" in link)
    await nadia.log(family_name="Suivant")

    assert "2 orientations tirées parmi 3, graine 2026" in page.text
    for secret in ("Canari", "Zoé", "Camille"):
        assert secret not in page.html
    assert _drawn(page.html) == _drawn((await eva.get(again)).html)
    assert "parmi 4" in (await eva.get(f"/journal/tirage{query}")).text


def _drawn(html: str) -> list[str]:
    return [part.partition("<")[0] for part in html.split("Orientation ")[1:]]


async def test_a_draw_asks_for_its_seed_and_is_for_who_reads_every_line(
    eva: Visitor, nadia: Visitor
) -> None:
    assert "Tirer au sort" in (await eva.get("/journal/tirage")).text
    wrong = await eva.get("/journal/tirage?nombre=0", 422)
    assert {"#graine", "#nombre"} <= set(wrong.links)
    assert (
        "Aucune orientation à tirer"
        in (await eva.get("/journal/tirage?nombre=2&graine=1&au=2020-01-01")).text
    )
    assert "Réservé à qui lit tout le journal" in (await nadia.get("/journal/tirage")).text
    assert (
        "Tirer au sort" not in (await nadia.get("/journal/tirage?nombre=2&graine=1", 403)).text
    )
    assert not [link for link in (await nadia.get("/journal")).links if "tirage" in link]


@pytest.mark.parametrize("form", ["csv", "csv-excel", "xlsx", "jsonl"])
async def test_a_result_is_exported_from_its_page(
    form: str, eva: Visitor, nadia: Visitor
) -> None:
    await nadia.log()
    page = await eva.get(f"/journal?service={nadia.partner}")
    link = next(each for each in page.links if f"format={form}" in each.split("&"))
    answer = await eva.http.get(link, headers=eva._headers())

    assert (200, "application/zip") == (answer.status_code, answer.headers["content-type"])
    assert "attachment" in answer.headers["content-disposition"]
    assert ["manifeste.json"] == ZipFile(BytesIO(answer.content)).namelist()[1:]


async def test_an_export_that_cannot_be_made_says_why(eva: Visitor, nadia: Visitor) -> None:
    assert "Format" in (await eva.get("/journal/export?format=exe", 422)).text
    refused = await eva.get(f"/journal/export?format=csv&qui={nadia.agent}", 422)
    assert "Rien n’a été exporté" in refused.text


async def test_a_wrong_filter_is_named(eva: Visitor) -> None:
    for query, field in (
        ("du=9999-12-31", "du"),
        ("au=hier", "au"),
        ("qui=%00", "qui"),
        ("service=zzz", "service"),
        ("fait=drop%20table", "fait"),
        ("apres=-1", "apres"),
        ("theme=%27", "theme"),
        ("survenu_du=hier", "survenu_du"),
        ("situation=x", "situation"),
        ("position=x", "position"),
    ):
        page = await eva.get(f"/journal?{query}", 422)
        assert f"#{field}" in page.links


async def test_agents_are_named_under_an_audit_mission_for_its_services_only(
    place: Place, eva: Visitor, nadia: Visitor, paul: Visitor
) -> None:
    referral = await nadia.log()
    await paul.act(referral, "reception")
    before = await eva.get("/journal?fait=Referral")
    today = place.desk.today
    mission = NewMission(
        evaluator=eva.agent, mandated_by="Comité de pilotage", purpose="Délais de réponse",
        scope=(place.ccas,), first=today, last=today,
    )  # fmt: skip
    await open_mission(place.desk, uuid4(), mission)
    by_service = "/journal?fait=Referral&service={}"
    ours = await eva.get(by_service.format(place.ccas))
    theirs = await eva.get(by_service.format(place.mission))

    assert "Camille" not in before.text
    assert "<strong>Camille Fictif</strong>, Assistant·e de service social, CCAS" in ours.html
    assert "Mission d’audit en cours" in ours.text
    assert "a bien reçu" in theirs.text
    assert "Camille" not in theirs.text
    assert "Camille" not in (await nadia.get("/journal")).text
