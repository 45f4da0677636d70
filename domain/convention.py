"""The convention (convention de coopération): what the signatories promised one another."""

from uuid import UUID

from domain.aggregate import Aggregate, event
from domain.values import Line, Public, Text


class Convention(Aggregate):
    class Signed(Aggregate.Created):
        parties: tuple[Public[Line], ...]
        deliberations: tuple[Public[Line], ...]
        term: Public[Line]
        priorities: tuple[Public[Text], ...]
        principles: tuple[Public[Text], ...]
        means: tuple[Public[Text], ...]

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
        pass
