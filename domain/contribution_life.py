"""The life of a contribution: what it may lead to, and why a step is refused."""

from domain import codes
from domain.aggregate import Refusal
from domain.values import Reference


class ContributionEnded(Refusal):
    """Cette contribution a été retirée, ou saisie par erreur : plus rien ne s’y ajoute."""


class NotMasked(Refusal):
    """Seul un texte où les noms sont masqués peut être publié : masquez-le d’abord."""


class AlreadyPublished(Refusal):
    """Cette contribution est déjà publiée."""


class AlreadyKeptBack(Refusal):
    """Il est déjà décidé de ne pas publier cette contribution."""


class AlreadyLinked(Refusal):
    """Cette contribution est déjà rattachée à cette fiche action."""

    field = "sheet"


class AlreadyLedTo(Refusal):
    """Cet effet de la contribution est déjà noté."""

    field = "what"


class NotAnEffect(Refusal):
    """Une contribution mène à une fiche action, un engagement ou une recommandation précise."""

    field = "what"


def ensure_effect(what: Reference) -> None:
    """A recommendation is one of several in its conference, and says which."""
    codes.REFERENCES.ensure(what=what.kind)
    numbered = what.kind == "recommendation"
    if what.kind not in codes.EFFECTS or (what.part is not None) != numbered:
        raise NotAnEffect
