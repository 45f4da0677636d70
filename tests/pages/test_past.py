"""The past on pages: a case at a date, two dates, the essentials, the inbox as it was."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from api.desk import Desk
from domain.case import Case
from domain.policies import SYSTEM, Asker
from domain.territory import Territory, territory_stream
from tests.conftest import TERRITORY
from tests.pages.conftest import Place, Visitor, position

STREAM = territory_stream(TERRITORY)
TODAY, LONG_AGO = datetime.now(UTC), "2019-03-01"


async def answered(place: Place, nadia: Visitor, paul: Visitor) -> tuple[str, str, int]:
    """A referral that was accepted; its case, and the position before that."""
    referral = await nadia.log()
    case = await nadia.case_of(referral)
    here = await position(place.desk.installation)
    assert 303 == (await paul.act(referral, "acceptance")).status_code
    return referral, case, here


async def test_a_case_is_seen_as_it_was_known(
    nadia: Visitor, paul: Visitor, place: Place
) -> None:
    _, case, before = await answered(place, nadia, paul)
    then = await nadia.get(f"{case}?known_at={before}")

    assert "envoyée" in then.text
    assert "accepte l’orientation" not in then.text
    assert "Telle qu’elle était connue le" in then.text
    assert f"{case}?known_at={before}" in then.links
    assert not [
        form for form in then.forms if form.method == "post" and "situations" in form.action
    ]
    assert "accepte l’orientation" in (await nadia.get(case)).text


async def test_a_date_that_is_none_keeps_what_was_typed(nadia: Visitor) -> None:
    case = await nadia.case_of(await nadia.log())
    for query in ("known_at=hier", "at=2026-13-01"):
        page = await nadia.get(f"{case}?{query}", 422)
        assert query.partition("=")[2] in [
            value for form in page.forms for _, value in form.fields
        ]
        assert "Erreur" in page.text


async def test_before_a_service_was_party_it_is_told_so(nadia: Visitor, paul: Visitor) -> None:
    case = await nadia.case_of(await nadia.log())
    for visitor in (nadia, paul):
        page = await visitor.get(f"{case}?known_at={LONG_AGO}", 403)
        assert "votre service n’était pas partie à cette situation" in page.text
    first = await paul.get(f"{case}/pas/1")
    assert "ce fait vous est montré, pas l’état" in first.text
    assert "Après ce pas" not in first.text


async def test_two_dates_are_compared(nadia: Visitor, paul: Visitor, place: Place) -> None:
    _, case, before = await answered(place, nadia, paul)
    page = await nadia.get(f"{case}/comparer?de={before}")

    assert "envoyée → devient acceptée" in page.text
    assert "accepte l’orientation" in page.text
    same = await nadia.get(f"{case}/comparer?de={before}&a={before}")
    assert "Rien dans l’état de la situation." in same.text
    assert "Choisissez une première date" in (await nadia.get(f"{case}/comparer")).text
    assert (
        "Le second moment précède le premier."
        in (await nadia.get(f"{case}/comparer?de={before + 1}&a={before}", 422)).text
    )
    await nadia.get(f"{case}/comparer?de=hier", 422)


async def test_the_essentials_say_who_owes_what_and_what_was_refused(
    nadia: Visitor, paul: Visitor
) -> None:
    referral = await nadia.log()
    case = await nadia.case_of(referral)
    waiting = await nadia.get(f"{case}/pas")
    assert "répondre" in waiting.text
    assert "Échéance le" in waiting.text
    assert "Rien n’a été refusé." in waiting.text
    refused = await paul.act(
        referral,
        "refusal",
        reason="session-full",
        sentence="Plus de place.",
        alternative="later",
    )
    assert 303 == refused.status_code
    page = await nadia.get(f"{case}/pas")

    assert "session complète" in page.text
    assert "Plus de place." in page.text
    assert "Votre service : prévenir la personne de la réponse" in page.text
    assert "Rien n’est resté sans réponse." in page.text


async def test_the_steps_are_all_or_the_turning_points(
    nadia: Visitor, paul: Visitor, place: Place
) -> None:
    _, case, _ = await answered(place, nadia, paul)
    every, turns = await nadia.get(f"{case}/pas"), await nadia.get(f"{case}/pas?voir=bascules")

    assert "ajoute une personne" in every.text
    assert "ajoute une personne" not in turns.text
    first = await nadia.get(f"{case}/pas/1?voir=bascules")
    following = next(at["href"] for _, at in first.tags if at.get("rel") == "next")
    assert f"{case}/pas/3?voir=bascules" == following, "the person is no turning point"
    moved = await nadia.http.get(f"{case}/pas?n=4&voir=bascules", headers=nadia._headers())
    assert (303, f"{case}/pas/4?voir=bascules") == (
        moved.status_code,
        moved.headers["location"],
    )


async def test_a_step_says_the_rules_in_force_then(nadia: Visitor, place: Place) -> None:
    case = await nadia.case_of(await nadia.log())
    asker = Asker(SYSTEM, None, "administrator", TERRITORY)
    desk = Desk(place.desk.installation, asker, "test")
    it = await desk.log.load(Territory, STREAM)
    assert it is not None
    settled = dict(it.rules["referral-answer"].values)

    async def adopt(values: dict[str, int]) -> None:
        said: dict[str, Any] = {"rule": "referral-answer", "values": values}
        await desk.change(Territory, STREAM, Territory.adopt_rule, **said)

    await adopt(settled | {"ordinary": 77})
    later = await nadia.case_of(await nadia.log(family_name="Autre"))
    await adopt(settled)

    assert "meilleurs délais 77" not in (await nadia.get(f"{case}/pas/1")).text
    assert "meilleurs délais 77" in (await nadia.get(f"{later}/pas/1")).text


async def test_facts_since_the_last_visit_are_marked(
    nadia: Visitor, paul: Visitor, place: Place
) -> None:
    referral = await nadia.log()
    case = await nadia.case_of(referral)
    it = case.rpartition("/")[2]
    await _visited(place, nadia, it, TODAY - timedelta(days=2))
    page = await nadia.get(case)
    assert "rien de neuf" in page.text, "their own facts are no news"
    assert "du nouveau" not in (await nadia.get("/situations")).text
    await paul.act(referral, "acceptance")
    assert "du nouveau" in (await nadia.get("/situations")).text
    assert "du nouveau" in (await nadia.get("/a-traiter")).text
    page = await nadia.get(case)

    assert "Depuis votre dernière visite" in page.text
    assert 1 == page.html.count('class="badge new"')
    assert "du nouveau" not in (await nadia.get("/situations")).text
    assert "Depuis votre dernière visite" not in (await paul.get(case)).text


async def test_what_a_reader_may_not_know_of_is_no_news(
    nadia: Visitor, paul: Visitor, place: Place
) -> None:
    referral = await nadia.log()
    case = await nadia.case_of(referral)
    it = case.rpartition("/")[2]
    await paul.act(referral, "acceptance")
    await _visited(place, paul, it, datetime.now(UTC))
    asker = Asker(nadia.agent, nadia.partner, "social-worker", TERRITORY)
    desk = Desk(place.desk.installation, asker, "test")
    await desk.change(Case, UUID(it), Case.add_note, by=nadia.partner, text="Pour nous seuls.")

    assert "du nouveau" not in (await paul.get("/situations")).text


async def test_the_inbox_is_seen_as_it_was_known(
    nadia: Visitor, paul: Visitor, place: Place
) -> None:
    referral, _, before = await answered(place, nadia, paul)
    then = await paul.get(f"/a-traiter?connu={before}")

    assert "À répondre" in then.text
    assert referral in then.links
    assert "À répondre" not in (await paul.get("/a-traiter")).text
    assert (
        "Rien n’attendait votre service"
        in (await paul.get(f"/a-traiter?connu={LONG_AGO}")).text
    )
    await paul.get("/a-traiter?connu=hier", 422)


async def _visited(place: Place, who: Visitor, case: str, when: datetime) -> None:
    await place.desk.installation.readers.execute(
        "insert into consultations (territory, at, agent, partner, role, purpose, cases)"
        " values ($1, $2, $3, $4, 'social-worker', 'case', array[$5::uuid])",
        TERRITORY, when, str(who.agent), who.partner, case,
    )  # fmt: skip
