"""The convention (convention de coopération): what the signatories promised one another."""

from datetime import date
from typing import Any, ClassVar
from uuid import UUID

from domain.aggregate import Aggregate, Refusal, event
from domain.nameless import ensure_all_nameless
from domain.values import Line, Public, Reference, Text


class OutOfSequence(Refusal):
    """Les avenants se numérotent à la suite, et se signent dans cet ordre."""

    field = "number"


class NoMeans(Refusal):
    """Un avenant précise au moins un moyen complémentaire (article 4)."""

    field = "means"


class NotLonger(Refusal):
    """Un renouvellement va au-delà du terme déjà convenu."""

    field = "until"


class NotSignatory(Refusal):
    """Seule une partie signataire peut dénoncer la convention."""

    field = "party"


class EffectBeforeNotice(Refusal):
    """Une dénonciation ne prend pas effet avant le jour où elle est notifiée."""

    field = "effect"


class ConventionDenounced(Refusal):
    """Cette convention est dénoncée : elle ne peut plus être modifiée ni prolongée."""


class Convention(Aggregate):
    class Signed(Aggregate.Created):
        parties: tuple[Public[Line], ...]
        deliberations: tuple[Public[Line], ...]
        term: Public[Line]
        priorities: tuple[Public[Text], ...]
        principles: tuple[Public[Text], ...]
        means: tuple[Public[Text], ...]

    class Amended(Aggregate.Event):
        """``proposal``: which of a conference's proposals it takes up, where one led to it."""

        class_version: ClassVar[int] = 2

        number: int
        conference: Public[Line] | None
        means: tuple[Public[Text], ...]
        signed_on: date
        proposal: Reference | None

        def apply(self, it: "Convention") -> None:
            it.amendments, it.amended_on = self.number, self.signed_on

        @staticmethod
        def upcast_v1_v2(state: dict[str, Any]) -> None:
            """No conference was kept here: a line of text said which."""
            state["proposal"] = None

    class Renewed(Aggregate.Event):
        until: date

        def apply(self, it: "Convention") -> None:
            it.until = self.until

    class Denounced(Aggregate.Event):
        party: Public[Line]
        on: date
        effect: date

        def apply(self, it: "Convention") -> None:
            it.effect = self.effect

    @event(Signed)
    def __init__(
        self,
        id: UUID,  # noqa: A002 - the library passes the stream's id by this name
        parties: tuple[Public[Line], ...],
        deliberations: tuple[Public[Line], ...],
        term: Public[Line],
        priorities: tuple[Public[Text], ...],
        principles: tuple[Public[Text], ...],
        means: tuple[Public[Text], ...],
    ) -> None:
        self.parties = parties
        self.amendments = 0
        self.amended_on: date | None = None
        self.until: date | None = None
        self.effect: date | None = None

    def amend(
        self,
        *,
        number: int,
        means: tuple[str, ...],
        signed_on: date,
        conference: str | None = None,
        proposal: Reference | None = None,
    ) -> None:
        """``conference``, ``proposal``: the yearly evaluation that led to it (article 4).

        A denounced convention still binds until its effect, and may be amended until then.
        """
        if self.effect is not None and signed_on >= self.effect:
            raise ConventionDenounced
        if number != self.amendments + 1 or signed_on < (self.amended_on or signed_on):
            raise OutOfSequence
        if not means:
            raise NoMeans
        ensure_all_nameless(means="\n".join(means))
        self.trigger_event(
            self.Amended, number=number, conference=conference, means=means,
            signed_on=signed_on, proposal=proposal,
        )  # fmt: skip

    def renew(self, *, until: date) -> None:
        if self.effect is not None:
            raise ConventionDenounced
        if self.until is not None and until <= self.until:
            raise NotLonger
        self.trigger_event(self.Renewed, until=until)

    def denounce(self, *, party: str, on: date, effect: date) -> None:
        """One of its parties leaves it: notified on a day, with effect from a later one."""
        if self.effect is not None:
            raise ConventionDenounced
        if party not in self.parties:
            raise NotSignatory
        if effect < on:
            raise EffectBeforeNotice
        self.trigger_event(self.Denounced, party=party, on=on, effect=effect)
