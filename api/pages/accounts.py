"""The accounts of a territory: opened, given roles and mandates, disabled."""

from typing import Any
from uuid import UUID

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from api.commands.verbs import known
from api.pages.acting import NOTHING, At, Kept, acted
from api.pages.actions import open_to
from api.pages.blanks import Ready
from api.pages.forms import Form
from api.pages.keeping import HERE, begun_by, choices_of, keeping, sheet, told
from api.pages.network_deeds import AGENT_ACTIONS, ENROLMENT
from api.pages.visit import Posted, Visit, Visiting, go
from api.problems import Problem
from api.views.service import accounts_in
from domain.agent import Agent
from store.refusals import Unknown

router = APIRouter(dependencies=[Depends(keeping)])
ACCOUNTS = f"{HERE}/comptes"
_KEPT = ("roles", "role-withdrawal", "mandate", "mandate-end", "absence", "return", "disabling")
_ACTS = [each for code in _KEPT for each in AGENT_ACTIONS if each.code == code]


@router.get(ACCOUNTS)
async def accounts(request: Request, visit: Visiting) -> Response:
    """Les comptes, service par service."""
    return await _accounts(visit, told(request))


@router.post(ACCOUNTS + "/enrolment")
async def enrol(visit: Visiting, form: Posted) -> Response:
    """Ouvrir un compte."""
    kept = await acted(visit, None, ENROLMENT, form, ACCOUNTS)
    if kept is NOTHING:
        return go(ACCOUNTS, fait=ENROLMENT.code)
    return await _accounts(visit, kept=kept)


@router.get(ACCOUNTS + "/{agent:uuid}")
async def account(request: Request, agent: UUID, visit: Visiting) -> Response:
    """Un compte\u00a0: ses rôles, ses mandats, et ce qu’on peut y changer."""
    return await _account(visit, agent, told(request))


@router.post(ACCOUNTS + "/{agent:uuid}/{code}")
async def change(agent: UUID, code: str, visit: Visiting, form: Posted) -> Response:
    """Changer un compte."""
    return await _changed(visit, agent, _act(code), form, _path(agent))


@router.post(ACCOUNTS + "/{agent:uuid}/roles/{role}/role-withdrawal")
async def revoke(agent: UUID, role: str, visit: Visiting, form: Posted) -> Response:
    """Retirer un rôle."""
    path, action = f"{_path(agent)}/roles/{role}", _act("role-withdrawal")
    return await _changed(visit, agent, action, form, path, role=role)


@router.post(ACCOUNTS + "/{agent:uuid}/mandats/{partner:uuid}/mandate-end")
async def end_mandate(agent: UUID, partner: UUID, visit: Visiting, form: Posted) -> Response:
    """Mettre fin à un mandat."""
    path, action = f"{_path(agent)}/mandats/{partner}", _act("mandate-end")
    return await _changed(visit, agent, action, form, path, on_behalf_of=partner)


async def _accounts(visit: Visit, notice: str | None = None, kept: Kept = NOTHING) -> Response:
    async with visit.look("accounts") as sight:
        found = await accounts_in(sight)
    acts = begun_by(visit, ENROLMENT)
    return sheet(visit, "accounts.html", notice, kept, acts, accounts=found, at=At(ACCOUNTS, 0))


async def _changed(
    visit: Visit, agent: UUID, action: Ready, form: Form, path: str, **found: Any
) -> Response:
    kept = await acted(visit, agent, action, form, path, **found)
    if kept is NOTHING:
        return go(_path(agent), fait=action.code)
    return await _account(visit, agent, kept=kept)


async def _account(
    visit: Visit, agent: UUID, notice: str | None = None, kept: Kept = NOTHING
) -> Response:
    async with visit.look("account") as sight:
        everybody = await accounts_in(sight)
    who = next((each for each in everybody if each.agent == agent), None)
    if who is None:
        raise Unknown
    it = await known(visit.desk, Agent, agent)
    acts = open_to(visit.desk.asker, it, _ACTS)
    path, version = _path(agent), who.row["version"]
    places = {
        key: At(f"{path}/{key}", version, f"p{n}-")
        for n, key in enumerate(
            [f"roles/{role}" for role in who.row["roles"]]
            + [f"mandats/{each['partner']}" for each in who.mandates]
        )
    }
    colleagues = choices_of(
        each for each in everybody
        if each.row["partner"] == who.row["partner"] and each is not who
        and not each.row["disabled"]
    )  # fmt: skip
    if not colleagues:
        acts = [each for each in acts if each.code != "absence"]
    return sheet(
        visit, "account.html", notice, kept, acts, account=who, places=places,
        at=At(path, version, choices={"agent": colleagues}), today=visit.desk.today,
    )  # fmt: skip


def _act(code: str) -> Ready:
    action = next((each for each in _ACTS if each.code == code), None)
    if action is None:
        raise Problem(404, "not-found")
    return action


def _path(agent: UUID) -> str:
    return f"{ACCOUNTS}/{agent}"
