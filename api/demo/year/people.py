"""The people of Aubelune: who they are, and with whom they live."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, NamedTuple

from api.demo.year.chance import Chance
from api.demo.year.words import words
from domain.values import Code

_QUARTIERS: Mapping[Code, int] = {
    "les-aulnettes": 24, "briqueterie": 20, "quatre-peupliers": 18, "plateau": 16, "halle": 12,
    "quai-de-loutre": 10,
}  # fmt: skip
_OF_AGE, _YOUNG, _OLD = 18, 26, 62
_YEAR = 365.25


class Somebody(NamedTuple):
    given: str
    family: str
    born: date
    sex: Code
    household: Code
    quartier: Code
    language: Code

    @property
    def person(self) -> tuple[str, str, date, Code, Code, Code]:
        return self.given, self.family, self.born, self.sex, self.household, self.quartier


def somebody(chance: Chance, on: date, ages: tuple[int, int]) -> Somebody:
    """Somebody between those ages on that day."""
    sex = chance.among({"female": 58, "male": 42})
    age = chance.randint(*ages)
    born = on - timedelta(days=int((age + chance.uniform(0.05, 0.95)) * _YEAR))
    return Somebody(
        chance.choice(words().given[sex]), chance.choice(words().family), born, sex,
        chance.among(_households(age)), chance.among(_QUARTIERS),
        chance.among({"none": 86, "interpreter": 9, "easy-to-read": 4, "not-recorded": 1}),
    )  # fmt: skip


def registered(who: Somebody, chance: Chance, on: date) -> Mapping[str, Any]:
    """Another member of that household, as a form registers them."""
    child = somebody(chance, on, (1, 17))
    return {
        "family_name": who.family, "given_name": child.given, "birth_date": child.born,
    }  # fmt: skip


def phone(chance: Chance) -> str:
    """A number of those that are kept for fiction."""
    number = chance.randrange(10_000)
    return f"06 39 98 {number // 100:02} {number % 100:02}"


def address(chance: Chance) -> str:
    return f"{chance.randint(1, 48)} {chance.choice(words().streets)}, Aubelune"


def _households(age: int) -> Mapping[Code, int]:
    if age < _OF_AGE:
        return {"single": 2, "couple-with-children": 5, "single-parent": 4}
    if age < _YOUNG:
        return {"single": 6, "couple": 1, "single-parent": 2, "several-families": 2}
    if age < _OLD:
        return {"single": 3, "couple": 2, "couple-with-children": 5, "single-parent": 5,
                "several-families": 1}  # fmt: skip
    return {"single": 6, "couple": 4, "several-families": 1}
