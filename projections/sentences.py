"""Every fact as one French sentence, rendered on read; never says who a person is."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from domain import codes
from domain.aggregate import Aggregate
from domain.case import Case
from domain.person import Person
from projections import network_sentences, referral_sentences
from projections.wording import Names, label, uncapitalised
from store.facts import Fact


def sentence(fact: Fact, names: Mapping[UUID, str]) -> str:
    """The sentence of a fact; ``names`` are the partners' names by id."""
    said = SENTENCES[type(fact.event)](fact.event, Names(names, fact.at.stream_id))
    return said[:1].upper() + said[1:]


def _informed(it: Any, of: Names) -> str:
    partners = ", ".join(of(partner) for partner in it.partners)
    how = uncapitalised(label(codes.INFORMED, it.how))
    return f"{of(it.by)} a parlé à la personne du partage avec {partners} : {how}."


_CASEWORK: Mapping[type[Aggregate.Event], Callable[[Any, Names], str]] = {
    Person.Registered: lambda it, of: f"{of(it.by)} enregistre une personne.",
    Person.IdentityCorrected: lambda it, of: (
        f"{of(it.by)} corrige l’identité d’une personne :"
        f" {uncapitalised(label(codes.IDENTITY_CORRECTIONS, it.reason))}."
    ),
    Person.ContactChanged: lambda it, of: (
        f"{of(it.by)} met à jour les moyens de joindre une personne."
    ),
    Person.InformedOfSharing: _informed,
    Person.Erased: lambda it, _: f"Les données d’une personne sont à détruire : {_ground(it)}.",
    Person.KeyDestroyed: lambda _it, _of: (
        "Les données d’une personne sont détruites, sans retour possible."
    ),
    Case.Opened: lambda it, of: f"{of(it.opener)} ouvre la situation.",
    Case.PersonAdded: lambda it, of: f"{of(it.by)} ajoute une personne à la situation.",
    Case.PartnerInvolved: lambda it, of: (
        f"{of(it.partner)} devient partie à la situation :"
        f" {uncapitalised(label(codes.SHARING_GROUNDS, it.sharing_ground))}."
    ),
    Case.NoteAdded: lambda it, of: f"{of(it.by)} ajoute une note, pour son seul service.",
    Case.Closed: lambda it, of: (
        f"{of(it.by)} clôt la situation :"
        f" {uncapitalised(label(codes.CASE_OUTCOMES, it.outcome))}."
    ),
    Case.EnteredInError: lambda it, of: (
        f"{of(it.by)} signale une situation saisie par erreur :"
        f" {uncapitalised(label(codes.ERRORS, it.reason))}."
    ),
    Case.Erased: lambda it, _: f"Les données de la situation sont à détruire : {_ground(it)}.",
    Case.KeyDestroyed: lambda _it, _of: (
        "Les données de la situation sont détruites, sans retour possible."
    ),
}


def _ground(it: Any) -> str:
    return uncapitalised(label(codes.ERASURE_GROUNDS, it.reason))


SENTENCES: Mapping[type[Aggregate.Event], Callable[[Any, Names], str]] = {
    **network_sentences.SENTENCES,
    **_CASEWORK,
    **referral_sentences.SENTENCES,
}
"""Every registered kind of fact; a test says which one lacks its sentence."""
