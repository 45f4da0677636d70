"""``maillage conference show``: a conference as its report tells it."""

from api.cli.exits import Exit
from api.cli.place import answer, head_of, installed, run, say
from api.cli.seats import seated
from api.http.conferences import plain
from api.views.conference_now import conference_now
from domain.conference import conference_stream


def show(territory: str, year: int, token: str, *, as_json: bool) -> Exit:
    return run(_show(territory, year, token, as_json=as_json))


async def _show(territory: str, year: int, token: str, *, as_json: bool) -> Exit:
    async with installed() as installation:
        await head_of(installation, territory)
        desk = await seated(installation, territory, token)
        await installation.follow(territory)
        async with desk.look("conference") as sight:
            now = await conference_now(sight, conference_stream(territory, year))
    if as_json:
        answer(plain(now))
    else:
        say(now.report.text.rstrip())
    return Exit.DONE
