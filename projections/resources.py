"""Resources (ressources mises à disposition): the catalogue of what is lent to the project."""

from collections.abc import Sequence

from domain.catalogue import kinds_of
from domain.resource import Resource
from store.facts import Fact
from store.statements import Statements
from store.waves import Waves

statements = Statements(__file__)
_over = statements.over
TAKEN = kinds_of("Resource")
"""Kinds of facts that change something here."""


def fold(db: Waves, facts: Sequence[Fact]) -> None:
    for at, fact in facts:
        match fact:
            case Resource.Published(kind=kind, provider=provider, notice=notice, serves=it):
                db.add(
                    _over("published"), at, kind=kind, provider=provider,
                    serves_kind=it and it.kind, serves_stream=it and it.stream,
                    serves_part=it and it.part, **vars(notice),
                )  # fmt: skip
            case Resource.Revised(notice=notice):
                db.add(_over("revised"), at, **vars(notice))
            case Resource.Withdrawn(reason=reason):
                db.add(_over("withdrawn"), at, reason=reason)
            case _:
                pass
