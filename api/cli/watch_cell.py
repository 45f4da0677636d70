"""``maillage alert`` and ``session``: what is read or sent whole, beside their verbs."""

from enum import Enum
from typing import Annotated

from typer import Argument

from api.cli.french import Command, group
from api.cli.options import AsJson, Body, Key, Territory, TokenOfAgent

alerts = group("alerts", "Les alertes de la cellule de veille")
sessions = group("watch-sessions", "Les séances de la cellule de veille")
_Session = Annotated[str, Argument(metavar="SÉANCE", help="Identifiant de la séance.")]


class Minutes(Enum):
    RESTRICTED = "restricted"
    SHAREABLE = "shareable"


@alerts.command("raise", cls=Command)
def raise_alert(
    territory: Territory,
    file: Body,
    *,
    key: Key = None,
    token: TokenOfAgent,
    as_json: AsJson = False,
) -> int:
    """Lance une alerte : ce qui est observé et qui l’a dit, d’un seul envoi."""
    from api.cli import alerts as doing

    return doing.raise_one(territory, file, key, token, as_json=as_json)


@alerts.command("show", cls=Command)
def show_alert(
    territory: Territory,
    alert: Annotated[str, Argument(metavar="ALERTE", help="Identifiant de l’alerte.")],
    *,
    token: TokenOfAgent,
    as_json: AsJson = False,
) -> int:
    """Une alerte, pour qui peut la lire, et ce qui s’est passé ; la lecture est enregistrée."""
    from api.cli import alerts as reading

    return reading.show(territory, alert, token, as_json=as_json)


@alerts.command("list", cls=Command)
def list_alerts(territory: Territory, *, token: TokenOfAgent, as_json: AsJson = False) -> int:
    """Le tableau de la cellule de veille : ce qu’elle a devant elle, liste par liste."""
    from api.cli import alerts as reading

    return reading.every(territory, token, as_json=as_json)


@sessions.command("list", cls=Command)
def list_sessions(territory: Territory, *, token: TokenOfAgent, as_json: AsJson = False) -> int:
    """Les séances de la cellule de veille, de la dernière à la première."""
    from api.cli import watch_sessions as reading

    return reading.every(territory, token, as_json=as_json)


@sessions.command("show", cls=Command)
def show_session(
    territory: Territory, session: _Session, *, token: TokenOfAgent, as_json: AsJson = False
) -> int:
    """Une séance, son ordre du jour et ses suites, pour qui peut les lire."""
    from api.cli import watch_sessions as reading

    return reading.show(territory, session, token, as_json=as_json)


@sessions.command("minutes", cls=Command)
def session_minutes(
    territory: Territory,
    session: _Session,
    kind: Annotated[
        Minutes, Argument(metavar="restricted|shareable", help="Restreint, ou partageable.")
    ],
    *,
    token: TokenOfAgent,
    as_json: AsJson = False,
) -> int:
    """Un compte rendu : restreint, pour qui y était invité ; partageable, pour tous."""
    from api.cli import watch_sessions as reading

    return reading.minutes(territory, session, kind.value, token, as_json=as_json)
