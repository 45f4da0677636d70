"""The groups of what has verbs, ``maillage referral`` and its like.

Their verbs stand in no list here: they are made from ``api.commands.resources``.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

from typer import Argument, Option, Typer

from api.cli.french import Command, verbs_of
from api.cli.options import AsJson, At, From, KnownAt, Territory, To, TokenOfAgent


def _group(address: str, what: str) -> Typer:
    return Typer(
        cls=verbs_of(address), no_args_is_help=True, rich_markup_mode=None,
        help=f"{what} : une commande par étape.",
    )  # fmt: skip


referrals = _group("referrals", "Les orientations")
cases = _group("cases", "Les situations")
GROUPS: Mapping[str, Typer] = {
    "referral": referrals,
    "case": cases,
    "person": _group("people", "Les personnes"),
    "partner": _group("directory", "Les partenaires"),
    "agent": _group("agents", "Les professionnel·les"),
    "commitment": _group("commitments", "Les engagements"),
    "convention": _group("convention", "La convention"),
    "territory": _group("territory", "Le territoire"),
    "audit": _group("audit-missions", "Les missions d’audit"),
}


@referrals.command(cls=Command)
def log(
    territory: Territory,
    file: Annotated[
        Path, Argument(metavar="FICHIER", help="JSON, comme pour l’API ; - pour l’entrée.")
    ],
    *,
    key: Annotated[
        str | None, Option(metavar="CLÉ", help="Envoyé deux fois sous la même clé : une fois.")
    ] = None,
    token: TokenOfAgent,
    as_json: AsJson = False,
) -> int:
    """Consigne une orientation : personne, situation et orientation d’un seul envoi."""
    from api.cli import referrals as doing

    return doing.log(territory, file, key, token, as_json=as_json)


@referrals.command(cls=Command)
def show(
    territory: Territory,
    referral: Annotated[
        str, Argument(metavar="ORIENTATION", help="Identifiant de l’orientation.")
    ],
    *,
    token: TokenOfAgent,
    as_json: AsJson = False,
) -> int:
    """Dit où en est une orientation, à qui d’agir et pour quand."""
    from api.cli import referrals as doing

    return doing.show(territory, referral, token, as_json=as_json)


@cases.command("show", cls=Command)
def show_case(
    territory: Territory,
    case: Annotated[str, Argument(metavar="SITUATION", help="Identifiant de la situation.")],
    *,
    at: At = None,
    known_at: KnownAt = None,
    since: From = None,
    until: To = None,
    token: TokenOfAgent,
    as_json: AsJson = False,
) -> int:
    """Montre une situation à qui peut la lire, à tout moment ; la lecture est enregistrée."""
    from api.cli import cases as reading

    asked = reading.Asked(at, known_at, since, until)
    return reading.case(territory, case, asked, token, as_json=as_json)
