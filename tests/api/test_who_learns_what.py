"""Who learns what of a nominative item, at every door that reads: its words, and its traces.

The item is an alert told by a resident, examined under a ground, that led to a commitment.
"""

from typing import Any, NamedTuple
from urllib.parse import parse_qsl

import httpx2
import pytest

from api.desk import Desk
from domain.partner import Description, Partner
from tests.api.conftest import CCAS, MISSION, Somebody, enrol, joined
from tests.api.sessions import DUE, NOW, followed
from tests.api.test_alerts import CANARY, new_alert

REPORTER, GOAL, CONCLUSION = "Mme Voisine", "Passer la voir-7c1", "Un passage par semaine-9f4"
SPOKEN = "On n’entend plus rien."
TOLD = {"learnt": "told-by-resident", "reporter": {"name": REPORTER, "words": SPOKEN}}
WORDS = (CANARY, GOAL, CONCLUSION)
_LISTS = (
    "/watch-board", "/watch-sessions", "/commitments", "/journal", "/changes", "/inbox",
    "/cases", "/calendar.ics",
)  # fmt: skip


class Story(NamedTuple):
    """``traces``: what tells the item from another, without a word of it."""

    alert: str
    session: str
    commitment: str
    due: str

    @property
    def doors(self) -> tuple[str, ...]:
        at = f"/watch-sessions/{self.session}"
        return (
            *_LISTS, f"/alerts/{self.alert}", at, f"{at}/minutes?kind=restricted",
            f"{at}/minutes?kind=shareable", f"/commitments/{self.commitment}",
            f"/cases/{self.alert}", f"/cases/{self.alert}/history",
            f"/journal?case={self.alert}",
        )  # fmt: skip

    @property
    def traces(self) -> tuple[str, ...]:
        return (self.alert, self.commitment, self.due, self.due.replace("-", ""))


class Cast(NamedTuple):
    animator: Somebody
    raiser: Somebody
    invited: Somebody
    uninvited: Somebody
    police: Somebody
    landlord: Somebody
    elected: Somebody
    elected_of_the_responsible: Somebody


@pytest.fixture
async def cast(administrator: Desk, http: httpx2.AsyncClient) -> Cast:
    animating = await joined(administrator, "departement-district")
    kinds = ("pmi", "police", "housing-landlord")
    pmi, police, landlord = [await joined(administrator, kind) for kind in kinds]
    return Cast(
        await enrol(administrator, http, animating, "cell-animator"),
        await enrol(administrator, http, CCAS),
        await enrol(administrator, http, MISSION),
        await enrol(administrator, http, pmi),
        await enrol(administrator, http, police),
        await enrol(administrator, http, landlord),
        await enrol(administrator, http, CCAS, "elected"),
        await enrol(administrator, http, MISSION, "elected"),
    )


async def did(who: Somebody, at: str, noun: str, **body: Any) -> None:
    version = int((await who.get(at)).headers["etag"].strip('"'))
    answer = await who.post(f"{at}/{noun}", body, version=version)
    assert answer.status_code == 201, answer.text


@pytest.fixture
async def story(administrator: Desk, cast: Cast) -> Story:
    """A session held with all but the PMI: examined, followed up, its minutes approved."""
    lead, due = cast.animator, DUE.isoformat()
    raised = await cast.raiser.post("/alerts", new_alert(**TOLD))
    alert = str(raised.json()["alert"])
    services = [cast.raiser, cast.invited, cast.police, cast.landlord]
    convened = await lead.post("/watch-sessions", {
        "number": 1, "title": "Séance d’essai", "meets_at": NOW.isoformat(), "where": "Mairie",
        "services": [str(each.partner) for each in services],
    })  # fmt: skip
    session = str(convened.json()["id"])
    at = f"/watch-sessions/{session}"
    await did(lead, at, "items", alert=alert, regime="nominative", sharing_ground="consent")
    await followed(administrator)
    await did(lead, at, "attendance", alert=alert, partners=[str(MISSION)])
    await did(lead, f"/alerts/{alert}", "examination", session=session, conclusion=CONCLUSION)
    for kind, to in (("commitment", str(CCAS)), ("contact", None)):
        asked = {"kind": kind, "responsible": str(MISSION), "to": to}
        await did(lead, at, "follow-ups", alert=alert, due=due, text=GOAL, **asked)
    await did(cast.invited, at, "follow-up-acceptance", number=1, resource="professional-time")
    await followed(administrator)
    await did(lead, at, "holding")
    await did(lead, at, "minutes-approval", kind="restricted")
    summary = "Un point en partie restreinte."
    await did(lead, at, "minutes-approval", kind="shareable", summary=summary)
    [made] = (await cast.invited.get("/commitments")).json()["items"]
    return Story(alert, session, str(made["commitment"]), due)


async def read_by(who: Somebody, story: Story) -> dict[str, str]:
    """What each door answers them, refusals left out."""
    said: dict[str, str] = {}
    for door in story.doors:
        path, _, query = door.partition("?")
        answer = await who.get(path, **dict(parse_qsl(query)))
        assert answer.status_code in (200, 403, 404), door
        if answer.status_code == 200:
            said[door] = answer.text
    return said


async def test_who_has_no_part_in_an_item_gets_no_word_nor_trace_of_it_at_any_door(
    cast: Cast, story: Story
) -> None:
    apart = ("uninvited", "police", "landlord", "elected", "elected_of_the_responsible")
    leaks = [
        (who, door, secret)
        for who in apart
        for door, said in (await read_by(getattr(cast, who), story)).items()
        for secret in (*WORDS, REPORTER, SPOKEN, *story.traces)
        if secret in said and secret not in door
    ]
    assert not leaks, "\n".join(map(str, leaks))


async def test_who_was_invited_reads_the_item_its_follow_up_and_its_commitment_but_no_reporter(
    cast: Cast, story: Story
) -> None:
    for who in (cast.invited, cast.animator):
        found = await read_by(who, story)
        everything = "".join(found.values())
        for word in (*WORDS, story.alert, story.commitment):
            assert word in everything
        assert REPORTER not in everything
        assert SPOKEN not in everything
        for door in ("/journal", "/changes", "/calendar.ics"):
            assert all(word not in found[door] for word in WORDS)
    assert REPORTER in "".join((await read_by(cast.raiser, story)).values())


async def test_who_becomes_police_or_landlord_reads_none_of_it_any_more(
    administrator: Desk, cast: Cast, story: Story
) -> None:
    turned = Description(name="Devenu police", kind="police")
    await administrator.change(Partner, MISSION, Partner.describe, description=turned)
    said = "".join((await read_by(cast.invited, story)).values())
    assert not any(word in said for word in WORDS)
    assert CANARY in (await cast.animator.get(f"/alerts/{story.alert}")).text


async def test_the_shareable_minutes_are_the_same_for_everybody(
    cast: Cast, story: Story
) -> None:
    door = f"/watch-sessions/{story.session}/minutes"
    assert len({(await who.get(door, kind="shareable")).text for who in cast}) == 1
