"""Commitments, their trajectory, and how many there are."""

from datetime import date, datetime
from uuid import UUID

from pydantic import Field

from api.http.shapes.history import Told
from api.http.shapes.shape import Page, Shape
from domain.values import Code


class CommitmentRow(Shape):
    """Un engagement : qui le prend, envers qui, pour quand, et où il en est."""

    commitment: UUID
    version: int
    case_id: UUID | None = Field(description="Le dossier dont les lecteurs seuls le voient.")
    requested: bool = Field(description="Il a d’abord été demandé.")
    debtor: UUID | None = Field(description="Nul : demandé à qui voudra le prendre.")
    debtor_name: str | None
    beneficiary: UUID | None = Field(description="Nul : le territoire.")
    beneficiary_name: str | None
    resource: Code
    what: str | None
    amount: str | None = Field(description="Un nombre décimal, par exemple `0.5`.")
    unit: Code | None
    serves_kind: Code | None
    serves_stream: UUID | None
    serves_part: int | None
    signed_by: Code | None
    state: str
    begun_at: datetime
    made_at: datetime | None
    wished_for: date | None
    first_due: date | None
    due: date | None
    reschedules: int
    overdue: bool = Field(description="Il est en retard sur sa dernière échéance.")
    ever_overdue: bool
    late_by: int = Field(description="Jours de retard sur la dernière échéance.")
    late_since_first: int = Field(description="Jours de retard sur la première échéance.")
    share: int | None
    confirmed: bool
    kept_on: date | None
    contested: int = Field(description="Combien de fois il a été contesté.")
    reason: Code | None
    published: bool
    changed_at: datetime


class CommitmentCount(Shape):
    state: str
    number: int
    late: int


class CommitmentPage(Page):
    """Les engagements ouverts d’abord, par échéance. `counts` : combien, par état."""

    items: list[CommitmentRow]
    counts: list[CommitmentCount]


class CommitmentFile(CommitmentRow):
    """Un engagement et toute sa trajectoire, fait par fait."""

    steps: list[Told]
