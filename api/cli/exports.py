"""``maillage export``: what the journal answers, in a file."""

from typer import Typer

from api.cli.french import Command, Group
from api.cli.options import (
    Actor,
    AsJson,
    CaseOf,
    Format,
    Function,
    Ground,
    Kind,
    KnownAt,
    OccurredSince,
    OccurredUntil,
    Out,
    Partner,
    Role,
    Since,
    Source,
    Territory,
    Theme,
    Token,
    Until,
)

exports = Typer(
    cls=Group, no_args_is_help=True, rich_markup_mode=None,
    help="Écrit ce que le journal répond dans un fichier.",
)  # fmt: skip


@exports.command(cls=Command)
def journal(
    territory: Territory,
    *,
    form: Format = "csv",
    out: Out = None,
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
    token: Token = None,
    as_json: AsJson = False,
) -> int:
    """Écrit toutes les lignes trouvées dans une archive, avec leur manifeste."""
    from api.cli import journals
    from api.cli.journal_asked import Asked

    asked = Asked(
        since, until, occurred_since, occurred_until, partner, function, role, kind, case,
        theme, ground, source, actor, known_at,
    )  # fmt: skip
    return journals.export(territory, asked, form, out, token, as_json=as_json)
