"""What is taken away: grids as CSV and XLSX, and the corpus as a Fiscal Data Package."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from decimal import Decimal
from pathlib import Path

import httpx
import openpyxl
import pytest

from corpus.model import Document, Table
from index.settings import Settings
from qa.cli import main
from qa.web.desk import Desk
from qa.web.export import table_sheets
from qa.web.fiscal import descriptor, write_package
from qa.web.sheet import LICENCE, Sheet, guarded, to_csv, to_xlsx

CELLS: tuple[tuple[str | Decimal | None, object], ...] = (
    ("=cmd|'/c calc'!A0", "'=cmd|'/c calc'!A0"), ("+1", "'+1"), ("-x", "'-x"), ("@SUM(A1)", "'@SUM(A1)"), ("\tx", "'\tx"),
    ("平常", "平常"), (Decimal("-12.50"), -12.5), (Decimal("0.00"), 0), (Decimal("1234567.89"), 1234567.89), (None, None),
    (Decimal("12345678901234567.89"), "12345678901234567.89"),
)
SHEET = Sheet("=题", ("单位：万元",), ("=头", "值"), tuple((str(n), value) for n, (value, _) in enumerate(CELLS)))


def tables(desk: Desk) -> list[tuple[Document, Table]]:
    document = desk.store.find("shili-zwfw-2022")
    return [(document, table) for table in desk.store.disclosure(document.id).tables]


def test_a_workbook_keeps_numbers_numbers_and_runs_nothing() -> None:
    page = openpyxl.load_workbook(io.BytesIO(to_xlsx([SHEET]))).active
    assert page is not None
    rows = list(page.iter_rows(values_only=True))
    assert rows[0][0] == "'=题" and rows[2][0] == LICENCE and rows[3][0] == "'=头"
    assert [row[1] for row in rows[4:]] == [shown for _, shown in CELLS]
    assert all(cell.data_type != "f" for row in page.iter_rows() for cell in row)
    assert page.cell(5 + 6, 2).number_format == "#,##0.00"


def test_a_csv_guards_words_only() -> None:
    rows = list(csv.reader(io.StringIO(to_csv([SHEET]).decode("utf-8-sig"))))
    assert rows[4 + 6][1] == "-12.50" and rows[4][1].startswith("'=") and rows[4 + 8][1] == "1234567.89"


def test_every_number_of_a_table_is_there_with_unit_source_and_licence(desk: Desk) -> None:
    for document, table in tables(desk):
        sheets = table_sheets(document, table)
        notes = " ".join(sheets[0].notes)
        assert (table.unit or "未注明") in notes and document.name in notes and "示例数据" in notes
        values = [value for sheet in sheets for row in sheet.rows for value in row]
        printed = {fact.amount.value for row in table.rows for fact in row.facts}
        assert printed <= {value for value in values if isinstance(value, Decimal)} | \
            {fact.amount.value for row in table.rows for fact in row.facts if fact.text in values}
    every = [sheet for document, table in tables(desk) for sheet in table_sheets(document, table)]
    names = openpyxl.load_workbook(io.BytesIO(to_xlsx(every))).sheetnames
    assert len(names) == len(every) == len(set(names))


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_tables_charts_and_hits_can_be_downloaded(client: httpx.Client, desk: Desk, ending: str) -> None:
    document, table = tables(desk)[1]
    other = desk.store.find("shili-wenlv-2024-budget")
    for path in (f"documents/{document.id}/tables/{table.id}.{ending}", f"documents/{document.id}/tables.{ending}",
                 f"hits.{ending}?q=公务接待费", f"charts/trend.{ending}?item=公务接待费&department=示例市文化和旅游局",
                 f"charts/parts.{ending}?document={document.id}", f"charts/compare.{ending}?left={document.id}&right={other.id}"):
        answer = client.get(f"/view/{path}").raise_for_status()
        assert "attachment" in answer.headers["content-disposition"]
        if ending == "xlsx":
            book = openpyxl.load_workbook(io.BytesIO(answer.content))
            words = {cell.value for page in book for row in page.iter_rows(max_row=8) for cell in row}
        else:
            words = {cell for row in csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))) for cell in row}
        assert LICENCE in words and any(str(word).startswith(("单位", "来源")) for word in words), path
    assert client.get(f"/en/view/documents/{document.id}/tables/none.{ending}").status_code == 404


def test_the_corpus_is_a_valid_fiscal_data_package(client: httpx.Client, desk: Desk, tmp_path: Path) -> None:
    import frictionless

    archive = zipfile.ZipFile(io.BytesIO(client.get("/export/fiscal-data-package.zip").raise_for_status().content))
    archive.extractall(tmp_path)
    report = frictionless.validate(tmp_path / "datapackage.json")
    assert report.valid, report.flatten(["type", "message"])[:5]
    told = json.loads((tmp_path / "datapackage.json").read_text("utf-8"))
    types = {field.get("columnType") for field in told["resources"][0]["schema"]["fields"]}
    assert {"value", "value-currency:code", "date:fiscal-year", "phase:id", "direction",
            "functional-classification:generic:code"} <= types
    sources = {attribute["source"] for dimension in told["model"]["dimensions"].values()
               for attribute in dimension["attributes"].values()}
    assert sources <= {field["name"] for field in told["resources"][0]["schema"]["fields"]}
    with (tmp_path / "data" / "amounts.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["fact_id"]: row for row in csv.DictReader(file)}
    facts = [fact for d in desk.documents() for fact in desk.facts(d.id)]
    money = [fact for fact in facts if fact.amount.unit is not None and fact.amount.unit.dimension == "money"]
    assert len(rows) == len(money) > 500
    for fact in money:
        assert Decimal(rows[fact.id]["amount"]) == fact.amount.base and rows[fact.id]["printed"] == fact.text


def test_the_command_writes_the_same_package_into_a_folder(
    client: httpx.Client, settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    import frictionless

    folder = tmp_path / "预算 package"
    for _ in range(2):
        with pytest.raises(SystemExit) as ended:
            main(["export", "--fiscal-data-package", str(folder), "--home", str(settings.home)])
        assert not ended.value.code
    archive = zipfile.ZipFile(io.BytesIO(client.get("/export/fiscal-data-package.zip").raise_for_status().content))
    assert {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()} == \
        {name: archive.read(name) for name in archive.namelist()}
    assert frictionless.validate(folder / "datapackage.json").valid
    assert str(folder / "data" / "amounts.csv") in capsys.readouterr().out
    with pytest.raises(SystemExit) as ended:
        main(["export", "--fiscal-data-package", str(folder / "datapackage.json"), "--home", str(settings.home)])
    assert ended.value.code == 1 and "cannot be written" in capsys.readouterr().err


def test_an_empty_corpus_has_a_description_too(tmp_path: Path) -> None:
    from index.memory import MemoryStore

    assert "fiscalPeriod" not in descriptor([])
    with (tmp_path / "package.zip").open("w+b") as out:
        write_package(MemoryStore(), out)
        assert zipfile.ZipFile(out).namelist() == ["datapackage.json", "data/documents.csv", "data/amounts.csv"]


@pytest.mark.parametrize("text", ["=cmd()", "+1", "-x", "@a", "\tx", "＝1"])
def test_words_that_would_be_run_are_guarded(text: str) -> None:
    assert guarded(text) == "'" + text and guarded("平常") == "平常"
