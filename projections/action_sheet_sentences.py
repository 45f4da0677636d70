"""Sentences of action sheets: how each is decided, carried, measured and ended."""

from collections.abc import Callable, Mapping
from typing import Any

from domain import codes
from domain.action_sheet import ActionSheet
from domain.aggregate import Aggregate
from projections.wording import Names, day, label, labels, quantity, quoted, uncapitalised


def _drafted(it: Any, of: Names, how: str = "") -> str:
    return (
        f"la fiche action{how} {quoted(it.content.title)} est rédigée"
        f" ({uncapitalised(label(codes.SHEET_KINDS, it.content.kind))}), sous la priorité"
        f" {quoted(label(codes.PRIORITIES, it.content.priority))}, portée par {of(it.lead)}."
    )


def _inline(text: str) -> str:
    """A text as part of a sentence, which has a full stop of its own."""
    return " ".join(text.split()).removesuffix(".")


def _why(listed: codes.CodeList, it: Any) -> str:
    words = f" — {_inline(it.words)}" if it.words else ""
    return f"{uncapitalised(label(listed, it.reason))}{words}"


def _adopted(it: Any, of: Names) -> str:
    by = quoted(it.body) if it.body else of.called(it.forum.stream, "une instance du réseau")
    return f"la fiche action{of.named} est adoptée le {day(it.on)}, par {by}."


def _target(it: Any) -> str:
    if it.target is None:
        return "sans cible"
    due = f" au {day(it.due)}" if it.due else ""
    return f"cible {quantity(it.target, it.unit)}{due}"


def _defined(it: Any, of: Names) -> str:
    before = ""
    if it.baseline is not None:
        before = f", contre {quantity(it.baseline, it.unit)} au départ"
    return (
        f"un indicateur est défini pour la fiche action{of.named} :"
        f" n° {it.indicator}, {quoted(it.name)}, {_target(it)}{before}."
    )


def _measured(it: Any, of: Names) -> str:
    source = f" (source : {it.source})" if it.source else ""
    return (
        f"l’indicateur n° {it.indicator} de la fiche action{of.named} est mesuré :"
        f" {quantity(it.value, it.unit)} au {day(it.on)}{source}."
    )


def _corrected(it: Any, of: Names) -> str:
    return (
        f"une mesure de l’indicateur n° {it.indicator} de la fiche action{of.named} est"
        f" corrigée : {quantity(it.value, it.unit)} au lieu de {quantity(it.was, it.unit)}"
        f" ({uncapitalised(label(codes.MEASUREMENT_CORRECTIONS, it.reason))})."
    )


SENTENCES: Mapping[type[Aggregate.Event], Callable[[Any, Names], str]] = {
    ActionSheet.Drafted: lambda it, of: _drafted(it, of, f" n° {it.number}"),
    ActionSheet.DraftedAgain: lambda it, of: _drafted(
        it, of, ", saisie par erreur puis reprise,"
    ),
    ActionSheet.InclusionDecided: lambda it, of: (
        f"l’action existante de la fiche{of.named} est incluse dans le projet"
        f"{f' : {_inline(it.why)}' if it.why else ''}."
    ),
    ActionSheet.LeftOutside: lambda it, of: (
        f"l’action existante de la fiche{of.named} est laissée hors du projet :"
        f" {_why(codes.LEFT_OUTSIDE, it)}."
    ),
    ActionSheet.Adopted: _adopted,
    ActionSheet.PartnerJoined: lambda it, of: (
        f"{of(it.partner)} participe à la fiche action{of.named}."
    ),
    ActionSheet.PartnerLeft: lambda it, of: (
        f"{of(it.partner)} se retire de la fiche action{of.named} :"
        f" {_why(codes.SHEET_LEAVES, it)}."
    ),
    ActionSheet.HandedOver: lambda it, of: (
        f"{of(it.partner)} porte désormais la fiche action{of.named}, à la suite de"
        f" {of(it.before)}."
    ),
    ActionSheet.Revised: lambda it, of: (
        f"la fiche action{of.named} est révisée ({labels(codes.SHEET_PARTS, it.what)}) :"
        f" {_inline(it.why)}."
    ),
    ActionSheet.Paused: lambda it, of: (
        f"la fiche action{of.named} est suspendue : {_why(codes.SHEET_PAUSES, it)}."
    ),
    ActionSheet.Resumed: lambda _, of: f"la fiche action{of.named} reprend.",
    ActionSheet.Concluded: lambda it, of: (
        f"la fiche action{of.named} est achevée. Bilan : {_inline(it.assessment)}."
    ),
    ActionSheet.Generalised: lambda it, of: (
        f"l’expérimentation de la fiche action{of.named} est généralisée : {_inline(it.scope)}."
    ),
    ActionSheet.Abandoned: lambda it, of: (
        f"la fiche action{of.named} est abandonnée : {_why(codes.SHEET_ENDS, it)}."
    ),
    ActionSheet.EnteredInError: lambda it, of: (
        f"la fiche action{of.named} a été saisie par erreur"
        f" ({uncapitalised(label(codes.ERRORS, it.reason))})."
    ),
    ActionSheet.IndicatorDefined: _defined,
    ActionSheet.TargetRevised: lambda it, of: (
        f"la cible de l’indicateur n° {it.indicator} de la fiche action{of.named} est révisée :"
        f" {_target(it)}. Motif : {_inline(it.why)}."
    ),
    ActionSheet.IndicatorMeasured: _measured,
    ActionSheet.MeasurementCorrected: _corrected,
}
