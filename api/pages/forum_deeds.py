"""The forms of forums and of the resources lent to the project."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

from api.commands.forum_verbs import FORUMS
from api.commands.resource_verbs import LENT
from api.pages.blanks import ANY, Action, Ready, ready
from domain.forum import Forum
from domain.resource import Notice, Resource

_DATED = frozenset({"occurred_on"})
"""A form that asks for its own day does not ask for another."""
_LATEST = date(2100, 12, 31)
_NOON = datetime(2100, 12, 31, 12, tzinfo=UTC)
_ANOTHER = Notice("—", "—", "restricted", "not-about-people", "network", "—")


def _last_day(_: Any) -> Mapping[str, Any]:
    return {"left_on": _LATEST}


def _newcomer(_: Any) -> Mapping[str, Any]:
    return {"since": _LATEST, "partner": ANY}


def _told(_: Forum) -> Mapping[str, Any]:
    """A meeting on a day that no other has, with somebody there."""
    return {"on": _LATEST, "guests": (ANY,)}


def _of(resource: Any, *actions: Action) -> Sequence[Ready]:
    return tuple(ready(resource, action) for action in actions)


FORMATION = ready(
    FORUMS,
    Action("formation", "Former cette instance", "L’instance est formée.", adds=True),
)  # fmt: skip
FORUM_ACTIONS = _of(
    FORUMS,
    Action(
        "membership", "Entrer dans cette instance", "Votre service est membre.", "members",
        lambda _: {"since": _LATEST}, finds=_DATED,
    ),
    Action(
        "membership-end", "Quitter cette instance", "Votre service n’est plus membre.",
        "members", _last_day, finds=_DATED,
    ),
    Action(
        "members", "Ajouter ce membre", "Le membre est ajouté.", "members", _newcomer,
        finds=_DATED,
    ),
    Action(
        "departures", "Noter ce départ", "Le départ est noté.", "member", _last_day,
        title="N’est plus membre", finds=_DATED, beside=("partner", "college"),
    ),
    Action(
        "meetings", "Convoquer", "La réunion est convoquée.", "meetings",
        lambda _: {"meets_at": _NOON}, finds=_DATED,
    ),
    Action(
        "minutes", "Publier ce compte rendu", "Le compte rendu est publié.", "meetings", _told,
        code="minutes-told", title="Rendre compte d’une réunion qui n’était pas convoquée",
        finds=_DATED | {"meeting"},
    ),
    Action(
        "cancellation", "Annuler la réunion", "La réunion est annulée.", "meeting",
        finds=_DATED, beside=("meeting",),
    ),
    Action(
        "minutes", "Publier ce compte rendu", "Le compte rendu est publié.", "meeting",
        title="Rendre compte de cette réunion", finds=_DATED | {"on"}, beside=("meeting",),
        requires=("meeting",),
    ),
    Action("dissolution", "Dissoudre l’instance", "L’instance est dissoute.", "end"),
)  # fmt: skip

PUBLICATION, PUBLICATION_FOR = _of(
    LENT,
    Action(
        "publication", "Mettre à disposition", "La ressource est au catalogue.", adds=True,
        finds=_DATED | {"provider"},
    ),
    Action(
        "publication", "Mettre à disposition", "La ressource est au catalogue.", adds=True,
        code="publication-for", finds=_DATED,
    ),
)  # fmt: skip


def _changed(_: Resource) -> Mapping[str, Any]:
    return {"notice": _ANOTHER}


RESOURCE_ACTIONS = _of(
    LENT,
    Action("notice", "Corriger la notice", "La notice est corrigée.", trial=_changed),
    Action("withdrawal", "Retirer du catalogue", "La ressource est retirée du catalogue."),
)  # fmt: skip
