"""``maillage observation``, ``contribution`` and ``conference``: what is read of them."""

from typing import Annotated

from typer import Argument, Option

from api.cli.french import Command, group
from api.cli.options import AsJson, Territory, TokenOfAgent

observations = group("observations", "Les données d’observation")
contributions = group("contributions", "Les contributions d’habitant·es")
conferences = group("conferences", "La conférence sociale locale")


@observations.command("list", cls=Command)
def list_observations(
    territory: Territory,
    *,
    theme: Annotated[str | None, Option(metavar="CODE", help="Sur ce thème.")] = None,
    quartier: Annotated[
        str | None, Option(metavar="CODE", help="De ce quartier ; vide : la commune.")
    ] = None,
    year: Annotated[int | None, Option(min=2000, max=2100, help="De cette année.")] = None,
    token: TokenOfAgent,
    as_json: AsJson = False,
) -> int:
    """Les données d’observation, les plus récentes d’abord."""
    from api.cli import needs as reading

    return reading.observations(territory, theme, quartier, year, token, as_json=as_json)


@observations.command(cls=Command)
def unmet(
    territory: Territory,
    *,
    year: Annotated[int, Option(min=2000, max=2100, help="Année civile.")],
    token: TokenOfAgent,
    as_json: AsJson = False,
) -> int:
    """Les demandes refusées faute de service, par thème ; les petits effectifs sont tus."""
    from api.cli import needs as reading

    return reading.unmet(territory, year, token, as_json=as_json)


@contributions.command("list", cls=Command)
def list_contributions(
    territory: Territory,
    *,
    stage: Annotated[
        str | None,
        Option(
            metavar="ÉTAPE",
            help="published, to-mask, to-decide, to-answer, late, answered.",
        ),
    ] = None,
    token: TokenOfAgent,
    as_json: AsJson = False,
) -> int:
    """Les contributions publiées, et celles que vous suivez ; jamais leurs mots d’origine."""
    from api.cli import needs as reading

    return reading.contributions(territory, stage, token, as_json=as_json)


@conferences.command("show", cls=Command)
def show_conference(
    territory: Territory,
    year: Annotated[int, Argument(metavar="ANNÉE", min=2000, max=2100, help="Son année.")],
    *,
    token: TokenOfAgent,
    as_json: AsJson = False,
) -> int:
    """Montre la conférence d’une année, telle que son rapport la dit."""
    from api.cli import conferences as reading

    return reading.show(territory, year, token, as_json=as_json)
