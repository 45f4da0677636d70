from api.installation import Installation
from tests.pages.conftest import NEW, Visitor, position
from tests.pages.reading import Page

LONG = "a" * 8_001
WRONG = (
    ("reason", "a\x00b"),
    ("reason", "a\ufffdb"),
    ("reason", b"\xed\xa0\x80 suite"),
    ("reason", LONG),
    ("request", LONG),
    ("family_name", "a" * 201),
    ("family_name", "Zo\x00"),
    ("birth_date", "9999-12-31"),
    ("birth_date", "2026-02-30"),
    ("addressee", "pas un identifiant"),
    ("addressee", "00000000-0000-4000-8000-000000000000"),
    ("themes", "vol-a-la-tire"),
    ("urgency", "hier"),
    ("kind", "ordre"),
    ("accord", "article-12"),
    ("informed", "not-reachable"),
    ("sex", "x" * 300),
)


async def test_a_wrong_field_is_named_what_was_typed_is_kept_and_nothing_is_written(
    nadia: Visitor, installation: Installation
) -> None:
    before = await position(installation)
    for field, value in WRONG:
        answer = await nadia.post(NEW, nadia.quick | {"mail": "zoe@example.org", field: value})
        page = Page(answer.text)

        assert 422 == answer.status_code, (field, value)
        assert f'href="#{field}"' in answer.text, (field, value)
        assert f'id="{field}"' in answer.text, (field, value)
        assert ["zoe@example.org"] == page.form(NEW).sent()["mail"]
    assert before == await position(installation)


async def test_what_the_rules_refuse_is_said_and_nothing_is_written(
    nadia: Visitor, installation: Installation
) -> None:
    before, nowhere = await position(installation), "00000000-0000-4000-8000-000000000000"
    for changed, status in (
        ({"addressee": str(nadia.partner)}, 409),
        ({"personne": f"{nowhere}/"}, 404),
        ({"personne": f"{nowhere}/{nowhere}"}, 404),
        ({"reorienter": nowhere, "version": "1", "personne": f"{nowhere}/{nowhere}"}, 404),
        ({"reorienter": nowhere, "version": "un"}, 422),
    ):
        assert status == (await nadia.post(NEW, nadia.quick | changed)).status_code, changed
    assert before == await position(installation)


async def test_a_megabyte_is_refused_with_a_page(
    nadia: Visitor, installation: Installation
) -> None:
    before = await position(installation)
    answer = await nadia.post(NEW, nadia.quick | {"reason": "a" * 1_000_000})

    assert 413 == answer.status_code
    assert "trop long" in answer.text
    assert before == await position(installation)
