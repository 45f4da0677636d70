"""Where another thing is read that a fact refers to, and what it is called."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from urllib.parse import urlsplit

from api.commands.references import address_of
from api.pages.blanks import Ready
from domain import codes
from domain.codes import Entry
from domain.values import Code, Reference
from projections.wording import label

_ADDRESSES: Mapping[Code, str] = {
    "case": "/situations/{0.stream}",
    "referral": "/orientations/{0.stream}",
    "alert": "/veille/alertes/{0.stream}",
    "follow-up": "/veille/seances/{0.stream}",
    "commitment": "/projet/engagements/{0.stream}",
    "sheet": "/projet/fiches/{0.stream}",
    "forum": "/projet/instances/{0.stream}",
    "contribution": "/projet/paroles/{0.stream}",
    "recommendation": "/projet/conference/{0.stream}",
    "amendment": "/projet/convention",
}


def address(reference: Reference) -> str:
    """The page of that thing; the hub of the project for one of another day's kinds."""
    return _ADDRESSES.get(reference.kind, "/projet").format(reference)


def named(reference: Reference) -> str:
    """« un avenant à la convention », and which of several."""
    which = "" if reference.part is None else f" (n°\u00a0{reference.part})"
    return f"{label(codes.REFERENCES, reference.kind)}{which}"


def choices_of(
    things: Iterable[tuple[Reference, str]], kinds: Collection[Code]
) -> Mapping[str, Entry]:
    """Those things of these kinds, to choose from in a form."""
    return {
        address_of(thing): Entry(address_of(thing), title)
        for thing, title in things
        if thing.kind in kinds
    }


def serving(action: Ready, choices: Mapping[str, Entry]) -> Ready:
    """The form, which asks what it serves where there is something to choose from."""
    if choices:
        return action
    return replace(action, blanks=[each for each in action.blanks if each.name != "serves"])


def host(link: str) -> str:
    """The site that a link of ours leads to."""
    return urlsplit(link).netloc
