"""Danger first (danger d’abord): Maillage is never the emergency route.

A child in danger is the département’s business (CASF, articles L.226-2-1 and L.226-3).
"""

from domain.aggregate import Refusal


class DangerUnsaid(Refusal):
    """Face à un danger ou à une urgence, dites d’abord ce qui a été fait : indiquez-le."""

    field = "danger"


class ChildUnprotected(Refusal):
    """Un enfant en danger : prévenez d’abord la CRIP, le 119 ou le procureur, puis dites-le."""

    field = "danger"


class ChildInDanger(Refusal):
    """Un enfant en danger se transmet sans délai au département, jamais à une séance."""
