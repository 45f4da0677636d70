"""Stored shapes: older ones are led up to the present one, and none echoes what it refuses."""

import traceback
from typing import Any, ClassVar
from uuid import UUID

import pytest

from domain.aggregate import Aggregate
from domain.person import Person
from domain.values import Code, Line, Public, Withheld
from store.facts import Shape, Unreadable, kind_of, shape
from store.uuid7 import uuid7
from tests.domain.people import CCAS

STREAM = UUID(int=1)


class Poster(Aggregate):
    class Hung(Aggregate.Event):
        """Its third shape: version 1 had a ``title``, version 2 no ``wall``."""

        class_version: ClassVar[int] = 3

        text: Public[Line]
        wall: Code

        @staticmethod
        def upcast_v1_v2(state: dict[str, Any]) -> None:
            state["text"] = state.pop("title")

        @staticmethod
        def upcast_v2_v3(state: dict[str, Any]) -> None:
            state["wall"] = "north"


@pytest.mark.parametrize(
    ("schema", "data"),
    [
        (1, '{"title": "Fête des voisins"}'),
        (2, '{"text": "Fête des voisins"}'),
        (3, '{"text": "Fête des voisins", "wall": "north"}'),
    ],
)
def test_an_older_shape_is_led_up_to_the_present_one(schema: int, data: str) -> None:
    hung: Any = Shape("Poster.Hung", Poster.Hung).decode(STREAM, 2, schema, data, {}, None)
    assert ("Fête des voisins", "north") == (hung.text, hung.wall)


@pytest.mark.parametrize("name", ["sealed", "erased"])
def test_a_name_that_says_sealed_is_a_name(name: str) -> None:
    person = Person(id=uuid7(), by=CCAS, family_name=name, given_name=name)  # type: ignore[arg-type]
    [registered] = person.collect_events()
    form = shape("Person.Registered")
    said = form.encode(registered)  # type: ignore[arg-type] # ours
    read = form.decode(person.id, 1, 1, said.data, said.lifted, said.clear)
    assert read == registered
    assert read.family_name == name  # type: ignore[attr-defined]


@pytest.mark.parametrize("withheld", Withheld)
def test_what_is_withheld_says_why(withheld: Withheld) -> None:
    data = f'{{"by": "{CCAS}"}}'
    read: Any = shape("Person.Registered").decode(STREAM, 1, 1, data, {}, withheld)
    assert {withheld} == {read.family_name, read.given_name, read.phone}
    assert kind_of(read) == "Person.Registered"


def test_what_cannot_be_read_says_where_and_not_what() -> None:
    form, clear = shape("Person.Registered"), b'{"family_name": "Canari\\u0000", "phone": 1}'
    with pytest.raises(Unreadable) as error:
        form.decode(STREAM, 1, 1, f'{{"by": "{CCAS}"}}', {}, clear)
    assert "family_name" in str(error.value)
    trace = "".join(traceback.format_exception(error.value)).replace(repr(clear), "")
    assert "input_value" not in trace
    assert "Canari" not in str(error.value)


def test_an_unknown_kind_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        shape("Person.Cloned")
