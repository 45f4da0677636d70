"""What happens to an alert, one sentence for each kind of fact; never what it says."""

from collections.abc import Callable, Mapping
from typing import Any

from domain import codes
from domain.aggregate import Aggregate
from domain.alert import Alert
from domain.reporter import Reporter
from domain.weak_signal import WeakSignal
from projections.wording import Names, day, label, labels, quoted, uncapitalised

_RAISED: Mapping[str, str] = {
    "situation": "propose une situation à examiner",
    "collective": "lance une alerte territoriale",
}


def _coded(codes_of: codes.CodeList, value: str | None) -> str:
    return uncapitalised(label(codes_of, value))


def _raised(it: Any, of: Names) -> str:
    what = _RAISED.get(it.kind, "lance une alerte")
    urgency = _coded(codes.URGENCIES, it.urgency)
    until = f" ; prise en compte attendue le {day(it.deadline.due)}"
    return f"{of(it.raiser)} {what} à la cellule de veille ({urgency}){until}."


def _qualified(it: Any, of: Names) -> str:
    urgency = _coded(codes.URGENCIES, it.urgency)
    themes = f" ; thèmes : {labels(codes.THEMES, it.themes)}" if it.themes else ""
    return f"{of(it.by)} qualifie l’alerte ({urgency}){themes}."


def _assigned(it: Any, of: Names) -> str:
    if it.by == it.partner:
        return f"{of(it.by)} confie l’alerte à l’un de ses professionnels."
    said = f"{of(it.by)} confie l’alerte à {of(it.partner)}"
    if it.sharing_ground is None:
        return f"{said}."
    return f"{said} : {_coded(codes.SHARING_GROUNDS, it.sharing_ground)}."


def _escalated(it: Any, of: Names) -> str:
    until = f"réponse attendue le {day(it.deadline.due)}"
    if it.by is None:
        return f"L’alerte est restée sans prise en compte ; {of(it.to)} doit répondre, {until}."
    return f"{of(it.by)} demande à {of(it.to)} de répondre sur l’alerte ; {until}."


def _reminded(it: Any, of: Names) -> str:
    if it.whose_turn is None:
        return "La cellule de veille est relancée : l’alerte attend d’être prise en compte."
    return f"Relance : une réponse de {of(it.whose_turn)} est attendue sur l’alerte."


def _ground(it: Any) -> str:
    return _coded(codes.ERASURE_GROUNDS, it.reason)


def _set_aside(it: Any, of: Names) -> str:
    theme = quoted(label(codes.THEMES, it.theme))
    why = _coded(codes.SIGNAL_SET_ASIDES, it.reason)
    return (
        f"{of(it.by)} écarte un signal faible sur le thème {theme} : {it.households} ménages,"
        f" {it.services} services ({why})."
    )


_CELL: Mapping[type[Aggregate.Event], Callable[[Any, Names], str]] = {
    Alert.Raised: _raised,
    Alert.Acknowledged: lambda it, of: f"{of(it.by)} prend l’alerte en compte.",
    Alert.Qualified: _qualified,
    Alert.MarkedDuplicate: lambda it, of: (
        f"{of(it.by)} reconnaît dans l’alerte le doublon d’une autre, où elle sera suivie."
    ),
    Alert.DuplicateJoined: lambda _it, _of: (
        "Une autre alerte, qui dit la même chose, est suivie ici."
    ),
    Alert.DuplicateLeft: lambda _it, _of: (
        "Une alerte qui était suivie ici l’est de nouveau à part."
    ),
    Alert.Assigned: _assigned,
    Alert.PutOnAgenda: lambda _it, _of: (
        "L’alerte est mise à l’ordre du jour d’une séance de la cellule de veille."
    ),
    Alert.TakenOffAgenda: lambda _it, _of: (
        "L’alerte n’est plus à l’ordre du jour de la séance."
    ),
    Alert.Examined: lambda it, of: (
        f"L’alerte est examinée en séance ; {of(it.by)} en note la conclusion."
    ),
    Alert.Escalated: _escalated,
    Alert.EscalationAnswered: lambda it, of: f"{of(it.by)} répond sur l’alerte.",
    Alert.Reminded: _reminded,
}

_PEOPLE: Mapping[type[Aggregate.Event], Callable[[Any, Names], str]] = {
    Alert.ReporterInformed: lambda it, of: (
        f"{of(it.by)} informe de la suite donnée celui ou celle qui avait alerté"
        f" ({_coded(codes.TELLING, it.how)})."
    ),
    Alert.PersonInformed: lambda it, of: (
        f"{of(it.by)} informe la personne de l’alerte ({_coded(codes.INFORMED, it.informed)})."
    ),
    Alert.PersonReplied: lambda it, of: f"{of(it.by)} note ce que la personne en dit.",
    Reporter.Heard: lambda it, of: (
        f"{of(it.by)} tient l’information de quelqu’un, dont l’identité est masquée."
    ),
}

_ENDS: Mapping[type[Aggregate.Event], Callable[[Any, Names], str]] = {
    Alert.Unfounded: lambda it, of: f"{of(it.by)} constate que l’alerte est sans fondement.",
    Alert.Resolved: lambda it, of: (
        f"{of(it.by)} note que l’alerte est résolue :"
        f" {_coded(codes.ALERT_OUTCOMES, it.outcome)}."
    ),
    Alert.ClosedWithoutFollowUp: lambda it, of: (
        f"{of(it.by)} classe l’alerte sans suite : {_coded(codes.ALERT_CLOSURES, it.reason)}."
    ),
    Alert.Reopened: lambda it, of: (
        f"{of(it.by)} rouvre l’alerte : {_coded(codes.ALERT_REOPENINGS, it.reason)}."
    ),
    Alert.EnteredInError: lambda it, of: (
        f"{of(it.by)} note que l’alerte a été saisie par erreur :"
        f" {_coded(codes.ALERT_ERRORS, it.reason)}."
    ),
    Alert.Erased: lambda it, _: f"Les données de l’alerte sont à détruire : {_ground(it)}.",
    Alert.KeyDestroyed: lambda _it, _of: (
        "Les données de l’alerte sont détruites, sans retour possible."
    ),
    Reporter.Erased: lambda it, _: (
        f"Ce que disait l’auteur d’une information est à détruire : {_ground(it)}."
    ),
    Reporter.KeyDestroyed: lambda _it, _of: (
        "Ce que disait l’auteur d’une information est détruit, sans retour possible."
    ),
    WeakSignal.SetAside: _set_aside,
}

SENTENCES: Mapping[type[Aggregate.Event], Callable[[Any, Names], str]] = {
    **_CELL,
    **_PEOPLE,
    **_ENDS,
}
