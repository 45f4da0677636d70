"""The directory (annuaire): partners, what they offer, who works there, on what mission."""

from collections.abc import Sequence
from typing import Any

from domain.agent import Agent
from domain.audit_mission import AuditMission
from domain.catalogue import kinds_of
from domain.partner import Description, Partner
from domain.values import PartnerId
from store.facts import Fact, Header
from store.statements import Statements
from store.waves import Waves

statements = Statements(__file__)
_over = statements.over
TAKEN = kinds_of("Partner", "Agent", "AuditMission")
"""Kinds of facts that change something here."""


def fold(db: Waves, facts: Sequence[Fact]) -> None:
    for at, fact in facts:
        match fact:
            case Partner.Joined(source=source, reference=reference, description=said):
                columns = _columns(said)
                db.add(_over("joined"), at, source=source, reference=reference, **columns)
            case Partner.Described(description=said):
                db.add(_over("described"), at, **_columns(said))
            case Partner.ServiceOffered(service=service, offer=offer):
                db.add(
                    _over("offered"), at, service=f"{at.stream_id}/{service}", name=offer.name,
                    themes=",".join(offer.themes), publics=",".join(offer.publics),
                    presentation=offer.presentation, fees=offer.fees,
                    reception=",".join(offer.reception),
                )  # fmt: skip
                db.add(_over("touched"), at)
            case Partner.ServiceWithdrawn(service=service):
                db.add(_over("withdrawn"), at, service=f"{at.stream_id}/{service}")
                db.add(_over("touched"), at)
            case Partner.CapacityDeclared(capacity=capacity):
                db.add(_over("declared"), at, capacity=capacity)
                db.add(_over("capacity_told"), at, capacity=capacity)
            case Partner.ClosedBetween(first=first, last=last):
                db.add(_over("closed_between"), at, first=first, last=last)
                db.add(_over("touched"), at)
            case Partner.CharterAccepted(version=version, on=on):
                db.add(_over("charter_accepted"), at, charter=version, charter_on=on)
            case Partner.Left():
                db.add(_over("left"), at)
            case Agent.Enrolled(function=function, partner=partner):
                db.add(_over("enrolled"), at, function=function, partner=partner)
            case Agent.RoleGranted(role=role):
                db.add(_over("role_granted"), at, role=role)
            case Agent.RoleRevoked(role=role):
                db.add(_over("role_revoked"), at, role=role)
            case Agent.Mandated(on_behalf_of=partner, first=first, last=last):
                db.add(
                    _over("mandated"), at, mandate=_mandate(at, partner), partner=partner,
                    first=first, last=last,
                )  # fmt: skip
                db.add(_over("agent_touched"), at)
            case Agent.MandateEnded(on_behalf_of=partner):
                db.add(_over("mandate_ended"), at, mandate=_mandate(at, partner))
                db.add(_over("agent_touched"), at)
            case Agent.Absent(first=first, last=last, deputy=deputy):
                db.add(_over("absent"), at, first=first, last=last, deputy=deputy)
            case Agent.Returned():
                db.add(_over("absent"), at, first=None, last=None, deputy=None)
            case Agent.PortfolioHandedOver() | Agent.KeyDestroyed():
                db.add(_over("agent_touched"), at)
            case AuditMission.Opened() as opened:
                db.add(
                    _over("mission_opened"), at, evaluator=opened.evaluator,
                    mandated_by=opened.mandated_by, purpose=opened.purpose,
                    scope=",".join(map(str, opened.scope)), first=opened.first,
                    last=opened.last,
                )  # fmt: skip
            case AuditMission.Ended():
                db.add(_over("mission_ended"), at)
            case Agent.Disabled() | Agent.Erased():
                db.add(_over("disabled"), at)
            case _:
                pass


def _mandate(at: Header, partner: PartnerId) -> str:
    return f"{at.stream_id}/{partner}"


def _columns(said: Description) -> dict[str, Any]:
    return {
        "name": said.name, "kind": said.kind, "networks": ",".join(said.networks),
        "presentation": said.presentation, "address": said.address,
        "address_more": said.address_more, "postcode": said.postcode, "city": said.city,
        "phone": said.phone, "website": said.website,
    }  # fmt: skip
