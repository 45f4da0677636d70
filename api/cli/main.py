"""The ``maillage`` command: what can be asked, and with which options.

The work of each command stands in a module of its own, imported when it is asked for.
"""

import sys
from collections.abc import Sequence
from typing import Annotated

from typer import Argument, Option, Typer, echo
from typer.exceptions import TyperException

from api.cli.exits import Exit, told
from api.cli.exports import exports
from api.cli.french import Command, Group, misuse
from api.cli.imports import imports
from api.cli.options import (
    Actor,
    AsJson,
    CaseOf,
    Drawn,
    Function,
    Ground,
    Kind,
    KnownAt,
    Limit,
    OccurredSince,
    OccurredUntil,
    Partner,
    Port,
    Role,
    Seed,
    Since,
    Source,
    Territory,
    Theme,
    Token,
    Until,
)
from api.cli.resources import GROUPS
from api.cli.tokens import tokens

app = Typer(
    cls=Group, no_args_is_help=True, add_completion=False, rich_markup_mode=None,
    help="Maillage : la coordination des Projets Sociaux de Territoire, fait par fait.",
    epilog="Réglages, codes de sortie, sauvegardes : docs/operations.md.",
)  # fmt: skip
app.add_typer(imports, name="import")
app.add_typer(exports, name="export")
app.add_typer(tokens, name="token")
for name, group in GROUPS.items():
    app.add_typer(group, name=name)


@app.command(cls=Command)
def demo(
    *,
    serves: Annotated[
        bool, Option("--serve/--no-serve", help="Sert, ou prépare seulement.")
    ] = True,
    seed: Annotated[
        int | None,
        Option(metavar="N", min=0, help="Graine de l’année d’Aubelune : 1 par défaut."),
    ] = None,
    days: Annotated[
        int | None,
        Option(
            metavar="JOURS", min=30, max=1_460, help="Jours qu’elle raconte : 730 par défaut."
        ),
    ] = None,
    scale: Annotated[
        float | None,
        Option(
            metavar="K",
            min=0.01,
            max=10,
            help="Son échelle : 0,25 par défaut ; 1 pour 600 situations et 3 000 "
            "orientations, en une demi-minute ou plus.",
        ),
    ] = None,
    port: Port = None,
    as_json: AsJson = False,
) -> int:
    """Prépare les trois territoires de démonstration, fictifs, et les sert."""
    from api.cli import demonstration

    wanted = demonstration.wanted_of(seed, days, scale)
    return demonstration.demo(port, wanted, serves=serves, as_json=as_json)


@app.command(cls=Command)
def serve(
    *,
    host: Annotated[str | None, Option(metavar="ADRESSE", help="Adresse d’écoute.")] = None,
    port: Port = None,
    as_json: AsJson = False,
) -> int:
    """Sert les pages et l’API. N’écoute que sur cette machine, sauf ordre contraire."""
    from api.cli import serving

    return serving.serve(host, port, as_json=as_json)


@app.command(cls=Command)
def migrate(*, as_json: AsJson = False) -> int:
    """Met les deux bases au schéma de cette version."""
    from api.cli import upkeep

    return upkeep.migrate(as_json=as_json)


@app.command(cls=Command)
def rebuild(
    names: Annotated[
        list[str] | None, Argument(metavar="[VUE]…", help="Par défaut, celles à reconstruire.")
    ] = None,
    *,
    every: Annotated[bool, Option("--all", help="Reconstruit toutes les vues.")] = False,
    as_json: AsJson = False,
) -> int:
    """Reconstruit des vues de lecture depuis le journal, pendant que le service tourne."""
    from api.cli import upkeep

    return upkeep.rebuild(names or [], every=every, as_json=as_json)


@app.command(cls=Command)
def journal(
    territory: Territory,
    *,
    since: Since = None,
    until: Until = None,
    occurred_since: OccurredSince = None,
    occurred_until: OccurredUntil = None,
    partner: Partner = None,
    function: Function = None,
    role: Role = None,
    kind: Kind = None,
    case: CaseOf = None,
    theme: Theme = None,
    ground: Ground = None,
    source: Source = None,
    actor: Actor = None,
    known_at: KnownAt = None,
    sample: Drawn = None,
    seed: Seed = None,
    limit: Limit = 100,
    token: Token = None,
    as_json: AsJson = False,
) -> int:
    """Dit qui a fait quoi, et quand : une phrase par fait, sans le nom d’aucune personne."""
    from api.cli import journals
    from api.cli.journal_asked import Asked

    asked = Asked(
        since, until, occurred_since, occurred_until, partner, function, role, kind, case,
        theme, ground, source, actor, known_at,
    )  # fmt: skip
    if sample is not None or seed is not None:
        return journals.sample(territory, asked, sample, seed, token, as_json=as_json)
    return journals.journal(territory, asked, limit, token, as_json=as_json)


@app.command(cls=Command)
def verify(
    territory: Annotated[
        str | None, Argument(metavar="TERRITOIRE", help="Code INSEE, par exemple 93014.")
    ] = None,
    *,
    every: Annotated[bool, Option("--all", help="Vérifie tous les territoires.")] = False,
    as_json: AsJson = False,
) -> int:
    """Vérifie le journal fait par fait : empreintes, ordre, dates, scellés."""
    from api.cli import verifying

    return verifying.verify(territory, every=every, as_json=as_json)


@app.command(cls=Command)
def doctor(*, as_json: AsJson = False) -> int:
    """Examine l’installation, et dit quoi faire."""
    from api.cli import doctor as examining

    return examining.doctor(as_json=as_json)


def main() -> None:
    """Run the command of this process, and end it with the exit code."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr] # text streams
    sys.exit(outcome(sys.argv[1:]))


def outcome(arguments: Sequence[str]) -> int:
    """The exit code of that command line; failures are told in one French sentence."""
    try:
        return int(app(arguments, prog_name="maillage", standalone_mode=False) or Exit.DONE)
    except TyperException as error:
        code, sentence = Exit.MISUSED, misuse(error)
    except Exception as error:  # noqa: BLE001 - no stack trace for the user, whatever happens
        code, sentence = told(error)
    echo(sentence, err=True)
    return code
