"""Files read by Ray on this machine are the ones read by a process of our own."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from pathlib import Path

import pytest

from index.ingest import ingest
from index.memory import MemoryStore
from index.ports import StoreError
from index.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
NAMES = ("shili-wenlv-2021-budget.pdf", "shili-wenlv-2022-budget.pdf")
HAS_RAY = importlib.util.find_spec("ray") is not None


@pytest.mark.skipif(not HAS_RAY, reason="Ray is not installed (the extra ray)")
def test_a_local_ray_reads_the_same(samples: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"%PDF-1.7\nnothing")
    files = [*(samples / name for name in NAMES), broken]
    home = tmp_path / "far"
    # in a process of its own: Ray leaves threads and signal handlers behind
    done = subprocess.run([sys.executable, "-m", "qa.cli", "ingest", *map(str, files), "--home", str(home)],
                          capture_output=True, text=True, encoding="utf-8", check=False, cwd=tmp_path,
                          env=os.environ | {"PYTHONPATH": str(ROOT), "BUDGET_QA_RAY_ADDRESS": "local",
                                            "RAY_USAGE_STATS_ENABLED": "0"})
    assert done.returncode == 1, done.stderr
    assert "2 added" in done.stdout and "broken.pdf" in done.stderr and "Traceback" not in done.stderr
    near = MemoryStore()
    list(ingest(files, near, Settings(home=tmp_path / "near", workers=2)))
    from index.stores import open_store

    store = open_store(Settings(home=home))
    assert store.digest() == near.digest()
    store.close()


@pytest.mark.skipif(HAS_RAY, reason="Ray is installed")
def test_without_ray_it_is_said(samples: Path, tmp_path: Path) -> None:
    settings = Settings(home=tmp_path, ray_address="local")
    with pytest.raises(StoreError, match=r"pip install 'budget-qa\[ray\]'"):
        list(ingest([samples / NAMES[0]], MemoryStore(), settings))
