"""A file of 2,000 full pages through the process that reads: its memory stays where it is after the first hundred."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from index.snapshot import decode
from tests.build import Table, Text, write_pdf

PAGES, FIRST = 2000, 100
SHARE = 0.015
"""MB for each page more (measured: 0.4 when pages were held)."""


@pytest.mark.long
def test_memory_does_not_grow_with_the_pages(tmp_path: Path) -> None:
    heads = ["科目编码", "科目名称", "合计", "基本支出", "项目支出"]
    made: list[list[Table | Text]] = [[Text("示意省财政厅2023年部门预算", 200, None, 20)]]
    for k in range(PAGES - 1):
        rows = [[str(201 + j), f"示意科目{k}第{j}", f"{k * 10 + j}.50", f"{k * 10 + j}.50", "0.00"] for j in range(28)]
        made.append([Text(f"示意第{k}所支出预算表", 50, None, 14), Table([heads, *rows], [80, 160, 80, 80, 80], 110)])
    path = write_pdf(tmp_path / "long.pdf", made)
    process = subprocess.Popen([sys.executable, "-m", "index.reading", "pdfium", str(PAGES), "1500"],
                               stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert process.stdin is not None and process.stdout is not None
    process.stdin.write(json.dumps(str(path)).encode() + b"\n")
    process.stdin.flush()
    pages, after_first = 0, 0.0
    while True:
        letter, length = process.stdout.read(1), int.from_bytes(process.stdout.read(4), "big")
        body = process.stdout.read(length)
        pages += letter == b"p"
        if pages == FIRST and not after_first:
            after_first = _peak_mb(process.pid)
        if letter in (b"d", b"e"):
            break
    peak = _peak_mb(process.pid)
    process.stdin.close()
    process.wait()
    process.stdout.close()
    assert letter == b"d", body.decode()
    found = decode(body)
    assert found.document.pages == pages == PAGES and len(found.tables) == PAGES - 1
    assert (peak - after_first) / (PAGES - FIRST) < SHARE, f"{after_first:.0f} -> {peak:.0f} MB"


def _peak_mb(pid: int) -> float:
    """The most memory that a process has held, as the system counts it."""
    status = Path(f"/proc/{pid}/status")
    if not status.exists():
        pytest.skip(f"{os.uname().sysname} does not say what a process held")
    return next(int(line.split()[1]) for line in status.read_text().splitlines() if line.startswith("VmHWM")) / 1024
