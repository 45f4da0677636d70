"""``maillage token …``: what can be asked about access tokens."""

from typing import Annotated

from typer import Argument, Option, Typer

from api.cli.french import Command, Group
from api.cli.options import AsJson, Territory

tokens = Typer(
    cls=Group, no_args_is_help=True, rich_markup_mode=None,
    help="Crée, révoque et liste des jetons d’accès.",
)  # fmt: skip


@tokens.command(cls=Command)
def create(
    territory: Territory,
    agent: Annotated[str, Argument(metavar="AGENT", help="Identifiant : voir token agents.")],
    *,
    role: Annotated[
        str | None, Option(metavar="RÔLE", help="À préciser si l’agent en a plusieurs.")
    ] = None,
    on_behalf_of: Annotated[
        str | None,
        Option(metavar="PARTENAIRE", help="Au nom de qui, sous mandat : son identifiant."),
    ] = None,
    label: Annotated[
        str, Option(metavar="TEXTE", help="À quoi il sert. Ne nommez personne.")
    ] = "ligne de commande",
    days: Annotated[int, Option(min=1, max=365, metavar="N", help="Durée, en jours.")] = 30,
    as_json: AsJson = False,
) -> int:
    """Crée un jeton pour un agent ; il n’est montré que cette fois."""
    from api.cli import access

    return access.create(territory, agent, role, on_behalf_of, label, days, as_json=as_json)


@tokens.command(cls=Command)
def revoke(
    territory: Territory,
    mark: Annotated[str, Argument(metavar="MARQUE", help="Douze signes : voir token list.")],
    *,
    as_json: AsJson = False,
) -> int:
    """Met fin à un jeton sans délai."""
    from api.cli import access

    return access.revoke(territory, mark, as_json=as_json)


@tokens.command("list", cls=Command)
def granted(territory: Territory, *, as_json: AsJson = False) -> int:
    """Liste les jetons d’un territoire ; jamais le jeton lui-même."""
    from api.cli import access

    return access.granted(territory, as_json=as_json)


@tokens.command(cls=Command)
def agents(territory: Territory, *, as_json: AsJson = False) -> int:
    """Liste les agents qui peuvent recevoir un jeton, sans leur nom."""
    from api.cli import access

    return access.agents(territory, as_json=as_json)
