"""Writes what is missing: ``python -m tests.golden.write``. It never changes a vector."""

import json
from hashlib import sha256
from pathlib import Path

from domain.catalogue import KINDS
from store.facts import shape
from tests.golden.samples import sample

FOLDER = Path(__file__).parent / "shapes"
PINS = Path(__file__).parent / "pins.json"


def main() -> None:
    """One vector for each registered (kind, schema) that has none, and its pin."""
    pins = json.loads(PINS.read_text()) if PINS.exists() else {}
    FOLDER.mkdir(exist_ok=True)
    for kind, event_class in sorted(KINDS.items()):
        name = f"{kind}.{event_class.class_version}.json"
        if name not in pins:
            text = _vector(kind)
            (FOLDER / name).write_text(text, encoding="utf-8")
            pins[name] = sha256(text.encode()).hexdigest()
    PINS.write_text(json.dumps(pins, indent=1, sort_keys=True) + "\n")


def _vector(kind: str) -> str:
    said = shape(kind).encode(sample(kind))
    stored = {
        "kind": said.kind,
        "schema": said.schema,
        "data": said.data,
        "lifted": {name: value and str(value) for name, value in said.lifted.items()},
        "clear": said.clear.decode() if said.clear is not None else None,
    }
    return json.dumps(stored, ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    main()
