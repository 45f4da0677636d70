"""What people say in Aubelune: careful sentences, put together so that few pages are alike."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any

from pydantic import TypeAdapter

from api.demo.cast import Part, content, parts
from api.demo.year.chance import Chance
from domain.values import Code

_PARENTS = frozenset({"couple-with-children", "single-parent"})
_NUMBERS = ("quatre", "cinq", "six")
_TWO_MONTHS = 2


class Asked(Part):
    """What somebody asks for, and how their service says it; ``children``: of a parent."""

    request: str
    reason: str
    children: bool = False


class Topic(Part):
    """What a request is about: how often it comes, in winter above all, and for whom."""

    theme: Code
    weight: float
    winter: float
    ages: tuple[int, int]
    asked: Sequence[Asked]

    def for_household(self, household: Code) -> Sequence[Asked]:
        """What somebody of such a household may ask for."""
        return [each for each in self.asked if household in _PARENTS or not each.children]


class Refusing(Part):
    reason: Code
    sentence: str
    alternative: Code


class Words(Part):
    topics: Mapping[str, Topic]
    context: Mapping[Code, Sequence[str]]
    available: Sequence[str]
    say: Mapping[str, Sequence[str]]
    refusals: Sequence[Refusing]
    given: Mapping[Code, Sequence[str]]
    family: Sequence[str]
    streets: Sequence[str]
    months: Sequence[str]


@cache
def words() -> Words:
    return TypeAdapter(Words).validate_json(content("mots-99002.json"))


def agreed(sentence: str, sex: Code, on: date, chance: Chance) -> str:
    """The sentence, said of or by somebody of that sex, on that day."""
    woman, number = sex == "female", chance.choice(_NUMBERS)
    month = words().months[(on.month - 1 - _TWO_MONTHS) % 12]
    slots: dict[str, Any] = {
        "e": "e" if woman else "", "il": "elle" if woman else "il",
        "lui": "elle" if woman else "lui", "mois": month, "n": number,
    }  # fmt: skip
    return sentence.format_map(slots)


@cache
def project() -> Mapping[str, Any]:
    """What is planned, promised, observed and said in the social project of Aubelune."""
    said: Mapping[str, Any] = parts("projet-99002.json")
    return said
