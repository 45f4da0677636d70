"""Sentences of the conference: convened, prepared, held, and what it asked for."""

from collections.abc import Callable, Mapping
from typing import Any

from domain import codes
from domain.aggregate import Aggregate
from domain.conference import Conference
from projections.wording import Names, day, label, quoted, uncapitalised


def _about(it: Any) -> str:
    if it.principle is not None:
        return quoted(label(codes.PRINCIPLES, it.principle))
    return quoted(label(codes.PRIORITIES, it.priority))


def _figures(it: Any) -> str:
    if not it.figures:
        return "sans chiffre"
    return "1 chiffre cité" if len(it.figures) == 1 else f"{len(it.figures)} chiffres cités"


def _there(it: Any) -> str:
    counts = (
        f"{each.number} {uncapitalised(label(codes.COLLEGES, each.college))}"
        for each in it.colleges
    )
    return ", ".join(counts)


def _whom(it: Any, of: Names) -> str:
    return "aux signataires" if it.addressed_to is None else f"à {of(it.addressed_to)}"


SENTENCES: Mapping[type[Aggregate.Event], Callable[[Any, Names], str]] = {
    Conference.Convened: lambda it, _: (
        f"La conférence sociale locale {it.year} est convoquée pour le {day(it.held_on)}."
    ),
    Conference.Postponed: lambda it, _: (
        f"La conférence sociale locale est reportée au {day(it.held_on)}."
    ),
    Conference.Cancelled: lambda _it, _of: "La conférence sociale locale est annulée.",
    Conference.EvidenceFrozen: lambda it, _: (
        f"Les données de la conférence sont figées à la position {it.position} du journal."
    ),
    Conference.QuestionRaised: lambda it, of: (
        f"{of(it.by)} pose la question n° {it.number} à la conférence"
        f" (collège : {uncapitalised(label(codes.COLLEGES, it.college))})."
    ),
    Conference.FindingRecorded: lambda it, _: (
        f"Le constat n° {it.number} de la conférence est établi sur {_about(it)},"
        f" {_figures(it)}."
    ),
    Conference.FindingRestated: lambda it, _: (
        f"Un chiffre du constat n° {it.finding} est rectifié : publié {it.published},"
        f" connu à présent {it.now}."
    ),
    Conference.Held: lambda it, _: f"La conférence sociale locale s’est tenue ({_there(it)}).",
    Conference.RecommendationAdopted: lambda it, of: (
        f"La conférence adopte sa recommandation n° {it.number}, adressée {_whom(it, of)}."
    ),
    Conference.AmendmentProposed: lambda it, _: (
        f"La conférence propose un avenant à la convention (proposition n° {it.number})."
    ),
    Conference.Concluded: lambda _it, _of: (
        "La conférence sociale locale est conclue, et son rapport publié."
    ),
}
