"""Every stored shape stays loadable for ever: append-only vectors, pinned by hash."""

import json
from hashlib import sha256
from typing import Any

import pytest

from domain.catalogue import KINDS
from domain.values import Withheld
from store.facts import kind_of, shape
from tests.golden.samples import STREAM, sample
from tests.golden.write import FOLDER, PINS

VECTORS = sorted(path.name for path in FOLDER.glob("*.json"))


def stored(name: str) -> dict[str, Any]:
    return dict(json.loads((FOLDER / name).read_text(encoding="utf-8")))


def test_every_registered_kind_and_schema_has_its_vector() -> None:
    registered = {f"{kind}.{each.class_version}.json" for kind, each in KINDS.items()}

    assert registered <= set(VECTORS)


def test_no_vector_has_changed_or_gone() -> None:
    pins = json.loads(PINS.read_text())
    found = {name: sha256((FOLDER / name).read_bytes()).hexdigest() for name in VECTORS}

    assert pins == found


@pytest.mark.parametrize("name", VECTORS)
def test_a_stored_shape_is_read_back_as_its_event(name: str) -> None:
    row = stored(name)
    clear = row["clear"].encode() if row["clear"] is not None else None
    event = shape(row["kind"]).decode(
        STREAM, 2, row["schema"], row["data"], row["lifted"], clear
    )

    assert kind_of(event) == row["kind"]
    if row["schema"] == KINDS[row["kind"]].class_version:
        said = shape(row["kind"]).encode(event)
        assert (said.data, said.clear) == (row["data"], clear)


def test_an_acceptance_of_the_first_schema_says_no_person() -> None:
    row = stored("Referral.Accepted.1.json")
    event: Any = shape(row["kind"]).decode(STREAM, 2, 1, row["data"], row["lifted"], None)

    assert event.person is None


def test_an_amendment_of_the_first_schema_keeps_the_line_that_says_its_conference() -> None:
    row = stored("Convention.Amended.1.json")
    event: Any = shape(row["kind"]).decode(STREAM, 2, 1, row["data"], row["lifted"], None)

    assert (event.conference, event.proposal) == ("conference", None)


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_an_event_survives_being_stored(kind: str) -> None:
    event = sample(kind)
    said = shape(kind).encode(event)
    read = shape(kind).decode(STREAM, 2, said.schema, said.data, said.lifted, said.clear)

    assert event == read


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_a_shut_event_is_what_a_reader_without_keys_decodes(kind: str) -> None:
    event, form = sample(kind), shape(kind)
    said = form.encode(event)
    withheld = Withheld.SEALED if said.clear is not None else None

    assert form.shut(event, said) == form.decode(
        STREAM, 2, said.schema, said.data, said.lifted, withheld
    )


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_public_data_holds_nothing_personal(kind: str) -> None:
    said = shape(kind).encode(sample(kind))

    assert "Zoé" not in said.data
