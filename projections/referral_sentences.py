"""What happens to a referral, one sentence for each kind of fact."""

from collections.abc import Callable, Mapping
from typing import Any

from domain import codes
from domain.aggregate import Aggregate
from domain.referral import Referral
from domain.values import Party
from projections.wording import Names, day, label, moment, uncapitalised

_WHO: Mapping[Party, str] = {"sender": "service d’origine", "addressee": "destinataire"}


def _coded(codes_of: codes.CodeList, value: str) -> str:
    return uncapitalised(label(codes_of, value))


def _sent(it: Any, of: Names) -> str:
    to, by = of(it.addressee), of(it.sender)
    if it.danger is None:
        return _asked(it, to, by)
    danger = _coded(codes.DANGER_MEASURES, it.danger)
    return f"{_asked(it, to, by)} Face au danger : {danger}."


def _asked(it: Any, to: str, by: str) -> str:
    match it.kind:
        case "advice":
            return f"{by} conseille la personne, qui pourra s’adresser à {to}."
        case "contact-details":
            return f"{by} remet à la personne les coordonnées de {to}."
        case "warm-handover":
            said = f"{by} propose un relais accompagné à {to}"
        case _:
            said = f"{by} adresse une orientation à {to}"
    if it.deadline is None:
        return f"{said}."
    return f"{said} ; réponse attendue le {day(it.deadline.due)}."


def _reported(it: Any, of: Names) -> str:
    """Who says it: the addressee, or the sender in its name."""
    if it.told_by is None:
        return of(it.by)
    medium = f", {label(codes.MEDIA, it.medium)}," if it.medium else ""
    return f"{of(it.by)} rapporte que {of(it.told_by)}{medium}"


def _waitlisted(it: Any, of: Names) -> str:
    until = f", jusqu’au {day(it.expected)} environ" if it.expected else ""
    return f"{_reported(it, of)} met l’orientation en liste d’attente{until}."


def _declined(it: Any, of: Names) -> str:
    said = f"{_reported(it, of)} refuse l’orientation : "
    said += _coded(codes.DECLINE_REASONS, it.reason)
    if it.alternative_partner is not None:
        return f"{said}. Suite proposée : s’adresser à {of(it.alternative_partner)}."
    return f"{said}. Suite proposée : {_coded(codes.ALTERNATIVES, it.alternative)}."


def _provided(it: Any, of: Names) -> str:
    said = f"{of(it.by)} apporte l’information demandée"
    if it.deadline is None:
        return f"{said}."
    return f"{said} ; réponse attendue le {day(it.deadline.due)}."


def _on_hold(it: Any, of: Names) -> str:
    until = f", jusqu’au {day(it.until)}" if it.until else ""
    reason = _coded(codes.HOLD_REASONS, it.reason)
    return f"{of(it.by)} suspend l’accompagnement{until} : {reason}."


def _reopened(it: Any, of: Names) -> str:
    said = f"{of(it.by)} rouvre l’orientation : {_coded(codes.REOPENINGS, it.reason)}"
    if it.deadline is None:
        return f"{said}."
    return f"{said} ; réponse attendue le {day(it.deadline.due)}."


SENTENCES: Mapping[type[Aggregate.Event], Callable[[Any, Names], str]] = {
    Referral.Sent: _sent,
    Referral.Notified: lambda _it, _of: (
        "L’orientation est portée à la connaissance du service."
    ),
    Referral.NotificationRefused: lambda _it, _of: (
        "L’orientation n’a pas pu être portée à la connaissance du service."
    ),
    Referral.Seen: lambda it, of: f"{of(it.by)} a bien reçu l’orientation.",
    Referral.Assigned: lambda it, of: f"{of(it.by)} confie l’orientation à l’un de ses agents.",
    Referral.InformationRequested: lambda it, of: (
        f"{of(it.by)} demande une information ; elle est attendue le {day(it.deadline.due)}."
    ),
    Referral.InformationProvided: _provided,
    Referral.Accepted: lambda it, of: f"{_reported(it, of)} accepte l’orientation.",
    Referral.Waitlisted: _waitlisted,
    Referral.Declined: _declined,
    Referral.AnswerConfirmed: lambda it, of: (
        f"{of(it.by)} confirme la réponse rapportée en son nom."
    ),
    Referral.AnswerContested: lambda it, of: (
        f"{of(it.by)} conteste la réponse rapportée en son nom :"
        f" sa réponse est attendue le {day(it.deadline.due)}."
    ),
    Referral.PersonToldOfAnswer: lambda it, of: (
        f"{of(it.by)} prévient la personne de la réponse, {_coded(codes.TELLING, it.how)}."
    ),
    Referral.MeetingScheduled: lambda it, of: (
        f"{of(it.by)} fixe un rendez-vous le {moment(it.meets_at)},"
        f" {_coded(codes.MEETINGS, it.how)}."
    ),
    Referral.MeetingMoved: lambda it, of: (
        f"{of(it.by)} déplace le rendez-vous au {moment(it.meets_at)}."
    ),
    Referral.MeetingAttended: lambda it, of: f"{of(it.by)} note que le rendez-vous a eu lieu.",
    Referral.MeetingMissed: lambda it, of: (
        f"{of(it.by)} note que le rendez-vous n’a pas eu lieu :"
        f" {_coded(codes.ATTENDANCE, it.attendance)}."
    ),
    Referral.Started: lambda it, of: f"{of(it.by)} démarre l’accompagnement.",
    Referral.PutOnHold: _on_hold,
    Referral.Resumed: lambda it, of: f"{of(it.by)} reprend l’accompagnement.",
    Referral.Completed: lambda it, of: (
        f"{of(it.by)} achève l’accompagnement : {_coded(codes.OUTCOMES, it.outcome)}."
    ),
    Referral.EndedEarly: lambda it, of: (
        f"{of(it.by)} met fin à l’accompagnement : {_coded(codes.EARLY_ENDS, it.reason)}."
    ),
    Referral.PersonViewRecorded: lambda it, of: (
        f"{of(it.by)} recueille l’avis de la personne : {_coded(codes.OUTCOMES, it.view)}."
    ),
    Referral.OutcomeContested: lambda it, of: (
        f"{of(it.by)} note que l’issue est contestée, {_coded(codes.EYES, it.in_the_eyes_of)}."
    ),
    Referral.SenderChanged: lambda it, of: (
        f"{of(it.by)} transmet l’orientation à {of(it.to)}, nouveau service d’origine :"
        f" {_coded(codes.SENDER_CHANGES, it.reason)}."
    ),
    Referral.Reopened: _reopened,
    Referral.Redirected: lambda it, of: f"{of(it.by)} réoriente la demande vers {of(it.to)}.",
    Referral.Withdrawn: lambda it, of: (
        f"{of(it.by)} retire l’orientation : {_coded(codes.WITHDRAWALS, it.reason)}."
    ),
    Referral.Closed: lambda it, of: (
        f"{of(it.by)} clôt l’orientation : {_coded(codes.CLOSURES, it.reason)}."
    ),
    Referral.EnteredInError: lambda it, of: (
        f"{of(it.by)} signale une orientation saisie par erreur :"
        f" {_coded(codes.ERRORS, it.reason)}."
    ),
    Referral.Reminded: lambda it, _: (
        f"Relance automatique du {day(it.due)} : c’est au {_WHO[it.whose_turn]} d’agir."
    ),
    Referral.LeftUnanswered: lambda it, _: (
        f"Orientation restée sans réponse : elle était attendue le {day(it.due)}."
        " C’est au service d’origine de reprendre la main."
    ),
}
