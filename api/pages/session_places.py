"""Where the forms of a session's items and follow-ups stand, and what came back of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from api.commands.verbs import known
from api.pages.acting import At, Kept
from api.pages.actions import open_to
from api.pages.blanks import Ready
from api.pages.session_deeds import (
    DROP,
    OF_A_FOLLOW_UP,
    OF_AN_ITEM,
    REFUSAL,
    accepting,
    as_noted,
    concluded,
)
from api.pages.visit import Visit
from api.views.watch_sessions import ItemSeen, SessionSeen
from domain.alert import Alert
from domain.codes import Entry
from domain.watch_session import WatchSession
from projections.sentences import sentence

_STALE = 412


@dataclass(frozen=True)
class Place:
    """Where the forms of one item or follow-up stand, and which are open to this reader."""

    at: At
    acts: Sequence[Ready]
    examine: Ready | None = None
    at_alert: At | None = None


async def item_place(visit: Visit, it: WatchSession, n: int, each: ItemSeen, at: At) -> Place:
    """What may be done about an item: its alert is another thing, with a version of its own."""
    asker, beside = visit.desk.asker, {"alert": each.alert}
    acts = open_to(asker, it, [as_noted(action.holding(beside), each) for action in OF_AN_ITEM])
    alert = await known(visit.desk, Alert, each.alert)
    concluding = open_to(asker, alert, [concluded(it.id, each)])
    place = at._replace(prefix=f"p{n}-", choices={**at.choices, **_restricted(it, each, at)})
    path = f"{at.path}/points/{each.alert}"
    return Place(place, acts, next(iter(concluding), None), At(path, alert.version, f"p{n}c-"))


def _restricted(it: WatchSession, each: ItemSeen, at: At) -> Mapping[str, Mapping[str, Entry]]:
    """Of a nominative item, those who may have part in it; else every member."""
    if each.regime != "nominative":
        return {}
    able = {str(who) for who, member in it.members.items() if member.may_hear_names}
    members = {key: entry for key, entry in at.choices["partners"].items() if key in able}
    return {"partners": members, "responsible": members, "to": members}


def answers_to(visit: Visit, it: WatchSession, number: int) -> Sequence[Ready]:
    asked = it.follow_ups[number]
    if asked.alert not in it.items:
        return ()
    forms = (accepting(asked, it), *OF_A_FOLLOW_UP)
    acts = open_to(visit.desk.asker, it, [each.holding({"number": number}) for each in forms])
    refuses = any(each.code == REFUSAL for each in acts)
    return [each for each in acts if not (refuses and each.code == DROP)]


def stays_open(done: Ready | None) -> str:
    """The form that stays open: one often adds several in a row."""
    return done.code if done and done.action.adds else ""


def meanwhile(view: SessionSeen, kept: Kept, path: str) -> Sequence[str]:
    """What others wrote in the session since the version that the form was made from.

    Nothing for a conclusion, whose form was made from a version of the alert: the one that
    stands now is read above it.
    """
    seen = kept.form["version"]
    if kept.status != _STALE or kept.at != path or not seen.isdecimal():
        return ()
    return [sentence(fact, view.names) for fact in view.facts if fact.at.version > int(seen)]


def prefix_of(kept: Kept, items: Sequence[Place], answers: Mapping[int, Place]) -> str:
    """Where the fields of the form that came back stand on the page."""
    if kept.acting is None:
        return ""
    anchor = kept.acting.anchor
    places = [*items, *answers.values()]
    for place in places:
        if place.at_alert is not None and place.at_alert.path == kept.at:
            return f"{place.at_alert.prefix}{anchor}-"
        if any(each.anchor == anchor for each in place.acts):
            return f"{place.at.prefix}{anchor}-"
    return f"{anchor}-"
