"""What a command reads from a file, JSON as for the API or a table; never echoed."""

import json
import sys
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from api.cli.exits import Exit, Failure
from api.problems import of_invalid

M = TypeVar("M", bound=BaseModel)


def text_of(file: Path) -> str:
    """What the file holds; "-" is the standard input."""
    try:
        return sys.stdin.read() if str(file) == "-" else file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise Failure(Exit.UNKNOWN, "Ce fichier n’existe pas, ou n’est pas un texte.") from None


def bytes_of(file: Path, most: int) -> bytes:
    """What the file holds, up to one byte more than ``most``: that is one too many."""
    try:
        with file.open("rb") as opened:
            return opened.read(most + 1)
    except OSError:
        raise Failure(Exit.UNKNOWN, "Ce fichier n’existe pas, ou n’est pas lisible.") from None


def asked(model: type[M], text: str) -> M:
    try:
        return model.model_validate(json.loads(text))
    except ValidationError as invalid:
        told = of_invalid(invalid.errors(include_input=False, include_url=False)).errors
        faults = (f"{each['field']} : {each['reason']}" for each in told)
        raise Failure(Exit.MISUSED, f"{' ; '.join(faults)}.") from None
    except ValueError:
        raise Failure(Exit.MISUSED, "Ce fichier n’est pas du JSON.") from None
