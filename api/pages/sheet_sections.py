"""The parts of a sheet's page that hold forms: which are open, and what stands in them."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from asyncpg import Record

from api.pages.actions import open_to
from api.pages.blanks import Ready
from api.pages.sheet_deeds import ACTIONS
from api.views.action_sheets import Sheet
from domain.action_sheet import ActionSheet
from domain.codes import Entry
from domain.policies import Asker
from projections.progress import Indicator


def sections(
    asker: Asker, it: ActionSheet, sheet: Sheet, forums: Mapping[str, Entry]
) -> Mapping[str, Sequence[Ready]]:
    """The open forms by section; those beside an indicator under ``indicator/1``, and so on.

    ``forums``: those that may have adopted it.
    """
    actions = ACTIONS if forums else [_without_forum(each) for each in ACTIONS]
    found: dict[str, list[Ready]] = defaultdict(list)
    alone = [_begun(each, it) for each in actions if not each.action.beside]
    for action in open_to(asker, it, alone):
        found[action.group].append(action)
    for group, name, number, stands in _things(sheet):
        beside = [each.holding({name: number}) for each in actions if each.group == group]
        for action in open_to(asker, it, [each.filled_with(**stands) for each in beside]):
            found[f"{group}/{number}"].append(action)
    return found


def standing(rows: Sequence[Record]) -> Mapping[str, Entry]:
    """To choose a forum that is not dissolved."""
    there = {str(row["forum"]): row["name"] for row in rows if row["dissolved_at"] is None}
    return {value: Entry(value, name) for value, name in there.items()}


def _without_forum(action: Ready) -> Ready:
    """Where the network has no forum, none is asked for."""
    blanks = [blank for blank in action.blanks if blank.name != "forum"]
    return replace(action, blanks=blanks)


def _begun(action: Ready, it: ActionSheet) -> Ready:
    """With what stands before anybody types."""
    if action.code != "revision":
        return action
    said = vars(it.content)
    return action.filled_with(**said | {"objectives": "\n".join(it.content.objectives)})


def _things(sheet: Sheet) -> Iterator[tuple[str, str, int, Mapping[str, Any]]]:
    """What has forms beside it: its section, the field that names it, and what stands."""
    for each in sheet.indicators:
        yield "indicator", "indicator", each.number, _aim(each)
        for measure in each.measures:
            yield "measurement", "measurement", measure.version, {}


def _aim(it: Indicator) -> Mapping[str, Any]:
    return {"target": it.target, "due": it.due}
