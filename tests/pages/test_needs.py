"""Needs and voices on the pages: recorded, imported, received at a desk, masked, answered."""

import re
from uuid import uuid4

import pytest

from domain.geography import Quartier
from domain.territory import Territory, territory_stream
from tests.conftest import TERRITORY
from tests.pages.conftest import SAME, Place, Visitor
from tests.pages.reading import Page

NEEDS, VOICES = "/projet/besoins", "/projet/paroles"
THEME = "sante--acces-aux-soins"
HEADER = (
    "Nature;Thème;Quartier;Premier jour de la période;Dernier jour de la période;Indicateur;"
    "Unité;Valeur;Ce qui est dit;Nature de la source;Source"
)
ROW = (
    "Donnée chiffrée;Accès aux soins;Le Haut;1/7/2026;30/9/2026;{};ménages;{};;Autre source;"
    "Ville"
)


@pytest.fixture
async def place(place: Place) -> Place:
    """Each test adopts a geography of its own."""
    version = f"v{place.mark}"
    await place.desk.change(
        Territory, territory_stream(TERRITORY), Territory.adopt_geography,
        version=version, quartiers=(Quartier("haut", "Le Haut"), Quartier("bas", "Le Bas")),
    )  # fmt: skip
    return place


@pytest.fixture
async def lea(place: Place) -> Visitor:
    """The project lead."""
    return await place.enrol(place.ccas, "project-lead", "project-lead")


@pytest.fixture
async def elu(place: Place) -> Visitor:
    return await place.enrol(place.ccas, "elected", "elected-official")


async def sent(who: Visitor, page: str, action: str, **typed: str) -> str:
    """Fill in the form of that page and send it; where it leads, or the page given back."""
    form = (await who.get(page)).form(action)
    answer = await who.post(form.action, form.sent(**typed))
    return str(answer.headers["location"]) if answer.status_code == 303 else answer.text


def things(page: Page, place: str) -> list[str]:
    """The addresses of the things that a page tells of, each once."""
    found = re.compile(rf"{place}/[0-9a-f-]{{36}}")
    return list(dict.fromkeys(link for link in page.links if found.fullmatch(link)))


async def upload(who: Visitor, content: bytes, what: str) -> tuple[int, Page]:
    answer = await who.http.post(
        f"{NEEDS}/import", files={"file": ("besoins.csv", content, "text/csv")},
        data={"quoi": what}, headers=who._headers() | SAME,
    )  # fmt: skip
    return answer.status_code, Page(answer.text)


async def test_what_is_observed_is_read_by_theme_quartier_and_period_with_its_source(
    lea: Visitor, elu: Visitor, place: Place
) -> None:
    figure = {
        "kind": "quantitative", "theme": THEME, "first": "2026-07-01", "last": "2026-09-30",
        "indicator": f"Sans médecin {place.mark}", "unit": "households",
        "source_kind": "health", "source": f"CPAM {place.mark}",
    }  # fmt: skip
    page = f"{NEEDS}/enregistrer"
    for value, quartier in (("1 412", "haut"), ("moins de 5", "bas"), ("2 000", "")):
        typed = figure | {"value": value, "quartier": quartier}
        assert (await sent(lea, page, f"{NEEDS}/recording", **typed)).startswith(NEEDS)
    words = figure | {
        "kind": "qualitative", "unit": "", "text": "On renonce à se soigner.",
        "indicator": f"Renoncement {place.mark}",
    }  # fmt: skip
    assert (await sent(lea, page, f"{NEEDS}/recording", **words)).startswith(NEEDS)

    told = await elu.get(f"{NEEDS}?theme={THEME}&annee=2026")
    for said in (
        "1 412", "moins de 5", "2 000", "(ménages)", "On renonce à se soigner.",
        f"CPAM {place.mark}", "du 1er juillet 2026 au 30 septembre 2026", "Le Haut",
    ):  # fmt: skip
        assert said in told.text, said
    assert "Enregistrer une donnée" not in told.text
    assert "1 412" not in (await elu.get(f"{NEEDS}?quartier=bas")).text

    one = next(link for link in told.links if link.startswith(f"{NEEDS}/"))
    assert "Corriger" not in (await elu.get(one)).text


async def test_a_small_count_comes_back_with_its_reason(lea: Visitor, place: Place) -> None:
    given_back = await sent(
        lea, f"{NEEDS}/enregistrer", f"{NEEDS}/recording", kind="quantitative", theme=THEME,
        first="2026-07-01", last="2026-09-30", indicator=f"Petit {place.mark}",
        unit="people", value="3", source_kind="caf", source="CAF", quartier="haut",
    )  # fmt: skip

    assert "pourrait désigner quelqu’un" in Page(given_back).text
    assert 'value="3"' in given_back


async def test_an_observation_is_corrected_and_withdrawn_from_its_page(
    lea: Visitor, place: Place
) -> None:
    row = ROW.format(f"À corriger {place.mark}", 12)
    assert (await upload(lea, f"{HEADER}\n{row}".encode(), "import"))[0] == 200
    listed = things(await lea.get(f"{NEEDS}?quartier=haut"), NEEDS)
    [one] = [
        link for link in listed if f"À corriger {place.mark}" in (await lea.get(link)).text
    ]
    done = await sent(lea, one, f"{one}/correction", value="14,5", reason="restated")
    assert "n’a pas de sens dans cette unité" in Page(done).text
    done = await sent(lea, one, f"{one}/correction", value="14", reason="restated")
    assert done.startswith(one)
    assert "14 ménages" in (await lea.get(one)).text
    assert (await sent(lea, one, f"{one}/withdrawal", reason="wrong")).startswith(NEEDS)
    await lea.get(one, 404)


async def test_a_file_tells_its_faults_row_by_row_and_enters_whole(
    lea: Visitor, place: Place
) -> None:
    name = f"Importé {place.mark}"
    status, page = await upload(lea, f"{HEADER}\n{ROW.format(name, 3)}".encode(), "import")
    assert status == 422
    assert "Un si petit effectif" in page.text
    assert name not in (await lea.get(NEEDS)).text

    whole = f"{HEADER}\n{ROW.format(name, 30)}".encode()
    status, page = await upload(lea, whole, "essai")
    assert status == 200
    assert "rien n’est écrit" in page.text
    assert name not in (await lea.get(NEEDS)).text
    assert "1 nouvelles" in (await upload(lea, whole, "import"))[1].text
    assert "1 déjà connues" in (await upload(lea, whole, "import"))[1].text
    assert name in (await lea.get(NEEDS)).text
    assert (await upload(lea, b"\xff\xfe\x00", "import"))[0] == 422
    assert (await upload(lea, b"", "import"))[0] == 422


async def test_a_template_of_the_file_has_the_expected_titles(lea: Visitor) -> None:
    answer = await lea.http.get(f"{NEEDS}/modele.csv", headers=lea._headers())
    assert answer.content.decode("utf-8-sig").startswith("Nature;Thème;Quartier")


async def test_elected_officials_neither_record_nor_receive(elu: Visitor) -> None:
    await elu.get(f"{NEEDS}/enregistrer", 403)
    await elu.get(f"{VOICES}/recevoir", 403)
    assert (await elu.post(f"{VOICES}/reception", {"cle": str(uuid4())})).status_code in (
        403,
        422,
    )


async def test_a_voice_is_received_at_the_desk_masked_published_and_answered(
    nadia: Visitor, paul: Visitor, lea: Visitor, elu: Visitor, place: Place
) -> None:
    raw = f"Le bus ne passe plus, dit Zoé Canari {place.mark}."
    taken = await sent(
        nadia, f"{VOICES}/recevoir", f"{VOICES}/reception", text=raw, theme=THEME,
        kind="resident", channel="reception", quartier="haut", name="Zoé Canari",
        contact="06 12 34 56 78",
    )  # fmt: skip
    assert taken.startswith(VOICES)
    waiting = await nadia.get(f"{VOICES}?etape=to-mask")
    [one] = things(waiting, VOICES)
    assert "Canari" not in waiting.text
    assert raw in (await nadia.get(one)).text
    await paul.get(one, 404)
    await elu.get(one, 404)

    named = await sent(lea, one, f"{one}/masking", text="Le bus, dit Mme CANARI.")
    assert "ni nom d’auteur·e" in Page(named).text
    assert "Le bus, dit Mme CANARI." in named
    ours = f"Le bus ne passe plus {place.mark}."
    assert (await sent(lea, one, f"{one}/masking", text=ours)).startswith(one)
    assert (await sent(lea, one, f"{one}/publication", agreed="oral")).startswith(one)
    answered = await sent(
        lea, one, f"{one}/answer", text="Une navette est à l’étude.", given_back="letter"
    )
    assert answered.startswith(one)

    public = await elu.get(VOICES)
    assert ours in public.text
    assert "Une navette est à l’étude." in public.text
    assert "Canari" not in public.html
    page = await elu.get(one)
    assert "Mots d’origine" not in page.text
    assert "Canari" not in page.html

    assert (await sent(nadia, one, f"{one}/withdrawal")).startswith(VOICES)
    assert ours not in (await elu.get(VOICES)).text
    await elu.get(one, 404)


async def test_a_reception_in_error_gives_back_every_word(nadia: Visitor) -> None:
    given_back = await sent(
        nadia,
        f"{VOICES}/recevoir",
        f"{VOICES}/reception",
        text="Des mots précieux",
        theme=THEME,
    )
    assert "Des mots précieux" in given_back
    assert "Ce champ est à remplir." in Page(given_back).text
