"""What every fact, every refusal and every aggregate must be."""

import inspect
import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from typing import Annotated, Any, Literal, NamedTuple, get_args, get_origin, get_type_hints
from uuid import UUID

import pytest
from pydantic import TypeAdapter

import domain
from domain import codes, policies, referral_life, rights, working_days
from domain.agent import Agent
from domain.aggregate import Aggregate, Refusal, Subject
from domain.alert import Alert
from domain.case import Case
from domain.catalogue import AGGREGATE_OF, AGGREGATES, KINDS, own_fields
from domain.contribution import Contribution
from domain.convention import Convention
from domain.data_inclusion import BadRecord
from domain.partner import Description, Partner
from domain.person import Person
from domain.referral import Referral
from domain.reporter import Reporter
from domain.territory import Territory
from domain.values import (
    Code,
    ContributionId,
    Kept,
    Line,
    Personal,
    Public,
    Text,
    Withheld,
    is_personal,
)
from tests.domain.needs import SAID
from tests.domain.people import CASE, CCAS, COARSE, NADIA, REFERRAL, SENT

CANARY = "canari-7f3a"


class Example(NamedTuple):
    """Generic aliases of ``Annotated`` are types to mypy only where types stand."""

    public: Public[Line]
    personal: Personal[Text]


PUBLIC_LINE, PERSONAL_TEXT = get_type_hints(Example, include_extras=True).values()


def bare_texts(hint: Any, path: str) -> Iterator[str]:
    """Where an annotation lets text in without saying how it is kept."""
    if get_origin(hint) is Annotated:
        if not any(isinstance(mark, Kept) for mark in hint.__metadata__):
            yield from bare_texts(get_args(hint)[0], path)
    elif hint is str:
        yield path
    elif is_dataclass(hint):
        for name, part in get_type_hints(hint, include_extras=True).items():
            yield from bare_texts(part, f"{path}.{name}")
    elif get_origin(hint) is not Literal:
        for part in get_args(hint):
            yield from bare_texts(part, path)


@pytest.mark.parametrize("kind", KINDS)
def test_no_fact_holds_text_that_is_neither_code_nor_public_nor_personal(kind: str) -> None:
    hints = own_fields(KINDS[kind])
    bare = [path for name, hint in hints.items() for path in bare_texts(hint, name)]
    assert not bare


def test_bare_text_is_found_wherever_it_hides() -> None:
    hidden: list[Any] = [str, str | None, tuple[str, ...], Annotated[str, "note"], Line, Text]
    told: list[Any] = [Code, PUBLIC_LINE, PERSONAL_TEXT, UUID, Literal["phone"], date]
    assert [list(bare_texts(hint, "it")) for hint in hidden] == [["it"]] * len(hidden)
    assert [list(bare_texts(hint, "it")) for hint in told] == [[]] * len(told)


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_is_named_after_its_aggregate_and_belongs_to_it(kind: str) -> None:
    aggregate, name = kind.split(".")
    assert AGGREGATE_OF[KINDS[kind]].__name__ == aggregate
    assert getattr(AGGREGATE_OF[KINDS[kind]], name) is KINDS[kind]


def test_the_catalogue_holds_no_class_of_the_library() -> None:
    assert "Territory.Created" in KINDS
    assert "Referral.Created" not in KINDS
    assert not [kind for kind in KINDS if kind.endswith(".Event")]


@pytest.mark.parametrize("kind", KINDS)
def test_a_fact_names_its_own_fields_and_none_of_the_librarys(kind: str) -> None:
    library = {"originator_id", "originator_version", "timestamp", "originator_topic"}
    names = [field.name for field in fields(KINDS[kind])]
    assert [name for name in names if name not in library] == list(own_fields(KINDS[kind]))


@pytest.mark.parametrize("kind", KINDS)
def test_a_fact_declares_its_schema_and_the_key_that_seals_it(kind: str) -> None:
    assert KINDS[kind].class_version >= 1
    assert KINDS[kind].sensitivity in {"ordinary", "health", "protection"}


def test_only_notes_and_corrections_may_be_entered_for_any_past_moment() -> None:
    assert {kind for kind, event in KINDS.items() if not event.transition} == {
        "ActionSheet.EnteredInError",
        "ActionSheet.IndicatorMeasured",
        "ActionSheet.MeasurementCorrected",
        "Alert.EnteredInError",
        "Case.AuthorityInformed",
        "Case.EnteredInError",
        "Case.NoteAdded",
        "Case.NoteCorrected",
        "Case.NoteRetracted",
        "Case.TransmittedToProtection",
        "Contribution.EnteredInError",
        "Observation.Corrected",
        "Commitment.EnteredInError",
        "Person.AccessNeeded",
        "Person.ContactChanged",
        "Person.IdentityCorrected",
        "Person.InformedOfSharing",
        "Person.InterpreterNeeded",
        "Person.KnownTo",
        "Person.ReachableBy",
        "Referral.EnteredInError",
        "Referral.OutcomeContested",
        "Referral.PersonToldOfAnswer",
        "Referral.PersonViewRecorded",
    }


@pytest.mark.parametrize("kind", KINDS)
def test_the_columns_of_the_log_have_their_one_meaning(kind: str) -> None:
    """The store lifts these names out of the fact."""
    hints = own_fields(KINDS[kind])
    for name in {"told_by", "medium", "sharing_ground"} & hints.keys():
        assert not is_personal(hints[name])


def everyone() -> Iterator[Aggregate]:
    yield Referral(id=REFERRAL, **SENT | {"request": CANARY, "reason": CANARY})
    case = Case(id=CASE, opener=CCAS, coarse=COARSE)
    case.add_note(by=CCAS, text=CANARY)
    yield case
    yield Agent(id=NADIA, name=CANARY, function="reception", partner=CCAS)
    person = Person(
        id=SENT["person"],
        by=CCAS,
        family_name=CANARY,
        given_name=CANARY,
        birth_date=date(1990, 1, 1),
        phone=CANARY,
        mail=CANARY,
        address=CANARY,
    )
    person.correct_identity(
        by=CCAS, reason="typing-error", family_name=CANARY, given_name=CANARY
    )
    person.change_contact(by=CCAS, phone=CANARY)
    person.reach_by(by=CCAS, means=CANARY, hours=CANARY, never_by=("phone",))
    person.need_interpreter(by=CCAS, languages=("snk",))
    person.need_access(by=CCAS, needs=("wheelchair",))
    person.protect_address(by=CCAS, reason="threats")
    person.represent(by=CCAS, kind="tutelle", who=CANARY, scope="person")
    yield person
    yield Contribution(
        id=ContributionId(CASE), **SAID | {"text": CANARY, "name": CANARY, "contact": CANARY}
    )


def test_the_state_of_an_aggregate_holds_nothing_personal() -> None:
    for it in everyone():
        events = it.collect_events()
        assert CANARY in repr(events)
        assert CANARY not in repr(vars(it))
        for personal in ("1990", "snk", "wheelchair", "threats"):
            assert personal not in repr(vars(it))


def test_a_sealed_history_replays_to_the_same_state() -> None:
    """Decisions need no key: a withheld field changes nothing."""
    for it in everyone():
        again: Any = None
        for event in it.collect_events():
            shut = {
                name: Withheld.SEALED
                for name, hint in own_fields(type(event)).items()  # type: ignore[arg-type]
                if is_personal(hint)
            }
            again = type(event)(**vars(event) | shut).mutate(again)
        assert again == it


REFUSALS = sorted(
    {kind for kind in Refusal.__subclasses__() if kind.__module__.startswith(domain.__name__)},
    key=lambda kind: kind.__qualname__,
)


@pytest.mark.parametrize("refusal", REFUSALS, ids=lambda refusal: refusal.__name__)
def test_every_refusal_is_one_typeset_french_sentence(refusal: type[Refusal]) -> None:
    sentence = refusal.sentence()
    assert re.fullmatch(r"[A-ZÀÉÊ][^\n]{10,100}\.", sentence)
    assert "'" not in sentence
    assert not re.search(r"(?<![\u00a0\u202f])[:;?!»]", sentence)


def test_the_refusals_are_all_there() -> None:
    assert len(REFUSALS) > 30
    assert {referral_life.NotAddressee, policies.NotAllowed, codes.UnknownCode} <= set(REFUSALS)
    assert {working_days.BeyondCalendar, BadRecord} <= set(REFUSALS)


def public_verbs(aggregate: type[Aggregate]) -> Iterator[Any]:
    """Every public method of ours that changes the aggregate; a guard changes nothing."""
    own = [kind for kind in aggregate.__mro__ if kind.__module__.startswith("domain")]
    for name in {name for kind in own for name in vars(kind)}:
        member = inspect.getattr_static(aggregate, name)
        if not name.startswith(("_", "ensure_")) and inspect.isfunction(member):
            yield member


STEPS_WITHIN = {"begin", "stand", "owe_by", "hand_turn", "usual_turn", "trigger_event"} | {
    "ensure_active",
    "ensure_shareable",
    "ensure_takes",
    "ensure_original",
    "await_by",
    "heard",
    "limit",
    "word_on",
}


@pytest.mark.parametrize("aggregate", AGGREGATES, ids=lambda kind: kind.__name__)
def test_every_verb_of_every_aggregate_and_its_creation_has_a_policy(
    aggregate: type[Aggregate],
) -> None:
    assert rights.RIGHTS[aggregate]
    for verb in public_verbs(aggregate):
        if verb.__name__ not in STEPS_WITHIN:
            assert rights.RIGHTS.get(verb), verb.__qualname__


@pytest.mark.parametrize("aggregate", AGGREGATES, ids=lambda kind: kind.__name__)
def test_verbs_take_plain_values_by_keyword(aggregate: type[Aggregate]) -> None:
    for verb in public_verbs(aggregate):
        if verb.__name__ in STEPS_WITHIN:
            continue
        parameters = list(inspect.signature(verb).parameters.values())[1:]
        assert all(parameter.kind is parameter.KEYWORD_ONLY for parameter in parameters)
        assert not [p.name for p in parameters if p.annotation in (bool, Enum)]


@pytest.mark.parametrize(
    "text",
    ["", " ", "a\x00b", "\ud800", "x" * 8_001],
    ids=["empty", "blank", "nul", "lone", "long"],
)
def test_text_refuses_what_cannot_be_kept(text: str) -> None:
    for hint in (Text, Line, PERSONAL_TEXT, PUBLIC_LINE):
        with pytest.raises(ValueError):  # noqa: PT011 - pydantic's own is a ValueError
            TypeAdapter(hint).validate_python(text)


def test_personal_text_is_clear_or_says_why_it_is_not() -> None:
    read = TypeAdapter(PERSONAL_TEXT).validate_python
    assert read("clair") == "clair"
    assert read(Withheld.ERASED) is Withheld.ERASED


def test_what_belongs_to_no_case_says_so() -> None:
    territory = Territory(id=CASE, name="Clichy", fictitious=True, origin="demo")
    assert (territory.case_id, territory.subject) == (None, CASE)
    convention = Convention(
        id=CASE,
        parties=("La commune",),
        deliberations=(),
        term="un an",
        priorities=(),
        principles=(),
        means=(),
    )
    assert convention.case_id is None
    partner = Partner(
        id=CCAS, source="demo", reference="1", description=Description("CCAS", "ccas")
    )
    assert partner.case_id is None


@pytest.mark.parametrize("aggregate", [Agent, Alert, Person, Case, Contribution, Reporter])
def test_who_owns_a_key_is_a_subject(aggregate: type[Aggregate]) -> None:
    assert issubclass(aggregate, Subject)
