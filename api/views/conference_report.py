"""The report of a conference: its words come from its facts alone, so that they can be hashed.

Partners are called as they were when its last fact was recorded; figures stand as they
were published then. A change of these words would unsay every report that was concluded:
a test pins them.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from uuid import UUID

from api.sight import Sight
from api.views.conference import Cited, ConferenceView
from domain import codes
from domain.conference import Conference
from domain.partner import Partner
from projections.wording import day, label, uncapitalised
from store.reading import shut
from store.statements import Statements

_sql = Statements(__file__)
_EMPTY = "Rien n’est consigné."


@dataclass(frozen=True)
class Section:
    title: str
    lines: Sequence[str]


@dataclass(frozen=True)
class Report:
    """``digest``: SHA-256 of ``text`` in UTF-8, in hexadecimal."""

    title: str
    sections: Sequence[Section]

    @property
    def text(self) -> str:
        """One line each, a blank line between sections, a newline at the end."""
        parts = [self.title, *(_written(section) for section in self.sections)]
        return "\n\n".join(parts) + "\n"

    @property
    def digest(self) -> str:
        return sha256(self.text.encode()).hexdigest()


async def report_in(sight: Sight, view: ConferenceView) -> Report:
    """The report of a conference as it was concluded, or as it stands until then."""
    then = view.as_concluded
    last = then.facts[-1].at.position
    rows = await sight.fetch(_sql["described"], list(then.partners), last)
    names = {
        at.stream_id: event.description.name
        for at, event in map(shut, rows)
        if isinstance(event, Partner.Joined | Partner.Described)
    }
    return report_of(then, names)


def report_of(view: ConferenceView, names: Mapping[UUID, str]) -> Report:
    """``names``: of the partners that it names."""
    convened = view.convened
    sections = (
        Section("Tenue", list(_holding(view, names))),
        Section("Ordre du jour", convened.agenda),
        Section("Données", list(_evidence(view))),
        Section("Questions posées", list(_questions(view, names))),
        Section("Constats", [line for each in view.findings for line in _finding(view, each)]),
        Section(
            "Recommandations", [_recommended(each, names) for each in view.recommendations]
        ),
        Section("Propositions d’avenant", [_proposed(each) for each in view.proposals]),
    )
    return Report(f"Conférence sociale locale {convened.year} — rapport", sections)


def _written(section: Section) -> str:
    return "\n".join([section.title.upper(), *(section.lines or (_EMPTY,))])


def _holding(view: ConferenceView, names: Mapping[UUID, str]) -> Iterator[str]:
    yield f"Convoquée pour le {day(view.held_on)}, {view.place}."
    for postponed in view.postponements:
        yield f"Reportée au {day(postponed.held_on)} : {postponed.reason}"
    for cancelled in view.cancellations:
        yield f"Annulée : {cancelled.reason}"
    if view.held is not None:
        yield f"Présent·es : {_colleges(view.held)}."
        there = sorted(names.get(partner, "un partenaire") for partner in view.held.partners)
        yield f"Services représentés : {', '.join(there) or 'non renseigné'}."


def _colleges(held: Conference.Held) -> str:
    return ", ".join(
        f"{uncapitalised(label(codes.COLLEGES, each.college))} {each.number}"
        for each in held.colleges
    )


def _evidence(view: ConferenceView) -> Iterator[str]:
    said, when = view.evidence, view.frozen_at
    if said is not None and when is not None:
        yield f"Figées le {day(when)} à la position {said.position} du journal."
        yield f"Sceau : {said.seal}"


def _questions(view: ConferenceView, names: Mapping[UUID, str]) -> Iterator[str]:
    for asked, answers in view.questions:
        college = label(codes.COLLEGES, asked.college)
        who = f"{college}, par {names.get(asked.by, 'un partenaire')}"
        answered = ", ".join(f"constat n° {number}" for number in answers)
        yield f"{asked.number}. {asked.text} ({who} ; {answered or 'sans réponse à ce jour'})"


def _finding(view: ConferenceView, found: Conference.FindingRecorded) -> Iterator[str]:
    yield f"{found.number}. {about(found)} : {found.text}"
    for cited in view.cited(found):
        yield f"   {found.number}.{cited.number} {_figure(cited)}"


def about(found: Conference.FindingRecorded) -> str:
    """The principle or the priority that it is about, in the convention's words."""
    if found.principle is None:
        return label(codes.PRIORITIES, found.priority)
    said = label(codes.PRINCIPLES, found.principle)
    return said[:1].upper() + said[1:]


def _figure(cited: Cited) -> str:
    figure = cited.figure
    said = f"{figure.label} : {figure.value} ({figure.source})"
    for each in cited.restated:
        said += f" ; rectifié : {each.now} (position {each.position}) : {each.reason}"
    return said


def _recommended(it: Conference.RecommendationAdopted, names: Mapping[UUID, str]) -> str:
    to = "aux signataires"
    if it.addressed_to is not None:
        to = f"à {names.get(it.addressed_to, 'un partenaire')}"
    said = [f"adressée {to}"]
    if it.theme is not None:
        said.append(label(codes.THEMES, it.theme))
    if it.wished_for is not None:
        said.append(f"souhaitée pour le {day(it.wished_for)}")
    said += [f"issue du constat n° {number}" for number in it.findings]
    return f"{it.number}. {it.text} ({' ; '.join(said)})"


def _proposed(it: Conference.AmendmentProposed) -> str:
    whose = [f"recommandation n° {number}" for number in it.recommendations]
    return f"{it.number}. {' ; '.join(it.means)}" + (f" ({', '.join(whose)})" if whose else "")
