"""Files that survive a loss of power: their bytes, and their names in the folder."""

import os
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile


def write_once(path: Path, content: bytes) -> None:
    """The file with all of it, or no file; one that is there already stays (mode 0600)."""
    with NamedTemporaryFile(dir=path.parent) as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
        with suppress(FileExistsError):
            os.link(file.name, path)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Return only when the names in that folder are on the disk."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
