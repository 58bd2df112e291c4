"""`budget-qa audit`: its forms, and the page that can be sent to a colleague."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from tests.cli.conftest import Done

Cli = Callable[..., Done]


def test_json_is_the_same_by_either_option(cli: Cli, home: Path) -> None:
    one, other = cli("audit", "--json", "--home", home), cli("audit", "--format", "json", "--home", home)
    assert one.out == other.out
    assert {"21.25"} <= {f["printed"] for f in one.lines[0]}


def test_csv_and_xlsx_hold_every_finding(cli: Cli, home: Path, tmp_path: Path) -> None:
    found = cli("audit", "--json", "--home", home).lines[0]
    for form in ("csv", "xlsx"):
        assert cli("audit", "--format", form, "--output", tmp_path / f"findings.{form}", "--home", home).code == 0
    rows = list(csv.reader(io.StringIO((tmp_path / "findings.csv").read_text("utf-8-sig"))))
    assert [row[4] for row in rows if row[:1] == ["shili-zwfw-2022.pdf"]] == [f["printed"] for f in found]
    sheet = openpyxl.load_workbook(tmp_path / "findings.xlsx").worksheets[0]
    assert [row[4] for row in sheet.values if row[0] == "shili-zwfw-2022.pdf"] == [f["printed"] for f in found]


def test_json_to_a_file(cli: Cli, home: Path, tmp_path: Path) -> None:
    cli("audit", "--format", "json", "-o", tmp_path / "findings.json", "--home", home)
    assert (
        json.loads((tmp_path / "findings.json").read_text("utf-8")) == cli("audit", "--json", "--home", home).lines[0]
    )


def test_the_page_frames_each_finding_and_asks_no_other_host(cli: Cli, home: Path, tmp_path: Path) -> None:
    done = cli("audit", "--report", tmp_path / "report.html", "--home", home)
    assert (done.code, done.out) == (0, "")
    page = (tmp_path / "report.html").read_text("utf-8")
    found = cli("audit", "--json", "--home", home).lines[0]
    assert re.findall(r'<li class="\w+" id="f(\d+)"', page) == [str(k) for k in range(1, len(found) + 1)]
    frames = re.findall(
        r'class="frame (\w+)" style="left:([\d.]+)%;top:([\d.]+)%;width:([\d.]+)%;height:([\d.]+)%', page
    )
    assert {"mismatch", "evidence"} <= {kind for kind, *_ in frames}
    assert all(0 <= float(x) + float(w) <= 100.5 and 0 <= float(y) + float(h) <= 100.5 for _, x, y, w, h in frames)
    addresses = re.findall(r'(?:src|href)="([^"]*)"', page)
    assert all(address.startswith(("data:image/png;base64,", "#")) for address in addresses)
    assert "url(" not in page


@pytest.mark.parametrize("option", ["--report", "--output"])
def test_a_place_that_cannot_be_written_is_said(cli: Cli, home: Path, option: str) -> None:
    done = cli("audit", option, "/nowhere/at/all.html", "--home", home)
    assert done.code == 1
    assert "cannot be written" in done.err


def test_words_of_a_document_do_not_become_markup(cli: Cli, home: Path, tmp_path: Path) -> None:
    from qa.answer import Citation
    from qa.audit import AuditFinding
    from qa.proofread.page import report

    cited = Citation(id=1, document="a.pdf", title="t", page=1, bbox=(1, 1, 2, 2), quote="<script>alert(1)</script>")
    finding = AuditFinding(
        document="a.pdf", page=1, kind="text", printed="<b>", expected="", difference=None, verdict="mismatch", size=None,
        why="<img src=x onerror=alert(1)>", citations=[cited],
    )  # fmt: skip
    page = report([finding], [], lambda _: None)
    assert "<script>" not in page
    assert "<img" not in page
