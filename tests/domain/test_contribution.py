"""What residents say: sealed, masked before it is public, answered, and what it changed."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given as forall
from hypothesis import strategies as st

from domain import codes, rights
from domain.aggregate import AlreadyErased, Refusal
from domain.clock import contribution_deadline, falls_due
from domain.contribution import Contribution
from domain.contribution_life import (
    AlreadyKeptBack,
    AlreadyLedTo,
    AlreadyLinked,
    AlreadyPublished,
    ContributionEnded,
    NotAnEffect,
    NotMasked,
)
from domain.deadlines import AlreadyReminded, NotYetDue
from domain.geography import PlaceIncomplete
from domain.nameless import NamesSomebody, ensure_nameless
from domain.needs_policies import NotTheirReader, decide_reading_of_words, may_read_words
from domain.observation import Observation
from domain.policies import CASEWORK, SYSTEM, Asker, NotAllowed
from domain.rules import CONTRIBUTION_ANSWER, DEFAULTS, ReminderTooLate, ensure_rule
from domain.values import ContributionId, Reference
from tests.domain.needs import (
    ANSWER_BY,
    LED_TO,
    REMINDER,
    SAID,
    SHEET,
    SILENCE,
    SIXTY_DAYS,
    answered,
    in_error,
    kept_back,
    led_to,
    linked,
    masked,
    published,
    received,
    recorded,
    reminded,
    taken_back,
    unanswered,
)
from tests.domain.people import CAF, CCAS, NADIA
from tests.story import STREAM, Told, begun, fact, given

OUR_WORDS = "Le bus ne passe plus après 20 h."
REPLY: dict[str, Any] = {
    "partner": CCAS, "text": "Une navette est à l’étude.", "given_back": "letter",
}  # fmt: skip


def begins(**said: Any) -> Contribution:
    return Contribution(id=ContributionId(STREAM), **SAID | said)


def mask(text: str = OUR_WORDS, author: str | None = "Zoé Traoré") -> Any:
    return lambda it: it.mask(text=text, author=author)


def lead(kind: str = "sheet", part: int | None = None, change: str = "Une navette") -> Any:
    return lambda it: it.lead_to(what=Reference(kind, SHEET, part), change=change)


ACTS: dict[str, Any] = {
    "mask": mask(),
    "publish": lambda it: it.publish(agreed="oral"),
    "keep back": lambda it: it.keep_back(reason="author-refuses"),
    "answer": lambda it: it.answer(**REPLY),
    "link": lambda it: it.link_to_sheet(sheet=SHEET),
    "lead": lead(change="Une navette du soir"),
    "withdraw": lambda it: it.withdraw(),
    "error": lambda it: it.enter_in_error(reason="trial"),
}


def test_a_contribution_is_received_with_its_words_and_when_it_must_be_answered() -> None:
    begun(begins()).then(received())


def test_a_contribution_may_be_anonymous_and_of_the_whole_commune() -> None:
    nobody = {"name": None, "contact": None, "quartier": None, "geography_version": None}
    begun(begins(**nobody)).then(received(**nobody))


@pytest.mark.parametrize(
    ("said", "refusal"),
    [
        ({"kind": "robot"}, codes.UnknownCode),
        ({"channel": "dream"}, codes.UnknownCode),
        ({"theme": "rumour"}, codes.UnknownCode),
        ({"quartier": None}, PlaceIncomplete),
    ],
)
def test_where_on_what_and_how_it_was_received_are_codes(
    said: dict[str, Any], refusal: type[Refusal]
) -> None:
    with pytest.raises(refusal):
        begins(**said)


def test_only_a_masked_text_is_published() -> None:
    given(Contribution, received()).refuses(NotMasked, ACTS["publish"])
    given(Contribution, received()).when(mask()).then(masked)
    given(Contribution, received(), masked).when(ACTS["publish"]).then(published)
    given(Contribution, received(), masked, published).refuses(
        AlreadyPublished, ACTS["publish"]
    )


def test_a_better_mask_replaces_the_one_that_was_published() -> None:
    given(Contribution, received(), masked, published).when(mask()).then(masked)


@pytest.mark.parametrize(
    "text",
    [
        "Zoé dit que le bus ne passe plus.",
        "Madame TRAORE dit que le bus ne passe plus.",
        "Rappeler au 06.12.34.56.78.",
        "Rappeler au +33 6 12 34 56 78.",
        "Écrire à zoe@exemple.fr.",
    ],
)
def test_a_masked_text_says_neither_its_author_nor_how_to_reach_anybody(text: str) -> None:
    given(Contribution, received()).refuses(NamesSomebody, mask(text))
    given(Contribution, received()).refuses(
        NamesSomebody, lambda it: it.answer(**REPLY | {"text": f"{text} 06 12 34 56 78"})
    )


_NAME = st.from_regex(r"[A-ZÉ][a-zéèï]{3,8}", fullmatch=True)


@forall(_NAME, st.sampled_from([str.lower, str.upper, str.title]), st.text(max_size=10))
def test_no_spelling_of_the_authors_name_passes(name: str, spelt: Any, around: str) -> None:
    with pytest.raises(NamesSomebody):
        ensure_nameless(f"{around} {spelt(name)}, dit {around}", f"Mme {name}")


@pytest.mark.parametrize(
    "text",
    [
        "Le bus des écoles passe à 8 h 30, ligne 613.",
        "Le 01/09/2026 entre 10 h et 12 h 30, 250 personnes.",
        "Depuis 2019, 12 500 euros.",
    ],
)
def test_dates_and_numbers_are_not_taken_for_somebodys(text: str) -> None:
    ensure_nameless(text, "Awa des Bois")


def test_how_its_author_agreed_and_why_it_is_kept_back_are_codes() -> None:
    for act in (
        lambda it: it.publish(agreed="silence"),
        lambda it: it.keep_back(reason="mood"),
        lambda it: it.answer(**REPLY | {"given_back": "telepathy"}),
        lambda it: it.enter_in_error(reason="mood"),
    ):
        given(Contribution, received(), masked).refuses(codes.UnknownCode, act)


def test_what_was_kept_back_may_be_published_later_and_the_reverse() -> None:
    given(Contribution, received(), masked).when(ACTS["keep back"]).then(kept_back)
    given(Contribution, received(), kept_back).refuses(AlreadyKeptBack, ACTS["keep back"])
    given(Contribution, received(), masked, kept_back).when(ACTS["publish"]).then(published)
    given(Contribution, received(), masked, published).when(ACTS["keep back"]).then(kept_back)


def test_an_answer_says_which_partner_gives_it_and_how_it_was_given_back() -> None:
    given(Contribution, received()).when(ACTS["answer"]).then(answered)
    given(Contribution, received(), answered).when(ACTS["answer"]).then(answered)
    given(Contribution, received(), kept_back).when(ACTS["answer"]).then(answered)


def test_it_is_linked_once_to_a_sheet() -> None:
    given(Contribution, received()).when(ACTS["link"]).then(linked)
    given(Contribution, received(), linked).refuses(AlreadyLinked, ACTS["link"])


def test_what_it_changed_is_a_sheet_a_commitment_or_one_recommendation() -> None:
    given(Contribution, received()).when(ACTS["lead"]).then(led_to)
    given(Contribution, received(), led_to).refuses(AlreadyLedTo, ACTS["lead"])
    for act in (lead("commitment"), lead("recommendation", 2)):
        assert given(Contribution, received()).when(act).facts
    for act in (lead("case"), lead("alert"), lead("recommendation"), lead("sheet", 2)):
        given(Contribution, received()).refuses(NotAnEffect, act)
    given(Contribution, received()).refuses(codes.UnknownCode, lead("dream"))
    given(Contribution, received()).refuses(NamesSomebody, lead(change="Voir a@b.fr"))


@pytest.mark.parametrize("end", [taken_back, in_error], ids=["withdrawn", "in error"])
@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS)
def test_nothing_is_added_to_what_its_author_took_back_or_was_a_mistake(
    end: Told, act: Any
) -> None:
    given(Contribution, received(), masked, end).refuses(ContributionEnded, act)


def test_its_author_may_take_it_back_and_a_mistake_is_said() -> None:
    given(Contribution, received(), published).when(ACTS["withdraw"]).then(taken_back)
    given(Contribution, received()).when(ACTS["error"]).then(in_error)


@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS)
def test_nothing_is_added_to_what_was_erased(act: Any) -> None:
    erased = fact(Contribution.Erased, reason="right-to-erasure")
    given(Contribution, received(), masked, erased).refuses(AlreadyErased, act)


# the clock


def on(day: date, *facts: Told) -> list[str]:
    it = given(Contribution, received(), *facts).so()
    return [step.verb.__name__ for step in falls_due(it, day)]


def test_a_contribution_is_answered_within_sixty_days_of_the_calendar() -> None:
    rule = DEFAULTS[CONTRIBUTION_ANSWER]
    assert contribution_deadline(rule, date(2026, 8, 31)) == SIXTY_DAYS


def test_the_reminder_comes_before_the_end_of_the_delay() -> None:
    ensure_rule(CONTRIBUTION_ANSWER, {"answer": 30, "reminder": 29})
    with pytest.raises(ReminderTooLate):
        ensure_rule(CONTRIBUTION_ANSWER, {"answer": 30, "reminder": 30})


def test_the_clock_reminds_once_then_records_silence() -> None:
    day = timedelta(days=1)
    assert on(REMINDER - day) == []
    assert on(REMINDER) == on(ANSWER_BY) == ["remind"]
    assert on(ANSWER_BY, reminded) == []
    assert on(SILENCE) == on(SILENCE, reminded) == ["leave_unanswered"]


@pytest.mark.parametrize("end", [answered, unanswered, taken_back, in_error])
def test_the_clock_owes_nothing_to_what_is_answered_silent_or_over(end: Told) -> None:
    assert on(date(2030, 1, 1), end) == []


def test_silence_is_a_fact_and_not_an_end() -> None:
    story = given(Contribution, received())
    story.when(lambda it: it.leave_unanswered(today=SILENCE)).then(unanswered)
    story.refuses(NotYetDue, lambda it: it.leave_unanswered(today=ANSWER_BY))
    given(Contribution, received(), unanswered).when(ACTS["answer"]).then(answered)
    given(Contribution, received(), unanswered).refuses(
        NotYetDue, lambda it: it.leave_unanswered(today=SILENCE)
    )


def test_a_reminder_is_made_once_and_on_its_day() -> None:
    remind: Any = lambda it: it.remind(due=REMINDER)  # noqa: E731 - said twice below
    given(Contribution, received()).when(remind).then(reminded)
    given(Contribution, received(), reminded).refuses(AlreadyReminded, remind)
    given(Contribution, received(), answered).refuses(AlreadyReminded, remind)
    given(Contribution, received()).refuses(
        AlreadyReminded, lambda it: it.remind(due=ANSWER_BY)
    )


# rights


def asker(role: str, partner: Any = CCAS) -> Asker:
    return Asker(NADIA, partner, role, "93014")


LEAD, ELECTED = asker("project-lead", CAF), asker("elected")
OUTSIDE = [
    asker(role) for role in ("evaluator", "dpo", "archivist", "administrator", "elected")
]
SOMEBODY = asker("social-worker", CAF)


def may(verb: Any, who: Asker, it: Any) -> bool:
    try:
        rights.decide(verb, who, it)
    except NotAllowed:
        return False
    return True


@pytest.mark.parametrize("kind", [Contribution, Observation])
def test_any_professional_and_the_project_lead_receive_and_record(kind: Any) -> None:
    it: Any = begins()
    assert may(kind, LEAD, it)
    assert all(may(kind, asker(role, CAF), it) for role in CASEWORK)
    assert not any(may(kind, who, it) for who in OUTSIDE)
    assert not may(kind, Asker(SYSTEM, None, SYSTEM, "93014"), it)


@pytest.mark.parametrize("verb", [Observation.correct, Observation.withdraw])
def test_an_observation_is_corrected_by_its_own_partner_or_the_project_lead(verb: Any) -> None:
    it = given(Observation, recorded()).so()
    assert may(verb, LEAD, it)
    assert may(verb, asker("social-worker"), it)
    assert not may(verb, SOMEBODY, it)
    assert not any(may(verb, who, it) for who in OUTSIDE)


@pytest.mark.parametrize(
    "verb",
    [
        Contribution.mask, Contribution.publish, Contribution.keep_back,
        Contribution.link_to_sheet, Contribution.lead_to,
    ],
)  # fmt: skip
def test_the_project_lead_alone_masks_publishes_and_says_what_followed(verb: Any) -> None:
    assert may(verb, LEAD, begins())
    assert not may(verb, asker("social-worker"), begins())
    assert not any(may(verb, who, begins()) for who in OUTSIDE)


@pytest.mark.parametrize(
    "verb", [Contribution.answer, Contribution.withdraw, Contribution.enter_in_error]
)
def test_who_received_it_and_the_project_lead_answer_and_take_it_back(verb: Any) -> None:
    assert may(verb, LEAD, begins())
    assert may(verb, asker("social-worker"), begins())
    assert not may(verb, SOMEBODY, begins())
    assert not any(may(verb, who, begins()) for who in OUTSIDE)


def test_the_authors_words_are_read_by_who_received_them_and_the_project_lead() -> None:
    assert decide_reading_of_words(LEAD, CCAS).name == "project-lead"
    assert decide_reading_of_words(asker("social-worker"), CCAS).name == "receiver"
    for who in (SOMEBODY, *OUTSIDE, asker("social-worker", None)):
        assert not may_read_words(who, CCAS)
        with pytest.raises(NotTheirReader):
            decide_reading_of_words(who, CCAS)


def test_the_state_holds_no_word_of_its_author() -> None:
    it = begins()
    mask()(it)
    it.collect_events()
    for personal in ("Zoé", "06 12", "bus"):
        assert personal not in repr(vars(it))


def test_another_conference_or_another_number_is_another_effect() -> None:
    facts = [fact(Contribution.LedTo, what=Reference("recommendation", SHEET, 1), change="x")]
    assert given(Contribution, received(), *facts).when(lead("recommendation", 2)).facts
    assert LED_TO == Reference("sheet", UUID(int=71))
