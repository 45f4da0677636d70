"""Every verb over HTTP: a fact is a POST on the noun of its verb."""

from collections.abc import Awaitable, Callable
from typing import Any
from uuid import UUID

from fastapi import APIRouter
from fastapi.responses import Response

from api.commands.asks import Ask
from api.commands.resources import RESOURCES
from api.commands.verbs import Resource, Verb
from api.http.answers import Recorded, recorded
from api.http.seats import Acting

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


def _path(resource: Resource, verb: Verb) -> str:
    one = "" if resource.stream else "/{stream}"
    return f"/{resource.address}{one}/{verb.noun}"


for _resource in RESOURCES:
    for _verb in _resource.verbs.values():
        router.post(
            _path(_resource, _verb), status_code=201, response_model=Recorded,
            name=f"{_resource.address}-{_verb.noun}", tags=[_resource.address],
            summary=_verb.title,
        )(_door(_resource, _verb))  # fmt: skip
