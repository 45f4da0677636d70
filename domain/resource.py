"""A resource (ressource mise à disposition): a study, a map, a dataset… lent to the project.

Only its record (notice) is kept here: where it is read is a public address, which
nothing here ever opens.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from domain import codes
from domain.aggregate import Aggregate, Refusal, event
from domain.nameless import ensure_all_nameless
from domain.references import ensure_serves
from domain.values import Code, Line, PartnerId, Public, Reference, ResourceId, Text

ANSWERED = frozenset({"commitment", "sheet", "forum", "recommendation", "amendment"})
"""What a resource may be lent for; never a person's case."""

LONGEST_LINK = 2_000


class AboutPeople(Refusal):
    """Le projet échange des données d’ensemble, jamais celles de personnes : agrégez-les."""

    field = "aggregation"


class NotPublicAddress(Refusal):
    """Donnez une adresse web publique et complète, qui commence par https."""

    field = "link"


class CoverageReversed(Refusal):
    """La période couverte a un début et une fin, dans cet ordre."""

    field = "covers_to"


class SameNotice(Refusal):
    """Rien n’a changé dans cette notice."""


class ResourceWithdrawn(Refusal):
    """Cette ressource a été retirée."""


@dataclass(frozen=True)
class Notice:
    """What anyone may know of a resource before reading it; public for ever.

    ``covers_from``, ``covers_to``: the first and last day that it is about, both or
    neither. ``readers``: to whom its address is given (``codes.RESOURCE_READERS``).
    """

    title: Public[Line]
    source: Public[Line]
    licence: Code
    aggregation: Code
    readers: Code
    presentation: Public[Text] | None = None
    covers_from: date | None = None
    covers_to: date | None = None
    link: Public[Text] | None = None


class Resource(Aggregate):
    class Published(Aggregate.Created):
        kind: Code
        provider: PartnerId
        notice: Notice
        serves: Reference | None

    class Revised(Aggregate.Event):
        notice: Notice

        def apply(self, it: "Resource") -> None:
            it.notice = self.notice

    class Withdrawn(Aggregate.Event):
        reason: Public[Text]

        def apply(self, it: "Resource") -> None:
            it.withdrawn = True

    @event(Published)
    def __init__(
        self,
        id: ResourceId,  # noqa: A002 - the library passes the stream's id by this name
        kind: Code,
        provider: PartnerId,
        notice: Notice,
        serves: Reference | None = None,
    ) -> None:
        self.provider = provider
        self.notice = notice
        self.withdrawn = False

    @classmethod
    def ensure_may_begin(cls, facts: Mapping[str, Any]) -> None:
        codes.RESOURCES.ensure(kind=facts["kind"])
        _ensure_notice(facts["notice"])
        if facts["serves"] is not None:
            ensure_serves((facts["serves"],), ANSWERED)

    def revise(self, *, notice: Notice) -> None:
        """The whole record as it reads from now on; the earlier one stays in the journal."""
        self._ensure_lent()
        _ensure_notice(notice)
        if notice == self.notice:
            raise SameNotice
        self.trigger_event(self.Revised, notice=notice)

    def withdraw(self, *, reason: str) -> None:
        self._ensure_lent()
        ensure_all_nameless(reason=reason)
        self.trigger_event(self.Withdrawn, reason=reason)

    def _ensure_lent(self) -> None:
        if self.withdrawn:
            raise ResourceWithdrawn


def _ensure_notice(notice: Notice) -> None:
    codes.LICENCES.ensure(licence=notice.licence)
    codes.AGGREGATIONS.ensure(aggregation=notice.aggregation)
    codes.RESOURCE_READERS.ensure(readers=notice.readers)
    if codes.AGGREGATIONS[notice.aggregation].marks.get("about_people"):
        raise AboutPeople
    _ensure_covers(notice.covers_from, notice.covers_to)
    if notice.link is not None and not _is_public_address(notice.link):
        raise NotPublicAddress
    ensure_all_nameless(title=notice.title, presentation=notice.presentation)


def _ensure_covers(first: date | None, last: date | None) -> None:
    if (first is None) != (last is None) or (first and last and last < first):
        raise CoverageReversed


def _is_public_address(link: str) -> bool:
    """An https URL (RFC 3986) of a named host, with no credentials, port or blank in it."""
    if len(link) > LONGEST_LINK or not link.isprintable() or " " in link or "\\" in link:
        return False
    try:
        parts = urlsplit(link)
        host = parts.hostname or ""
    except ValueError:
        return False
    return parts.scheme == "https" and parts.netloc.lower() == host and _is_named(host)


def _is_named(host: str) -> bool:
    """Whether a host is a name of the public web: neither an address nor a local name."""
    labels = host.split(".")
    return len(labels) > 1 and all(labels) and not labels[-1].isdigit()
