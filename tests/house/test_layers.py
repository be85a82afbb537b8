"""Each contract of the layers is broken once on purpose, in a copy, and seen to fail: a guard never seen to bite is no guard."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tools import house

# (contract as named in pyproject.toml, the file that breaks it, the line that does)
BREACHES = [
    ("rooms", "terms/words.py", "import hetang.ledger.entries"),
    ("rooms", "figures/language.py", "import hetang.matters.facts"),
    ("rooms", "cellar/__init__.py", '"""A thirteenth room."""'),
    ("office", "office/tables/models.py", "import hetang.office.reads"),
    ("no-django", "packs/read.py", "import django"),
    ("no-django", "terms/words.py", "import psycopg"),
    ("tables", "web/urls.py", "import hetang.office.tables.models"),
    ("engines", "figures/evaluate.py", "import duckdb"),
    ("engines", "office/reads/__init__.py", "import duckdb"),
    ("recompute", "documents/recompute.py", "import yaml"),
    ("recompute", "ledger/entries.py", "import cryptography"),
    ("acyclic", "terms/words.py", "import hetang.terms.quantities"),
]


def lint(top: Path, *contracts: str) -> subprocess.CompletedProcess[str]:
    words = [word for contract in contracts for word in ("--contract", contract)]
    return subprocess.run([str(Path(sys.executable).parent / "lint-imports"), "--no-cache", *words], cwd=top, text=True,
                          capture_output=True, env={**os.environ, "PYTHONPATH": str(top / "src"), "COLUMNS": "200"})


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The house's source and its contracts, to be broken."""
    shutil.copytree(house.SOURCE, tmp_path / "src" / "hetang", ignore=shutil.ignore_patterns("__pycache__", "static"))
    shutil.copy(house.TOP / "pyproject.toml", tmp_path)
    return tmp_path


def test_the_house_keeps_its_layers() -> None:
    done = lint(house.TOP)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(("contract", "file", "line"), BREACHES)
def test_a_breach_is_seen(copy: Path, contract: str, file: str, line: str) -> None:
    path = copy / "src" / "hetang" / file
    path.parent.mkdir(exist_ok=True)
    before = path.read_text(encoding="utf-8") if path.exists() else ""
    path.write_text(f"{before}\n{line}\n", encoding="utf-8")
    done = lint(copy, contract)
    assert done.returncode == 1, done.stdout + done.stderr
    assert "1 broken" in done.stdout, done.stdout


def test_recomputing_names_every_library_that_the_project_depends_on() -> None:
    """A new dependency must be added to the contract, or recompute could come to need it unseen."""
    outside = {name.split(".")[0] for module in house.modules("src") for name in _imported(module)}
    outside -= set(sys.stdlib_module_names) | {"hetang"}
    contract = (house.TOP / "pyproject.toml").read_text(encoding="utf-8").split('id = "recompute"')[1]
    assert not {name for name in outside if f'"{name}"' not in contract}


def _imported(module: house.Module) -> set[str]:
    names: set[str] = set()
    for node in house.ast.walk(module.tree):
        if isinstance(node, house.ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, house.ast.ImportFrom) and node.module and not node.level:
            names.add(node.module)
    return names
