"""Of somebody known, what forbids or bounds a referral is said before the rest is typed."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from api.commands.territories import NewGeography, adopt_geography
from api.desk import Desk
from domain.geography import Quartier
from domain.person import Person
from domain.policies import Asker
from domain.territory import Territory, territory_stream
from tests.conftest import TERRITORY
from tests.pages.conftest import NEW, Place, Visitor
from tests.pages.reading import Page


async def known_case(by: Visitor) -> tuple[str, UUID]:
    """The form's address for a case of theirs, and its person."""
    case = (await by.case_of(await by.log())).split("/")[2]
    path = f"{NEW}?situation={case}"
    chosen = (await by.get(path)).form(NEW).sent()["personne"][0]
    return path, UUID(chosen.partition("/")[2])


async def say(place: Place, by: Visitor, person: UUID, verb: Any, **said: Any) -> None:
    asker = Asker(by.agent, by.partner, "social-worker", TERRITORY)
    desk = Desk(place.desk.installation, asker, "test")
    await desk.change(Person, person, verb, by=by.partner, **said)


async def test_a_refusal_or_an_opposition_is_said_at_the_person(
    nadia: Visitor, place: Place
) -> None:
    path, person = await known_case(nadia)
    assert "recueillez d’abord son accord" not in (await nadia.get(path)).text
    await say(place, nadia, person, Person.refuse_consent, scope="referral")
    assert "recueillez d’abord son accord" in (await nadia.get(path)).text

    today = place.desk.today
    said = {"received_on": today, "decide_by": today + timedelta(days=10)}
    await say(place, nadia, person, Person.raise_opposition, **said)
    assert "La personne s’oppose au partage" in (await nadia.get(path)).text
    found = await nadia.post(NEW, nadia.quick | {"etape": "personne"})
    assert "La personne s’oppose au partage" in Page(found.text).text


async def test_a_partner_that_the_person_does_not_want_is_named(
    nadia: Visitor, place: Place
) -> None:
    path, person = await known_case(nadia)
    no = Person.refuse_consent
    await say(place, nadia, person, no, scope="referral", partner=nadia.other)

    text = (await nadia.get(path)).text
    assert f"Rien à partager avec Mission locale d’Éveil {place.mark}" in text


async def test_how_never_to_reach_them_and_their_language_are_recalled(
    nadia: Visitor, place: Place
) -> None:
    path, person = await known_case(nadia)
    await say(place, nadia, person, Person.reach_by, means="Sa sœur", never_by=("letter",))
    await say(place, nadia, person, Person.need_interpreter, languages=("ar",))

    text = (await nadia.get(path)).text
    assert "Ne jamais envoyer un courrier" in text
    assert "Interprète : arabe" in text


async def test_the_sentences_are_those_of_the_writers_function(
    nadia: Visitor, place: Place
) -> None:
    desk = await place.enrol(place.ccas, function="reception")

    assert "Sans son accord" in (await nadia.get(NEW)).text
    at_reception = (await desk.get(NEW)).text
    assert "Sans son accord" not in at_reception
    assert "La personne en est d’accord, par écrit." in at_reception
    assert "coordination" not in (await nadia.get(NEW)).text


async def test_quartiers_are_offered_once_the_territory_has_adopted_its_geography(
    nadia: Visitor, place: Place
) -> None:
    it = await place.desk.log.load(Territory, territory_stream(place.desk.territory))
    has_some = it is not None and it.geography is not None
    assert has_some == ("quartier" in (await nadia.get(NEW)).ids)
    quartiers = (Quartier("bois", "Le Bois-du-Temple"),)
    await adopt_geography(place.desk, NewGeography(version=place.mark, quartiers=quartiers))

    assert "Le Bois-du-Temple" in (await nadia.get(NEW)).text
    recap = Page((await nadia.post(NEW, nadia.quick | {"etape": "", "quartier": "bois"})).text)
    assert "Le Bois-du-Temple" in recap.text
    await nadia.log(quartier="bois")
    unknown = nadia.quick | {"quartier": "lune", "personne": "nouvelle"}
    answer = await nadia.post(NEW, unknown)
    assert 422 == answer.status_code
    assert "#quartier" in Page(answer.text).links
