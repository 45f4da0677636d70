"""``maillage referral`` and ``case``: what is read or sent whole, beside their verbs."""

from typing import Annotated

from typer import Argument

from api.cli.french import Command, group
from api.cli.options import AsJson, At, Body, From, Key, KnownAt, Territory, To, TokenOfAgent

referrals = group("referrals", "Les orientations")
cases = group("cases", "Les situations")


@referrals.command(cls=Command)
def log(
    territory: Territory,
    file: Body,
    *,
    key: Key = None,
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
    """Montre une situation à qui peut la lire, à tout moment ; la lecture est enregistrée."""
    from api.cli import cases as reading

    asked = reading.Asked(at, known_at, since, until)
    return reading.case(territory, case, asked, token, as_json=as_json)
