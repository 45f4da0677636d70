"""Deadlines (délais): why one that is awaited cannot be missed, recalled, nor called past."""

from domain.aggregate import Refusal


class DeadlineMissing(Refusal):
    """Une réponse est attendue : il lui faut une date limite."""


class AlreadyReminded(Refusal):
    """Cette relance a déjà été faite, ou n’était pas prévue."""


class NotYetDue(Refusal):
    """Ce délai n’est pas écoulé, ou ne court plus."""
