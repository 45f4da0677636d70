"""The parts of a case's page: what stands in each, and the forms that are open there."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from api.identity import Identity
from api.pages.actions import open_to
from api.pages.blanks import Ready
from api.pages.case_deeds import ACTIONS
from api.pages.paper import clear, person
from api.views.cases import CaseView
from api.views.notes import Note
from domain.case import Case
from domain.codes import AUDIENCES, Entry
from domain.policies import Asker
from domain.values import PartnerId, PersonId, Withheld

Sections = Mapping[str, Sequence[Ready]]
Choices = Mapping[str, Mapping[str, Entry]]


def sections(asker: Asker, it: Case, view: CaseView, notes: Sequence[Note]) -> Sections:
    """The open forms by section; those beside a note under ``note/3``, and so on."""
    found: dict[str, list[Ready]] = defaultdict(list)
    for action in open_to(asker, it, [each for each in ACTIONS if not each.action.beside]):
        found[action.group].append(_begun(action))
    for group, named in _things(asker, it, view, notes):
        [name] = named
        beside = (each.holding(named) for each in ACTIONS if each.group == group)
        for action in open_to(asker, it, [_begun(each, notes) for each in beside]):
            found[f"{group}/{named[name]}"].append(action)
    return found


def choices(asker: Asker, it: Case, view: CaseView, colleagues: Mapping[str, Entry]) -> Choices:
    """The people, services and colleagues that the forms of a case may name."""
    people = ((member_of(it, who), person(who)) for who in view.people)
    return {
        "person": {str(who): Entry(str(who), name) for who, name in people if who},
        "agent": colleagues,
        "to": _services(it, view, it.lead),
        "partners": _services(it, view, asker.partner),
        "audience": {
            code: entry
            for code, entry in AUDIENCES.items()
            if it.coordinator is not None or not entry.marks.get("coordinated")
        },
    }


def goals_of(view: CaseView) -> list[Mapping[str, Any]]:
    """The goals with their words, those still pursued first."""
    words = {
        at.version: fact.text for at, fact in view.history if isinstance(fact, Case.GoalSet)
    }
    found = [{**row, "text": words[row["goal"]]} for row in view.goals]
    return sorted(found, key=lambda goal: goal["state"] != "pursued")


def member_of(it: Case, who: Identity) -> PersonId | None:
    """Under which of their records this person is in the case."""
    return next((PersonId(each) for each in who.records if each in it.persons), None)


def _services(it: Case, view: CaseView, but: PartnerId | None) -> Mapping[str, Entry]:
    return {
        str(each): Entry(str(each), name)
        for each, name in view.names.items()
        if each in it.partners and each != but
    }


def _things(
    asker: Asker, it: Case, view: CaseView, notes: Sequence[Note]
) -> Iterable[tuple[str, Mapping[str, Any]]]:
    """What has forms beside it: by section, the field that names it."""
    for note in notes:
        if note.by == asker.partner:
            yield "note", {"note": note.number}
    for row in view.goals:
        yield "goal", {"goal": row["goal"]}
    for who in view.people:
        if (member := member_of(it, who)) is not None:
            yield "person", {"person": member}
    for row in view.partners:
        if row["until"] is None:
            yield "service", {"partner": row["partner"]}


def _begun(action: Ready, notes: Sequence[Note] = ()) -> Ready:
    """With what stands before anybody types."""
    if action.code == "notes":
        return action.filled_with(audience="my-service")
    if action.code == "note-correction":
        text = next(each.text for each in notes if str(each.number) == action.held["note"])
        return action.filled_with(text=None if isinstance(text, Withheld) else clear(text))
    return action
