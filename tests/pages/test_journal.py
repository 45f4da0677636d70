from datetime import UTC, datetime
from uuid import uuid4

from api.commands.audit_missions import NewMission, open_mission
from tests.pages.conftest import Place, Visitor


async def test_an_evaluator_reads_every_line_and_no_name(eva: Visitor, nadia: Visitor) -> None:
    await nadia.log(reason="Un secret", request="Un autre secret")
    page = await eva.get("/journal")

    assert "adresse une orientation à" in page.text
    assert "Assistant·e de service social, CCAS" in page.text
    assert not {"/situations"} & {link[:11] for link in page.links}
    for secret in ("Canari", "Zoé", "secret", "Camille"):
        assert secret not in page.html


async def test_a_worker_reads_the_lines_of_their_service(nadia: Visitor, paul: Visitor) -> None:
    referral = await nadia.log(kind="advice")
    case = await nadia.case_of(referral)

    assert case in (await nadia.get("/journal")).links
    assert case not in (await paul.get("/journal")).links


async def test_lines_are_found_by_period_actor_partner_and_kind(nadia: Visitor) -> None:
    await nadia.log()
    today = datetime.now(UTC).date().isoformat()
    who, service = str(nadia.agent), str(nadia.partner)
    found = await nadia.get(
        f"/journal?du={today}&qui={who}&service={service}&fait=Referral.Sent&au="
    )
    none = await nadia.get(f"/journal?au=2020-01-01&qui={who}")

    assert 1 == found.html.count('class="sentence"')
    assert "Aucun fait à montrer" in none.text
    assert f'value="{today}"' in found.html


async def test_older_lines_are_one_link_away(eva: Visitor, nadia: Visitor) -> None:
    for number in range(13):
        await nadia.log(family_name=f"Nombre {number}")
    page = await eva.get(f"/journal?qui={nadia.agent}")
    older = next(link for link in page.links if "apres=" in link)

    assert 50 == page.html.count('class="sentence"')
    assert 2 == (await eva.get(f"/journal{older}")).html.count('class="sentence"')


async def test_a_wrong_filter_is_named(eva: Visitor) -> None:
    for query, field in (
        ("du=9999-12-31", "du"),
        ("au=hier", "au"),
        ("qui=%00", "qui"),
        ("service=zzz", "service"),
        ("fait=drop%20table", "fait"),
        ("apres=-1", "apres"),
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
