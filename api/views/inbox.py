"""The inbox: what waits, list by list, each with the next action and its owner."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple
from uuid import UUID

from asyncpg import Record

from api.identity import Identity
from api.sight import Sight
from api.views.relays import Relay, Relays, relays_today
from domain.policies import Asker
from projections import directory, inbox

MOST = 500
Row = Record | Mapping[str, Any]


class Item(NamedTuple):
    """A referral that waits: whose case, who acts next, and by when.

    ``mine``: it is assigned to the reader, or to a colleague for whom they stand in today;
    ``relay``: who stands in, where the agent to whom it is assigned is away.
    """

    referral: Row
    people: Sequence[Identity]
    other: str
    owner: str
    action: str
    mine: bool
    relay: Relay | None


class Worklist(NamedTuple):
    """One list of the inbox: ``code`` in the API, ``title`` on the page."""

    code: str
    title: str
    items: Sequence[Item]


class List(NamedTuple):
    code: str
    title: str
    action: str
    holds: Callable[[Row, UUID], bool]


def _addressee(row: Row, me: UUID) -> bool:
    return bool(row["addressee"] == me)


def _my_turn(row: Row, me: UUID) -> bool:
    turn = row["whose_turn"]
    return turn is not None and row[turn] == me


LISTS: Sequence[List] = (
    List(
        "to-answer", "À répondre", "Répondre",
        lambda row, me: _addressee(row, me) and _my_turn(row, me)
        and row["state"] in ("sent", "seen"),
    ),
    List(
        "to-inform", "Information demandée", "Apporter l’information demandée",
        lambda row, me: row["asked"] and _my_turn(row, me),
    ),
    List(
        "to-confirm", "Réponses rapportées, à confirmer", "Confirmer ou contester la réponse",
        lambda row, me: row["awaits_confirmation"] and _addressee(row, me),
    ),
    List(
        "meeting-to-hold", "Rendez-vous à tenir", "Dire si le rendez-vous a eu lieu",
        lambda row, _: row["meets_at"] is not None,
    ),
    List(
        "to-start", "Acceptées ou en attente, à démarrer", "Démarrer l’accompagnement",
        lambda row, me: _addressee(row, me) and row["meets_at"] is None
        and row["state"] in ("accepted", "waitlisted"),
    ),
    List(
        "held", "Accompagnements suspendus jusqu’à une date", "Reprendre l’accompagnement",
        lambda row, me: _addressee(row, me) and row["state"] == "on-hold"
        and row["due"] is not None and not row["asked"],
    ),
    List(
        "to-close", "Conseils et coordonnées remises, à clore", "Dire la suite, et clore",
        lambda row, me: row["sender"] == me and _my_turn(row, me) and not row["asked"]
        and row["state"] in ("sent", "seen"),
    ),
    List(
        "left-unanswered", "Restées sans réponse", "Réorienter, retirer ou clore",
        lambda row, me: row["state"] == "unanswered" and row["sender"] == me,
    ),
    List(
        "refused", "Refusées", "Réorienter ou clore",
        lambda row, me: row["state"] == "declined" and row["sender"] == me,
    ),
    List(
        "person-to-tell", "Personne à prévenir", "Prévenir la personne de la réponse",
        lambda row, me: row["tells_person"] is not None and row[row["tells_person"]] == me,
    ),
    List(
        "sent-and-unanswered", "Envoyées, en attente de réponse", "Attendre la réponse",
        lambda row, me: row["sender"] == me and row["whose_turn"] == "addressee"
        and row["state"] in ("sent", "seen"),
    ),
)  # fmt: skip


async def inbox_of(sight: Sight, partner: UUID) -> list[Worklist]:
    """The worklists of a partner; a referral may stand in more than one."""
    rows = await sight.fetch(inbox.statements["concerning"], partner, MOST)
    refused = await sight.fetch(inbox.statements["refused_by_all"], partner)
    cases = {row["case_id"] for row in rows if row["case_id"] is not None}
    await sight.at_cases(*cases)
    people = await sight.people(cases)
    nowhere = {row["case_id"] for row in refused}
    names, relays = await names_of(sight, partners_of(rows)), await relays_today(sight)
    return worklists(sight.asker, rows, nowhere, people, names, relays)


def worklists(
    asker: Asker, rows: Sequence[Row], nowhere: Collection[UUID],
    people: Mapping[UUID, Sequence[Identity]], names: Mapping[UUID, str], relays: Relays,
) -> list[Worklist]:  # fmt: skip
    """The rows list by list; ``nowhere`` are the cases where every referral was refused."""
    partner = asker.partner
    assert partner is not None

    def item(row: Row, action: str) -> Item:
        other = row["sender"] if row["addressee"] == partner else row["addressee"]
        owner = row[row["whose_turn"]] if row["whose_turn"] else partner
        assigned = row["assigned"] if row["addressee"] == partner else None
        mine = assigned is not None and relays.present(assigned) == asker.agent
        return Item(
            row, people.get(row["case_id"], ()), names[other], names[owner], action, mine,
            relays.of(assigned),
        )  # fmt: skip

    lists = [
        Worklist(
            each.code, each.title,
            [item(row, each.action) for row in rows if each.holds(row, partner)],
        )
        for each in LISTS
    ]  # fmt: skip
    by_all = [row for row in rows if row["case_id"] in nowhere and row["sender"] == partner]
    lists.append(
        Worklist(
            "refused-by-all", "Refusées par tous",
            [item(row, "Chercher une autre réponse pour la personne") for row in by_all],
        )
    )  # fmt: skip
    return lists


async def names_of(sight: Sight, partners: Iterable[UUID]) -> dict[UUID, str]:
    """The partners' names."""
    rows = await sight.fetch(directory.statements["names"], list(set(partners)))
    return {row["partner"]: row["name"] for row in rows}


def partners_of(rows: Iterable[Row]) -> Iterator[UUID]:
    """Both partners of each referral."""
    for row in rows:
        yield row["sender"]
        yield row["addressee"]
