"""A conference: one a year, on frozen evidence, whose figures stay as they were read."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from hypothesis import given as forall
from hypothesis import strategies as st

from domain import codes, conference_rights
from domain import conference_life as life
from domain.aggregate import Refusal
from domain.attendance import CountedTwice, NegativeCount, NobodyCame, Present
from domain.codes import COLLEGES, UnknownCode
from domain.conference import Conference, conference_stream
from domain.conference_evidence import Figure
from domain.convention import NoMeans
from domain.nameless import NamesSomebody
from domain.policies import Asker
from tests.domain.people import CAF, CASE, CCAS, MISSION, NADIA
from tests.story import Told, begun, fact, given

DAY, LATER = date(2026, 12, 3), date(2027, 1, 14)
SEAL, REPORT = "5e" * 32, "a1" * 32
HEAD = 400
ANSWERED = Figure("Réponses dans le délai", "37 sur 52", "figures?position=300", 300)
SAID: dict[str, Any] = {
    "year": 2026,
    "held_on": DAY,
    "where": "Salle des fêtes",
    "agenda": ("Ce qui est resté sans réponse",),
}
NEVER: dict[str, Any] = {"principle": None, "priority": None, "figures": (), "answers": ()}


def convened(**said: Any) -> Told:
    return fact(Conference.Convened, **SAID | said)


def frozen(position: int = 300) -> Told:
    return fact(Conference.EvidenceFrozen, position=position, seal=SEAL)


def asked(number: int = 1, **said: Any) -> Told:
    own = {"by": CCAS, "college": "residents", "text": "Qui n’a pas eu de réponse\u00a0?"}
    return fact(Conference.QuestionRaised, **{"number": number} | own | said)


def found(number: int = 1, **said: Any) -> Told:
    own = {"text": "Trois silences sur quatre viennent de deux services."}
    about = NEVER | {"principle": "trust", "figures": (ANSWERED,)}
    return fact(Conference.FindingRecorded, **{"number": number} | own | about | said)


def restated(now: str = "41 sur 52", position: int = 350) -> Told:
    return fact(
        Conference.FindingRestated, finding=1, figure=1, published="37 sur 52", now=now,
        position=position, reason="Quatre réponses par téléphone saisies après coup.",
    )  # fmt: skip


THERE = (Present("elected", 4), Present("residents", 23), Present("services", 17))


def held(**said: Any) -> Told:
    there = {"colleges": THERE}
    return fact(Conference.Held, **there | {"partners": (CCAS, CAF)} | said)


def adopted(number: int = 1, **said: Any) -> Told:
    own = {"text": "Ouvrir une permanence le samedi.", "findings": ()}
    return fact(Conference.RecommendationAdopted, **{"number": number} | own | said)


concluded = fact(Conference.Concluded, report=REPORT)
cancelled = fact(Conference.Cancelled, reason="Plan d’urgence du grand froid.")
postponed = fact(Conference.Postponed, held_on=LATER, reason="Élections anticipées.")


def freeze(**said: Any) -> Callable[[Conference], None]:
    own: dict[str, Any] = {"position": 300, "seal": SEAL, "head": HEAD}
    return lambda it: it.freeze_evidence(**own | said)


def ask(**said: Any) -> Callable[[Conference], None]:
    own: dict[str, Any] = {"by": CCAS, "college": "residents"}
    asks = {"text": "Qui n’a pas eu de réponse\u00a0?"}
    return lambda it: it.raise_question(**own | asks | said)


def find(**said: Any) -> Callable[[Conference], None]:
    own: dict[str, Any] = {
        "text": "Trois silences sur quatre viennent de deux services.",
        "principle": "trust",
        "figures": (ANSWERED,),
    }
    return lambda it: it.record_finding(**own | said)


def restate(**said: Any) -> Callable[[Conference], None]:
    own: dict[str, Any] = {"finding": 1, "figure": 1, "value": "41 sur 52", "position": 350}
    why = {"reason": "Quatre réponses par téléphone saisies après coup.", "head": HEAD}
    return lambda it: it.restate_finding(**own | why | said)


def hold(**said: Any) -> Callable[[Conference], None]:
    own: dict[str, Any] = {"colleges": THERE, "partners": (CCAS, CAF), "today": DAY}
    return lambda it: it.hold(**own | said)


def adopt(**said: Any) -> Callable[[Conference], None]:
    own: dict[str, Any] = {"text": "Ouvrir une permanence le samedi."}
    return lambda it: it.adopt_recommendation(**own | said)


def propose(**said: Any) -> Callable[[Conference], None]:
    own: dict[str, Any] = {"means": ("Un mi-temps d’accueil",)}
    return lambda it: it.propose_amendment(**own | said)


def conclude(it: Conference) -> None:
    it.conclude(report=REPORT)


def cancel(it: Conference) -> None:
    it.cancel(reason="Plan d’urgence du grand froid.")


def postpone(**said: Any) -> Callable[[Conference], None]:
    own: dict[str, Any] = {"held_on": LATER, "reason": "Élections anticipées."}
    return lambda it: it.postpone(**own | said)


def story(*facts: Told) -> Any:
    return given(Conference, convened(), *facts)


def test_a_conference_is_convened_for_a_day_of_its_year_with_an_agenda() -> None:
    begun(Conference(id=CASE, **SAID)).then(convened())
    for refusal, said in (
        (life.AnotherYear, {"held_on": LATER}),
        (life.NoAgenda, {"agenda": ()}),
    ):
        with pytest.raises(refusal):
            Conference(id=CASE, **SAID | said)


@forall(st.integers(2000, 2100), st.integers(2000, 2100), st.sampled_from(["93014", "99001"]))
def test_a_territory_has_one_conference_a_year_whose_id_the_year_gives(
    one: int, other: int, territory: str
) -> None:
    same = conference_stream(territory, one) == conference_stream(territory, other)
    assert same == (one == other)
    assert conference_stream("93014", one) != conference_stream("93010", one)


def test_a_conference_is_put_off_to_a_later_day_even_of_the_next_year() -> None:
    story().when(postpone()).then(postponed)
    [moved] = story().when(postpone(where="Gymnase")).facts
    assert moved.fields["where"] == "Gymnase"
    story().refuses(life.NotPostponed, postpone(held_on=DAY))
    story(postponed).refuses(life.NotPostponed, postpone())
    story(postponed).refuses(life.BeforeItsDay, hold(today=DAY))
    story(postponed).when(hold(today=LATER)).then(held())


def test_a_conference_is_held_on_its_day_or_later_with_its_colleges_counted() -> None:
    story().when(hold()).then(held())
    story().refuses(life.BeforeItsDay, hold(today=date(2026, 12, 2)))
    story().refuses(NobodyCame, hold(colleges=(Present("elected", 0),), partners=()))
    story().refuses(
        NegativeCount, hold(colleges=(Present("elected", -1), Present("residents", 2)))
    )
    story().refuses(UnknownCode, hold(colleges=(Present("press", 2),)))
    story().refuses(CountedTwice, hold(partners=(CCAS, CAF, CCAS)))


@pytest.mark.parametrize("act", [hold(), cancel, postpone()])
def test_what_was_held_is_not_held_again_put_off_or_cancelled(act: Any) -> None:
    story(held()).refuses(life.AlreadyHeld, act)


def test_evidence_is_frozen_at_a_position_that_exists() -> None:
    story().when(freeze()).then(frozen())
    story().when(freeze(position=HEAD)).then(frozen(HEAD))
    for position in (-1, 0, HEAD + 1):
        story().refuses(life.BeyondHead, freeze(position=position))


def test_evidence_is_frozen_anew_until_a_finding_rests_on_it() -> None:
    story(frozen()).when(freeze(position=350)).then(frozen(350))
    story(frozen(), found()).refuses(life.EvidenceCited, freeze(position=350))


def test_a_question_comes_from_a_college_by_a_service_and_is_numbered() -> None:
    story().when(ask()).then(asked())
    story(asked()).when(ask(college="elected", by=MISSION)).then(
        asked(2, college="elected", by=MISSION)
    )
    assert {"elected", "residents", "services"} == set(COLLEGES)
    story().refuses(UnknownCode, ask(college="press"))


def test_a_finding_is_recorded_once_evidence_is_frozen() -> None:
    story().refuses(life.EvidenceNotFrozen, find())
    story().refuses(life.EvidenceNotFrozen, find(figures=()))
    story(frozen()).when(find()).then(found())
    story(frozen(), found()).when(find(figures=())).then(found(2, figures=()))


@pytest.mark.parametrize(
    ("after", "position"), [(0, 301), (0, HEAD), (-1, 300), (300, 299)],
    ids=["next", "head", "before the first", "backwards"],
)  # fmt: skip
def test_a_figure_is_read_at_the_frozen_position_or_before(after: int, position: int) -> None:
    late = Figure("Réponses", "1", "figures", position, after=after)
    story(frozen()).refuses(life.ReadAfterTheFreeze, find(figures=(ANSWERED, late)))


def test_a_figure_of_ours_is_one_that_can_be_read_again() -> None:
    read = Figure("Réponses", "37", "figures", 300, "answered-in-time", 10)
    story(frozen()).when(find(figures=(read,))).then(found(figures=(read,)))
    guessed = Figure("Réponses", "37", "figures", 300, "wisdom")
    story(frozen()).refuses(UnknownCode, find(figures=(guessed,)))


def test_a_finding_is_about_one_principle_or_one_priority() -> None:
    about: dict[str, Any] = {"principle": None, "priority": "housing"}
    story(frozen()).when(find(**about)).then(found(**about))
    story(frozen()).refuses(life.AboutOneThing, find(priority="housing"))
    story(frozen()).refuses(life.AboutOneThing, find(principle=None))
    story(frozen()).refuses(UnknownCode, find(principle="speed"))
    story(frozen()).refuses(UnknownCode, find(principle=None, priority="speed"))


def test_a_finding_answers_questions_that_were_asked() -> None:
    story(frozen(), asked()).when(find(answers=(1,))).then(found(answers=(1,)))
    for number in (0, 2):
        story(frozen(), asked()).refuses(life.UnknownQuestion, find(answers=(1, number)))


def test_a_figure_is_restated_as_published_and_as_now_known_even_after_the_conference() -> None:
    over = (frozen(), found(), held(), concluded)
    story(*over).when(restate()).then(restated())
    story(*over, restated()).when(restate(value="42 sur 52", position=360)).then(
        restated("42 sur 52", 360)
    )
    story(*over, restated()).when(restate(value="37 sur 52", position=360)).then(
        restated("37 sur 52", 360)
    )


@pytest.mark.parametrize(
    ("refusal", "said"),
    [
        (life.UnknownFinding, {"finding": 2}),
        (life.UnknownFinding, {"finding": 0}),
        (life.UnknownFigure, {"figure": 2}),
        (life.NothingRestated, {"value": "37 sur 52"}),
        (life.BeyondHead, {"position": 299}),
        (life.BeyondHead, {"position": HEAD + 1}),
    ],
)
def test_what_is_restated_is_a_cited_figure_read_later_and_otherwise(
    refusal: type[Refusal], said: dict[str, Any]
) -> None:
    story(frozen(), found()).refuses(refusal, restate(**said))
    story(frozen(), found(), cancelled).refuses(life.ConferenceOver, restate())


def test_recommendations_are_adopted_by_a_conference_that_was_held() -> None:
    story().refuses(life.NotHeld, adopt())
    story(held()).when(adopt()).then(adopted())
    theme = "logement-hebergement--reduire-les-impayes-de-loyer"
    said: dict[str, Any] = {"addressed_to": MISSION, "theme": theme, "findings": (1,)}
    said["wished_for"] = date(2027, 6, 30)
    story(frozen(), found(), held(), adopted()).when(adopt(**said)).then(adopted(2, **said))
    story(held()).refuses(UnknownCode, adopt(theme="weather"))
    story(held()).refuses(life.UnknownFinding, adopt(findings=(1,)))


def test_an_amendment_is_proposed_with_means_for_recommendations_that_were_adopted() -> None:
    story().refuses(life.NotHeld, propose())
    proposed = {"means": ("Un mi-temps d’accueil",), "recommendations": (1,)}
    story(held(), adopted()).when(propose(recommendations=(1,))).then(
        fact(Conference.AmendmentProposed, number=1, **proposed)
    )
    story(held()).refuses(NoMeans, propose(means=()))
    story(held()).refuses(life.UnknownRecommendation, propose(recommendations=(1,)))


def test_a_conference_is_concluded_once_held_on_frozen_evidence() -> None:
    story(frozen(), held()).when(conclude).then(concluded)
    story(frozen()).refuses(life.NotHeld, conclude)
    story(held()).refuses(life.EvidenceNotFrozen, conclude)


VERBS: tuple[Any, ...] = (
    freeze(), ask(), find(), hold(), adopt(), propose(), conclude, cancel, postpone(),
)  # fmt: skip


@pytest.mark.parametrize("act", VERBS)
def test_nothing_is_added_to_what_is_concluded_or_cancelled(act: Any) -> None:
    story(frozen(), held(), concluded).refuses(life.ConferenceOver, act)
    story(frozen(), cancelled).refuses(life.ConferenceOver, act)


def test_a_conference_that_does_not_take_place_is_cancelled_with_its_reason() -> None:
    story().when(cancel).then(cancelled)


def test_who_leads_the_project_convenes_and_concludes_and_who_evaluates_finds() -> None:
    lead = {
        Conference, Conference.postpone, Conference.cancel, Conference.hold,
        Conference.adopt_recommendation, Conference.propose_amendment, Conference.conclude,
    }  # fmt: skip
    evaluator = {
        Conference.freeze_evidence, Conference.record_finding, Conference.restate_finding,
    }  # fmt: skip
    assert lead == may("project-lead") - {Conference.raise_question}
    assert evaluator == may("evaluator") - {Conference.raise_question}


@pytest.mark.parametrize("role", [*codes.ROLES, "system"])
def test_whoever_is_signed_in_asks_a_question_and_no_machine_does(role: str) -> None:
    assert (Conference.raise_question in may(role)) == (role != "system")


def may(role: str) -> set[Any]:
    """What that role may do to a conference, or to begin one."""
    it = story().so()
    who: Any = "system" if role == "system" else NADIA
    asker = Asker(agent=who, partner=CCAS, role=role, territory="93014")
    verbs = conference_rights.RIGHTS
    return {each for each in verbs if any(policy.allows(asker, it) for policy in verbs[each])}


@pytest.mark.parametrize("act", [ask, find, adopt])
def test_what_a_conference_says_is_public_and_leads_to_nobody(act: Any) -> None:
    whole = story(frozen(), asked(), held())
    whole.refuses(NamesSomebody, act(text="Rappeler le 06 12 34 56 78."))
