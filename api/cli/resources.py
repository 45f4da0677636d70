"""The groups of what has verbs, ``maillage referral`` and its like, in the order of the help.

Their verbs stand in no list here: they are made from ``api.commands.resources``.
"""

from collections.abc import Mapping

from typer import Typer

from api.cli.casework import cases, referrals
from api.cli.evaluation import conferences, contributions, observations
from api.cli.french import group
from api.cli.project import commitments, forums, resources, sheets
from api.cli.watch_cell import alerts, sessions

GROUPS: Mapping[str, Typer] = {
    "referral": referrals,
    "case": cases,
    "person": group("people", "Les personnes"),
    "alert": alerts,
    "session": sessions,
    "weak-signal": group("weak-signals", "Les signaux faibles"),
    "commitment": commitments,
    "sheet": sheets,
    "forum": forums,
    "resource": resources,
    "observation": observations,
    "contribution": contributions,
    "conference": conferences,
    "convention": group("convention", "La convention"),
    "territory": group("territory", "Le territoire"),
    "partner": group("directory", "Les partenaires"),
    "agent": group("agents", "Les professionnel·les"),
    "audit": group("audit-missions", "Les missions d’audit"),
}
