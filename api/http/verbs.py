"""Every verb over HTTP: a fact is a POST on the noun of its verb, a creation on its place."""

from collections.abc import Awaitable, Callable
from typing import Any
from uuid import UUID

from fastapi import APIRouter, Request
from fastapi.responses import Response

from api.commands.asks import Ask
from api.commands.resources import RESOURCES
from api.commands.verbs import Resource, Verb
from api.http.answers import Begun, Recorded, begun, recorded
from api.http.seats import Acting, Writing

router = APIRouter()


def _door(resource: Resource, verb: Verb) -> Callable[..., Awaitable[Response]]:
    async def act(stream: UUID, ask: Any, desk: Acting) -> Response:
        return recorded(await resource.run(verb.noun, desk, stream, ask))

    async def act_on_the_one(ask: Any, desk: Acting) -> Response:
        assert resource.stream is not None
        stream = resource.stream(desk.territory)
        return recorded(await resource.run(verb.noun, desk, stream, ask))

    door: Any = act if resource.stream is None else act_on_the_one
    door.__annotations__["ask"] = _body(resource, verb)
    return door  # type: ignore[no-any-return] # FastAPI reads its annotations


def _body(resource: Resource, verb: Verb) -> type[Ask]:
    """The verb's ask, under a name that no other has: ``ReferralRefusal``."""
    noun = "".join(word.title() for word in verb.noun.split("-"))
    said = {"__module__": verb.ask.__module__, "__doc__": f"{verb.title}."}
    return type(f"{resource.kind.__name__}{noun}", (verb.ask,), said)


def _beginning(resource: Resource, begins: Verb) -> Callable[..., Awaitable[Response]]:
    async def begin(request: Request, ask: Any, desk: Writing) -> Response:
        stream = resource.new(desk, ask)
        receipt = await resource.run(begins.noun, desk, stream, ask)
        one = "" if resource.stream else f"/{stream}"
        path = request.url.path
        if begins in resource.otherwise:
            path = path.removesuffix(f"/{begins.noun}")
        return begun(receipt, stream, f"{path}{one}")

    begin.__annotations__["ask"] = _body(resource, begins)
    return begin


def _path(resource: Resource, verb: Verb) -> str:
    one = "" if resource.stream else "/{stream}"
    return f"/{resource.address}{one}/{verb.noun}"


for _resource in RESOURCES:
    for _begins in _resource.beginnings:
        router.post(
            f"/{_resource.address}"
            + (f"/{_begins.noun}" if _begins in _resource.otherwise else ""),
            status_code=201,
            response_model=Begun,
            name=f"{_resource.address}-{_begins.noun}",
            tags=[_resource.address],
            summary=_begins.title,
        )(_beginning(_resource, _begins))
    for _verb in _resource.verbs.values():
        router.post(
            _path(_resource, _verb), status_code=201, response_model=Recorded,
            name=f"{_resource.address}-{_verb.noun}", tags=[_resource.address],
            summary=_verb.title,
        )(_door(_resource, _verb))  # fmt: skip
