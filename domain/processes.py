"""Processes: what follows from a fact is another command. Events in, commands out."""

from collections.abc import Mapping

from domain import (
    alert_processes,
    casework_processes,
    project_processes,
    watch_session_processes,
)
from domain.aggregate import Aggregate
from domain.command import Command
from domain.rules import DEFAULTS, Rule
from domain.values import Code

__all__ = ["Command", "react"]


def react(fact: Aggregate.Event, rules: Mapping[Code, Rule] = DEFAULTS) -> tuple[Command, ...]:
    """``rules``: the territory's, for what begins with a deadline."""
    return (
        *casework_processes.react(fact),
        *alert_processes.react(fact),
        *watch_session_processes.react(fact, rules),
        *project_processes.react(fact),
    )
