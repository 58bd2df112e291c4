"""Files into the store: what is new, unchanged, changed, broken, hostile; and nothing lost on the way."""

from __future__ import annotations

import shutil
import zlib
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest

from index.fingerprint import fingerprint
from index.ingest import Outcome, copy_of, find_files, forget, ingest
from index.memory import MemoryStore
from index.ports import Source
from index.settings import Settings
from tests.index.build import disclosure, document

SMALL, OTHER = "shili-wenlv-2021-budget.pdf", "shili-wenlv-2022-budget.pdf"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(home=tmp_path / "家 home", workers=2)


@pytest.fixture
def folder(tmp_path: Path, samples: Path) -> Path:
    """A folder with two samples."""
    made = tmp_path / "files"
    made.mkdir()
    for name in (SMALL, OTHER):
        shutil.copy(samples / name, made / name)
    return made


def run(paths: list[Path], store: MemoryStore, settings: Settings) -> dict[str, Outcome]:
    files, failures = find_files(paths)
    return {outcome.path.name: outcome for outcome in [*failures, *ingest(files, store, settings)]}


def statuses(outcomes: dict[str, Outcome]) -> dict[str, str]:
    return {name: outcome.status for name, outcome in outcomes.items()}


def test_new_unchanged_and_changed_files(folder: Path, settings: Settings, samples: Path) -> None:
    store = MemoryStore()
    first = run([folder], store, settings)
    assert statuses(first) == {SMALL: "added", OTHER: "added"}
    assert all(outcome.facts > 100 and outcome.passages and outcome.document for outcome in first.values())
    before = store.digest()
    assert statuses(run([folder], store, settings)) == {SMALL: "unchanged", OTHER: "unchanged"}
    assert store.digest() == before
    shutil.copy(samples / "shili-wenlv-2023-budget.pdf", folder / SMALL)
    assert statuses(run([folder], store, settings)) == {SMALL: "replaced", OTHER: "unchanged"}
    assert sorted(d.year or 0 for d in store.documents()) == [2022, 2023]
    held = next(d for d in store.documents() if d.year == 2023)
    assert copy_of(held.id, held.name, settings).read_bytes() == (folder / SMALL).read_bytes()
    assert forget(held, store, settings) and not copy_of(held.id, held.name, settings).exists()


def test_a_document_read_in_a_process_is_the_one_read_here(folder: Path, settings: Settings) -> None:
    from corpus.ingest import read_disclosure

    store = MemoryStore()
    run([folder / SMALL], store, settings)
    held, = store.documents()
    assert fingerprint(store.disclosure(held.id)) == fingerprint(read_disclosure(folder / SMALL))


def test_the_same_bytes_under_two_names(folder: Path, settings: Settings) -> None:
    (folder / OTHER).unlink()
    shutil.copy(folder / SMALL, folder / "z-copy.pdf")
    store = MemoryStore()
    assert statuses(run([folder], store, settings)) == {SMALL: "added", "z-copy.pdf": "unchanged"}
    assert store.find("z-copy.pdf").name == SMALL


def broken_files(folder: Path, sample: Path) -> dict[str, str]:
    """Files that cannot be read, with what is said of them."""
    whole = sample.read_bytes()
    (folder / "empty.pdf").write_bytes(b"")
    (folder / "picture.pdf").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(2000))
    (folder / "cut.pdf").write_bytes(whole[:len(whole) // 2])
    with pikepdf.open(sample) as pdf:
        pdf.save(folder / "locked.pdf", encryption=pikepdf.Encryption(user="secret", owner="secret"))
    return {"empty.pdf": "empty", "picture.pdf": "no PDF", "cut.pdf": "cut.pdf", "locked.pdf": "encrypted"}


def test_broken_files_are_reported_and_the_rest_is_kept(folder: Path, settings: Settings, samples: Path) -> None:
    said = broken_files(folder, samples / SMALL)
    store = MemoryStore()
    outcomes = run([folder, folder / "nowhere"], store, settings)
    assert {name for name, outcome in outcomes.items() if outcome.status == "added"} == {SMALL, OTHER}
    for name, words in {**said, "nowhere": "no file or folder"}.items():
        assert outcomes[name].status == "failed"
        assert words in (outcomes[name].error or ""), outcomes[name].error
    assert len(store.documents()) == 2


def test_a_folder_without_files_and_one_that_is_no_disclosure(tmp_path: Path, settings: Settings) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "notes.txt").write_text("nothing")
    (tmp_path / "a" / ".hidden.pdf").write_text("nothing")
    assert "no file that can be read" in (run([tmp_path / "a"], MemoryStore(), settings)["a"].error or "")
    assert "no format" in (run([tmp_path / "a" / "notes.txt"], MemoryStore(), settings)["notes.txt"].error or "")


def test_samples_do_not_go_into_a_real_corpus(folder: Path, settings: Settings) -> None:
    store = MemoryStore([disclosure(document("real.pdf"))])
    outcomes = run([folder], store, settings)
    assert statuses(outcomes) == {SMALL: "failed", OTHER: "failed"}
    assert "--home" in (outcomes[SMALL].error or "")


def bomb(path: Path, megabytes: int) -> None:
    """A page whose content is drawn again and again: no stream of it swells so far that it is refused beforehand."""
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page()
        data = zlib.compress(b"BT /F1 1 Tf (x) Tj ET\n" * (7 * 2**20 // 22), 9)
        stream = pikepdf.Stream(pdf, data)
        stream.Filter = pikepdf.Name.FlateDecode
        page.Contents = pikepdf.Array([pdf.make_indirect(stream)] * (megabytes // 7))
        pdf.save(path, stream_decode_level=pikepdf.StreamDecodeLevel.none, compress_streams=False)


@pytest.mark.parametrize(("limits", "said"), [({"page_seconds": 1.5}, "too long"), ({"worker_mb": 256}, "memory")],
                         ids=["time", "memory"])
def test_a_file_that_hangs_or_swells_costs_only_itself(
        folder: Path, tmp_path: Path, limits: dict[str, float], said: str) -> None:
    bomb(folder / "a-bomb.pdf", 400 if "worker_mb" in limits else 60)
    settings = Settings.model_validate(
        {"home": tmp_path / "home", "workers": 1, "reader": "pdfplumber", "page_seconds": 600} | limits)
    store = MemoryStore()
    outcomes = run([folder], store, settings)
    assert outcomes["a-bomb.pdf"].status == "failed"
    assert said in (outcomes["a-bomb.pdf"].error or ""), outcomes["a-bomb.pdf"].error
    assert statuses(outcomes)[SMALL] == statuses(outcomes)[OTHER] == "added", "its process was started anew"


def test_too_many_pages_and_too_large(folder: Path, tmp_path: Path) -> None:
    few = Settings(home=tmp_path / "home", max_pages=3)
    assert "more than 3 pages" in (run([folder / SMALL], MemoryStore(), few)[SMALL].error or "")
    with (folder / "large.pdf").open("wb") as file:
        file.write(b"%PDF-1.7\n")
        file.truncate(3 * 2**20)
    small = Settings(home=tmp_path / "home", max_file_mb=1)
    assert "larger than 1 MB" in (run([folder / "large.pdf"], MemoryStore(), small)["large.pdf"].error or "")


def test_an_ingestion_that_is_left_early_goes_on_later(folder: Path, settings: Settings) -> None:
    store = MemoryStore()
    begun: Iterator[Outcome] = ingest(find_files([folder])[0], store, settings)
    first = next(begun)
    begun.close()  # type: ignore[attr-defined]
    assert [d.name for d in store.documents()] == [first.path.name]
    assert sorted(statuses(run([folder], store, settings)).values()) == ["added", "unchanged"]


def test_another_reader_reads_again(folder: Path, settings: Settings) -> None:
    store = MemoryStore()
    run([folder / SMALL], store, settings)
    path = str((folder / SMALL).resolve())
    id, source = store.sources()[path]
    store.put(store.disclosure(id), Source(path, source.size, source.modified, "an earlier one"))
    outcomes = run([folder / SMALL], store, settings)
    assert outcomes[SMALL].status == "unchanged" and outcomes[SMALL].facts, "it was read, and says the same"
    assert store.sources()[path][1].reader == source.reader
