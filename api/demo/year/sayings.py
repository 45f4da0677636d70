"""What is said in each step of a year's referral, by the noun of the step."""

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple
from uuid import uuid5

from api.demo.cast import named
from api.demo.year.chance import Chance
from api.demo.year.people import Somebody, address, phone, registered
from api.demo.year.troupe import AUBELUNE
from api.demo.year.words import Topic, agreed, words

Say = dict[str, dict[str, Any]]
_LANGUAGES = (("ar",), ("tr",), ("pt",), ("snk", "fr"), ("ta",), ("ro",), ("bm",), ("ps",))
_REPRESENTED = ("tutelle", "curatelle", "family-authorisation")


class Between(NamedTuple):
    """Who asks whom, on which day, and who else could have been asked."""

    sender: str
    to: str
    elsewhere: str
    on: date


def sayings(key: str, who: Somebody, topic: Topic, between: Between, chance: Chance) -> Say:
    """All that may be said in the scene ``key``; a plot takes what it needs of it."""
    said = words().say
    text = {
        noun: {field: agreed(chance.choice(said[noun]), who.sex, between.on, chance)}
        for noun, field in _TEXTS.items()
    }  # fmt: skip
    if not chance.happens(0.25):
        del text["note"]
    return {
        **text, "refusal": _refusal(between.elsewhere, chance),
        **_of_the_person(key, who, between.on, chance),
        **_of_the_case(between, topic, said, chance),
    }  # fmt: skip


_TEXTS = {
    "question": "question", "reply": "answer", "contestation": "sentence",
    "outcome-contestation": "sentence", "note": "text", "case/notes": "text",
    "case/note-correction": "text", "mistaken-note": "text",
}  # fmt: skip


def _refusal(elsewhere: str, chance: Chance) -> dict[str, Any]:
    each = chance.choice(words().refusals)
    said = each.model_dump()
    if each.alternative == "other-partner":
        said["alternative_partner"] = elsewhere
    return said


def _of_the_person(key: str, who: Somebody, on: date, chance: Chance) -> Say:
    said, household = words().say, uuid5(named(AUBELUNE, key), "household")
    return {
        "person/interpreter": {"languages": list(chance.choice(_LANGUAGES))},
        "person/safe-contact": {
            "means": chance.choice(said["safe-means"]),
            "hours": chance.choice(said["safe-hours"]),
            "never_by": ["mail", "letter"],
        },
        "person/representation": {
            "kind": chance.choice(_REPRESENTED), "who": chance.choice(said["guardian"]),
            "scope": "person-and-property",
        },
        "person/household": {"household": household},
        "person/household-departure": {"household": household},
        "case/departure": {"person": key},
        "person/contact": {"phone": phone(chance), "address": address(chance)},
        "person/identity": {
            "family_name": who.family, "given_name": who.given, "birth_date": who.born,
        },
        "person/access": {"needs": ["accompanied"]},
        "case/people": dict(registered(who, chance, on)),
    }  # fmt: skip


def _of_the_case(
    between: Between, topic: Topic, said: Mapping[str, Any], chance: Chance
) -> Say:
    to = between.to
    reference = f"Décision du maire n° {chance.randint(3, 90)}"
    return {
        "case/goals": {"text": chance.choice(said["case/goals"]), "theme": topic.theme},
        "second-goal": {"text": chance.choice(said["second-goal"]), "theme": topic.theme},
        "case/coordinator-proposal": {"partner": to, "agent": f"{to}-1"},
        "another-coordinator": {"partner": to, "agent": f"{to}-2"},
        "case/replacement": {"partner": to, "agent": f"{to}-2", "reference": reference},
        "case/authority-information": {
            "authorities": ["maire"], "categories": ["housing"],
            "why": chance.choice(said["authority"]),
        },
        "case/designation": {"partner": to, "agent": f"{to}-1", "reference": reference},
        "person/information": {"partners": [to]},
        "case/release": {"partner": to},
        "case/referent": {"agent": f"{between.sender}-1"},
        "case/handover": {"to": to, "agent": f"{to}-1"},
        "sender-change": {"to": between.elsewhere},
        "case/transfer": {
            "territory": "Sainte-Ombeline (commune imaginaire)",
            "service": "Circonscription de Sainte-Ombeline",
        },
    }  # fmt: skip
