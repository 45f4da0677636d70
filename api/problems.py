"""Errors as problem details (RFC 9457), in French, with a stable ``type``.

Nothing of what was sent is echoed: FastAPI's 422 repeats the input and PostgreSQL's
DETAIL shows rows, so both are replaced by the field's name and a reason.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from http import HTTPStatus
from typing import Any

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from fastapi.routing import iter_route_contexts
from starlette.exceptions import HTTPException

from domain.aggregate import Refusal
from domain.policies import ActsOfAnother, MayNotRead, NotAllowed
from store import refusals
from store.pools import LOST
from store.refusals import Unavailable, Unreachable

_log = structlog.get_logger(__name__)

STATUS: Mapping[type[Refusal], int] = {
    NotAllowed: 403,
    MayNotRead: 403,
    ActsOfAnother: 403,
    refusals.Unknown: 404,
    refusals.SubjectErased: 410,
    refusals.Stale: 412,
    refusals.KeyReused: 422,
    refusals.FromTheFuture: 422,
    refusals.OutOfOrder: 422,
}
"""Else 422 where the refusal names a field, 409 where the state forbids it."""

REASONS: Mapping[str, str] = {
    "missing": "champ manquant",
    "extra_forbidden": "champ inconnu",
    "string_type": "doit être un texte",
    "string_too_short": "ne peut pas être vide",
    "string_too_long": "trop long",
    "string_pattern_mismatch": "n’a pas la forme attendue",
    "string_unicode": "contient un caractère invalide",
    "uuid_parsing": "identifiant invalide",
    "uuid_type": "identifiant invalide",
    "literal_error": "valeur inconnue",
    "unknown_code": "code inconnu",
    "decimal_type": "n’est pas un nombre",
    "decimal_parsing": "n’est pas un nombre",
    "decimal_max_digits": "trop de chiffres",
    "decimal_max_places": "trop de décimales",
    "decimal_whole_digits": "trop de chiffres",
    "finite_number": "n’est pas un nombre",
    "int_parsing": "n’est pas un nombre entier",
    "json_invalid": "le corps n’est pas du JSON valide",
    "too_short": "pas assez de valeurs",
    "too_long": "trop de valeurs",
    "date_from_datetime_parsing": "date invalide",
    "date_parsing": "date invalide",
    "greater_than_equal": "trop petit ou trop ancien",
    "less_than_equal": "trop grand ou trop lointain",
}
TITLES: Mapping[int, str] = {
    400: "Demande mal formée",
    401: "Jeton absent ou invalide",
    403: "Action refusée",
    404: "Introuvable",
    405: "Méthode non permise ici",
    409: "Action impossible dans l’état actuel",
    410: "Données détruites",
    412: "La situation a changé",
    413: "Contenu trop volumineux",
    415: "Type de contenu non pris en charge",
    422: "Demande invalide",
    428: "Version attendue absente",
    429: "Trop de demandes",
    500: "Erreur interne",
    503: "Service momentanément indisponible",
}


class Problem(Exception):
    """An error answer: status, stable code, one sentence, and the fields at fault."""

    def __init__(
        self, status: int, code: str, detail: str | None = None,
        errors: Sequence[Mapping[str, Any]] = (), headers: Mapping[str, str] | None = None,
    ) -> None:  # fmt: skip
        super().__init__(code)
        self.status, self.code, self.detail, self.errors = status, code, detail, errors
        self.headers = headers
        self.title = TITLES.get(status, TITLES[500])

    def json(self) -> Response:
        said: dict[str, Any] = {
            "type": f"urn:maillage:problem:{self.code}", "title": self.title,
            "status": self.status,
        }  # fmt: skip
        if self.detail:
            said["detail"] = self.detail
        if self.errors:
            said["errors"] = self.errors
        return JSONResponse(
            said, self.status, media_type="application/problem+json", headers=self.headers
        )


Answer = Callable[[Request, Problem], Response]


def install(app: FastAPI, page: Answer) -> None:
    """Answer every error as a problem: JSON under ``/api`` and ``/health``, else a page."""

    def answer(request: Request, problem: Problem) -> Response:
        if problem.status < HTTPStatus.INTERNAL_SERVER_ERROR:
            _log.info("request.refused", reason=problem.code, status=problem.status)
        json = request.scope["path"].startswith(("/api/", "/health/"))
        return problem.json() if json else page(request, problem)

    def on(error: type[Exception], told: Callable[[Any], Problem]) -> None:
        app.add_exception_handler(error, lambda request, raised: answer(request, told(raised)))

    on(Problem, lambda problem: problem)
    on(Refusal, of_refusal)
    on(Unreachable, _of_unreachable)
    on(RequestValidationError, lambda raised: of_invalid(raised.errors()))
    app.add_exception_handler(
        HTTPException,
        lambda request, raised: answer(request, _of_http(request, raised)),
    )
    for lost in LOST:
        on(lost, lambda _: _of_unreachable(Unavailable()))
    on(Exception, lambda _: Problem(500, "internal"))


def of_refusal(refusal: Refusal) -> Problem:
    """The problem of a refusal: its docstring is the sentence, its class the code."""
    field = getattr(refusal, "field", None)
    by_state = 422 if field else 409
    status = next(
        (code for kind, code in STATUS.items() if isinstance(refusal, kind)), by_state
    )
    sentence = refusal.sentence()
    own = [{"field": field, "reason": sentence}] if field else []
    errors = getattr(refusal, "errors", own)
    return Problem(status, kebab(type(refusal).__name__), sentence, errors)


def of_invalid(errors: Iterable[Mapping[str, Any]]) -> Problem:
    """The problem of an invalid request: each field and why, never its value."""
    told = [{"field": _field(error["loc"]), "reason": _reason(error)} for error in errors]
    return Problem(422, "invalid-request", errors=told[:20])


def kebab(name: str) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "-", name).lower()


def _field(location: Sequence[str | int]) -> str:
    parts = [str(part) for part in location if part not in ("body", "query", "path", "header")]
    return ".".join(part[:60] for part in parts) or "body"


def _reason(error: Mapping[str, Any]) -> str:
    if error["type"] == "value_error":
        return str(error["msg"]).removeprefix("Value error, ")
    return REASONS.get(error["type"], "valeur invalide")


def _of_unreachable(error: Unreachable) -> Problem:
    code = kebab(type(error).__name__)
    return Problem(503, code, "Réessayez dans un instant.", headers={"Retry-After": "2"})


def _of_http(request: Request, error: HTTPException) -> Problem:
    """What the routing refuses; ``Allow`` names the methods of every door at that address."""
    code = {404: "not-found", 405: "method-not-allowed", 413: "too-large"}.get(
        error.status_code, f"http-{error.status_code}"
    )
    headers = dict(error.headers or {})
    if error.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
        headers["Allow"] = ", ".join(sorted(_methods_at(request)))
    return Problem(error.status_code, code, headers=headers)


def _methods_at(request: Request) -> set[str]:
    """HEAD goes with GET."""
    path, found = request.scope["path"], set[str]()
    for route in iter_route_contexts(request.app.routes):
        if (pattern := getattr(route, "path_regex", None)) and pattern.match(path):
            found |= set(route.methods or ())
    return found | {"HEAD"} if "GET" in found else found
