"""The action sheets (fiches actions): what each says, who carries it, how far its figures are.

A sheet that is drafted again after an error begins anew: what was told of it before its
last drafting stands in rows of an earlier version, which no reading takes.
"""

import json
from collections.abc import Sequence
from typing import Any

from domain.action_sheet import ActionSheet
from domain.action_sheet_standing import Content
from domain.catalogue import kinds_of
from store.facts import Fact, Header
from store.statements import Statements
from store.waves import Waves

statements = Statements(__file__)
_over = statements.over
TAKEN = kinds_of("ActionSheet")
"""Kinds of facts that change something here."""


def fold(db: Waves, facts: Sequence[Fact]) -> None:
    for at, fact in facts:
        match fact:
            case ActionSheet.Drafted(number=number, content=said, lead=lead):
                columns = _columns(said)
                db.add(_over("drafted"), at, number=number, lead=lead, **columns)
            case ActionSheet.DraftedAgain(content=said, lead=lead):
                db.add(_over("drafted_again"), at, lead=lead, **_columns(said))
            case ActionSheet.Revised(content=said):
                db.add(_over("revised"), at, **_columns(said))
            case ActionSheet.Adopted(on=on, forum=forum, body=body):
                stream = forum.stream if forum is not None else None
                db.add(_over("adopted"), at, on_day=on, forum=stream, body=body)
            case (
                ActionSheet.InclusionDecided()
                | ActionSheet.LeftOutside()
                | ActionSheet.Paused()
                | ActionSheet.Resumed()
                | ActionSheet.Concluded()
                | ActionSheet.Generalised()
                | ActionSheet.Abandoned()
                | ActionSheet.EnteredInError()
            ):
                db.add(_over("stands"), at, state=fact.leads_to.value)
            case ActionSheet.PartnerJoined(partner=partner):
                _take_part(db, at, partner)
                db.add(_over("touched"), at)
            case ActionSheet.PartnerLeft(partner=partner):
                db.add(_over("left"), at, tie=f"{at.stream_id}/{partner}")
                db.add(_over("touched"), at)
            case ActionSheet.HandedOver(before=before, partner=partner):
                _take_part(db, at, before)
                db.add(_over("left"), at, tie=f"{at.stream_id}/{partner}")
                db.add(_over("handed_over"), at, lead=partner)
            case ActionSheet.IndicatorDefined() as defined:
                db.add(
                    _over("defined"), at, key=f"{at.stream_id}/{defined.indicator}",
                    indicator=defined.indicator, name=defined.name, unit=defined.unit,
                    baseline=defined.baseline, target=defined.target, due=defined.due,
                    source=defined.source,
                )  # fmt: skip
                db.add(_over("touched"), at)
            case ActionSheet.TargetRevised(indicator=indicator, target=target, due=due):
                key = f"{at.stream_id}/{indicator}"
                db.add(_over("aimed"), at, key=key, target=target, due=due)
                db.add(_over("touched"), at)
            case ActionSheet.IndicatorMeasured(indicator=indicator, value=value, on=on):
                db.add(
                    _over("measured"), at, key=f"{at.stream_id}/{at.version}",
                    indicator=indicator, value=value, on_day=on, source=fact.source,
                )  # fmt: skip
                db.add(_over("touched"), at)
            case ActionSheet.MeasurementCorrected(measurement=measurement, value=value):
                db.add(
                    _over("corrected"), at, key=f"{at.stream_id}/{measurement}", value=value,
                    reason=fact.reason,
                )  # fmt: skip
                db.add(_over("touched"), at)
            case _:
                pass


def _take_part(db: Waves, at: Header, partner: Any) -> None:
    db.add(_over("joined"), at, tie=f"{at.stream_id}/{partner}", partner=partner)


def _columns(said: Content) -> dict[str, Any]:
    return {
        "title": said.title, "kind": said.kind, "priority": said.priority, "need": said.need,
        "publics": ",".join(said.publics), "objectives": json.dumps(said.objectives),
    }  # fmt: skip
