"""`hetang recompute` needs Python and the package alone."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.documents.ledger import issued

SOURCE = Path(__file__).parents[2] / "src"
# -I -S: no site-packages, no environment; and whatever were found all the same is refused by name.
PROGRAM = """
import sys
sys.path.insert(0, sys.argv[1])

class Refusing:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {"django", "duckdb", "yaml", "typst", "docx", "lxml", "jsonschema", "jinja2", "PIL"}:
            raise ImportError(name)

sys.meta_path.insert(0, Refusing())
from hetang.wiring.command import main
status = main(sys.argv[2:])
loaded = {name.partition(".")[0] for name in sys.modules} - set(sys.stdlib_module_names) - {"hetang", "__main__"}
assert not {name for name in loaded if not name.startswith("_sysconfigdata")}, loaded
sys.exit(status)
"""


def recompute(package: Path, *words: str) -> subprocess.CompletedProcess[str]:
    call = [sys.executable, "-I", "-S", "-c", PROGRAM, str(SOURCE), "recompute", str(package), *words]
    return subprocess.run(call, capture_output=True, text=True, check=False, timeout=60)


@pytest.fixture
def package(tmp_path: Path) -> Path:
    path = tmp_path / "b9.zip"
    path.write_bytes(issued())
    return path


def test_a_package_is_recomputed_without_any_other_library(package: Path) -> None:
    done = recompute(package, "--json")
    assert (done.returncode, done.stderr) == (0, "")
    report = json.loads(done.stdout)
    assert report["holds"] and report["issued"]
    assert [figure["outcome"] for figure in report["figures"]] == ["holds"] * 4


def test_a_changed_package_gives_one_and_says_what_is_wrong(package: Path) -> None:
    data = bytearray(package.read_bytes())
    data[data.index(b"pavement_area", data.index(b"bulletin.json")) + 2] ^= 1
    package.write_bytes(data)
    done = recompute(package, "--lang", "en")
    assert done.returncode == 1
    assert "container: the check sum of" in done.stdout


def test_what_is_no_package_gives_two_and_one_sentence(tmp_path: Path) -> None:
    other = tmp_path / "other.zip"
    other.write_bytes(b"PK")
    for path in (other, tmp_path / "missing.zip"):
        done = recompute(path, "--lang", "en")
        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr.count("\n") == 1 and "accepted" in done.stderr


def test_a_head_kept_elsewhere_is_compared(package: Path, tmp_path: Path) -> None:
    head = tmp_path / "head"
    head.write_text("hetang/test\n9\nqqT1Z0yZ3k0wVbQvF6Xl0vS1sXkq2l8h0Yc0s1m3c6I=\n\n")
    assert recompute(package, "--head", str(head)).returncode == 1
    head.write_text("nothing")
    assert recompute(package, "--head", str(head)).returncode == 2
