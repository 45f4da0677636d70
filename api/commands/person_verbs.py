"""The verbs of a person: how to reach them, who speaks for them, what they agree to."""

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import Field

from api.commands.asks import Among, Day, Deed
from api.commands.people import BirthDate, Merging, merge
from api.commands.verbs import Resource, Verb, by_noun
from api.desk import Desk
from domain import codes
from domain.person import Person
from domain.person_requests import latest_answer
from domain.values import Code, HouseholdId, Line, PartnerId

_Scope = Annotated[Code, Among(codes.CONSENT_SCOPES), Field(title="À quoi")]
_Partner = Annotated[PartnerId | None, Field(title="Avec quel service")]
_Received = Annotated[Day, Field(title="Reçue le")]
_Right = Annotated[Code, Among(codes.DATA_RIGHTS), Field(title="Droit")]
_Household = Annotated[HouseholdId, Field(title="Ménage")]


class Correcting(Deed):
    reason: Annotated[Code, Among(codes.IDENTITY_CORRECTIONS), Field(title="Pourquoi")]
    family_name: Annotated[Line, Field(title="Nom")]
    given_name: Annotated[Line, Field(title="Prénom")]
    birth_date: Annotated[BirthDate | None, Field(title="Date de naissance")] = None


class Contacting(Deed):
    phone: Annotated[Line | None, Field(title="Téléphone")] = None
    mail: Annotated[Line | None, Field(title="Courriel")] = None
    address: Annotated[Line | None, Field(title="Adresse")] = None


class Reaching(Deed):
    means: Annotated[Line | None, Field(title="Moyen sûr de la joindre")] = None
    hours: Annotated[Line | None, Field(title="À quelles heures")] = None
    never_by: tuple[Annotated[Code, Among(codes.CONTACT_MEANS)], ...] = Field(
        (), title="Jamais par"
    )


class Interpreting(Deed):
    languages: tuple[Annotated[Code, Among(codes.LANGUAGES)], ...] = Field(
        (), title="Langues", description="Aucune : plus besoin d’interprète."
    )


class Accessing(Deed):
    needs: tuple[Annotated[Code, Among(codes.ACCESS_NEEDS)], ...] = Field(
        (), title="Besoins", description="Aucun : plus de besoin particulier."
    )


class Protecting(Deed):
    reason: Annotated[Code, Among(codes.ADDRESS_PROTECTIONS), Field(title="Pourquoi")]


class Representing(Deed):
    kind: Annotated[Code, Among(codes.REPRESENTATIONS), Field(title="À quel titre")]
    who: Annotated[Line, Field(title="Qui")]
    scope: Annotated[Code, Among(codes.REPRESENTATION_SCOPES), Field(title="Pour quoi")]
    since: Annotated[Day | None, Field(title="Depuis le")] = None
    until: Annotated[Day | None, Field(title="Jusqu’au")] = None


class NoLongerRepresenting(Deed):
    number: Annotated[int, Field(title="Numéro de la représentation", ge=1)]
    ended_on: Annotated[Day, Field(title="Fin le")]


class Joining(Deed):
    household: _Household
    since: Annotated[Day, Field(title="Depuis le")]


class Leaving(Deed):
    household: _Household
    left_on: Annotated[Day, Field(title="Parti·e le")]


class Informing(Deed):
    how: Annotated[Code, Among(codes.INFORMED), Field(title="Comment")]
    partners: tuple[PartnerId, ...] = Field(
        title="De quels partages", description="Services concernés.", min_length=1
    )


class Consenting(Deed):
    scope: _Scope
    how: Annotated[Code, Among(codes.CONSENT_FORMS), Field(title="Comment")]
    partner: _Partner = None
    until: Annotated[Day | None, Field(title="Jusqu’au")] = None


class NotConsenting(Deed):
    scope: _Scope
    partner: _Partner = None


class Received(Deed):
    received_on: _Received


class Rejecting(Deed):
    reason: Annotated[Code, Among(codes.OPPOSITION_REJECTIONS), Field(title="Pourquoi")]


class Asking(Received):
    right: _Right


class AnsweringRight(Deed):
    right: _Right
    answer: Annotated[Code, Among(codes.RIGHTS_ANSWERS), Field(title="Réponse")]


class Separating(Deed):
    reason: Annotated[Code, Among(codes.ERRORS), Field(title="Pourquoi")]


class Moving(Deed):
    moved_on: Annotated[Day, Field(title="Parti·e le")]


class Dying(Deed):
    died_on: Annotated[Day | None, Field(title="Le")] = None


class Archiving(Deed):
    ground: Annotated[Code, Among(codes.ARCHIVING_GROUNDS), Field(title="Pourquoi")]


async def _decided_in_time(_: Desk, __: Person, ask: Received) -> Mapping[str, Any]:
    return {"decide_by": latest_answer(ask.received_on)}


async def _answered_in_time(_: Desk, __: Person, ask: Asking) -> Mapping[str, Any]:
    return {"answer_by": latest_answer(ask.received_on)}


PERSON_VERBS = (
    Verb("identity", Person.correct_identity, "Corriger l’identité", Correcting),
    Verb("contact", Person.change_contact, "Changer les coordonnées", Contacting),
    Verb("safe-contact", Person.reach_by, "Dire comment la joindre sans risque", Reaching),
    Verb("interpreter", Person.need_interpreter, "Besoin d’un interprète", Interpreting),
    Verb("access", Person.need_access, "Besoins pour l’accueil", Accessing),
    Verb("address-protection", Person.protect_address, "Protéger l’adresse", Protecting),
    Verb("address-disclosure", Person.unprotect_address, "Ne plus protéger l’adresse"),
    Verb("representation", Person.represent, "Dire qui la représente", Representing),
    Verb(
        "representation-end", Person.end_representation, "Mettre fin à une représentation",
        NoLongerRepresenting,
    ),
    Verb("household", Person.join_household, "Rattacher à un ménage", Joining),
    Verb("household-departure", Person.leave_household, "Quitter un ménage", Leaving),
    Verb("information", Person.inform_of_sharing, "Informer d’un partage", Informing),
    Verb("consent", Person.give_consent, "Recueillir un accord", Consenting),
    Verb("consent-refusal", Person.refuse_consent, "Noter un refus", NotConsenting),
    Verb("consent-withdrawal", Person.withdraw_consent, "Retirer un accord", NotConsenting),
    Verb(
        "opposition", Person.raise_opposition, "Recevoir une opposition", Received,
        _decided_in_time,
    ),
    Verb("opposition-upheld", Person.uphold_opposition, "Donner suite à l’opposition"),
    Verb("opposition-rejected", Person.reject_opposition, "Rejeter l’opposition", Rejecting),
    Verb("opposition-taken-back", Person.take_back_opposition, "L’opposition est retirée"),
    Verb(
        "rights-request", Person.receive_request, "Recevoir une demande d’exercice de droit",
        Asking, _answered_in_time,
    ),
    Verb("rights-answer", Person.answer_request, "Répondre à la demande", AnsweringRight),
    Verb(
        "limitation-end", Person.lift_limitation,
        "Lever la limitation, après en avoir prévenu la personne",
    ),
    Verb("merge", Person.merge_into, "Fusionner deux fiches", Merging, run=merge),
    Verb("unmerge", Person.unmerge, "Défaire la fusion", Separating),
    Verb("moved-away", Person.move_away, "La personne a quitté le territoire", Moving),
    Verb("death", Person.record_death, "La personne est décédée", Dying),
    Verb("death-retraction", Person.retract_death, "Le décès était une erreur"),
    Verb("archive", Person.archive, "Archiver", Archiving),
    Verb("reactivation", Person.reactivate, "Sortir de l’archive"),
)  # fmt: skip

PEOPLE = Resource("people", Person, "personne", by_noun(PERSON_VERBS))
