"""Refusals: the API's problem types are their names, so one name has one meaning."""

from collections import defaultdict
from collections.abc import Iterator
from importlib import import_module
from pkgutil import walk_packages

import api
import domain
import store
from domain.aggregate import Refusal


def _below(kind: type[Refusal]) -> Iterator[type[Refusal]]:
    for each in kind.__subclasses__():
        yield each
        yield from _below(each)


def test_a_refusal_is_said_by_one_class_in_one_module() -> None:
    for package in (domain, store, api):
        for module in walk_packages(package.__path__, f"{package.__name__}."):
            if not module.name.endswith("__main__"):
                import_module(module.name)
    said: dict[str, set[str]] = defaultdict(set)
    for each in _below(Refusal):
        if each.__module__.partition(".")[0] in ("domain", "store", "api"):
            said[each.__name__].add(each.__module__)

    assert {} == {name: where for name, where in said.items() if len(where) > 1}
