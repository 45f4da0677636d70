"""What a network of the demonstration has agreed on: convention, charter, mission, absence."""

import asyncio
from contextlib import suppress
from dataclasses import replace

from api.commands.agents import NewAbsence, NewMandate, be_absent, mandate
from api.commands.audit_missions import NewMission, open_mission
from api.commands.conventions import NewAmendment, NewConvention, amend, sign
from api.demo.calendar import Days
from api.demo.cast import SOURCE, Cast, content, named
from api.desk import Desk
from domain.partner import Partner, partner_id
from domain.policies import Asker
from domain.values import AgentId, PartnerId
from store.refusals import Exists

_A_YEAR, _CHARTER, _UNSIGNED = 250, "2026", frozenset({"siao", "college"})


async def agree(desk: Desk, cast: Cast, days: Days) -> None:
    """All of it, once, however often it is asked for."""
    with suppress(Exists):
        await sign(desk, NewConvention.model_validate_json(
            content(f"convention-{desk.territory}.json")
        ))  # fmt: skip
    amending = NewAmendment(
        number=1, signed_on=days(_A_YEAR // 2), conference="Conférence sociale locale fictive",
        means=("un accueil commun une fois par mois à la maison des habitants",),
    )  # fmt: skip
    await amend(_once(desk, "amendment"), amending)
    signing = (_sign_charter(desk, part.key, days) for part in cast.partners
               if part.key not in _UNSIGNED)  # fmt: skip
    await asyncio.gather(*signing)
    await _open_mission(desk, cast, days)
    await _relay(desk, cast, days)


async def _sign_charter(desk: Desk, key: str, days: Days) -> None:
    await _once(desk, f"charter/{key}").change(
        Partner, _partner(desk, key), Partner.accept_charter,
        version=_CHARTER, on=days(_A_YEAR // 2),
    )  # fmt: skip


async def _open_mission(desk: Desk, cast: Cast, days: Days) -> None:
    mission = NewMission(
        evaluator=_agent(cast, "ines"), mandated_by="Comité de pilotage du projet social",
        purpose="Évaluation annuelle : délais de réponse et orientations restées sans réponse.",
        scope=tuple(_partner(desk, key) for key in ("ccas", "circo", "siao", "caf")),
        first=days(30), last=days(-90),
    )  # fmt: skip
    opening = _once(desk, "mission")
    with suppress(Exists):
        await open_mission(opening, named(cast.code, "mission"), mission)


async def _relay(desk: Desk, cast: Cast, days: Days) -> None:
    """Somebody is away, a colleague stands in; somebody acts for another service."""
    away = NewAbsence(first=days(2), last=days(-6), deputy=_agent(cast, "salome"))
    who = Asker(_agent(cast, "idriss"), _partner(desk, "ccas"), "social-worker", cast.code)
    await be_absent(replace(_once(desk, "absence"), asker=who), _agent(cast, "idriss"), away)
    term = NewMandate(on_behalf_of=_partner(desk, "ccas"), first=days(60), last=days(-120))
    await mandate(_once(desk, "mandate"), _agent(cast, "hugo"), term)


def _agent(cast: Cast, key: str) -> AgentId:
    return next(part for part in cast.agents if part.key == key).agent(cast.code)


def _partner(desk: Desk, key: str) -> PartnerId:
    return partner_id(desk.territory, SOURCE, key)


def _once(desk: Desk, what: str) -> Desk:
    return replace(desk, command_id=named(desk.territory, what))
