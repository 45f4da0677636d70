"""What follows from an alert: those told twice stand under one."""

from domain.aggregate import Aggregate
from domain.alert import Alert
from domain.command import Command


def react(fact: Aggregate.Event) -> tuple[Command, ...]:
    match fact:
        case Alert.MarkedDuplicate(originator_id=duplicate, of=original):
            return (Command(Alert, Alert.join, original, {"duplicate": duplicate}),)
        case (
            Alert.Reopened(originator_id=duplicate, original=original)
            | Alert.EnteredInError(originator_id=duplicate, original=original)
        ) if original is not None:
            return (Command(Alert, Alert.part, original, {"duplicate": duplicate}),)
        case _:
            return ()
