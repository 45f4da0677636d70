"""The groups of what has verbs, ``maillage referral`` and its like.

Their verbs stand in no list here: they are made from ``api.commands.resources``.
"""

from collections.abc import Mapping
from enum import Enum
from pathlib import Path
from typing import Annotated

from typer import Argument, Option, Typer

from api.cli.french import Command, verbs_of
from api.cli.options import AsJson, At, From, KnownAt, Territory, To, Token, TokenOfAgent


def _group(address: str, what: str) -> Typer:
    return Typer(
        cls=verbs_of(address), no_args_is_help=True, rich_markup_mode=None,
        help=f"{what} : une commande par étape.",
    )  # fmt: skip


referrals = _group("referrals", "Les orientations")
cases = _group("cases", "Les situations")
forums = _group("forums", "Les instances")
resources = _group("resources", "Les ressources mises à disposition")
conferences = _group("conferences", "La conférence sociale locale")
sheets = _group("sheets", "Les fiches actions")
commitments = _group("commitments", "Les engagements")
alerts = _group("alerts", "Les alertes de la cellule de veille")
sessions = _group("watch-sessions", "Les séances de la cellule de veille")
observations = _group("observations", "Les données d’observation")
contributions = _group("contributions", "Les contributions d’habitant·es")


class Minutes(Enum):
    RESTRICTED = "restricted"
    SHAREABLE = "shareable"


GROUPS: Mapping[str, Typer] = {
    "referral": referrals,
    "case": cases,
    "person": _group("people", "Les personnes"),
    "partner": _group("directory", "Les partenaires"),
    "alert": alerts,
    "session": sessions,
    "weak-signal": _group("weak-signals", "Les signaux faibles"),
    "agent": _group("agents", "Les professionnel·les"),
    "commitment": commitments,
    "conference": conferences,
    "convention": _group("convention", "La convention"),
    "territory": _group("territory", "Le territoire"),
    "sheet": sheets,
    "audit": _group("audit-missions", "Les missions d’audit"),
    "forum": forums,
    "resource": resources,
    "observation": observations,
    "contribution": contributions,
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
    """Montre une situation à qui peut la lire, à tout moment ; la lecture est enregistrée."""
    from api.cli import cases as reading

    asked = reading.Asked(at, known_at, since, until)
    return reading.case(territory, case, asked, token, as_json=as_json)


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


@alerts.command("raise", cls=Command)
def raise_alert(
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


_Session = Annotated[str, Argument(metavar="SÉANCE", help="Identifiant de la séance.")]


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
