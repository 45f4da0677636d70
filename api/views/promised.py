"""What commitments wait for from a service: asked of it, to keep, to confirm."""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple
from uuid import UUID

from api.sight import Sight
from api.views.commitments import Row, readable, sides_of
from api.views.inbox import MOST, names_of
from domain.policies import Asker
from domain.values import PartnerId
from projections import commitments


class Promise(NamedTuple):
    """A commitment that waits, and what its reader has to do."""

    row: Row
    action: str


class Promises(NamedTuple):
    """One list: ``code`` in the API, ``title`` on the page; names by partner."""

    code: str
    title: str
    items: Sequence[Promise]
    names: Mapping[UUID, str]


class Side(NamedTuple):
    """For whom somebody reads: a service, or the territory (``partner`` None).

    ``animates``: of dossiers they also speak for the territory.
    """

    partner: PartnerId | None
    animates: bool = False

    def benefits(self, row: Row) -> bool:
        if row["beneficiary"] is None and row["case_id"] is not None:
            return self.animates
        return bool(row["beneficiary"] == self.partner)

    def owes(self, row: Row) -> bool:
        return self.partner is not None and bool(row["debtor"] == self.partner)


class _List(NamedTuple):
    code: str
    title: str
    action: str
    holds: Callable[[Row, Side], bool]


LISTS: Sequence[_List] = (
    _List(
        "commitments-requested", "Engagements demandés à votre service",
        "Prendre l’engagement, ou dire pourquoi non",
        lambda row, me: row["state"] == "requested" and me.owes(row),
    ),
    _List(
        "commitments-to-keep", "Engagements à tenir", "Tenir, ou dire où il en est",
        lambda row, me: row["state"] in ("made", "contested") and me.owes(row),
    ),
    _List(
        "commitments-to-confirm", "Engagements à confirmer",
        "Confirmer qu’il est tenu, ou contester",
        lambda row, me: row["state"] == "kept" and me.benefits(row),
    ),
    _List(
        "commitment-terms-to-confirm", "Termes d’engagements à confirmer",
        "Confirmer que les termes sont ceux convenus",
        lambda row, me: row["state"] == "made" and not row["confirmed"] and me.benefits(row),
    ),
)  # fmt: skip


async def promised(sight: Sight, me: Side) -> list[Promises]:
    """What waits for that side, list by list."""
    found = await sight.fetch(
        commitments.statements["concerning"], me.partner, me.animates, MOST
    )
    return await listed(sight, me, await readable(sight, found))


async def listed(sight: Sight, me: Side, rows: Sequence[Row]) -> list[Promises]:
    """These rows, list by list."""
    names = await names_of(sight, sides_of(rows))
    return [
        Promises(
            each.code, each.title,
            [Promise(row, each.action) for row in rows if each.holds(row, me)], names,
        )
        for each in LISTS
    ]  # fmt: skip


def side_of(asker: Asker) -> Side:
    """The side of a professional, in their worklists."""
    return Side(asker.partner, asker.role == "cell-animator")
