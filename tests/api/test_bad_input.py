"""Bad input: a 4xx problem that names the field, echoes nothing, and writes nothing."""

import json
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from api.commands.referral_verbs import REFERRALS
from api.desk import Desk
from tests.api.conftest import CCAS, ROOT, Somebody, new_referral

CANARY = "Zoé-la-canari"
NUL, LONE = f"{CANARY}\x00", f"{CANARY}\ud800"

BODIES: dict[str, tuple[Any, str]] = {
    "U+0000": (new_referral(reason=NUL), "reason"),
    "a lone surrogate": (new_referral(reason=LONE), "reason"),
    "a nul in a name": (
        new_referral(new_person={"family_name": NUL, "given_name": "Ana"}),
        "new_person.family_name",
    ),
    "a long text": (new_referral(reason=CANARY * 1_000), "reason"),
    "an unknown addressee": (new_referral(addressee=str(uuid4())), "addressee"),
    "no addressee": (new_referral(addressee=None), "addressee"),
    "an unknown code": (new_referral(urgency="whenever"), "urgency"),
    "no theme": (new_referral(themes=[]), "themes"),
    "an unknown theme": (new_referral(themes=["nothing"]), "themes"),
    "a field too many": (new_referral(nickname=CANARY), "nickname"),
    "an unknown case": (new_referral(case=str(uuid4())), ""),
    "nobody": (new_referral(new_person=None), "body"),
    "a birth in year 9999": (
        new_referral(
            new_person={"family_name": "A", "given_name": "B", "birth_date": "9999-12-31"}
        ),
        "new_person.birth_date",
    ),
    "wrong types": (new_referral(themes={"a": 1}, coarse=[]), "themes"),
    "a list": ([CANARY], "body"),
    "null": (None, "body"),
    "a string": (CANARY, "body"),
}


async def events(desk: Desk) -> int:
    return int(await desk.installation.readers.fetchval("select count(*) from events"))


def ensure_told(answer: Any, field: str) -> None:
    assert 400 <= answer.status_code < 500, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    said = answer.json()
    assert {"type", "title", "status"} <= said.keys()
    assert CANARY not in answer.text
    assert "Traceback" not in answer.text
    if field:
        assert field in [error["field"] for error in said["errors"]], said


async def test_a_bad_referral_is_told_by_field_and_nothing_is_written(
    administrator: Desk, ccas: Somebody, subtests: pytest.Subtests
) -> None:
    before = await events(administrator)
    for case, (body, field) in BODIES.items():
        with subtests.test(case):
            ensure_told(await post_raw(ccas, "/referrals", body), field)

    assert before == await events(administrator)


async def test_one_megabyte_is_too_large(ccas: Somebody) -> None:
    answer = await ccas.post("/referrals", new_referral(reason=CANARY * 80_000))
    ensure_told(answer, "")

    assert answer.status_code == 413


async def test_a_referral_to_oneself_is_refused_before_anything_is_written(
    administrator: Desk, ccas: Somebody
) -> None:
    before = await events(administrator)
    ensure_told(await ccas.post("/referrals", new_referral(addressee=str(CCAS))), "")

    assert before == await events(administrator)


async def test_a_verb_on_an_unknown_referral_or_with_a_bad_body_is_refused(
    administrator: Desk, ccas: Somebody, subtests: pytest.Subtests
) -> None:
    before = await events(administrator)
    bodies: tuple[Any, ...] = ({}, {"reason": NUL}, {"extra": CANARY}, [], None)
    for noun in REFERRALS.verbs:
        with subtests.test(noun):
            for stream in (str(uuid4()), "not-an-id"):
                for body in bodies:
                    path = f"/referrals/{stream}/{noun}"
                    ensure_told(await ccas.post(path, body, version=1), "")

    assert before == await events(administrator)


READS: tuple[tuple[str, dict[str, str], str], ...] = (
    ("/journal", {"since": "9999-12-31"}, "since"),
    ("/journal", {"since": "hier"}, "since"),
    ("/journal", {"until": "0001-01-01"}, "until"),
    ("/journal", {"actor": CANARY}, "actor"),
    ("/journal", {"partner": CANARY}, "partner"),
    ("/journal", {"kind": "drop table"}, "kind"),
    ("/journal", {"after": "-1"}, "after"),
    ("/journal", {"known_at": "hier"}, "known_at"),
    ("/journal", {"theme": "'; --"}, "theme"),
    ("/journal", {"occurred_until": "0001-01-01"}, "occurred_until"),
    ("/journal", {"case": CANARY}, "case"),
    ("/journal/sample", {"seed": "é" * 99}, "seed"),
    ("/journal/sample", {"count": "3"}, "seed"),
    ("/journal/sample", {"seed": "1", "count": "0"}, "count"),
    ("/journal/export", {"format": CANARY}, "format"),
    ("/journal", {"limit": "100000"}, "limit"),
    ("/changes", {"after": str(2**70)}, "after"),
    ("/cases", {"after": "x"}, "after"),
    ("/directory", {"q": "é" * 300}, "q"),
    ("/cases/nothing", {}, "case"),
    ("/referrals/nothing", {}, "referral"),
)


async def test_a_read_with_a_bad_parameter_is_told_by_field(
    ccas: Somebody, subtests: pytest.Subtests
) -> None:
    for path, query, field in READS:
        with subtests.test(path, **query):
            ensure_told(await ccas.get(path, **query), field)


async def test_a_search_for_odd_characters_finds_nothing(ccas: Somebody) -> None:
    for odd in ("\x00", "%", "_", "\\", "'; --", "\u202e"):
        assert (await ccas.get("/directory", q=odd)).status_code == 200


HEADERS: tuple[tuple[bytes, bytes, int], ...] = (
    (b"If-Match", b"*", 400),
    (b"If-Match", b'"0"', 400),
    (b"If-Match", b'"99999999999"', 400),
    (b"Idempotency-Key", b"k" * 201, 400),
    (b"Idempotency-Key", "é".encode(), 400),
    (b"Authorization", b"Basic abc", 401),
    (b"Authorization", b"Bearer \xff", 401),
)


async def test_a_bad_header_is_refused(ccas: Somebody, subtests: pytest.Subtests) -> None:
    for header, value, status in HEADERS:
        good = {b"Authorization": f"Bearer {ccas.token}".encode(), b"If-Match": b'"1"'}
        with subtests.test(header.decode(), value=value):
            path = f"{ROOT}/referrals/{uuid4()}/acceptance"
            answer = await ccas.http.post(path, json={}, headers=good | {header: value})
            ensure_told(answer, "")
            assert answer.status_code == status


async def test_a_body_that_is_not_json_is_refused(
    ccas: Somebody, subtests: pytest.Subtests
) -> None:
    for body in (b"", b"{", b"\xff\xfe", b"[" * 100_000, b'{"reason": NaN}'):
        with subtests.test(repr(body[:10])):
            ensure_told(await post_bytes(ccas, "/referrals", body), "")


junk = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(field=st.sampled_from(sorted(new_referral())), value=junk)
async def test_whatever_stands_in_a_field_the_answer_is_told(
    field: str, value: Any, ccas: Somebody
) -> None:
    answer = await post_raw(ccas, "/referrals", new_referral(**{field: value}))

    assert answer.status_code == 201 or 400 <= answer.status_code < 500, answer.text


async def test_an_error_of_ours_says_nothing_of_itself(
    administrator: Desk, ccas: Somebody, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_: object) -> None:
        raise RuntimeError(CANARY)

    monkeypatch.setattr(administrator.log.appender, "append", broken)
    answer = await ccas.post("/referrals", new_referral())

    assert (answer.status_code, answer.json()["type"]) == (
        500, "urn:maillage:problem:internal",
    )  # fmt: skip
    assert CANARY not in answer.text


async def post_raw(by: Somebody, path: str, body: Any) -> Any:
    """JSON as Python writes it: lone surrogates stay escaped."""
    return await post_bytes(by, path, json.dumps(body).encode())


async def post_bytes(by: Somebody, path: str, body: bytes) -> Any:
    headers = {"Authorization": f"Bearer {by.token}", "Content-Type": "application/json"}
    return await by.http.post(ROOT + path, content=body, headers=headers)
