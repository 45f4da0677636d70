"""What is said of a person, one sentence for each kind of fact; never who they are.

Nor what would say too much in the journal: why an address is hidden, what a body needs.
"""

from collections.abc import Callable, Mapping
from typing import Any

from domain import codes
from domain.aggregate import Aggregate
from domain.person import Person
from projections.wording import Names, day, label, uncapitalised


def _coded(codes_of: codes.CodeList, value: str) -> str:
    return uncapitalised(label(codes_of, value))


def _informed(it: Any, of: Names) -> str:
    partners = ", ".join(of(partner) for partner in it.partners)
    how = _coded(codes.INFORMED, it.how)
    return f"{of(it.by)} a parlé à la personne du partage avec {partners} : {how}."


def _represented(it: Any, of: Names) -> str:
    until = f", jusqu’au {day(it.until)}" if it.until else ""
    return (
        f"{of(it.by)} note qui représente une personne{until} :"
        f" {_coded(codes.REPRESENTATIONS, it.kind)}."
    )


def _about(it: Any, of: Names) -> str:
    """What consent is about: a purpose, perhaps one partner."""
    partner = f", avec {of(it.partner)}" if it.partner else ""
    return f"{_coded(codes.CONSENT_SCOPES, it.scope)}{partner}"


def _consented(it: Any, of: Names) -> str:
    until = f", jusqu’au {day(it.until)}" if it.until else ""
    how = _coded(codes.CONSENT_FORMS, it.how)
    return f"{of(it.by)} recueille l’accord de la personne, {how}{until} : {_about(it, of)}."


def _deceased(it: Any, of: Names) -> str:
    when = f", le {day(it.died_on)}" if it.died_on else ""
    return f"{of(it.by)} enregistre le décès d’une personne{when}."


SENTENCES: Mapping[type[Aggregate.Event], Callable[[Any, Names], str]] = {
    Person.Registered: lambda it, of: f"{of(it.by)} enregistre une personne.",
    Person.IdentityCorrected: lambda it, of: (
        f"{of(it.by)} corrige l’identité d’une personne :"
        f" {_coded(codes.IDENTITY_CORRECTIONS, it.reason)}."
    ),
    Person.ContactChanged: lambda it, of: (
        f"{of(it.by)} met à jour les moyens de joindre une personne."
    ),
    Person.ReachableBy: lambda it, of: (
        f"{of(it.by)} dit comment joindre une personne sans la mettre en danger."
    ),
    Person.InterpreterNeeded: lambda it, of: (
        f"{of(it.by)} dit si une personne a besoin d’un interprète."
    ),
    Person.AccessNeeded: lambda it, of: (
        f"{of(it.by)} dit de quoi une personne a besoin pour être reçue."
    ),
    Person.AddressProtected: lambda it, of: (
        f"{of(it.by)} protège l’adresse d’une personne : les autres services ne la voient plus."
    ),
    Person.AddressUnprotected: lambda it, of: (
        f"{of(it.by)} lève la protection de l’adresse d’une personne."
    ),
    Person.RepresentedBy: _represented,
    Person.RepresentationEnded: lambda it, of: (
        f"{of(it.by)} note la fin d’une représentation, le {day(it.ended_on)}."
    ),
    Person.JoinedHousehold: lambda it, of: (
        f"{of(it.by)} note qu’une personne vit dans un ménage depuis le {day(it.since)}."
    ),
    Person.LeftHousehold: lambda it, of: (
        f"{of(it.by)} note qu’une personne a quitté un ménage le {day(it.left_on)}."
    ),
    Person.InformedOfSharing: _informed,
    Person.KnownTo: lambda it, of: (
        f"{of(it.partner)} peut compléter le dossier d’une personne :"
        f" {_coded(codes.SHARING_GROUNDS, it.sharing_ground)}."
    ),
    Person.ConsentGiven: _consented,
    Person.ConsentRefused: lambda it, of: (
        f"{of(it.by)} note que la personne refuse : {_about(it, of)}."
    ),
    Person.ConsentWithdrawn: lambda it, of: (
        f"{of(it.by)} note que la personne retire son accord : {_about(it, of)}."
    ),
    Person.OppositionRaised: lambda it, of: (
        f"{of(it.by)} reçoit l’opposition d’une personne au partage de ses informations ;"
        f" décision due le {day(it.decide_by)}."
    ),
    Person.OppositionUpheld: lambda it, of: (
        f"{of(it.by)} retient l’opposition d’une personne : ses informations ne sont plus"
        " partagées."
    ),
    Person.OppositionRejected: lambda it, of: (
        f"{of(it.by)} écarte l’opposition d’une personne :"
        f" {_coded(codes.OPPOSITION_REJECTIONS, it.reason)}."
    ),
    Person.OppositionTakenBack: lambda it, of: (
        f"{of(it.by)} note que la personne ne s’oppose plus au partage."
    ),
    Person.RightsRequestReceived: lambda it, of: (
        f"{of(it.by)} reçoit une demande d’une personne sur ses données"
        f" ({_coded(codes.DATA_RIGHTS, it.right)}) ; réponse due le {day(it.answer_by)}."
    ),
    Person.RightsRequestAnswered: lambda it, of: (
        f"{of(it.by)} répond à la demande d’une personne sur ses données"
        f" ({_coded(codes.DATA_RIGHTS, it.right)}) : {_coded(codes.RIGHTS_ANSWERS, it.answer)}."
    ),
    Person.LimitationLifted: lambda it, of: (
        f"{of(it.by)} lève la limitation de l’usage des données d’une personne, après l’en"
        " avoir prévenue."
    ),
    Person.MergedInto: lambda it, of: (
        f"{of(it.by)} reconnaît une même personne, enregistrée deux fois :"
        f" {_coded(codes.MERGE_EVIDENCE, it.evidence)}."
    ),
    Person.Unmerged: lambda it, of: (
        f"{of(it.by)} sépare deux personnes confondues par erreur :"
        f" {_coded(codes.ERRORS, it.reason)}."
    ),
    Person.MovedAway: lambda it, of: (
        f"{of(it.by)} note le départ d’une personne du territoire, le {day(it.moved_on)}."
    ),
    Person.Deceased: _deceased,
    Person.DeathRetracted: lambda it, of: f"{of(it.by)} retire un décès enregistré par erreur.",
    Person.Archived: lambda it, _: (
        f"Le dossier d’une personne est archivé : {_coded(codes.ARCHIVING_GROUNDS, it.ground)}."
    ),
    Person.Reactivated: lambda _it, _of: "Le dossier d’une personne est rouvert.",
    Person.Erased: lambda it, _: (
        "Les données d’une personne sont à détruire :"
        f" {_coded(codes.ERASURE_GROUNDS, it.reason)}."
    ),
    Person.KeyDestroyed: lambda _it, _of: (
        "Les données d’une personne sont détruites, sans retour possible."
    ),
}
