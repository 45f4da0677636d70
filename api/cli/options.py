"""Arguments and options that several commands take."""

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
Port = Annotated[int | None, Option(min=0, max=65_535, metavar="PORT", help="Port d’écoute.")]
