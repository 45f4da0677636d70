"""Arguments and options: those of several commands, and the journal's filters."""

from pathlib import Path
from typing import Annotated

from typer import Argument, Option

Territory = Annotated[
    str, Argument(metavar="TERRITOIRE", help="Code INSEE, par exemple 93014.")
]
AsJson = Annotated[bool, Option("--json", help="Répond en JSON sur la sortie standard.")]
Token = Annotated[
    str | None,
    Option(
        envvar="MAILLAGE_TOKEN", metavar="JETON",
        help="Le jeton de qui agit ; sans lui, au nom de qui tient ce serveur.",
    ),
]  # fmt: skip
TokenOfAgent = Annotated[
    str,
    Option("--token", envvar="MAILLAGE_TOKEN", metavar="JETON", help="Le jeton de qui agit."),
]
Of = Annotated[
    str,
    Option("--territory", metavar="TERRITOIRE", help="Code INSEE, par exemple 93014."),
]
Body = Annotated[
    Path, Argument(metavar="FICHIER", help="JSON, comme pour l’API ; - pour l’entrée.")
]
Key = Annotated[
    str | None,
    Option("--key", metavar="CLÉ", help="Envoyé deux fois sous la même clé : une fois."),
]
DryRun = Annotated[bool, Option("--dry-run", help="Essaie chaque ligne, et n’enregistre rien.")]
Port = Annotated[int | None, Option(min=0, max=65_535, metavar="PORT", help="Port d’écoute.")]

Since = Annotated[str | None, Option(metavar="DATE", help="Enregistrés à partir de ce jour.")]
Until = Annotated[
    str | None, Option(metavar="DATE", help="Enregistrés jusqu’à ce jour, compris.")
]
OccurredSince = Annotated[str | None, Option(metavar="DATE", help="Survenus depuis ce jour.")]
OccurredUntil = Annotated[
    str | None, Option(metavar="DATE", help="Survenus jusqu’à ce jour, compris.")
]
Partner = Annotated[
    str | None, Option(metavar="PARTENAIRE", help="Qui a agi : identifiant, ou nom complet.")
]
Function = Annotated[str | None, Option(metavar="CODE", help="Fonction de qui a agi.")]
Role = Annotated[str | None, Option(metavar="CODE", help="Rôle dans lequel on a agi.")]
Kind = Annotated[
    str | None, Option(metavar="FAIT", help="Par exemple Referral ou Referral.Accepted.")
]
CaseOf = Annotated[str | None, Option("--case", metavar="SITUATION", help="Identifiant.")]
Theme = Annotated[str | None, Option(metavar="CODE", help="Thème de l’orientation.")]
Ground = Annotated[str | None, Option(metavar="CODE", help="Fondement du partage.")]
Source = Annotated[str | None, Option(metavar="CODE", help="D’où vient le fait : page, api…")]
Actor = Annotated[
    str | None, Option(metavar="AGENT", help="Soi-même, ou system pour l’horloge.")
]
KnownAt = Annotated[
    str | None,
    Option(metavar="MOMENT", help="Tel que connu à ce moment : position, jour ou instant."),
]
Limit = Annotated[int, Option(min=1, max=100_000, metavar="N", help="Les N derniers.")]
Drawn = Annotated[
    int | None,
    Option("--sample", min=1, max=200, metavar="N", help="Tire N orientations au sort."),
]
Seed = Annotated[str | None, Option(metavar="GRAINE", help="Du tirage, par exemple 2026.")]
Format = Annotated[
    str, Option("--format", metavar="FORMAT", help="csv, csv-excel, xlsx ou jsonl.")
]
Out = Annotated[
    Path | None, Option(metavar="FICHIER", help="L’archive ; sinon un nom qui dit la position.")
]
At = Annotated[
    str | None, Option(metavar="MOMENT", help="Telle qu’elle était : jour, ou instant.")
]
From = Annotated[
    str | None, Option("--from", metavar="MOMENT", help="Compare depuis ce moment connu.")
]
To = Annotated[str | None, Option("--to", metavar="MOMENT", help="Jusqu’à ce moment connu.")]
