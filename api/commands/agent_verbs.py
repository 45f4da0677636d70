"""The verbs of an agent."""

from api.commands import agents
from api.commands.asks import Ask
from api.commands.portfolios import HandingOver, hand_over
from api.commands.verbs import Resource, Verb, by_noun
from domain.agent import Agent

AGENT_VERBS = (
    Verb("roles", Agent.grant_role, "Attribuer un rôle", agents.RoleNamed),
    Verb("role-withdrawal", Agent.revoke_role, "Retirer un rôle", agents.RoleNamed),
    Verb("mandate", Agent.mandate, "Donner mandat", agents.NewMandate, run=agents.mandate),
    Verb("mandate-end", Agent.end_mandate, "Mettre fin à un mandat", agents.MandateNamed),
    Verb("absence", Agent.be_absent, "Annoncer une absence", agents.NewAbsence,
        run=agents.be_absent),
    Verb("return", Agent.come_back, "Annoncer un retour", Ask),
    Verb("handover", Agent.hand_over, "Confier ses orientations à un·e collègue", HandingOver,
        run=hand_over),
    Verb("disabling", Agent.disable, "Désactiver le compte", Ask),
)  # fmt: skip

AGENTS = Resource("agents", Agent, "professionnel·le", by_noun(AGENT_VERBS))
