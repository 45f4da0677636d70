"""The verbs of a case: its people and partners, notes, goals, protection, end."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Annotated, Any
from uuid import UUID, uuid5

from pydantic import Field

from api.commands import sharing
from api.commands.asks import Among, Day, Deed
from api.commands.coordination_verbs import COORDINATION_VERBS
from api.commands.people import NewPerson, records_of, register
from api.commands.verbs import Resource, Verb, by_noun
from api.desk import Desk
from domain import codes
from domain.case import Case
from domain.values import AgentId, CaseId, Code, Line, Medium, PartnerId, PersonId, Text
from projections import inbox
from store.receipts import Receipt

_Note = Annotated[int, Field(title="Note", description="Le numéro de son fait.", ge=1)]
_Goal = Annotated[int, Field(title="Objectif", description="Le numéro de son fait.", ge=1)]
_Person = Annotated[PersonId, Field(title="Personne")]


class Departing(Deed):
    person: _Person
    reason: Annotated[Code, Among(codes.DEPARTURES), Field(title="Pourquoi")]


class Releasing(Deed):
    partner: Annotated[PartnerId, Field(title="Service qui n’est plus partie")]
    reason: Annotated[Code, Among(codes.RELEASES), Field(title="Pourquoi")]


class Referring(Deed):
    agent: Annotated[AgentId, Field(title="Référent·e")]


class HandingOver(Deed):
    to: Annotated[PartnerId, Field(title="Service qui reprend la situation")]
    agent: Annotated[AgentId | None, Field(title="Référent·e dans ce service")] = None


class Noting(Deed):
    text: Annotated[Text, Field(title="Note")]
    audience: Annotated[Code, Among(codes.AUDIENCES), Field(title="Qui peut la lire")] = (
        "my-service"
    )
    about: Annotated[PersonId | None, Field(title="Au sujet de")] = None


class Widening(Deed):
    note: _Note
    sharing_ground: Annotated[
        Code, Among(codes.SHARING_GROUNDS), Field(title="Ce qui permet ce partage")
    ]
    partners: tuple[PartnerId, ...] | None = Field(
        None, title="Services", description="Aucun : tous ceux de la situation aujourd’hui."
    )


class Correcting(Deed):
    note: _Note
    text: Annotated[Text, Field(title="Note corrigée")]


class Retracting(Deed):
    note: _Note
    reason: Annotated[Code, Among(codes.RETRACTIONS), Field(title="Pourquoi")]


class Aiming(Deed):
    text: Annotated[Text, Field(title="Objectif, avec les mots de la personne")]
    theme: Annotated[Code, Among(codes.THEMES), Field(title="Thème")]
    due: Annotated[Day | None, Field(title="Pour le")] = None


class Reaching(Deed):
    goal: _Goal


class Dropping(Deed):
    goal: _Goal
    reason: Annotated[Code, Among(codes.GOAL_DROPS), Field(title="Pourquoi")]


class Informing(Deed):
    authorities: tuple[Annotated[Code, Among(codes.AUTHORITIES)], ...] = Field(
        title="Qui est informé", min_length=1
    )
    categories: tuple[Annotated[Code, Among(codes.INFORMATION_CATEGORIES)], ...] = Field(
        title="Quelles informations", min_length=1
    )
    why: Annotated[Text, Field(title="Pourquoi c’est strictement nécessaire")]


class Transmitting(Deed):
    route: Annotated[Code, Among(codes.PROTECTION_ROUTES), Field(title="À qui")]
    medium: Annotated[Medium, Among(codes.MEDIA), Field(title="Comment")]
    family_informed: Annotated[
        Code, Among(codes.FAMILY_INFORMED), Field(title="La famille est-elle informée ?")
    ]
    receipt: Annotated[Line | None, Field(title="Référence de l’accusé de réception")] = None


class Transferring(Deed):
    territory: Annotated[Line, Field(title="Territoire")]
    service: Annotated[Line | None, Field(title="Service qui suit la situation")] = None
    reason: Annotated[Code, Among(codes.TRANSFERS), Field(title="Pourquoi")]


class Closing(Deed):
    outcome: Annotated[Code, Among(codes.CASE_OUTCOMES), Field(title="Issue")]


class Reopening(Deed):
    reason: Annotated[Code, Among(codes.CASE_REOPENINGS), Field(title="Pourquoi")]


class Mistaken(Deed):
    reason: Annotated[Code, Among(codes.ERRORS), Field(title="Pourquoi")]


async def _still_open(desk: Desk, it: Case, ask: Releasing) -> Mapping[str, Any]:
    """Referrals from or to that partner in this case that wait for something."""
    async with desk.look("release") as sight:
        rows = await sight.fetch(inbox.statements["open_in_case"], it.id, ask.partner)
    return {"open_referrals": rows[0]["count"]}


async def _may_widen(desk: Desk, it: Case, ask: Widening) -> Mapping[str, Any]:
    """To partners that the ground covers, and about nobody who objects to it."""
    readers = it.partners if ask.partners is None else ask.partners
    for partner in sorted(set(readers) - {desk.partner}):
        await sharing.ensure_allowed(desk, ask.sharing_ground, partner, CaseId(it.id))
        for person in sorted(it.persons):
            (*_, one) = await records_of(desk, person)
            one.ensure_shareable(
                sharing_ground=ask.sharing_ground, partner=partner, today=desk.today
            )
    return {}


async def _join(desk: Desk, case: UUID, who: NewPerson) -> Receipt:
    """Somebody new in a case: registered, then added; resumed after a partial failure."""
    person = PersonId(uuid5(desk.correlation, "person"))
    step = desk.steps()
    await register(step("register"), person, who)
    adding = replace(step("add"), expected=desk.expected)
    return await adding.change(Case, case, Case.add_person, by=desk.partner, person=person)


CASE_VERBS = (
    Verb("people", Case.add_person, "Ajouter une personne", NewPerson, run=_join),
    Verb("departure", Case.record_departure, "Une personne quitte la situation", Departing),
    Verb(
        "release", Case.release_partner, "Un service n’est plus partie à la situation",
        Releasing, _still_open,
    ),
    Verb("referent", Case.designate_referent, "Désigner le ou la référent·e", Referring),
    Verb("handover", Case.hand_over, "Passer la main à un autre service", HandingOver),
    Verb("notes", Case.add_note, "Ajouter une note", Noting),
    Verb("note-widening", Case.widen_note, "Ouvrir une note à d’autres services", Widening,
        _may_widen),
    Verb("note-correction", Case.correct_note, "Corriger une note", Correcting),
    Verb("note-retraction", Case.retract_note, "Retirer une note", Retracting),
    Verb("goals", Case.set_goal, "Fixer un objectif avec la personne", Aiming),
    Verb("goal-reached", Case.reach_goal, "L’objectif est atteint", Reaching),
    Verb("goal-dropped", Case.drop_goal, "L’objectif est abandonné", Dropping),
    *COORDINATION_VERBS,
    Verb(
        "authority-information", Case.inform_authority,
        "Informer le maire ou le président du conseil départemental", Informing,
    ),
    Verb(
        "protection", Case.transmit_to_protection, "Un enfant est en danger : transmettre",
        Transmitting,
    ),
    Verb("transfer", Case.transfer, "La situation est suivie ailleurs", Transferring),
    Verb("closure", Case.close, "Clore la situation", Closing),
    Verb("reopening", Case.reopen, "Rouvrir la situation", Reopening),
    Verb("error", Case.enter_in_error, "Signaler une saisie par erreur", Mistaken),
)  # fmt: skip

CASES = Resource("cases", Case, "situation", by_noun(CASE_VERBS))
