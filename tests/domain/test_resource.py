"""Resources lent to the project: a notice, a licence, an address, never people's data."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given as forall
from hypothesis import strategies as st

from domain import codes
from domain.codes import UnknownCode
from domain.policies import CASEWORK, NotAllowed
from domain.references import NotServable
from domain.resource import (
    AboutPeople,
    CoverageReversed,
    Notice,
    NotPublicAddress,
    Resource,
    ResourceWithdrawn,
    SameNotice,
)
from domain.rights import decide
from domain.values import Reference, ResourceId
from tests.domain.people import CAF, CASE, CCAS, REFERRAL
from tests.domain.test_policies import asker
from tests.story import begun, fact, given

NOTICE = Notice(
    title="Portrait social du Haut-Clichy",
    source="Observatoire départemental",
    licence="licence-ouverte-2",
    aggregation="aggregated",
    readers="everyone",
    covers_from=date(2024, 1, 1),
    covers_to=date(2025, 12, 31),
    link="https://observatoire.example/portrait?annee=2025#carte",
)
STUDY = ResourceId(CASE)
SAID: dict[str, Any] = {"kind": "study", "provider": CCAS, "notice": NOTICE, "serves": None}
REVISED = replace(NOTICE, title="Portrait social, édition 2026")
published = fact(Resource.Published, **SAID)
withdrawn = fact(Resource.Withdrawn, reason="Remplacée")


def revising(**said: Any) -> Callable[[Resource], None]:
    return lambda it: it.revise(notice=replace(NOTICE, **said))


def test_a_resource_is_published_with_its_notice() -> None:
    begun(Resource(id=STUDY, **SAID)).then(published)


def test_a_resource_may_answer_a_commitment_never_a_persons_case() -> None:
    answer = Reference("commitment", REFERRAL)
    begun(Resource(id=STUDY, **SAID | {"serves": answer})).then(
        fact(Resource.Published, **SAID | {"serves": answer})
    )
    for kind in ("case", "referral", "alert", "follow-up"):
        with pytest.raises(NotServable):
            Resource(id=STUDY, **SAID | {"serves": Reference(kind, REFERRAL)})


@pytest.mark.parametrize("kind", codes.RESOURCES)
def test_data_of_people_are_refused_whatever_they_come_as(kind: str) -> None:
    notice = replace(NOTICE, aggregation="individual")
    with pytest.raises(AboutPeople):
        Resource(id=STUDY, **SAID | {"kind": kind, "notice": notice})
    given(Resource, published).refuses(AboutPeople, revising(aggregation="individual"))


@pytest.mark.parametrize("field", ["licence", "aggregation", "readers"])
def test_a_notice_says_its_codes_among_those_in_force(field: str) -> None:
    given(Resource, published).refuses(UnknownCode, revising(**{field: "unknown"}))
    with pytest.raises(UnknownCode):
        Resource(id=STUDY, **SAID | {"kind": "rumour"})


def test_a_period_covered_has_both_ends_in_order() -> None:
    story = given(Resource, published)
    story.refuses(CoverageReversed, revising(covers_to=None))
    story.refuses(CoverageReversed, revising(covers_from=None))
    story.refuses(CoverageReversed, revising(covers_to=date(2023, 12, 31)))
    assert story.when(revising(covers_from=None, covers_to=None)).facts
    assert story.when(revising(covers_to=date(2024, 1, 1))).facts


@pytest.mark.parametrize(
    "link",
    [
        "http://observatoire.example/portrait",
        "javascript:alert(1)",
        "https:observatoire.example",
        "https:///portrait",
        "https://",
        "https://localhost/portrait",
        "https://intranet/portrait",
        "https://10.0.0.3/portrait",
        "https://[::1]/portrait",
        "https://[portrait",
        "https://nom:mot@observatoire.example/",
        "https://observatoire.example:8443/",
        "https://observatoire..example/",
        "https://observatoire.example/ portrait",
        "https://observatoire.example/\u202eportrait",
        "https://observatoire.example\\@autre.example/",
        "//observatoire.example/portrait",
        "portrait.pdf",
        "https://observatoire.example/" + "a" * 2_000,
    ],
)
def test_an_address_is_public_complete_and_encrypted(link: str) -> None:
    given(Resource, published).refuses(NotPublicAddress, revising(link=link))


@forall(st.text(max_size=40))
def test_whatever_is_typed_is_an_https_address_or_refused(text: str) -> None:
    it = given(Resource, published).so()
    try:
        it.revise(notice=replace(NOTICE, link=text))
    except NotPublicAddress:
        return
    assert text.lower().startswith("https://")


def test_a_resource_on_paper_has_no_address() -> None:
    assert given(Resource, published).when(revising(link=None)).facts


def test_a_revision_says_the_whole_notice_anew() -> None:
    given(Resource, published).when(lambda it: it.revise(notice=REVISED)).then(
        fact(Resource.Revised, notice=REVISED)
    )
    given(Resource, published).refuses(SameNotice, revising())
    again = given(Resource, published, fact(Resource.Revised, notice=REVISED))
    again.refuses(SameNotice, lambda it: it.revise(notice=REVISED))


def test_a_resource_is_withdrawn_once_with_its_reason() -> None:
    given(Resource, published).when(lambda it: it.withdraw(reason="Remplacée")).then(withdrawn)
    gone = given(Resource, published, withdrawn)
    gone.refuses(ResourceWithdrawn, lambda it: it.withdraw(reason="Encore"))
    gone.refuses(ResourceWithdrawn, lambda it: it.revise(notice=REVISED))


def test_professionals_lend_for_their_own_partner_and_the_project_lead_for_any() -> None:
    it = given(Resource, published).so()
    for verb in (Resource, Resource.revise, Resource.withdraw):
        for role in CASEWORK:
            assert decide(verb, asker(role, CCAS), it).name == "provider"
            with pytest.raises(NotAllowed):
                decide(verb, asker(role, CAF), it)
        assert decide(verb, asker("project-lead", CAF), it).name == "project-lead"
        with pytest.raises(NotAllowed):
            decide(verb, asker("elected", CCAS), it)
