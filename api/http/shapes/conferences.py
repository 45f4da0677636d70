"""The yearly conference and its figures."""

from datetime import date, datetime
from uuid import UUID

from api.http.shapes.shape import Shape
from domain.values import Code


class ConferenceNamed(Shape):
    """La conférence d’une année : où et quand elle se tient."""

    conference: UUID
    version: int
    year: int
    held_on: date
    place: str
    state: Code


class Conference(ConferenceNamed):
    """La conférence d’une année. `frozen` : la position figée du journal."""

    frozen: int | None
    frozen_on: date | None
    recommendations: int


class Conferences(Shape):
    items: list[Conference]


class Evidence(Shape):
    """`seal` : racine de l’arbre des feuilles du journal jusqu’à `position` (RFC 6962)."""

    position: int
    seal: str
    frozen_at: datetime | None


class Question(Shape):
    number: int
    by: UUID
    college: Code
    text: str
    answered_by: list[int]


class Restated(Shape):
    now: str
    position: int
    reason: str


class Cited(Shape):
    """Un chiffre tel que publié ; `known_now` : tel que relu à présent, s’il peut l’être."""

    number: int
    label: str
    value: str
    source: str
    reading: Code | None
    after: int
    position: int
    known_now: str | None
    restated: list[Restated]


class Finding(Shape):
    number: int
    principle: Code | None
    priority: Code | None
    text: str
    answers: list[int]
    figures: list[Cited]


class Commits(Shape):
    """Un engagement qui la sert, et ce qu’il devient."""

    commitment: UUID
    state: Code
    debtor: UUID | None
    due: date | None
    kept_on: date | None


class Recommendation(Shape):
    number: int
    text: str
    addressed_to: UUID | None
    theme: Code | None
    findings: list[int]
    wished_for: date | None
    commitments: list[Commits]


class Proposal(Shape):
    """`amendment` : le numéro de l’avenant signé qui la reprend."""

    number: int
    means: list[str]
    recommendations: list[int]
    amendment: int | None


class Report(Shape):
    """`digest` : SHA-256 du texte ; `published` : celle que la conclusion a publiée."""

    text: str
    digest: str
    published: str | None


class FullConference(ConferenceNamed):
    """Une conférence : préparation, données, constats, recommandations, rapport."""

    agenda: list[str]
    evidence: Evidence | None
    questions: list[Question]
    findings: list[Finding]
    colleges: dict[Code, int] | None
    partners: list[UUID]
    recommendations: list[Recommendation]
    proposals: list[Proposal]
    report: Report


class Figure(Shape):
    """Un chiffre : `missing` dit de combien on ne sait encore rien."""

    code: Code
    label: str
    value: str
    missing: str


class Figures(Shape):
    """Les chiffres des faits survenus entre deux positions, connus à `known_at`."""

    after: int
    position: int
    known_at: int
    figures: list[Figure]
