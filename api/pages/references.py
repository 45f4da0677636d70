"""Where another thing is read that a fact refers to, and what it is called."""

from collections.abc import Mapping
from urllib.parse import urlsplit

from domain import codes
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


def host(link: str) -> str:
    """The site that a link of ours leads to."""
    return urlsplit(link).netloc
