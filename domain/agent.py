"""An agent (professionnel·le): somebody who works for a partner, in given roles."""

from collections.abc import Mapping
from typing import Any

from domain import codes
from domain.aggregate import Aggregate, Refusal, Subject, event
from domain.values import AgentId, Code, Line, PartnerId, Personal


class AgentDisabled(Refusal):
    """Ce compte est désactivé."""


class RoleAlreadyGranted(Refusal):
    """Ce rôle est déjà attribué à cette personne."""


class RoleNotGranted(Refusal):
    """Ce rôle n’est pas attribué à cette personne."""


class Agent(Subject):
    class Enrolled(Aggregate.Created):
        name: Personal[Line]
        function: Code
        partner: PartnerId

    class RoleGranted(Aggregate.Event):
        role: Code

        def apply(self, it: "Agent") -> None:
            it.roles |= {self.role}

    class RoleRevoked(Aggregate.Event):
        role: Code

        def apply(self, it: "Agent") -> None:
            it.roles -= {self.role}

    class Disabled(Aggregate.Event):
        def apply(self, it: "Agent") -> None:
            it.disabled = True

    @event(Enrolled)
    def __init__(
        self,
        id: AgentId,  # noqa: A002 - the library passes the stream's id by this name
        name: Personal[Line],
        function: Code,
        partner: PartnerId,
    ) -> None:
        self.partner = partner
        self.roles: frozenset[str] = frozenset()
        self.disabled = False

    @classmethod
    def ensure_may_begin(cls, facts: Mapping[str, Any]) -> None:
        codes.FUNCTIONS.ensure(function=facts["function"])

    def grant_role(self, *, role: str) -> None:
        self._ensure_enabled()
        codes.ROLES.ensure(role=role)
        if role in self.roles:
            raise RoleAlreadyGranted
        self.trigger_event(self.RoleGranted, role=role)

    def revoke_role(self, *, role: str) -> None:
        self._ensure_enabled()
        if role not in self.roles:
            raise RoleNotGranted
        self.trigger_event(self.RoleRevoked, role=role)

    def disable(self) -> None:
        self._ensure_enabled()
        self.trigger_event(self.Disabled)

    def _ensure_enabled(self) -> None:
        if self.disabled:
            raise AgentDisabled
