"""What the pages show of a person's word is what the domain decides by."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from api.agreed import Agreed, heard
from domain.aggregate import Aggregate, Refusal
from domain.person import Person
from domain.person_requests import latest_answer
from domain.person_rights import About, Opposition
from domain.values import PersonId
from tests.domain.people import AMINA, CAF, CCAS, MISSION

_PARTNERS = st.sampled_from([None, CAF, MISSION])
_SCOPES = st.sampled_from(["referral", "health"])
_DAY = date(2026, 11, 2)
_LAST = latest_answer(_DAY)


def _word(verb: str, **said: str) -> st.SearchStrategy[tuple[str, dict[str, object]]]:
    about = st.fixed_dictionaries({"scope": _SCOPES, "partner": _PARTNERS})
    return about.map(lambda it: (verb, {**it, **said}))


_ATTEMPTS = st.one_of(
    _word("give_consent", how="oral"),
    _word("refuse_consent"),
    _word("withdraw_consent"),
    st.just(("raise_opposition", {"received_on": _DAY, "decide_by": _LAST})),
    st.sampled_from(
        [
            ("uphold_opposition", {}),
            ("take_back_opposition", {}),
            ("reject_opposition", {"reason": "legal-claims"}),
        ]
    ),
    st.sampled_from(["access", "erasure"]).map(
        lambda right: (
            "receive_request", {"right": right, "received_on": _DAY, "answer_by": _LAST},
        )
    ),
    st.sampled_from(["access", "erasure"]).map(
        lambda right: ("answer_request", {"right": right, "answer": "granted"})
    ),
)  # fmt: skip


def _told(it: Person) -> Agreed:
    said = Agreed()
    for fact in it.pending_events:
        assert isinstance(fact, Aggregate.Event)
        said = heard(said, fact)
    return said


@given(st.lists(_ATTEMPTS, max_size=12))
def test_what_is_shown_as_agreed_is_what_the_domain_decides_by(
    attempts: list[tuple[str, dict[str, object]]],
) -> None:
    it = Person(id=PersonId(AMINA), by=CCAS, family_name="Canari", given_name="Zoé")
    for verb, said in attempts:
        try:
            getattr(it, verb)(by=CCAS, **said)
        except Refusal:
            continue
    shown = _told(it)

    words = {About(word.scope, word.partner): word.said == "given" for word in shown.words}
    assert {about: said.given for about, said in it.words.items()} == words
    pending = {Opposition.NONE: [], Opposition.PENDING: [False], Opposition.UPHELD: [True]}
    assert pending[it.opposition] == [each.upheld for each in shown.oppositions]
    assert it.requests == {each.right for each in shown.requests}


def test_a_service_that_only_reads_the_case_learns_what_binds_it() -> None:
    it = Person(id=PersonId(AMINA), by=CCAS, family_name="Canari", given_name="Zoé")
    it.refuse_consent(by=CCAS, scope="health", partner=CAF)
    it.refuse_consent(by=CCAS, scope="referral")
    it.receive_request(by=CCAS, right="access", received_on=_DAY, answer_by=_LAST)
    said = _told(it)

    assert ["referral"] == [word.scope for word in said.told_to(MISSION).words]
    assert ["health", "referral"] == [word.scope for word in said.told_to(CAF).words]
    assert () == said.told_to(CAF).requests
