"""A visit: one request for a page by somebody who has chosen a persona."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Annotated, Any, NamedTuple, TypeVar
from urllib.parse import urlencode
from uuid import UUID

from fastapi import Depends, Request
from fastapi.responses import RedirectResponse, Response

from api.access import Access
from api.desk import Desk
from api.http.seats import desk_of, keyed
from api.installation import Installation
from api.pages.forms import Form, form_of
from api.pages.navigation import Place, places_of
from api.pages.paper import paper
from api.problems import Problem
from api.sight import Sight
from api.views.inbox import names_of
from domain import codes
from domain.policies import CASEWORK
from domain.territory import Territory, territory_stream
from projections import directory
from projections.wording import label
from store.reading import shut
from store.refusals import InFlight
from store.statements import Statements

COOKIE = "maillage-seance"
_sql = Statements(__file__)
_SEE_OTHER = 303
_TURNS, _TURN = 20, 0.1
T = TypeVar("T")


class Who(NamedTuple):
    """Whose name the pages are in: function and service, never a person's name."""

    function: str
    service: str
    territory: str
    casework: bool
    places: Sequence[Place]


class SessionOver(Problem):
    """A form came when nobody was signed in: its text is given back."""

    def __init__(self, form: Form) -> None:
        super().__init__(401, "no-session")
        self.form = form


class Visit:
    """Who visits, at which desk; answers with pages in their name."""

    def __init__(self, request: Request, desk: Desk) -> None:
        self.request, self.desk = request, desk
        self.who: Who | None = None

    @asynccontextmanager
    async def look(self, purpose: str) -> AsyncIterator[Sight]:
        """The desk's look; what the page's heading says is read with it."""
        async with self.desk.look(purpose) as sight:
            if self.who is None:
                self.who = await _who(sight)
            yield sight

    def page(self, template: str, status: int = 200, **said: Any) -> Response:
        path = self.request.url.path
        return paper(template, status, visit=self, who=self.who, path=path, **said)

    async def keyed(self, form: Form) -> Desk:
        """The desk of a form that may come twice: the second time changes nothing."""
        body = f"{self.request.url.path}\n{urlencode(list(form))}"
        return await keyed(self.desk, form.key, body)

    async def acting(self, form: Form) -> Desk:
        """The same, for a form that says which version its reader saw."""
        try:
            expected = int(form["version"][:9])
        except ValueError:
            raise Problem(422, "bad-version") from None
        return replace(await self.keyed(form), expected=expected)


def same_site(request: Request) -> None:
    """Pages are written to only from our own pages."""
    if request.state.cross_site:
        raise Problem(403, "cross-site")


async def visiting(request: Request) -> Visit:
    """The visit of who holds this session; else the way to the personas."""
    token = request.cookies.get(COOKIE, "")
    access: Access = request.app.state.access
    asker = await access.asker_of(token) if token else None
    if asker is None:
        safe = request.method in ("GET", "HEAD")
        raise SessionOver(Form() if safe else await form_of(request))
    visit = Visit(request, desk_of(request, asker, "page"))
    request.state.visit = visit
    return visit


Visiting = Annotated[Visit, Depends(visiting)]
Posted = Annotated[Form, Depends(form_of)]


def go(path: str, **query: str) -> Response:
    """See there: the answer to a form that was taken."""
    return RedirectResponse(f"{path}?{urlencode(query)}" if query else path, _SEE_OTHER)


async def in_turn(run: Callable[[], Awaitable[T]]) -> T:
    """What ``run`` answers; while the same form is on its way already, wait for it."""
    for _ in range(_TURNS):
        try:
            return await run()
        except InFlight:
            await asyncio.sleep(_TURN)
    return await run()


async def name_of(sight: Sight) -> str:
    """The name of the territory, or its code until it has one."""
    stream = territory_stream(sight.asker.territory)
    rows = await sight.fetch(_sql["created"], stream)
    created = shut(rows[0]).event if rows else None
    return created.name if isinstance(created, Territory.Created) else sight.asker.territory


def installation_of(request: Request) -> Installation:
    it: Installation = request.app.state.installation
    return it


async def _who(sight: Sight) -> Who:
    asker = sight.asker
    functions = await sight.fetch(directory.statements["functions"], [str(asker.agent)])
    partner = asker.partner or UUID(int=0)
    names = await names_of(sight, [partner])
    return Who(
        label(codes.FUNCTIONS, functions[0]["function"] if functions else None),
        names.get(partner, ""), await name_of(sight), asker.role in CASEWORK,
        places_of(asker.role),
    )  # fmt: skip
