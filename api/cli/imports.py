"""``maillage import``: what comes from elsewhere, read from a file."""

from pathlib import Path
from typing import Annotated

from typer import Argument, Typer

from api.cli.french import Command, Group
from api.cli.options import AsJson, DryRun, Of, TokenOfAgent

_Csv = Annotated[Path, Argument(metavar="FICHIER", help="Tableau CSV en UTF-8.")]

imports = Typer(
    cls=Group, no_args_is_help=True, rich_markup_mode=None,
    help="Lit des données venues d’ailleurs.",
)  # fmt: skip


@imports.command(cls=Command)
def directory(
    file: Annotated[Path, Argument(metavar="FICHIER", help="JSON data·inclusion v1.")],
    *,
    territory: Of,
    as_json: AsJson = False,
) -> int:
    """Fait entrer des structures data·inclusion dans l’annuaire ; deux fois n’ajoute rien."""
    from api.cli import importing

    return importing.directory(file, territory, as_json=as_json)


@imports.command(cls=Command)
def sheets(
    file: _Csv,
    *,
    territory: Of,
    dry_run: DryRun = False,
    token: TokenOfAgent,
    as_json: AsJson = False,
) -> int:
    """Fait entrer des fiches actions : toutes les lignes ou aucune, et une seule fois."""
    from api.cli import tables
    from api.commands.sheet_import import IMPORT

    return tables.take(IMPORT, file, territory, token, dry_run=dry_run, as_json=as_json)


@imports.command(cls=Command)
def observations(
    file: _Csv,
    *,
    territory: Of,
    dry_run: DryRun = False,
    token: TokenOfAgent,
    as_json: AsJson = False,
) -> int:
    """Fait entrer des données d’observation : toutes les lignes ou aucune, une seule fois."""
    from api.cli import tables
    from api.commands.observations import IMPORT

    return tables.take(IMPORT, file, territory, token, dry_run=dry_run, as_json=as_json)
