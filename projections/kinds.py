"""What each kind of fact is called in the journal's filter, and where facts come from."""

import json
from collections.abc import Mapping
from importlib.resources import files

_FAMILIES = json.loads((files(__package__) / "kinds.json").read_text(encoding="utf-8"))
FAMILIES: Mapping[str, str] = {name: family["label"] for name, family in _FAMILIES.items()}
KINDS: Mapping[str, str] = {
    f"{name}.{kind}": label
    for name, family in _FAMILIES.items()
    for kind, label in family["kinds"].items()
}
SOURCES: Mapping[str, str] = {
    "page": "page web",
    "api": "logiciel relié",
    "cli": "ligne de commande",
    "process": "suite automatique",
    "demo": "démonstration",
    "referral-answer": "règle des délais",
    "contribution-answer": "règle des délais",
    "alert-answer": "règle des alertes",
    "commitment-due": "règle des échéances",
}
"""By the part before "@": a rule's version stands after it."""
