"""Sentences of needs and voices: observations, residents' contributions. Never who said it."""

from collections.abc import Callable, Mapping
from typing import Any

from domain import codes
from domain.aggregate import Aggregate
from domain.contribution import Contribution
from domain.observation import Observation
from projections.wording import Names, day, label, quoted, uncapitalised


def _coded(among: codes.CodeList, code: str) -> str:
    return uncapitalised(label(among, code))


def _received(it: Contribution.Received, of: Names) -> str:
    whose = "un collectif" if it.kind == "collective" else "un·e habitant·e"
    return (
        f"{of(it.by)} reçoit une contribution d’{whose}"
        f" ({_coded(codes.CONTRIBUTION_CHANNELS, it.channel)}),"
        f" sur {quoted(label(codes.THEMES, it.theme))}\u00a0: réponse due le"
        f" {day(it.deadline.due)}."
    )


SENTENCES: Mapping[type[Aggregate.Event], Callable[[Any, Names], str]] = {
    Observation.Recorded: lambda it, of: (
        f"{of(it.by)} enregistre une donnée d’observation, {quoted(it.indicator)}, de source"
        f" {quoted(it.source)}."
    ),
    Observation.Corrected: lambda it, _: (
        f"Une donnée d’observation est corrigée\u00a0:"
        f" {_coded(codes.OBSERVATION_CORRECTIONS, it.reason)}."
    ),
    Observation.Withdrawn: lambda it, _: (
        f"Une donnée d’observation est retirée\u00a0:"
        f" {_coded(codes.OBSERVATION_WITHDRAWALS, it.reason)}."
    ),
    Contribution.Received: _received,
    Contribution.Masked: lambda _it, _of: "Les noms d’une contribution sont masqués.",
    Contribution.Published: lambda it, _: (
        f"Une contribution est publiée\u00a0:"
        f" {_coded(codes.PUBLICATION_AGREEMENTS, it.agreed)}."
    ),
    Contribution.NotPublished: lambda it, _: (
        f"Une contribution n’est pas publiée\u00a0:"
        f" {_coded(codes.NON_PUBLICATIONS, it.reason)}."
    ),
    Contribution.Answered: lambda it, of: (
        f"{of(it.partner)} répond à une contribution\u00a0:"
        f" {_coded(codes.ANSWERS_GIVEN_BACK, it.given_back)}."
    ),
    Contribution.LinkedToSheet: lambda _it, _of: (
        "Une contribution est rattachée à une fiche action."
    ),
    Contribution.LedTo: lambda it, _: (
        f"Une contribution mène à {label(codes.REFERENCES, it.what.kind)}\u00a0:"
        f" {quoted(it.change)}."
    ),
    Contribution.Withdrawn: lambda _it, _of: "Une contribution est retirée par qui l’a écrite.",
    Contribution.EnteredInError: lambda it, _: (
        f"Une contribution avait été saisie par erreur\u00a0:"
        f" {_coded(codes.ERRORS, it.reason)}."
    ),
    Contribution.Reminded: lambda _it, _of: "Une contribution attend toujours sa réponse.",
    Contribution.LeftUnanswered: lambda it, _: (
        f"Une contribution est restée sans réponse, due le {day(it.due)}."
    ),
    Contribution.Erased: lambda it, _: (
        f"Les données d’une contribution sont à détruire\u00a0:"
        f" {_coded(codes.ERASURE_GROUNDS, it.reason)}."
    ),
    Contribution.KeyDestroyed: lambda _it, _of: (
        "Les données d’une contribution sont détruites, sans retour possible."
    ),
}
