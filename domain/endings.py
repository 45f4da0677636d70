"""Endings (fins): what has ended stays so until it is reopened, and only that is reopened."""

from domain.aggregate import Refusal


class AlreadyEnded(Refusal):
    """Cela a pris fin : cette étape n’est plus possible."""


class NotEnded(Refusal):
    """Seul ce qui a pris fin peut être rouvert, et jamais une saisie faite par erreur."""
