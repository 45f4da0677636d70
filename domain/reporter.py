"""A reporter (auteur d’une information): who told a professional what an alert says.

A subject of their own, under their own key: what they said can end while the alert stands,
and only the service that heard them reads who they are.
"""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from domain import alert_life as life
from domain.aggregate import Aggregate, Subject, event
from domain.values import AlertId, Line, PartnerId, Personal, ReporterId, Text


class Reporter(Subject):
    class Heard(Aggregate.Created):
        by: PartnerId
        alert: AlertId
        name: Personal[Line] | None
        contact: Personal[Line] | None
        words: Personal[Text] | None

    @event(Heard)
    def __init__(
        self,
        id: ReporterId,  # noqa: A002 - the library passes the stream's id by this name
        by: PartnerId,
        alert: AlertId,
        name: Personal[Line] | None = None,
        contact: Personal[Line] | None = None,
        words: Personal[Text] | None = None,
    ) -> None:
        self.by, self.alert = by, alert

    @classmethod
    def ensure_may_begin(cls, facts: Mapping[str, Any]) -> None:
        if facts.get("name") is None and facts.get("words") is None:
            raise life.NothingHeard

    @property
    def case_id(self) -> UUID:
        """They are read with the alert, by who may read it."""
        return self.alert
