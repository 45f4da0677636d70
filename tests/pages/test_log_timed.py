"""A referral is logged in under 60 seconds from a phone, replayed tap by tap at 360 px."""

from pathlib import Path

import pytest

from api.installation import Installation
from tests.pages.browser import CHROMIUM, Tab, browser
from tests.pages.conftest import NEW, Visitor
from tests.pages.test_browser import PHONE, served
from tests.pages.thumb import Thumb

REASON = "Sans logement depuis lundi, cherche un hébergement."
_ENTER = "[...document.forms].find(f => f.agent && f.agent.value === '{agent}').submit()"
_SEND, _THEME = "button.main", "se-former--trouver-sa-formation"
pytestmark = pytest.mark.skipif(not CHROMIUM.exists(), reason=f"no browser at {CHROMIUM}")


async def _chosen(thumb: Thumb, visitor: Visitor) -> None:
    await thumb.picks(f"#addressee-{visitor.other}")


async def _the_rest(thumb: Thumb) -> None:
    await thumb.types("#reason", REASON)
    await thumb.chooses("#themes", _THEME)
    await thumb.picks("#accord-oral")
    await thumb.goes(_SEND)
    assert "Voici ce que je transmets" == await thumb.tab.tell(
        "document.querySelector('h1').textContent"
    )
    await thumb.goes(_SEND)


async def _a_new_person(tab: Tab, visitor: Visitor, _: str) -> Thumb:
    thumb = Thumb(tab)
    await thumb.goes(f"a[href='{NEW}']")
    await _chosen(thumb, visitor)
    await thumb.types("#family_name", "Marchand")
    await thumb.types("#given_name", "Léa")
    await _the_rest(thumb)
    return thumb


async def _a_known_case(tab: Tab, visitor: Visitor, case: str) -> Thumb:
    thumb = Thumb(tab)
    await tab.go(case, PHONE)
    await thumb.goes(f"a[href^='{NEW}?situation=']")
    await _chosen(thumb, visitor)
    await _the_rest(thumb)
    return thumb


async def _advice(tab: Tab, visitor: Visitor, _: str) -> Thumb:
    thumb = Thumb(tab)
    await thumb.goes(f"a[href='{NEW}']")
    await thumb.goes("button[value='sans-nom']")
    await _chosen(thumb, visitor)
    await thumb.chooses("#themes", _THEME)
    await thumb.goes(_SEND)
    return thumb


@pytest.mark.parametrize(
    ("path", "most_fields", "most_taps"),
    [(_a_new_person, 6, 10), (_a_known_case, 4, 8), (_advice, 2, 6)],
)
async def test_a_referral_is_logged_in_under_a_minute(
    nadia: Visitor, installation: Installation, tmp_path: Path,
    path: object, most_fields: int, most_taps: int,
) -> None:  # fmt: skip
    case = await nadia.case_of(await nadia.log())
    async with served(installation) as address, browser(tmp_path) as tab:
        await tab.go(address + "/", PHONE)
        await tab.submit(_ENTER.format(agent=nadia.agent))
        thumb = await path(tab, nadia, address + case)  # type: ignore[operator]
        assert "?fait=envoi" == await tab.tell("location.search")

    print(f"{path.__name__}: {thumb.fields}, {thumb.taps}, {thumb.keys}, {thumb.seconds:.0f} s")  # type: ignore[attr-defined] # noqa: T201 - pytest -s shows it
    assert thumb.fields <= most_fields
    assert thumb.taps <= most_taps
    assert thumb.seconds < 60
