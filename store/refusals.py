"""Why the log does not write a command. The docstring is the sentence shown."""

from domain.aggregate import Refusal


class Unknown(Refusal):
    """Cet élément n’existe pas, ou n’existe plus."""


class Exists(Refusal):
    """Cet élément existe déjà."""


class Stale(Refusal):
    """La situation a changé depuis votre lecture : rechargez la page avant d’agir."""


class SubjectErased(Refusal):
    """Les données de cette personne ont été détruites : plus rien ne peut y être ajouté."""


class Duplicate(Refusal):
    """Cette demande a déjà été enregistrée."""


class Replayed(Refusal):
    """Cette demande a déjà été enregistrée sous cette clé."""


class KeyReused(Refusal):
    """Cette clé d’idempotence a déjà servi pour un autre contenu."""


class InFlight(Refusal):
    """La même demande est en cours de traitement."""


class FromTheFuture(Refusal):
    """Un fait ne peut pas être daté dans le futur."""


class OutOfOrder(Refusal):
    """Ce fait ne peut pas être antérieur au dernier changement enregistré."""


class Unreachable(Exception):
    """The log cannot be written just now; nothing, or the whole command, was written."""


class Busy(Unreachable):
    """Too many commands wait."""


class Unavailable(Unreachable):
    """The database does not answer."""


class OtherCode(Unreachable):
    """The read models are kept by another version of the projection code."""


class NotServed(Exception):
    """A territory that this installation may not serve."""
