"""Arguments and options: those of several commands, and the journal's filters."""

from typing import Annotated

from typer import Argument, Option

Territory = Annotated[
    str, Argument(metavar="TERRITOIRE", help="Code INSEE, par exemple 93014.")
]
AsJson = Annotated[bool, Option("--json", help="Répond en JSON sur la sortie standard.")]
Token = Annotated[
    str | None,
    Option(envvar="MAILLAGE_TOKEN", metavar="JETON", help="Le jeton de qui regarde."),
]
TokenOfAgent = Annotated[
    str,
    Option("--token", envvar="MAILLAGE_TOKEN", metavar="JETON", help="Le jeton de qui agit."),
]
Port = Annotated[int | None, Option(min=0, max=65_535, metavar="PORT", help="Port d’écoute.")]

Since = Annotated[str | None, Option(metavar="DATE", help="À partir de ce jour.")]
Until = Annotated[str | None, Option(metavar="DATE", help="Jusqu’à ce jour, compris.")]
Partner = Annotated[
    str | None, Option(metavar="PARTENAIRE", help="Identifiant, ou nom complet.")
]
Actor = Annotated[
    str | None, Option(metavar="AGENT", help="Identifiant, ou system pour l’horloge.")
]
Kind = Annotated[
    str | None, Option(metavar="FAIT", help="Par exemple Referral ou Referral.Accepted.")
]
Limit = Annotated[int, Option(min=1, max=100_000, metavar="N", help="Les N derniers.")]
