"""``maillage commitment``, ``sheet``, ``forum`` and ``resource``: what is read of them."""

from typing import Annotated

from typer import Argument, Option

from api.cli.french import Command, group
from api.cli.options import AsJson, Territory, Token, TokenOfAgent

commitments = group("commitments", "Les engagements")
sheets = group("sheets", "Les fiches actions")
forums = group("forums", "Les instances")
resources = group("resources", "Les ressources mises à disposition")


@commitments.command("list", cls=Command)
def list_commitments(
    territory: Territory,
    *,
    state: Annotated[
        str | None,
        Option("--state", metavar="ÉTAT", help="Ceux de cet état seulement, par exemple made."),
    ] = None,
    kind: Annotated[
        str | None, Option("--kind", metavar="CODE", help="La nature de la ressource.")
    ] = None,
    token: TokenOfAgent,
    as_json: AsJson = False,
) -> int:
    """Les engagements, ceux à tenir d’abord, par échéance ; et combien il y en a."""
    from api.cli import commitments as reading

    return reading.every(territory, state, kind, token, as_json=as_json)


@commitments.command("show", cls=Command)
def show_commitment(
    territory: Territory,
    commitment: Annotated[
        str, Argument(metavar="ENGAGEMENT", help="Identifiant de l’engagement.")
    ],
    *,
    token: TokenOfAgent,
    as_json: AsJson = False,
) -> int:
    """Un engagement, et tout ce qui s’est passé."""
    from api.cli import commitments as reading

    return reading.show(territory, commitment, token, as_json=as_json)


@sheets.command("list", cls=Command)
def list_sheets(
    territory: Territory,
    *,
    priority: Annotated[str | None, Option(metavar="CODE", help="Sous cette priorité.")] = None,
    state: Annotated[str | None, Option(metavar="ÉTAT", help="Dans cet état.")] = None,
    late: Annotated[bool, Option("--late", help="Celles dont une mesure manque.")] = False,
    token: TokenOfAgent,
    as_json: AsJson = False,
) -> int:
    """Les fiches actions, par numéro."""
    from api.cli import sheets as reading

    return reading.listed(territory, priority, state, token, late=late, as_json=as_json)


@sheets.command("show", cls=Command)
def show_sheet(
    territory: Territory,
    sheet: Annotated[str, Argument(metavar="FICHE", help="Son numéro, ou son identifiant.")],
    *,
    token: TokenOfAgent,
    as_json: AsJson = False,
) -> int:
    """Une fiche action : où elle en est, et où en sont ses indicateurs."""
    from api.cli import sheets as reading

    return reading.show(territory, sheet, token, as_json=as_json)


@forums.command("list", cls=Command)
def list_forums(territory: Territory, *, token: Token = None, as_json: AsJson = False) -> int:
    """Liste les instances, avec leur prochaine réunion."""
    from api.cli import forums as reading

    return reading.forums(territory, token, as_json=as_json)


@forums.command("show", cls=Command)
def show_forum(
    territory: Territory,
    forum: Annotated[str, Argument(metavar="INSTANCE", help="Identifiant de l’instance.")],
    *,
    token: Token = None,
    as_json: AsJson = False,
) -> int:
    """Montre une instance : ses membres par périodes, ses réunions, qui était là."""
    from api.cli import forums as reading

    return reading.forum(territory, forum, token, as_json=as_json)


@resources.command("list", cls=Command)
def list_resources(
    territory: Territory,
    *,
    kind: Annotated[str | None, Option(metavar="CODE", help="Forme, par exemple map.")] = None,
    year: Annotated[int | None, Option(min=1900, max=2099, help="Année couverte.")] = None,
    limit: Annotated[int, Option(min=1, max=1_000, metavar="N", help="Les N dernières.")] = 50,
    token: Token = None,
    as_json: AsJson = False,
) -> int:
    """Liste les ressources mises à disposition, la dernière publiée d’abord."""
    from api.cli import forums as reading
    from api.views.resources import Sought

    return reading.resources(territory, Sought(kind, year), limit, token, as_json=as_json)
