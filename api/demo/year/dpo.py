"""What the DPO decides: oppositions, requests about one's data, archives."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from api.demo.cue import Cue
from api.demo.year.seats import DPO, Seats

_DAYS = {"opposition": 6, "rights-request": 9, "moved-away": 60}


def decided(seats: Seats, asked: Cue, number: int, begun: int) -> Iterator[Cue]:
    """What follows of a deed about a person; ``number`` counts those of its noun.

    ``begun`` is the working day of that deed.
    """
    day = begun - _DAYS[asked.noun]
    for n, (noun, said) in enumerate(_decisions(asked.noun, number)):
        cue = seats.cue(
            f"{asked.name}/dpo/{n}", day - n * 7, DPO, "people", noun, asked.stream, said
        )
        yield replace(cue, chain=asked.chain)


def follows(cue: Cue) -> bool:
    return cue.resource == "people" and cue.noun in _DAYS


def _decisions(noun: str, number: int) -> Iterator[tuple[str, dict[str, Any]]]:
    match noun, number % 3:
        case "opposition", 0:
            yield "opposition-upheld", {}
            yield "opposition-taken-back", {}
        case "opposition", 1:
            yield "opposition-rejected", {"reason": "legal-obligation"}
        case "opposition", _:
            yield "opposition-upheld", {}
        case "rights-request", rest:
            yield "rights-answer", {
                "right": "access", "answer": "partly-granted" if rest else "granted",
            }  # fmt: skip
        case "moved-away", rest:
            yield "archive", {"ground": "moved-away"}
            if not rest:
                yield "reactivation", {}
