"""The network's pages: a fiche kept by its service, the service, accounts, the convention."""

from datetime import timedelta
from uuid import uuid4

import pytest

from domain.agent import Agent
from domain.local_time import day_of
from domain.rules import DEFAULTS, WEAK_SIGNAL
from projections.wording import day
from tests.pages.conftest import Place, Visitor

ACCOUNTS, MISSIONS = "/administration/comptes", "/administration/missions"
PARTNERS = "/administration/partenaires"
SETTINGS = "/administration/territoire"
CONVENTION = "/projet/convention"
DAY = timedelta(days=1)


@pytest.fixture
async def ada(place: Place) -> Visitor:
    """An administrator."""
    return await place.enrol(place.ccas, "administrator")


@pytest.fixture
async def noor(place: Place) -> Visitor:
    """A colleague of Nadia."""
    return await place.enrol(place.ccas)


def today(place: Place) -> str:
    return day_of(place.desk.log.now).isoformat()


async def sent(who: Visitor, page: str, action: str, **typed: str | list[str]) -> int:
    """Fill in the form of that page and send it."""
    form = (await who.get(page)).form(action)
    return (await who.post(form.action, form.sent(**typed))).status_code


async def test_a_service_keeps_its_own_fiche(nadia: Visitor, place: Place) -> None:
    fiche = f"/annuaire/{place.ccas}"
    assert 303 == await sent(nadia, fiche, f"{fiche}/capacity", capacity="waitlist")
    days = {"first": "2026-12-24", "last": "2026-12-31"}
    assert 303 == await sent(nadia, fiche, f"{fiche}/closures", **days)
    offer = {"service": "a/1", "name": "Aides", "themes": "sante--acces-aux-soins"}
    assert 303 == await sent(nadia, fiche, f"{fiche}/services", **offer)
    signed = {"charter": "2026", "on": "2026-01-12"}
    assert 303 == await sent(nadia, fiche, f"{fiche}/charter", **signed)

    page = await nadia.get(fiche)
    assert "Liste d’attente" in page.text
    assert "du 24 décembre 2026 au 31 décembre 2026" in page.text
    assert "signée le 12 janvier 2026" in page.text
    assert 303 == await sent(nadia, fiche, f"{fiche}/services/1/service-withdrawal")
    assert "Aucun service n’est détaillé" in (await nadia.get(fiche)).text


async def test_a_fiche_says_since_when_its_service_is_full_and_what_it_was_before(
    nadia: Visitor, paul: Visitor, place: Place
) -> None:
    fiche = f"/annuaire/{place.ccas}"
    for capacity in ("waitlist", "full", "full"):
        assert 303 == await sent(nadia, fiche, f"{fiche}/capacity", capacity=capacity)
    early = {"capacity": "waitlist", "occurred_on": "2020-03-03"}
    assert 422 == await sent(nadia, fiche, f"{fiche}/capacity", **early)

    page, now = await paul.get(fiche), day(place.desk.log.now).replace("\u00a0", " ")
    assert f"Complet depuis le {now}" in page.text
    assert f"Liste d’attente Déclaré le {now}" in page.text


async def test_a_fiche_in_error_gives_its_form_back(nadia: Visitor, place: Place) -> None:
    fiche = f"/annuaire/{place.ccas}"
    form = (await nadia.get(fiche)).form(f"{fiche}/closures")
    answer = await nadia.post(form.action, form.sent(first="2026-12-31", last="2026-12-24"))

    assert 409 == answer.status_code
    assert "La fin d’une fermeture ne peut pas précéder son début" in answer.text
    assert 'value="2026-12-31"' in answer.text


async def test_themes_are_chosen_by_family(nadia: Visitor, place: Place) -> None:
    page = await nadia.get(f"/annuaire/{place.ccas}")

    assert "Logement et hébergement" in page.text
    assert "themes" in {at.get("name") for tag, at in page.tags if tag == "input"}


async def test_nobody_changes_the_fiche_of_another_service(
    nadia: Visitor, place: Place
) -> None:
    fiche = f"/annuaire/{place.mission}"

    assert not [form for form in (await nadia.get(fiche)).forms if fiche in form.action]
    said = {"cle": str(uuid4()), "version": "1", "capacity": "full"}
    assert 403 == (await nadia.post(f"{fiche}/capacity", said)).status_code


async def test_an_administrator_corrects_a_fiche_and_is_told_what_a_departure_waits_for(
    nadia: Visitor, ada: Visitor, place: Place
) -> None:
    fiche = f"/annuaire/{place.mission}"
    form = (await ada.get(fiche)).form(f"{fiche}/description")
    assert f"Mission locale d’Éveil {place.mark}" in form.sent()["name"]
    assert 303 == await sent(ada, fiche, f"{fiche}/description", city="Val-d’Essai")
    assert "Rien d’ouvert n’attend ce partenaire" in (await ada.get(fiche)).text

    referral = await nadia.log()
    page = await ada.get(fiche)
    assert "1 orientation reçue est ouverte" in page.text
    assert not [each for each in page.forms if each.action.endswith("/departure")]
    await nadia.act(referral, "withdrawal", reason="need-gone")
    assert 303 == await sent(ada, fiche, f"{fiche}/departure")
    assert "a quitté le réseau" in (await ada.get(fiche)).text


async def test_colleagues_are_named_to_one_another_and_to_nobody_else(
    nadia: Visitor, noor: Visitor, paul: Visitor
) -> None:
    assert "Camille Fictif" in (await nadia.get("/service")).text
    page = await paul.get("/service")
    assert str(nadia.agent) not in page.html
    assert str(noor.agent) not in page.html


async def test_an_absence_is_announced_and_ended_by_a_colleague(
    nadia: Visitor, noor: Visitor, place: Place
) -> None:
    away = f"/service/{noor.agent}"
    first, last = today(place), (day_of(place.desk.log.now) + DAY).isoformat()
    said = {"first": first, "last": last, "deputy": str(nadia.agent)}
    assert 303 == await sent(nadia, "/service", f"{away}/absence", **said)
    assert "Absence jusqu’au" in (await nadia.get("/service")).text
    assert 303 == await sent(nadia, "/service", f"{away}/return")
    assert "Absence jusqu’au" not in (await nadia.get("/service")).text


async def test_a_portfolio_is_handed_over_and_says_how_many_referrals_go(
    nadia: Visitor, paul: Visitor, place: Place
) -> None:
    sara = await place.enrol(place.mission, "partner-agent")
    for name in ("Canari", "Merle"):
        referral = await nadia.log(family_name=name)
        assert 303 == (await paul.act(referral, "assignment")).status_code
    page = await sara.get("/service")
    assert "2 orientations passeront à la personne choisie" in page.text

    path = f"/service/{paul.agent}/handover"
    assert 303 == await sent(sara, "/service", path, to=str(sara.agent))
    page = await sara.get("/service")
    assert "2 orientations ouvertes lui sont confiées" in page.text
    assert path not in {form.action for form in page.forms}


async def test_an_account_is_opened_given_roles_mandated_and_closed(
    ada: Visitor, place: Place
) -> None:
    said: dict[str, str | list[str]] = {
        "name": "Sacha Modèle", "function": "nurse", "partner_words": f"CCAS {place.mark}",
        "roles": ["partner-agent", "coordinator"],
    }  # fmt: skip
    assert 303 == await sent(ada, ACCOUNTS, f"{ACCOUNTS}/enrolment", **said)
    page = await ada.get(ACCOUNTS)
    links = [link for link in page.links if link.startswith(f"{ACCOUNTS}/")]
    pages = {link: await ada.get(link) for link in links}
    [account] = [
        link for link, it in pages.items()
        if (1, "Sacha Modèle") in it.headings
    ]  # fmt: skip
    assert 303 == await sent(ada, account, f"{account}/roles", role="evaluator")
    gone = f"{account}/roles/coordinator/role-withdrawal"
    assert 303 == await sent(ada, account, gone)
    period = {"first": today(place), "last": today(place)}
    other = {"on_behalf_of_words": f"Mission locale d’Éveil {place.mark}"}
    assert 303 == await sent(ada, account, f"{account}/mandate", **period, **other)
    assert f"Agit pour Mission locale d’Éveil {place.mark}" in (await ada.get(account)).text
    ended = f"{account}/mandats/{place.mission}/mandate-end"
    assert 303 == await sent(ada, account, ended)
    assert 303 == await sent(ada, account, f"{account}/disabling")
    page = await ada.get(account)
    assert "Ce compte est désactivé" in page.text
    assert not [form for form in page.forms if form.action.startswith(account)]


async def test_nobody_but_administrators_and_data_protection_comes_in(
    nadia: Visitor, eva: Visitor, place: Place
) -> None:
    dpo = await place.enrol(place.ccas, "dpo")
    for path in (
        "/administration",
        ACCOUNTS,
        MISSIONS,
        SETTINGS,
        "/administration/partenaires",
    ):
        await nadia.get(path, 403)
        await eva.get(path, 403)
        await dpo.get(path)


async def test_a_look_at_the_accounts_is_recorded(ada: Visitor, place: Place) -> None:
    await ada.get(ACCOUNTS)
    rows = await place.desk.installation.readers.fetch(
        "select purpose from consultations where agent = $1", str(ada.agent)
    )

    assert ["accounts"] == [row["purpose"] for row in rows]


async def test_a_partner_joins_from_its_form(ada: Visitor, place: Place) -> None:
    said = {"reference": place.mark, "name": f"Centre {place.mark}", "kind": "association"}
    assert 303 == await sent(ada, PARTNERS, f"{PARTNERS}/joining", **said)
    assert 409 == await sent(ada, PARTNERS, f"{PARTNERS}/joining", **said)
    assert f"Centre {place.mark}" in (await ada.get(f"/annuaire?q={place.mark}")).text


async def test_delays_are_shown_before_they_are_changed_and_bad_ones_are_refused(
    ada: Visitor,
) -> None:
    page = await ada.get(SETTINGS)
    form = page.form(f"{SETTINGS}/rules")
    assert "15" in form.sent()["ordinary"]
    assert "rien n’est réécrit" in page.text

    wrong = await ada.post(form.action, form.sent(urgent="bientôt", soon=""))
    assert 422 == wrong.status_code
    assert 2 == wrong.text.count("</span>Indiquez un nombre entier.")
    silent = form.sent(**{"reminder-after": "9"})
    assert 409 == (await ada.post(form.action, silent)).status_code
    assert 303 == await sent(ada, SETTINGS, f"{SETTINGS}/rules", ordinary="12")
    assert "12" in (await ada.get(SETTINGS)).form(f"{SETTINGS}/rules").sent()["ordinary"]
    assert 303 == await sent(ada, SETTINGS, f"{SETTINGS}/rules", ordinary="15")


async def test_every_rule_is_shown_and_changed_where_its_own_faults_are_told(
    ada: Visitor,
) -> None:
    page = await ada.get(SETTINGS)
    forms = {
        dict(form.fields)["rule"]: form
        for form in page.forms
        if form.action == f"{SETTINGS}/rules"
    }
    assert set(forms) == set(DEFAULTS)
    signal = forms[WEAK_SIGNAL]
    assert signal.sent()["violence"] == ["0"]
    for said, status in (
        ({"households": "2"}, 409),
        ({"violence": "2"}, 409),
        ({"days": ""}, 422),
        ({"rule": "tea-time"}, 404),
    ):
        refused = await ada.post(signal.action, signal.sent(**said))
        assert status == refused.status_code
        assert 'id="referral-answer-urgent-erreur"' not in refused.text
    assert (
        'href="#weak-signal-days"' in (await ada.post(signal.action, signal.sent(days=""))).text
    )
    assert 303 == (await ada.post(signal.action, signal.sent(addiction="1"))).status_code
    changed = next(
        form
        for form in (await ada.get(SETTINGS)).forms
        if dict(form.fields).get("rule") == WEAK_SIGNAL
    )
    assert changed.sent()["addiction"] == ["1"]
    assert 303 == (await ada.post(changed.action, changed.sent(addiction="0"))).status_code


async def test_a_geography_is_adopted_name_by_name(ada: Visitor, place: Place) -> None:
    path = f"{SETTINGS}/geography"
    said = {"nouvelle": f"v{place.mark}", "quartiers": "Les Tilleuls\nL’Étang"}
    assert 303 == await sent(ada, SETTINGS, path, **said)
    assert 422 == await sent(ada, SETTINGS, path, **said)
    twice = said | {"nouvelle": f"w{place.mark}", "quartiers": "Nord\nNord"}
    assert 422 == await sent(ada, SETTINGS, path, **twice)
    assert 422 == await sent(ada, SETTINGS, path, nouvelle="", quartiers="")
    page = await ada.get(SETTINGS)
    assert ["Les Tilleuls\nL’Étang"] == page.form(path).sent()["quartiers"]


async def test_a_mission_is_opened_known_to_all_and_ended(
    ada: Visitor, eva: Visitor, nadia: Visitor, place: Place
) -> None:
    said: dict[str, str | list[str]] = {
        "evaluator": str(eva.agent), "mandated_by": f"Comité {place.mark}",
        "scope": [str(place.ccas)], "purpose": "Évaluer les délais", "first": today(place),
        "last": today(place),
    }  # fmt: skip
    assert 303 == await sent(ada, MISSIONS, f"{MISSIONS}/opening", **said)
    assert f"Comité {place.mark}" in (await nadia.get(CONVENTION)).text
    ends = [form for form in (await ada.get(MISSIONS)).forms if form.action.endswith("/end")]
    for form in ends:
        ended = await ada.post(form.action, form.sent(reason="accomplished"))
        assert 303 == ended.status_code
    assert f"Comité {place.mark}" not in (await nadia.get(CONVENTION)).text


async def test_the_convention_is_signed_amended_and_readable_by_every_role(
    ada: Visitor, nadia: Visitor, place: Place
) -> None:
    page = await nadia.get(CONVENTION)
    assert "Aucune convention n’est enregistrée" in page.text
    assert not [form for form in page.forms if form.action.startswith(CONVENTION)]
    signed = {
        "parties": "Le Département\nLa commune", "term": "trois ans", "priorities": "emploi",
        "principles": "confiance\ndialogue", "means": "une cellule de veille",
    }  # fmt: skip
    assert 422 == await sent(ada, CONVENTION, f"{CONVENTION}/signature", term="x")
    assert 303 == await sent(ada, CONVENTION, f"{CONVENTION}/signature", **signed)
    amended = {"number": "1", "means": "des cartes\ndes études", "signed_on": "2026-03-01"}
    assert 303 == await sent(ada, CONVENTION, f"{CONVENTION}/amendments", **amended)
    for role in ("evaluator", "dpo", "archivist", "elected", "coordinator"):
        page = await (await place.enrol(place.ccas, role)).get(CONVENTION)
        assert "Avenant n° 1, signé le 1er mars 2026" in page.text, role
        assert "une cellule de veille" in page.text, role
        assert not [form for form in page.forms if form.action.startswith(CONVENTION)]
    assert 303 == await sent(ada, CONVENTION, f"{CONVENTION}/renewal", until="2030-01-01")
    assert "Reconduite jusqu’au 1er janvier 2030" in (await ada.get(CONVENTION)).text


@pytest.mark.parametrize(
    ("role", "home"),
    [
        ("social-worker", "/a-traiter"), ("coordinator", "/a-traiter"),
        ("administrator", "/administration"), ("dpo", "/journal"), ("evaluator", "/journal"),
        ("archivist", "/journal"), ("elected", "/projet"), ("project-lead", "/projet"),
    ],
)  # fmt: skip
async def test_each_role_finds_its_places_and_the_page_it_is_on(
    place: Place, role: str, home: str
) -> None:
    who = await place.enrol(place.ccas, role)
    form = {"territoire": place.desk.territory, "agent": str(who.agent), "role": role}
    entered = await who.post("/seance", form)
    assert home == entered.headers["location"]
    page = await who.get(home)
    marked = [at["href"] for tag, at in page.tags if tag == "a" and "aria-current" in at]
    assert [home] == marked
    for link in {link for link in page.links if link.startswith("/")}:
        await who.get(link)


async def test_an_account_that_is_closed_is_still_listed_to_hand_its_work_over(
    nadia: Visitor, paul: Visitor, place: Place
) -> None:
    sara = await place.enrol(place.mission, "partner-agent")
    await paul.act(await nadia.log(), "assignment")
    await place.desk.change(Agent, paul.agent, Agent.disable)

    page = await sara.get("/service")
    assert "Compte désactivé" in page.text
    path = f"/service/{paul.agent}/handover"
    assert 303 == await sent(sara, "/service", path, to=str(sara.agent))
