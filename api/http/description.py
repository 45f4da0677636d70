"""The API's description (OpenAPI 3.1): what FastAPI reads off the doors, and conventions.

A door says only what is its own: parameters, body, shape. What a seat at the desk brings
along (token, versions, keys, refusals) is the same for all and is written here once.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from fastapi import FastAPI
from fastapi.dependencies.models import Dependant
from fastapi.openapi.utils import get_openapi
from fastapi.routing import iter_route_contexts
from pydantic import TypeAdapter

from api.http.answers import POSITION
from api.http.lists import enumerate_codes
from api.http.prose import ABOUT, ANSWERS, HEADERS, PARAMETERS, TAGS
from api.http.seats import acting_seat, seat, table_seat, writing_seat
from api.http.shapes.shape import ProblemDetails
from api.problems import TITLES

Said = dict[str, Any]
_REF = "#/components/schemas/"
_JSON, _PROBLEM = "application/json", "application/problem+json"

_READING = (401, 403, 404, 422, 500, 503)
_WRITING = (400, 409, 410, 413, 415)
_ACTING = (412, 428)
REFUSALS: Mapping[Callable[..., Any], tuple[int, ...]] = {
    seat: _READING,
    writing_seat: _READING + _WRITING,
    table_seat: _READING + _WRITING,
    acting_seat: _READING + _WRITING + _ACTING,
}
"""The statuses that a door may refuse with, by who sits there."""
_BESIDES: Mapping[str, tuple[int, ...]] = {
    "/health/ready": (503,),
    "/changes/stream": (429,),
    "/calendars/{token}.ics": (403, 404, 422, 500, 503),
}
_DONE = {"200": "Ce qui est lu.", "201": "Ce qui vient d’être consigné."}


def describe(app: FastAPI) -> Callable[[], Said]:
    """What gives the description of that app, made at the first question."""

    def description() -> Said:
        if app.openapi_schema is None:
            app.openapi_schema = _complete(app)
        return app.openapi_schema

    return description


def _complete(app: FastAPI) -> Said:
    said = get_openapi(
        title=app.title, version=app.version, routes=app.routes, description=ABOUT, tags=TAGS,
        license_info={"name": "EUPL-1.2", "identifier": "EUPL-1.2"},
        servers=[{"url": "/", "description": "Cette installation"}],
    )  # fmt: skip
    parts = said["components"]
    parts["headers"], parts["parameters"] = HEADERS, PARAMETERS
    parts["securitySchemes"] = {"jeton": {"type": "http", "scheme": "bearer"}}
    parts["responses"] = {f"Problem{status}": _problem(status) for status in ANSWERS}
    seats = dict(_seats(app))
    for path, methods in said["paths"].items():
        for method, operation in methods.items():
            _finish(operation, method, path, seats.get((path, method)), parts["schemas"])
    for unused in ("HTTPValidationError", "ValidationError"):
        parts["schemas"].pop(unused, None)
    parts["schemas"] |= _schemas(ProblemDetails)
    enumerate_codes(said)
    return said


def _finish(
    operation: Said, method: str, path: str, at: Callable[..., Any] | None, schemas: Said
) -> None:
    operation["operationId"] = operation_id(method, path)
    if first := operation.get("description"):
        operation["summary"] = first.partition("\n")[0].removesuffix(".")
    answers = operation["responses"]
    answers.pop("422", None)
    for status, answer in answers.items():
        if status in _DONE:
            answer["description"] = _DONE[status]
            _add_headers(answer, method, schemas, seated=at is not None)
    more = next((them for end, them in _BESIDES.items() if path.endswith(end)), ())
    for status in sorted((*(REFUSALS[at] if at else ()), *more)):
        answers[str(status)] = {"$ref": f"#/components/responses/Problem{status}"}
    if at is not None:
        operation["security"] = [{"jeton": []}]
    if at in (writing_seat, table_seat, acting_seat):
        _add_parameters(operation, ("If-Match",) if at is acting_seat else ())


def _add_parameters(operation: Said, more: tuple[str, ...]) -> None:
    refs = [{"$ref": f"#/components/parameters/{n}"} for n in (*more, "Idempotency-Key")]
    operation["parameters"] = [*operation.get("parameters", ()), *refs]


def _add_headers(answer: Said, method: str, schemas: Said, *, seated: bool) -> None:
    """The headers that go with what is answered: a version, a page, a new address."""
    schema = answer.get("content", {}).get(_JSON, {}).get("schema", {})
    fields = schemas.get(schema.get("$ref", "").removeprefix(_REF), {}).get("properties", {})
    names = [
        name
        for name, there in (
            ("ETag", seated and "version" in fields),
            ("Link", "next" in fields),
            ("Location", method == "post" and "referral" in fields),
            (POSITION, method == "get" and seated and bool(fields)),
        )
        if there
    ]
    if names:
        answer["headers"] = {n: {"$ref": f"#/components/headers/{n}"} for n in names}
    if "at" in fields and "ETag" in names:  # nobody acts on the past
        answer["headers"]["ETag"] = {**HEADERS["ETag"], "required": False}


def operation_id(method: str, path: str) -> str:
    """A name that lasts as long as the address: ``post_referrals_acceptance``."""
    tail = path.removeprefix("/api/v1").removeprefix("/territories/{territory}")
    parts = [part for part in tail.split("/") if part]
    named = [p for n, p in enumerate(parts) if not p.startswith("{") or n == len(parts) - 1]
    return re.sub(r"\W+", "_", " ".join([method, *(named or ["root"])])).strip("_")


def _seats(app: FastAPI) -> Iterator[tuple[tuple[str, str], Callable[..., Any]]]:
    """Each door's address and method, and the seat it takes."""
    for route in iter_route_contexts(app.routes):
        if dependant := getattr(route, "dependant", None):
            asked = {each.call for each in _all(dependant)}
            at = next((each for each in REFUSALS if each in asked), None)
            if at is not None and route.path_format is not None:
                for method in route.methods or ():
                    yield (route.path_format, method.lower()), at


def _all(dependant: Dependant) -> Iterator[Dependant]:
    for each in dependant.dependencies:
        yield each
        yield from _all(each)


def _problem(status: int) -> Said:
    code, why = ANSWERS[status]
    example = {
        "type": f"urn:maillage:problem:{code}", "title": TITLES[status], "status": status,
    }  # fmt: skip
    schema = {"$ref": _REF + "ProblemDetails"}
    content = {_PROBLEM: {"schema": schema, "example": example}}
    answer: Said = {"description": why, "content": content}
    name = {401: "WWW-Authenticate", 503: "Retry-After"}.get(status)
    if name:
        answer["headers"] = {name: {"$ref": f"#/components/headers/{name}"}}
    return answer


def _schemas(shape: Any) -> Said:
    schema = TypeAdapter(shape).json_schema(ref_template=_REF + "{model}")
    inner: Said = schema.pop("$defs", {})
    return inner | {shape.__name__: schema}
