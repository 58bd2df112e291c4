"""The layers point one way, each library has one door, and the cold paths import nothing heavy."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LAYERS = ("corpus", "index", "qa", "eval")
SHELLS = ("app.py", "qa/cli/", "qa/web/")
"""They may import every layer, and no layer imports them."""

DOORS = {
    "pdfplumber": ("corpus/read/",),
    "pdfminer": ("corpus/read/",),
    "pypdfium2": ("corpus/read/",),
    "sqlalchemy": ("index/sql/",),
    "alembic": ("index/sql/",),
    "sqlite3": ("index/sql/",),
    "psycopg": ("index/sql/",),
    "chromadb": ("index/chroma.py",),
    "torch": ("index/embed.py", "index/train.py"),
    "sentence_transformers": ("index/embed.py", "index/train.py"),
    "langchain": ("index/retriever.py", "qa/llm/"),
    "langchain_core": ("index/retriever.py", "qa/llm/"),
    "langchain_chroma": ("index/retriever.py",),
    "langchain_openai": ("qa/llm/",),
    "langchain_ollama": ("qa/llm/",),
    "gradio": ("app.py", "qa/web/"),
    "reportlab": ("eval/samples/",),
}
PEERS = "eval/peers/"
"""What the harness compares with is built of the bare libraries."""

WIDTH, LENGTH = 120, 300
"""Characters of a line, lines of a module: what all but a few keep to."""

VAGUE = {"utils", "util", "common", "helpers", "helper", "manager", "misc"}
HEAVY = ("torch", "transformers", "sentence_transformers", "gradio", "langchain_openai", "langchain_ollama", "openai",
         "sklearn", "pandas", "plotly")
NOT_TO_READ = (*HEAVY, "chromadb", "langchain", "langchain_core", "pdfplumber", "fastapi")
"""What merely listing what is stored has no use for."""


def sources() -> list[Path]:
    """Every module of the project, tests left aside."""
    return [*sorted(p for layer in LAYERS for p in (ROOT / layer).rglob("*.py")), *ROOT.glob("app.py")]


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def imports(path: Path) -> Iterator[tuple[str, int]]:
    """The modules that a file imports, anywhere in it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name(path)}:{node.lineno}: imports are absolute"
            yield node.module or "", node.lineno


def within(module: str, package: str) -> bool:
    return module == package or module.startswith(package + ".")


def test_a_lower_layer_never_imports_a_higher_one() -> None:
    wrong = []
    for path in sources():
        if name(path).startswith(SHELLS):
            continue
        own = LAYERS.index(name(path).split("/")[0])
        higher = (*LAYERS[own + 1 :], "app", "tests")
        wrong += [f"{name(path)}:{line} imports {m}" for m, line in imports(path) if any(within(m, x) for x in higher)]
    assert wrong == []


def test_nobody_imports_a_shell() -> None:
    wrong = [
        f"{name(path)}:{line} imports {module}"
        for path in sources()
        for module, line in imports(path)
        if within(module, "app")
        or (any(within(module, shell) for shell in ("qa.cli", "qa.web")) and not name(path).startswith(SHELLS))
    ]
    assert wrong == []


@pytest.mark.parametrize("library", sorted(DOORS))
def test_a_library_has_one_door(library: str) -> None:
    doors = (*DOORS[library], PEERS)
    wrong = [
        f"{name(path)}:{line}"
        for path in sources()
        for module, line in imports(path)
        if within(module, library) and not name(path).startswith(doors)
    ]
    assert wrong == []


def test_no_module_is_named_for_nothing() -> None:
    assert [name(p) for p in sources() if {p.stem, *p.relative_to(ROOT).parts} & VAGUE] == []


def test_every_module_says_what_it_is() -> None:
    silent = [
        name(p) for p in sources()
        if p.read_text(encoding="utf-8").strip() and not ast.get_docstring(ast.parse(p.read_text(encoding="utf-8")))
    ]
    assert silent == []


def test_modules_and_lines_stay_short() -> None:
    """A sentence or a pattern may stand out: one line in a hundred, one module in twenty."""
    tests = sorted((ROOT / "tests").rglob("*.py"))
    modules = [p.read_text(encoding="utf-8").splitlines() for p in sources()]
    widths = [len(line) for text in (*modules, *(p.read_text(encoding="utf-8").splitlines() for p in tests)) for line in text]
    assert sum(width > WIDTH for width in widths) <= len(widths) / 100
    assert sum(len(text) > LENGTH for text in modules) <= len(modules) / 20


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory, samples: Path) -> Path:
    """A home with one sample in it."""
    folder = tmp_path_factory.mktemp("home")
    run(folder, "ingest", str(samples / "shili-zwfw-2022.pdf"))
    return folder


def run(home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """The command line in a new process that reports its imports."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith("BUDGET_QA_")}
    environment |= {"BUDGET_QA_HOME": str(home), "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}
    command = [sys.executable, "-X", "importtime", "-m", "qa.cli", *arguments]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", env=environment, cwd=home)


@pytest.mark.parametrize(("arguments", "forbidden"), [
    (("--help",), NOT_TO_READ),
    (("documents", "--json"), NOT_TO_READ),
    (("facts", "shili-zwfw-2022", "--json"), NOT_TO_READ),
    (("ask", "12345热线一年花多少钱？", "--json"), HEAVY),
    (("check", "部门预算支出555.08万元。", "--json"), HEAVY),
], ids=lambda x: x[0] if isinstance(x, tuple) else None)
def test_a_cold_path_imports_nothing_heavy(arguments: tuple[str, ...], forbidden: tuple[str, ...], home: Path) -> None:
    done = run(home, *arguments)
    assert done.returncode == 0, done.stderr[-500:]
    imported = {line.rsplit("|", 1)[1].strip() for line in done.stderr.splitlines() if line.startswith("import time:")}
    assert {m for m in imported if any(within(m, x) for x in forbidden)} == set()
