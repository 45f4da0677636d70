"""Projet social: what the territory works on together, and where each part of it is read."""

from collections.abc import Sequence

from fastapi import APIRouter
from fastapi.responses import Response

from api.pages.navigation import PROJECT
from api.pages.visit import Visiting

router = APIRouter()
Part = tuple[str, str, str]
PARTS: Sequence[Part] = (
    (
        "convention",
        "Convention",
        "Ce que les signataires se sont promis, les avenants, le terme.",
    ),
    (
        "engagements",
        "Engagements",
        "Ce que les services promettent, pour quand, et ce qu’ils ont tenu.",
    ),
    (
        "fiches",
        "Fiches actions",
        "Ce qui est fait sous chaque priorité, par qui, et ce qu’en disent les indicateurs.",
    ),
    (
        "instances",
        "Instances",
        "Qui se réunit, quand, qui était là, ce qui a été conclu et décidé.",
    ),
    (
        "ressources",
        "Ressources mises à disposition",
        "Études, cartes, données d’ensemble, outils que les partenaires partagent.",
    ),
    (
        "conference",
        "Conférence sociale locale",
        "Ce qui a été fait dans l’année, vu ensemble ; les recommandations et leur suite.",
    ),
    (
        "besoins",
        "Besoins",
        "Ce que chacun observe, par thème et quartier ; les demandes restées sans service.",
    ),
    (
        "paroles",
        "Paroles d’habitant·es",
        "Ce que les habitant·es ont dit, ce qui leur a été répondu, ce que cela a changé.",
    ),
)
"""What follows the hub's address, the name of the page and what one reads there."""


@router.get(PROJECT.address)
async def home(visit: Visiting) -> Response:
    """Les parties du projet social de territoire."""
    async with visit.look("project"):
        pass
    return visit.page("project.html", parts=PARTS, here=PROJECT)
