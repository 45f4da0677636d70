from api.installation import Installation
from tests.pages.conftest import Visitor, position

ELSEWHERE: tuple[dict[str, str], ...] = (
    {},
    {"Origin": "https://ailleurs.example"},
    {"Origin": "null"},
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Sec-Fetch-Site": "cross-site", "Origin": "http://127.0.0.1"},
)


async def test_a_form_from_elsewhere_writes_nothing(
    nadia: Visitor, installation: Installation
) -> None:
    before = await position(installation)
    for headers in ELSEWHERE:
        answer = await nadia.post("/orientations/nouvelle", nadia.quick, headers)

        assert 403 == answer.status_code
        assert "ne vient pas d’une page de Maillage" in answer.text
    assert before == await position(installation)


async def test_an_old_browser_that_says_its_origin_may_write(nadia: Visitor) -> None:
    answer = await nadia.post(
        "/orientations/nouvelle", nadia.quick, {"Origin": "http://127.0.0.1"}
    )  # fmt: skip

    assert 303 == answer.status_code
