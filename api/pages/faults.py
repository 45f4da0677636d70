"""Errors as pages that say what to do next; nothing of what was sent is shown to others."""

from collections.abc import Mapping

from fastapi import Request
from fastapi.responses import Response

from api.pages.paper import paper
from api.pages.visit import SessionOver, go
from api.problems import Problem

_SAFE = frozenset({"GET", "HEAD"})
WHAT_TO_DO: Mapping[int, tuple[str, str]] = {
    400: (
        "Cette demande n’a pas été comprise",
        "Revenez à la page précédente et réessayez.",
    ),
    403: (
        "Vous ne pouvez pas faire cela",
        "Si cela concerne votre service, demandez à celui qui l’a ouvert d’y avoir part.",
    ),
    404: (
        "Cette page n’existe pas",
        "L’adresse est peut-être incomplète, ou l’élément appartient à un autre territoire.",
    ),
    405: (
        "Cette adresse ne s’ouvre pas ainsi",
        "Revenez à la page précédente et utilisez ses boutons.",
    ),
    409: (
        "Ce n’est plus possible dans l’état actuel",
        "Rouvrez la page pour voir où en est l’orientation ou la situation.",
    ),
    410: (
        "Ces données ont été détruites",
        "Plus rien ne peut y être ajouté, et personne ne peut plus les lire.",
    ),
    412: (
        "La situation a changé entre-temps",
        "Rouvrez la page, relisez où elle en est, puis agissez de nouveau.",
    ),
    413: (
        "Ce que vous avez envoyé est trop long",
        (
            "Un texte compte 8 000 caractères au plus. Revenez à la page précédente : votre "
            "navigateur y garde votre saisie ; raccourcissez-la, puis envoyez-la de nouveau."
        ),
    ),
    422: (
        "Cette demande n’est pas valide",
        "Revenez à la page précédente, vérifiez ce que vous avez saisi et réessayez.",
    ),
    500: (
        "Une erreur est survenue de notre côté",
        (
            "Rien n’a été enregistré à moitié. Réessayez ; si l’erreur revient, signalez-la "
            "avec la référence ci-dessous."
        ),
    ),
    503: (
        "Le service est momentanément indisponible",
        "Revenez à la page précédente et réessayez dans un instant.",
    ),
}
_FOREIGN = (
    "Cette demande ne vient pas d’une page de Maillage",
    "Par sécurité, rien n’a été enregistré. Ouvrez la page dans Maillage et recommencez-y.",
)


def error_page(request: Request, problem: Problem) -> Response:
    """An error, as a page that says what to do next."""
    if isinstance(problem, SessionOver):
        return _session_over(request, problem)
    if problem.code == "no-session":
        return go("/")
    title, advice = WHAT_TO_DO.get(problem.status, WHAT_TO_DO[500])
    if problem.code == "cross-site":
        title, advice = _FOREIGN
    visit = getattr(request.state, "visit", None)
    answer = paper(
        "error.html", problem.status, title=title, advice=advice, detail=problem.detail,
        problem=problem, reference=request.state.request_id, visit=visit,
        who=visit.who if visit else None,
    )  # fmt: skip
    answer.headers.update(problem.headers or {})
    return answer


def _session_over(request: Request, over: SessionOver) -> Response:
    if request.method in _SAFE:
        return go("/")
    return paper("session-over.html", 401, form=over.form, path=request.url.path)
