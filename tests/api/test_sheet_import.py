"""Importing action sheets: the whole file or nothing, once, and no cell is ever echoed."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from api.commands.csv_lines import UnreadableTable
from api.commands.csv_rows import TableRefused
from api.commands.directory import import_directory
from api.commands.importing import Imported
from api.commands.sheet_import import IMPORT
from api.demo.cast import content
from api.desk import Desk
from domain import codes
from domain.action_sheet import ActionSheet, sheet_id
from domain.policies import Asker, NotAllowed
from store.uuid7 import uuid7
from tests.api.conftest import CCAS, MISSION, ROOT, Somebody, enrol
from tests.api.test_bad_input import CANARY, ensure_told, events
from tests.conftest import TERRITORY
from tests.domain.people import NADIA

FILE = content("fiches-93014.csv")
COLUMNS = (
    "Numéro", "Intitulé", "Nature de l’action", "Priorité", "Besoin auquel elle répond",
    "Objectifs", "Publics", "Partenaire qui la porte", "Indicateur", "Unité",
    "Valeur de départ", "Cible", "À atteindre le", "Source",
)  # fmt: skip
GOOD = {
    "Numéro": "1", "Intitulé": "Aller vers", "Nature de l’action": "Action nouvelle",
    "Priorité": "Conditions d’habitat et cadre de vie",
    "Besoin auquel elle répond": "Des guichets trop loin.",
    "Objectifs": "Tenir deux permanences | Évaluer", "Publics": "Familles",
    "Partenaire qui la porte": "CCAS de Clichy", "Indicateur": "Personnes reçues",
    "Unité": "personnes", "Valeur de départ": "20", "Cible": "1 200",
    "À atteindre le": "31/12/2027", "Source": "Registre",
}  # fmt: skip


def table(*rows: Mapping[str, str], apart: str = ";") -> bytes:
    lines = [COLUMNS, *([{**GOOD, **row}[name] for name in COLUMNS] for row in rows)]
    quoted = (apart.join(f'"{cell}"' for cell in line) for line in lines)
    return "\r\n".join(quoted).encode()


@pytest.fixture
def lead(administrator: Desk) -> Desk:
    """The desk of the project lead, in a territory with two partners."""
    asker = Asker(NADIA, MISSION, "project-lead", TERRITORY)
    return Desk(administrator.installation, asker, "import")


async def take(desk: Desk, file: bytes, *, dry_run: bool = False) -> Imported:
    """Each time at a desk of its own, as each request has one."""
    there = replace(desk, correlation=uuid7())
    return await IMPORT.take(there, file, dry_run=dry_run)


async def kinds(desk: Desk) -> list[str]:
    rows = await desk.installation.readers.fetch(
        "select kind from events where kind like 'ActionSheet.%' order by position"
    )
    return [row["kind"].partition(".")[2] for row in rows]


async def test_the_sheets_of_the_demonstration_go_in_once(
    lead: Desk, administrator: Desk
) -> None:
    await import_directory(administrator, content("structures-fictives-93014.json"))
    assert Imported(read=21, recorded=21, written=False) == await take(lead, FILE, dry_run=True)
    assert [] == await kinds(lead)
    assert Imported(read=21, recorded=21, written=True) == await take(lead, FILE)
    before = await events(lead)
    assert Imported(read=21, unchanged=21, written=True) == await take(lead, FILE)

    assert before == await events(lead)
    them = [await lead.log.load(ActionSheet, sheet_id(TERRITORY, n)) for n in range(1, 22)]
    assert set(codes.PRIORITIES) == {it.content.priority for it in them if it}
    assert set(codes.SHEET_KINDS) == {it.content.kind for it in them if it}


@pytest.mark.parametrize("apart", [";", ","])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
async def test_a_row_is_read_with_either_separator_and_with_or_without_a_mark(
    lead: Desk, apart: str, mark: bytes
) -> None:
    assert 1 == (await take(lead, mark + table({}, apart=apart))).recorded
    it = await lead.log.load(ActionSheet, sheet_id(TERRITORY, 1))
    assert it is not None
    assert ("housing", "new", CCAS) == (it.content.priority, it.content.kind, it.lead)
    assert ("Tenir deux permanences", "Évaluer") == it.content.objectives
    assert Decimal(1200) == it.indicators[1].target


CHANGES: tuple[tuple[dict[str, str], list[str]], ...] = (
    ({"Intitulé": "Aller plus loin"}, ["Revised"]),
    ({"Partenaire qui la porte": "mission locale d'éveil"}, ["HandedOver"]),
    ({"Cible": "900"}, ["TargetRevised"]),
    ({"Indicateur": "Un autre"}, ["IndicatorDefined"]),
    (
        {"Objectifs": "Un seul", "Partenaire qui la porte": str(MISSION), "Cible": ""},
        ["Revised", "HandedOver", "TargetRevised"],
    ),
)


@pytest.mark.parametrize(("change", "told"), CHANGES)
async def test_a_row_that_changed_adds_what_changed(
    lead: Desk, change: dict[str, str], told: list[str]
) -> None:
    await take(lead, table({}, {"Numéro": "2"}))
    before = await kinds(lead)
    report = await take(lead, table(change, {"Numéro": "2"}))

    assert Imported(read=2, corrected=1, unchanged=1, written=True) == report
    assert [*before, *told] == await kinds(lead)
    assert 2 == (await take(lead, table(change, {"Numéro": "2"}))).unchanged


BAD: tuple[tuple[dict[str, str], str], ...] = (
    ({"Numéro": CANARY}, "Numéro"),
    ({"Numéro": "0"}, "Numéro"),
    ({"Numéro": "1"}, "ligne"),
    ({"Intitulé": ""}, "Intitulé"),
    ({"Intitulé": CANARY * 30}, "Intitulé"),
    ({"Priorité": CANARY}, "Priorité"),
    ({"Nature de l’action": CANARY}, "Nature de l’action"),
    ({"Publics": f"Familles|{CANARY}"}, "Publics"),
    ({"Objectifs": " | "}, "Objectifs"),
    ({"Partenaire qui la porte": CANARY}, "Partenaire qui la porte"),
    ({"Unité": ""}, "Unité"),
    ({"Unité": CANARY}, "Unité"),
    ({"Cible": CANARY}, "Cible"),
    ({"Cible": "0,5"}, "Cible"),
    ({"Valeur de départ": "-1"}, "Valeur de départ"),
    ({"À atteindre le": "31/02/2027"}, "À atteindre le"),
    ({"Indicateur": ""}, "ligne"),
)


async def test_one_bad_row_and_nothing_is_written(
    lead: Desk, subtests: pytest.Subtests
) -> None:
    before = await events(lead)
    for change, column in BAD:
        with subtests.test(str(change)[:60]):
            file = table({}, {"Numéro": "2", **change}, {"Numéro": "3"})
            with pytest.raises(TableRefused) as refused:
                await take(lead, file)
            faults = refused.value.faults
            assert [(3, column)] == [(each.line, each.column) for each in faults]
            assert CANARY not in repr(refused.value.errors)

    assert before == await events(lead)


async def test_what_is_expected_is_told_where_the_list_is_short(lead: Desk) -> None:
    with pytest.raises(TableRefused) as refused:
        await take(lead, table({"Nature de l’action": "ancienne"}))

    assert "attendu\u00a0: Action existante, Action nouvelle, Expérimentation" in (
        refused.value.faults[0].reason
    )


async def test_a_sheet_that_ended_or_was_an_error_is_not_changed_by_a_file(lead: Desk) -> None:
    await take(lead, table({}))
    sheet = sheet_id(TERRITORY, 1)
    await lead.change(ActionSheet, sheet, ActionSheet.abandon, reason="no-effect")
    assert 1 == (await take(lead, table({}))).unchanged
    with pytest.raises(TableRefused) as refused:
        await take(lead, table({"Intitulé": "Autre"}))
    assert "Cette fiche action est terminée." == refused.value.faults[0].reason
    await lead.change(ActionSheet, sheet, ActionSheet.enter_in_error, reason="trial")
    with pytest.raises(TableRefused) as refused:
        await take(lead, table({}))
    assert "Cette fiche action a été saisie par erreur." == refused.value.faults[0].reason


async def test_only_the_project_lead_takes_sheets_in(lead: Desk) -> None:
    asker = Asker(NADIA, CCAS, "social-worker", TERRITORY)
    with pytest.raises(NotAllowed):
        await take(Desk(lead.installation, asker, "import"), table({}))
    assert [] == await kinds(lead)


cells = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
tables = st.lists(st.lists(cells, min_size=14, max_size=14), max_size=3).map(
    lambda rows: "\n".join([";".join(COLUMNS), *(";".join(row) for row in rows)]).encode()
)


@settings(
    max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(file=st.one_of(st.binary(max_size=400), tables))
async def test_whatever_the_bytes_the_file_is_refused_whole(file: bytes, lead: Desk) -> None:
    with pytest.raises((TableRefused, UnreadableTable)):
        await take(lead, CANARY.encode() + b";" + file)
    with pytest.raises((TableRefused, UnreadableTable)):
        await take(lead, file)
    assert [] == await kinds(lead)


async def test_a_table_is_sent_over_the_api_as_csv(administrator: Desk, ccas: Somebody) -> None:
    who = await enrol(administrator, ccas.http, MISSION, "project-lead")
    headers = {"Authorization": f"Bearer {who.token}", "Content-Type": "text/csv"}
    place = f"{ROOT}/sheets/imports"
    wrong = table({"Priorité": CANARY})
    refused = await who.http.post(place, content=wrong, headers=headers)
    ensure_told(refused, "Priorité")
    for file in (b"", b"\xff", b"[]", b"\x00;\x00"):
        ensure_told(await who.http.post(place, content=file, headers=headers), "")
    taken = await who.http.post(place, content=table({}), headers=headers)
    assert (201, 1) == (taken.status_code, taken.json()["recorded"]), taken.text
    assert "Aller vers" == (await ccas.get("/sheets/1")).json()["title"]
