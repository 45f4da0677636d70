"""``maillage verify``: everything that must hold of a journal, said in French."""

from collections.abc import Mapping

from asyncpg import Record

from api.cli.exits import Exit, Failure
from api.cli.place import answer, head_of, installed, run, say
from api.cli.progress import Steps, steps
from api.installation import Installation
from store.verify import Fault, Verdict
from store.verify import verify as read_all

_SHOWN = 50
_SAID: Mapping[str, str] = {
    "position-missing": "un fait manque avant celui-ci",
    "leaf-differs": "le contenu n’est plus celui de l’empreinte",
    "time-falls": "enregistré avant le fait qui le précède",
    "seal-differs": "le scellé n’est plus celui d’origine",
    "seal-missing": "le scellé manque sans que sa clé soit au registre des destructions",
    "seal-outlives-key": "le scellé est resté alors que sa clé est détruite",
    "evidence-differs": "les données figées pour la conférence ne sont plus celles du journal",
    "head-differs": "la tête du journal ne désigne pas le dernier fait",
    "version-missing": "une version manque dans la suite des faits",
}


def verify(territory: str | None, *, every: bool, as_json: bool) -> Exit:
    if every == (territory is not None):
        raise Failure(Exit.MISUSED, "Indiquez un territoire, ou --all pour tous.")
    return run(_verify(territory, as_json=as_json))


async def _verify(territory: str | None, *, as_json: bool) -> Exit:
    async with installed() as installation:
        heads = await installation.heads()
        if territory is not None:
            heads = [await head_of(installation, territory)]
        with steps(as_json=as_json) as shown:
            verdicts = {
                head["territory"]: await _read(installation, head, shown) for head in heads
            }
    if as_json:
        answer({name: _plain(verdict) for name, verdict in verdicts.items()})
    else:
        for name, verdict in verdicts.items():
            _say(name, verdict)
    faulty = any(verdict.faults for verdict in verdicts.values())
    return Exit.TO_MEND if faulty else Exit.DONE


async def _read(installation: Installation, head: Record, shown: Steps) -> Verdict:
    territory = head["territory"]
    advance = shown.begin(f"Journal de {territory}", head["position"])
    async with (
        installation.readers.acquire() as db,
        db.transaction(isolation="repeatable_read", readonly=True),
    ):
        await db.execute("set local statement_timeout = 0")
        return await read_all(db, territory, advance)


def _say(territory: str, verdict: Verdict) -> None:
    faults = len(verdict.faults)
    end = f"{faults} défaut·s" if faults else "aucun défaut"
    nature = "fictif" if verdict.fictitious else "réel"
    say(f"{territory} ({nature}) : {verdict.events} faits vérifiés, {end}.")
    for fault in verdict.faults[:_SHOWN]:
        where = f"position {fault.position}" if fault.position else f"suite {fault.stream}"
        say(f"  {where} : {_SAID.get(fault.code, fault.code)}")
    if faults > _SHOWN:
        say(f"  et {faults - _SHOWN} autres ; --json les donne tous.")


def _plain(verdict: Verdict) -> Mapping[str, object]:
    return {
        "events": verdict.events, "fictitious": verdict.fictitious,
        "faults": [Fault(*fault)._asdict() for fault in verdict.faults],
    }  # fmt: skip
