"""``maillage migrate`` and ``maillage rebuild``: the schema, and the read models."""

from collections.abc import Sequence

from api import installation as installations
from api.cli.exits import Exit, Failure
from api.cli.place import answer, here, installed, run, say
from api.cli.progress import Steps, steps
from api.installation import Installation
from projections import FOLLOWERS, PROJECTIONS
from store.follow import Follower, build, unfollowed
from store.rebuild import outdated
from store.rebuild import rebuild as build_anew
from store.waves import Projection

ALL: Sequence[Projection | Follower] = (*PROJECTIONS, *FOLLOWERS)


def migrate(*, as_json: bool) -> Exit:
    return run(_migrate(as_json=as_json))


def rebuild(names: Sequence[str], *, every: bool, as_json: bool) -> Exit:
    if strangers := set(names) - {each.name for each in ALL}:
        known = ", ".join(each.name for each in ALL)
        raise Failure(
            Exit.MISUSED, f"{len(strangers)} vue(s) inconnue(s). Les vues sont : {known}."
        )
    return run(_rebuild(names, every=every, as_json=as_json))


async def _migrate(*, as_json: bool) -> Exit:
    with steps(as_json=as_json) as shown:
        shown.begin("Serveur PostgreSQL")
        where = await installations.addresses(here())
        shown.begin("Schéma des deux bases")
        done = await installations.migrate(where)
    async with installations.opened(here(), where) as installation:
        due = await due_of(installation)
    if as_json:
        answer({"applied": done, "to_rebuild": [each.name for each in due]})
        return Exit.DONE
    said = "Migrations appliquées : " + ", ".join(done) if done else "Schéma déjà à jour"
    say(f"{said}.")
    if due:
        names = ", ".join(each.name for each in due)
        say(f"Vues de lecture à reconstruire ({names}) : lancez `maillage rebuild`.")
    return Exit.DONE


async def _rebuild(names: Sequence[str], *, every: bool, as_json: bool) -> Exit:
    async with installed() as installation:
        chosen = [each for each in ALL if every or each.name in names]
        if not chosen:
            chosen = await due_of(installation)
        with steps(as_json=as_json) as shown:
            generations = await built(installation, chosen, shown)
    if as_json:
        answer({"rebuilt": generations})
    elif generations:
        say(f"Vues reconstruites : {', '.join(generations)}.")
    else:
        say("Toutes les vues sont à jour.")
    return Exit.DONE


async def due_of(installation: Installation) -> list[Projection | Follower]:
    """The read models that are kept by other code than this."""
    async with installation.readers.acquire() as db:
        return [*await outdated(db, list(PROJECTIONS)), *await unfollowed(db, FOLLOWERS)]


async def built(
    installation: Installation, chosen: Sequence[Projection | Follower], shown: Steps
) -> dict[str, int]:
    """Rebuild these read models, the inline ones in one pass; the generation of each."""
    total = sum(row["position"] for row in await installation.heads())
    generations: dict[str, int] = {}
    inline = [each for each in chosen if isinstance(each, Projection)]
    if inline:
        names = [each.name for each in inline]
        advance = shown.begin(f"Vues de lecture {', '.join(names)}", total)
        done = await build_anew(installation.rebuilders, inline, advance)
        generations |= dict(zip(names, done, strict=True))
    for each in chosen:
        if isinstance(each, Follower):
            advance = shown.begin(f"Vue de lecture {each.name}", total)
            generations[each.name] = await build(installation.rebuilders, each, advance)
    return generations
