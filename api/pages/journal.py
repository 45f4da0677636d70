"""Le journal : who did what, when, for whom, by which right; and no name."""

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from fastapi.responses import Response
from pydantic import Field

from api.commands.asks import Ask, Day
from api.http.journal import Actor, Kind, sent
from api.pages.forms import Faults, Form, read, refused
from api.pages.timeline import late
from api.pages.visit import Visit, Visiting
from api.sight import Sight
from api.views.journal import Found, lines_of, openable
from api.views.journal_export import FORMATS, exported
from api.views.journal_sample import MOST_DRAWN, sample_of
from api.views.journal_search import Filter
from domain import codes
from domain.aggregate import Refusal
from domain.policies import reads_whole_journal
from domain.values import CaseId, Code, PartnerId
from projections import directory
from projections.kinds import FAMILIES, KINDS, SOURCES

router = APIRouter()
_MOST = 50
_FILES: Mapping[str, str] = {
    "csv-excel": "CSV pour Excel",
    "xlsx": "Classeur XLSX",
    "csv": "CSV (RFC 4180)",
    "jsonl": "JSON, une ligne par fait",
}
LABELS: Mapping[str, str] = {
    "du": "Du", "au": "Au", "service": "Service", "fait": "Fait", "survenu_du": "Survenu du",
    "survenu_au": "Survenu jusqu’au", "fonction": "Fonction", "role": "Rôle",
    "theme": "Thème", "fondement": "Fondement du partage", "source": "Source",
    "qui": "Auteur", "situation": "Situation", "position": "Position", "apres": "Suite",
    "graine": "Graine", "nombre": "Nombre d’orientations", "format": "Format",
}  # fmt: skip
_FOLDED = (
    "survenu_du", "survenu_au", "fonction", "role", "theme", "fondement", "source", "qui",
    "situation",
)  # fmt: skip


class Sought(Ask):
    """What the form looks for."""

    du: Day | None = None
    au: Day | None = None
    service: PartnerId | None = None
    fait: Kind | None = None
    survenu_du: Day | None = None
    survenu_au: Day | None = None
    fonction: Code | None = None
    role: Code | None = None
    theme: Code | None = None
    fondement: Code | None = None
    source: Code | None = None
    qui: Actor | None = None
    situation: CaseId | None = None
    position: int | None = Field(None, ge=0, le=2**62)

    def filter(self) -> Filter:
        return Filter(
            since=self.du, until=self.au, occurred_since=self.survenu_du,
            occurred_until=self.survenu_au, partner=self.service, function=self.fonction,
            role=self.role, kind=self.fait, case=self.situation, theme=self.theme,
            ground=self.fondement, source=self.source, actor=self.qui,
        )  # fmt: skip


class Paged(Sought):
    apres: int | None = Field(None, ge=1, le=2**62)


class Drawing(Sought):
    graine: str = Field(pattern=r"^[0-9A-Za-z._-]{1,60}$")
    nombre: int = Field(30, ge=1, le=MOST_DRAWN)


class Exporting(Sought):
    format: str = Field(pattern=f"^({'|'.join(FORMATS)})$")


@router.get("/journal")
async def journal(request: Request, visit: Visiting) -> Response:
    """Les faits les plus récents d’abord."""
    form = Form(request.query_params.multi_items())
    sought, faults = read(Paged, form.said(*Paged.model_fields))
    async with visit.look("journal") as sight:
        status, found, faults = await _found(sight, sought, faults)
        mine = await openable(sight, found.lines)
        choices = await _choices(sight)
    return visit.page(
        "journal.html", status, form=form, faults=faults, lines=found.lines, mine=mine,
        position=found.position, late=late, whole=reads_whole_journal(visit.desk.asker),
        more=_more(form, found), now=_query(form, position=str(found.position)),
        draw=_query(form, position=""),
        exports={title: _query(form, position=str(found.position), format=code)
            for code, title in _FILES.items()},
        past=bool(form["position"].strip()), **choices, **_folded(visit, form, faults),
    )  # fmt: skip


@router.get("/journal/tirage")
async def draw(request: Request, visit: Visiting) -> Response:
    """Des orientations tirées au sort : même graine, même position, même tirage."""
    form = Form(request.query_params.multi_items())
    sought, faults, drawn, status = None, Faults(), None, 200
    if asked := form["graine"].strip() or form["nombre"].strip():
        sought, faults = read(Drawing, form.said(*Drawing.model_fields))
        status = 422 if faults else 200
    async with visit.look("journal-sample") as sight:
        try:
            if sought is not None:
                drawn = await sample_of(
                    sight, sought.filter(), sought.graine, sought.nombre, sought.position
                )
        except Refusal as refusal:
            status, faults = refused(refusal)
        choices = await _choices(sight)
    now = _query(form, position=str(drawn.position)) if drawn else ""
    return visit.page(
        "journal-draw.html", status, form=form, faults=faults, drawn=drawn, late=late,
        whole=reads_whole_journal(visit.desk.asker), asked=bool(asked), now=now,
        **choices, **_folded(visit, form, faults),
    )  # fmt: skip


@router.get("/journal/export")
async def export(request: Request, visit: Visiting) -> Response:
    """Toutes les lignes trouvées, dans une archive avec leur manifeste."""
    form = Form(request.query_params.multi_items())
    sought, faults = read(Exporting, form.said(*Exporting.model_fields))
    if sought is not None:
        try:
            made = await exported(visit.desk, sought.filter(), sought.format, sought.position)
        except Refusal as refusal:
            _, faults = refused(refusal)
        else:
            return sent(made)
    async with visit.look("journal"):
        return visit.page("journal-fault.html", 422, faults=faults, labels=LABELS)


async def _found(
    sight: Sight, sought: Paged | None, faults: Faults
) -> tuple[int, Found, Faults]:
    """The status of the page, its lines, and what is wrong with what was sought."""
    nothing = Found((), 0)
    if sought is None:
        return 422, nothing, faults
    try:
        found = await lines_of(sight, sought.filter(), _MOST, sought.apres, sought.position)
    except Refusal as refusal:
        status, said = refused(refusal)
        return status, nothing, said
    return 200, found, faults


async def _choices(sight: Sight) -> dict[str, Any]:
    """What may be chosen in the form."""
    agents = await sight.fetch(directory.statements["agents"])
    services = {str(row["partner"]): row["partner_name"] for row in agents}
    return {
        "services": dict(sorted(services.items(), key=lambda pair: str(pair[1]).casefold())),
        "families": FAMILIES, "kinds": KINDS, "sources": SOURCES, "labels": LABELS,
        "lists": {
            "fonction": _entries(codes.FUNCTIONS), "role": _entries(codes.ROLES),
            "theme": _entries(codes.THEMES), "fondement": _entries(codes.SHARING_GROUNDS),
            "source": SOURCES,
        },
    }  # fmt: skip


def _folded(visit: Visit, form: Form, faults: Faults) -> dict[str, Any]:
    """Whether the rest of the criteria is to be seen at once; and who asks."""
    unfolded = any(form[name].strip() or name in faults for name in _FOLDED)
    return {"unfolded": unfolded, "me": str(visit.desk.asker.agent)}


def _entries(listed: codes.CodeList) -> dict[str, str]:
    return {value: entry.label for value, entry in listed.items()}


def _more(form: Form, found: Found) -> str | None:
    if len(found.lines) < _MOST:
        return None
    last = str(found.lines[-1].fact.at.position)
    return _query(form, position=str(found.position), apres=last)


def _query(form: Form, **changed: str) -> str:
    """The form as a query, some of it otherwise; what is empty is left out."""
    dropped: Sequence[str] = ("apres", "format", *changed)
    kept = [(name, value) for name, value in form if value.strip() and name not in dropped]
    return "?" + urlencode([*kept, *((name, said) for name, said in changed.items() if said)])
