"""What leaves in an archive: as it was found, on record, and said by its manifest."""

import csv
import hashlib
import io
import json
import re
from datetime import UTC, datetime
from typing import Any, NamedTuple
from uuid import uuid4
from xml.etree import ElementTree as ET
from zipfile import ZipFile

import pytest

import api.views.journal_export
import api.views.journal_table
from api.desk import Desk
from api.installation import Installation
from api.views.journal import Line
from api.views.journal_columns import COLUMNS
from api.views.journal_export import exported
from api.views.journal_search import Filter
from api.views.journal_table import TABLES, defused
from domain.aggregate import Refusal
from domain.partner import Description, Partner
from domain.policies import Asker
from domain.values import AgentId, PartnerId
from tests.api.conftest import MISSION, Somebody, enrol, new_referral
from tests.conftest import TERRITORY
from tests.domain.people import sent
from tests.projections.facts import stored
from tests.story import as_event

_SECRETS = ("Canari", "Zoé", "Sans emploi", "Trouver une formation", "Camille")
_SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
BOM = "\ufeff"


class Archive(NamedTuple):
    name: str
    data: bytes
    manifest: Any


@pytest.fixture
async def eva(administrator: Desk, ccas: Somebody) -> Somebody:
    return await enrol(administrator, ccas.http, MISSION, role="evaluator")


async def logged(somebody: Somebody) -> Any:
    return (await somebody.post("/referrals", new_referral())).json()


def opened(archive: bytes) -> Archive:
    """The data file of an archive whose manifest tells the truth of it."""
    file = ZipFile(io.BytesIO(archive))
    assert file.testzip() is None
    manifest = json.loads(file.read("manifeste.json"))
    [name] = [each for each in file.namelist() if each != "manifeste.json"]
    data = file.read(name)
    said = manifest["file"]
    assert (name, len(data)) == (said["name"], said["bytes"])
    assert hashlib.sha256(data).hexdigest() == said["sha256"]
    return Archive(name, data, manifest)


async def export(somebody: Somebody, form: str, **query: Any) -> Archive:
    answer = await somebody.get("/journal/export", format=form, **query)
    assert 200 == answer.status_code, answer.text
    return opened(answer.content)


def cells(workbook: bytes) -> list[list[str]]:
    """The texts and numbers of the first sheet; fails where a cell is a formula."""
    file = ZipFile(io.BytesIO(workbook))
    sheet = ET.fromstring(file.read("xl/worksheets/sheet1.xml"))
    assert not list(sheet.iter(f"{_SHEET}f"))
    return [
        ["".join(cell.itertext()) for cell in row.iter(f"{_SHEET}c")]
        for row in sheet.iter(f"{_SHEET}row")
    ]


def line(sentence: str, service: str | None = "CCAS") -> Line:
    fact = stored(as_event(sent(), uuid4(), 1), 7)
    day = datetime(2026, 1, 3, 23, 30, tzinfo=UTC)
    at = fact.at._replace(occurred_at=day, recorded_at=day.replace(day=5))
    return Line(fact._replace(at=at), sentence, service, "social-worker", None, None)


def made(form: str, *lines: Line) -> bytes:
    table = TABLES[form]()
    begun, added = table.begin(), table.add(lines)
    table.close()
    whole = begun + added + b"".join(table.rest())
    table.leave()
    return whole


async def test_each_format_holds_the_same_lines_as_the_page(
    eva: Somebody, ccas: Somebody
) -> None:
    await logged(ccas)
    lines = (await eva.get("/journal", limit=500, kind="Referral")).json()["items"]
    wanted = [str(each["position"]) for each in lines]

    rfc = await export(eva, "csv", kind="Referral")
    french = await export(eva, "csv-excel", kind="Referral")
    book = await export(eva, "xlsx", kind="Referral")
    each_line = await export(eva, "jsonl", kind="Referral")
    assert wanted == [row[0] for row in csv.reader(io.StringIO(rfc.data.decode()))][1:]
    rows = csv.reader(io.StringIO(french.data.decode()), delimiter=";")
    assert wanted == [row[0] for row in rows][1:]
    assert wanted == [row[0] for row in cells(book.data)][1:]
    objects = [json.loads(text) for text in each_line.data.decode().splitlines()]
    assert wanted == [str(each["position"]) for each in objects]
    assert lines[0]["sentence"] == objects[0]["sentence"]
    for archive in (rfc, french, book, each_line):
        assert len(wanted) == archive.manifest["file"]["lines"]


async def test_the_manifest_says_who_asked_what_when_and_what_is_hidden(
    eva: Somebody, ccas: Somebody
) -> None:
    await logged(ccas)
    position = (await eva.get("/journal")).json()["position"]
    await logged(ccas)
    query = {"kind": "Referral", "since": "2020-01-01", "known_at": position}
    said = (await export(eva, "csv", **query)).manifest

    asked = {"role": "evaluator", "role_label": "Évaluateur·rice"}
    assert asked | {"service": "Mission locale d’Éveil"} == said["asked_by"]
    assert {"kind": "Referral", "since": "2020-01-01"} == said["filter"]
    assert (position, TERRITORY, "csv") == (
        said["position"], said["territory"], said["format"],
    )  # fmt: skip
    assert [column.name for column in COLUMNS] == [each["name"] for each in said["columns"]]
    assert 3 == len(said["hidden"]) == len((await export(ccas, "csv")).manifest["hidden"]) - 1
    assert 1 == said["file"]["lines"], "as it was known at that position"
    assert datetime.fromisoformat(said["generated_at"]) <= datetime.now(UTC)


async def test_no_name_and_no_content_leaves(eva: Somebody, ccas: Somebody) -> None:
    await logged(ccas)
    for form in TABLES:
        archive = await export(eva, form)
        text = str(cells(archive.data)) if form == "xlsx" else archive.data.decode()
        assert "Mission locale" in text
        for secret in _SECRETS:
            assert secret not in text


async def test_a_service_exports_what_it_may_read_and_no_more(
    eva: Somebody, ccas: Somebody, mission: Somebody
) -> None:
    await ccas.post("/referrals", new_referral(kind="advice"))
    everything = await export(eva, "jsonl")
    theirs = await export(mission, "jsonl")
    page = (await mission.get("/journal", limit=500)).json()["items"]

    kept = [json.loads(text)["position"] for text in theirs.data.decode().splitlines()]
    assert kept == [each["position"] for each in page]
    assert theirs.manifest["file"]["lines"] < everything.manifest["file"]["lines"]


async def test_an_export_leaves_in_batches_each_on_record_before_it_leaves(
    eva: Somebody, ccas: Somebody, installation: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However long the journal, no more than a batch of it is held."""
    monkeypatch.setattr(api.views.journal_export, "_BATCH", 4)
    cases = {(await logged(ccas))["case"] for _ in range(4)}
    sizes: list[int] = []
    add = api.views.journal_table.Csv.add

    def noted(self: Any, lines: Any) -> bytes:
        sizes.append(len(lines))
        return add(self, lines)

    monkeypatch.setattr(api.views.journal_table.Csv, "add", noted)
    asker = Asker(AgentId(eva.agent), MISSION, "evaluator", TERRITORY)
    made = await exported(Desk(installation, asker, "test"), Filter(), "csv")
    pieces = []
    async for piece in made.chunks:
        pieces.append(piece)
        looks = await installation.readers.fetch(
            "select cases from consultations where purpose = 'journal-export'"
        )
        assert len(looks) >= min(len(pieces), len(sizes))
    archive = opened(b"".join(pieces))

    assert max(sizes) == 4
    assert len(sizes) > 4
    assert sum(sizes) == archive.manifest["file"]["lines"]
    assert cases == {str(case) for row in looks for case in row["cases"]}


async def test_a_fact_recorded_meanwhile_is_not_in_an_export(
    eva: Somebody, ccas: Somebody, installation: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(api.views.journal_export, "_BATCH", 2)
    await logged(ccas)
    asker = Asker(AgentId(eva.agent), MISSION, "evaluator", TERRITORY)
    made = await exported(Desk(installation, asker, "test"), Filter(), "jsonl")
    pieces = [await anext(made.chunks)]
    await logged(ccas)
    pieces += [piece async for piece in made.chunks]
    said = [json.loads(text)["position"] for text in opened(b"".join(pieces)).data.splitlines()]

    assert list(range(made.position, 0, -1)) == said


async def test_what_may_not_be_sought_is_refused_before_anything_leaves(
    eva: Somebody, ccas: Somebody, installation: Installation
) -> None:
    assert 403 == (await eva.get("/journal/export", actor=str(ccas.agent))).status_code
    assert 422 == (await eva.get("/journal/export", format="exe")).status_code
    asker = Asker(AgentId(eva.agent), MISSION, "evaluator", TERRITORY)
    with pytest.raises(Refusal):
        await exported(Desk(installation, asker, "test"), Filter(actor=str(ccas.agent)), "csv")


@pytest.mark.parametrize("first", ["=", "+", "-", "@", "\t", "\r", "\n"])
def test_no_spreadsheet_takes_a_text_for_a_formula(first: str) -> None:
    bad = f"{first}cmd|' /C calc'!A0"
    [_, rfc] = csv.reader(io.StringIO(made("csv", line(bad, bad)).decode(), newline=""))
    text = made("csv-excel", line(bad, bad)).decode()
    [_, french] = csv.reader(io.StringIO(text, newline=""), delimiter=";")
    for row in (rfc, french):
        assert 2 == row.count(f"'{bad}")
    assert bad not in (*rfc, *french)
    assert "'" not in cells(made("xlsx", line(bad)))[1][7][:1], "a text cell is no formula"


def test_a_text_that_is_no_formula_is_left_as_it_is() -> None:
    for text in ("", "CCAS", "1 = 1", "a@b", "« =1 »"):
        assert text == defused(text)


def test_a_french_excel_opens_it_as_it_is() -> None:
    text = made("csv-excel", line("CCAS ; « oui »")).decode()
    [titles, row] = csv.reader(io.StringIO(text.removeprefix(BOM)), delimiter=";")

    assert text.startswith(BOM)
    assert text.endswith("\r\n")
    assert "Enregistré le" == titles[1]
    assert ("06/01/2026 00:30:00", "04/01/2026 00:30:00", "2,0") == (row[1], row[2], row[4])
    assert "CCAS ; « oui »" == row[7]


def test_rfc_4180_with_iso_times_and_points() -> None:
    text = made("csv", line('CCAS, "oui"')).decode()
    [names, row] = csv.reader(io.StringIO(text))

    assert not text.startswith(BOM)
    assert "recorded_at" == names[1]
    assert ("2026-01-05T23:30:00+00:00", "2.0") == (row[1], row[4])
    assert '"CCAS, ""oui"""' in text


def test_a_workbook_has_numbers_and_dates_and_turns_to_another_sheet_when_full(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rows = cells(made("xlsx", line("1234"), line("http://exemple.fr")))
    assert re.fullmatch(r"46028\.02\d*", rows[1][1]), "a date is a number of days"
    assert ("1234", "http://exemple.fr") == (rows[1][7], rows[2][7])

    monkeypatch.setattr(api.views.journal_table, "_MOST_ROWS", 2)
    book = ZipFile(io.BytesIO(made("xlsx", *[line("CCAS")] * 5)))
    sheets = [name for name in book.namelist() if name.startswith("xl/worksheets/sheet")]
    assert 3 == len(sheets)


async def test_a_partners_name_is_what_an_attacker_writes(
    eva: Somebody, ccas: Somebody, administrator: Desk
) -> None:
    evil = PartnerId(uuid4())
    said = Description(name='=HYPERLINK("http://x")', kind="ccas")
    await administrator.begin(Partner, evil, source="test", reference="evil", description=said)
    somebody = await enrol(administrator, ccas.http, evil)
    await somebody.post("/referrals", new_referral())
    text = (await export(eva, "csv-excel", partner=str(evil))).data.decode()

    assert ";'=HYPERLINK" in text.replace('"', "")
    assert ";=HYPERLINK" not in text.replace('"', "")


def test_an_empty_result_is_a_file_with_its_titles() -> None:
    assert 1 == len(made("csv").splitlines())
    assert 1 == len(cells(made("xlsx")))
    assert b"" == made("jsonl")
