"""Importing a directory: good records go in once, bad ones are named, nothing is echoed."""

import asyncio
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.commands.directory import (
    Fault,
    Report,
    Unreadable,
    import_directory,
    records_of,
    sorted_out,
)
from api.demo.cast import content
from api.desk import Desk
from domain.data_inclusion import Fiche, read_record
from domain.partner import Partner
from domain.values import PartnerId
from tests.conftest import TERRITORY

REAL = content("structures-93.json")
CANARY = "Zoé Canari"

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)
FIELDS = sorted({field for record in json.loads(REAL) for field in record})


def record(number: int = 1, **changes: Any) -> dict[str, Any]:
    return {"source": "test", "id": f"test--{number}", "nom": f"Service {number}"} | changes


def file(*records: object) -> bytes:
    return json.dumps(records).encode()


async def position_of(desk: Desk) -> int:
    head = await desk.installation.head(TERRITORY)
    assert head is not None
    return int(head["position"])


async def test_a_directory_read_twice_adds_nothing(administrator: Desk) -> None:
    first = await import_directory(administrator, REAL)
    position = await position_of(administrator)
    second = await import_directory(administrator, REAL)

    assert Report(read=40, joined=40) == first
    assert Report(read=40, unchanged=40) == second
    assert position == await position_of(administrator)


async def test_a_record_that_changed_adds_one_fact(administrator: Desk) -> None:
    await import_directory(administrator, file(record(1), record(2)))
    position = await position_of(administrator)
    report = await import_directory(
        administrator, file(record(1), record(2, telephone="01 99 00 00 00"))
    )

    assert Report(read=2, described=1, unchanged=1) == report
    assert position + 1 == await position_of(administrator)


async def test_good_records_go_in_beside_bad_ones_which_are_named(administrator: Desk) -> None:
    records: tuple[object, ...] = (
        None, {}, record(3, nom=CANARY + "\x00"), record(4, reseaux_porteurs=[CANARY]),
        record(5, latitude=CANARY), record(6, nom=[CANARY]), record(7), record(7, nom=CANARY),
        record(8, structure_id="x"), record(9, nom="x" * 1_000_000), [CANARY], 12,
        record(13, id="\ud800"), record(14, code_postal=CANARY), record(15, latitude=1e999),
        record(16, longitude=float("nan")), record(17, site_web="javascript:alert(1)"),
    )  # fmt: skip
    report = await import_directory(administrator, file(*records))

    assert (17, 1) == (report.read, report.joined)
    expected = [
        (1, "fiche"), (2, "source"), (3, "nom"), (4, "reseaux_porteurs"), (5, "latitude"),
        (6, "nom"), (8, "id"), (9, "structure_id"), (10, "nom"), (11, "fiche"), (12, "fiche"),
        (13, "id"), (14, "code_postal"), (15, "latitude"),
        (16, "longitude"), (17, "site_web"),
    ]  # fmt: skip
    assert expected == sorted((fault.index, fault.field) for fault in report.skipped)
    assert CANARY not in report.model_dump_json()


def test_of_a_record_and_its_double_the_first_counts() -> None:
    entries, faults = sorted_out(TERRITORY, [record(1, nom="Un"), record(1, nom="Deux")])

    assert [(1, "Un")] == [
        (index, each.description.name) for index, each in entries if isinstance(each, Fiche)
    ]
    assert [Fault(index=2, field="id", reason="doublon de la fiche n° 1")] == faults


def service(number: int, structure: int, **changes: Any) -> dict[str, Any]:
    return {
        "source": "test", "id": f"test--service-{number}", "nom": f"Aide {number}",
        "structure_id": f"test--{structure}",
        "thematiques": ["famille--garde-denfants"],
    } | changes  # fmt: skip


async def test_a_service_goes_to_its_structure_wherever_it_stands_in_the_file(
    administrator: Desk,
) -> None:
    good = file(service(1, 1), record(1), service(2, 9), service(3, 1))
    report = await import_directory(administrator, good)
    again = await import_directory(administrator, good)
    changed = await import_directory(administrator, file(service(1, 1, frais="payant")))

    assert (1, 2) == (report.joined, report.offered)
    assert [(3, "structure_id")] == [(each.index, each.field) for each in report.skipped]
    assert (3, 0) == (again.unchanged, again.offered)
    assert 1 == changed.offered


async def test_what_the_api_answers_is_a_directory_too(administrator: Desk) -> None:
    answer = json.dumps({"items": [record(1)], "total": 1, "page": 1}).encode()

    assert 1 == (await import_directory(administrator, answer)).joined


async def test_two_imports_at_once_take_each_record_once(administrator: Desk) -> None:
    one, other = await asyncio.gather(
        import_directory(administrator, REAL), import_directory(administrator, REAL)
    )

    assert 40 == one.joined + other.joined
    assert 40 == one.unchanged + other.unchanged


async def test_a_partner_who_left_is_not_brought_back(administrator: Desk) -> None:
    await import_directory(administrator, file(record(1)))
    partner = PartnerId(read_record(record(1)).partner(TERRITORY))
    await administrator.change(Partner, partner, Partner.leave, still_open=0)

    report = await import_directory(administrator, file(record(1, nom="Autre nom")))
    assert Report(read=1, unchanged=1) == report


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "vide"),
        (b" \n\t", "vide"),
        (b"null", "ni liste"),
        (b"12", "ni liste"),
        (b'{"items": null}', "ni liste"),
        (b'{"items": {"a": 1}}', "ni liste"),
        (REAL[:5_000], "ligne"),
        (b"\xff\xfe[\x00]\x00", "UTF-8"),
        ("[é]".encode("latin-1"), "UTF-8"),
        (b"[" * 200_000, "imbriqués"),
        (b"[" + b"9" * 10_000 + b"]", "nombre"),
        (b"\x00" * 10_000_000, "ligne"),
        (b"x" * 50_000_001, "50 Mo"),
        (b"[" + b"1," * 100_000 + b"1]", "100 000"),
    ],
    ids=range(14),
)
def test_a_file_that_is_no_directory_is_refused_in_one_sentence(
    content: bytes, said: str
) -> None:
    with pytest.raises(Unreadable) as refused:
        records_of(content)
    assert said in refused.value.reason


@settings(deadline=None)
@given(st.binary() | JSON.map(lambda value: json.dumps(value).encode("utf-8", "replace")))
def test_whatever_a_file_holds_it_is_read_or_refused(content: bytes) -> None:
    try:
        records = records_of(content)
    except Unreadable:
        return
    fiches, faults = sorted_out(TERRITORY, records)
    assert len(records) == len(fiches) + len(faults)


@given(st.sampled_from(FIELDS), JSON)
@settings(max_examples=300, deadline=None)
def test_whatever_a_field_holds_its_record_is_taken_or_reported(field: str, it: Any) -> None:
    fiches, faults = sorted_out(TERRITORY, [json.loads(REAL)[0] | {field: it}])

    assert 1 == len(fiches) + len(faults)
    for fault in faults:
        assert fault.reason
        assert not isinstance(it, str) or len(it) < 4 or it not in fault.reason
