"""Exit codes, and the French sentence of each failure; documented in docs/operations.md.

A sentence never holds what was given on the command line or read from a file: it may be
about somebody.
"""

from enum import IntEnum
from typing import NamedTuple


class Exit(IntEnum):
    """What the calling program can act on."""

    DONE = 0
    TO_MEND = 1
    """Done, and something must be looked at: records skipped, faults found, a check failed."""
    MISUSED = 2
    UNKNOWN = 3
    REFUSED = 4
    UNAVAILABLE = 5
    NOT_SERVED = 6
    INTERNAL = 70
    INTERRUPTED = 130


UNPREPARED = "La base n’est pas prête : lancez `maillage migrate`, puis `maillage rebuild`."
_OTHER_CODE = "Les vues de lecture sont d’un autre code : lancez `maillage rebuild`."
_EDITED = "Une migration a été modifiée depuis qu’elle a été appliquée."
_REFUSED = "La base de données a refusé l’opération : voir `maillage doctor`."
_LEDGER = (
    "Le registre des clés détruites est plus court que celui de la base : rétablissez le bon "
    "fichier avant de continuer (voir `maillage doctor`)."
)
_MASTER = "Les clés de cette base ont été protégées par une autre clé maître."
_SILENT = "La base de données ne répond pas : voir `maillage doctor`."
_FORBIDDEN = "Droits insuffisants sur un fichier de l’installation : voir `maillage doctor`."
_NOT_STARTED = "Le serveur PostgreSQL embarqué n’a pas démarré : voir le fichier postgres/log."


class Failure(Exception):
    """A command that cannot go on: one sentence for the user, and the exit code."""

    def __init__(self, code: Exit, sentence: str) -> None:
        super().__init__(sentence)
        self.code, self.sentence = code, sentence


class Told(NamedTuple):
    code: Exit
    sentence: str


def told(error: Exception) -> Told:
    """How that error ends the command."""
    if isinstance(error, Failure):
        return Told(error.code, error.sentence)
    unforeseen = Told(Exit.INTERNAL, f"Erreur interne ({type(error).__name__}).")
    return _refused(error) or _not_served(error) or _unavailable(error) or unforeseen


def _refused(error: Exception) -> Told | None:
    from domain.aggregate import Refusal
    from store.refusals import Unknown

    if not isinstance(error, Refusal):
        return None
    code = Exit.UNKNOWN if isinstance(error, Unknown) else Exit.REFUSED
    why = getattr(error, "reason", None) or getattr(error, "field", None)
    return Told(code, f"{error.sentence()} ({why})" if why else error.sentence())


def _not_served(error: Exception) -> Told | None:
    from store.keys import WrongMaster
    from store.ledger import LedgerShorter
    from store.refusals import NotServed

    match error:
        case NotServed():
            return Told(
                Exit.NOT_SERVED,
                "Tant que la connexion des agents n’existe pas, seuls des territoires fictifs "
                f"sont servis. Territoires réels de cette base : {error}.",
            )
        case LedgerShorter():
            return Told(Exit.NOT_SERVED, _LEDGER)
        case WrongMaster():
            return Told(Exit.NOT_SERVED, _MASTER)
        case _:
            return None


def _unavailable(error: Exception) -> Told | None:
    found = (said for kinds, said in _outages() if isinstance(error, kinds))
    sentence = next(found, None)
    return Told(Exit.UNAVAILABLE, sentence) if sentence else None


def _outages() -> tuple[tuple[tuple[type[Exception], ...], str], ...]:
    import subprocess

    import asyncpg

    from store.migrate import ChangedMigration
    from store.refusals import OtherCode, Unreachable

    return (
        ((ChangedMigration,), _EDITED),
        ((OtherCode,), _OTHER_CODE),
        (_without_schema(), UNPREPARED),
        ((asyncpg.PostgresConnectionError,), _SILENT),
        ((asyncpg.PostgresError,), _REFUSED),
        ((PermissionError,), _FORBIDDEN),
        ((subprocess.SubprocessError,), _NOT_STARTED),
        ((OSError, asyncpg.InterfaceError, Unreachable), _SILENT),
    )


def _without_schema() -> tuple[type[Exception], ...]:
    """What a database answers where no migration has run."""
    import asyncpg

    return (
        asyncpg.UndefinedTableError, asyncpg.UndefinedObjectError,
        asyncpg.InvalidParameterValueError, asyncpg.InvalidCatalogNameError,
        asyncpg.InvalidAuthorizationSpecificationError,
    )  # fmt: skip
