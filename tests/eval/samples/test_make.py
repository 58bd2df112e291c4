"""The sample disclosures are what their script writes, and say of themselves what they are."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest
import yaml

from eval.samples.make import disclosures, main

PLANTED = "planted-errors.yaml"


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All samples, written anew."""
    folder = tmp_path_factory.mktemp("samples")
    main(folder)
    return folder


def test_the_script_writes_the_committed_bytes(written: Path, samples: Path) -> None:
    made = {p.relative_to(written) for p in written.rglob("*.*")}
    kept = {p.relative_to(samples) for p in (*samples.glob("*.pdf"), *samples.glob("cells/*.jsonl"))}
    assert made == kept
    assert [p for p in sorted(made) if (written / p).read_bytes() != (samples / p).read_bytes()] == []


def pages(path: Path) -> list[str]:
    """The text of each page."""
    with pypdfium2.PdfDocument(path) as document:
        return [page.get_textpage().get_text_bounded() for page in document]


@pytest.mark.parametrize("stem", sorted(disclosures()))
def test_every_page_says_that_it_is_a_sample(stem: str, samples: Path) -> None:
    texts = pages(samples / f"{stem}.pdf")
    assert all("示例文件" in text for text in texts)
    assert "（示例）" in texts[0]


def test_the_planted_errors_stand_where_they_are_said_to(samples: Path) -> None:
    listed = yaml.safe_load((samples / PLANTED).read_text(encoding="utf-8"))
    for error in listed:
        assert error["printed"].rstrip("%") in pages(samples / f"{error['document']}.pdf")[error["page"] - 1], error
    planted = [error for error in listed if "zwfw" not in error["document"]]
    assert sorted(error["kind"] for error in planted) == ["percentage", "prose_vs_table", "sum"]
