"""The style of docs, held by a machine, so that nobody needs to remember it (CONTRIBUTING.md says why)."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tools import house

SOURCE, TESTS, TOOLS = house.modules("src"), house.modules("tests"), house.modules("tools")
EVERYWHERE = SOURCE + TESTS + TOOLS
BELOW_THE_LINE = {"terms", "ledger", "authority", "figures", "matters", "assurance", "claims", "documents", "packs"}
EXACT = {"terms", "ledger", "authority", "figures", "matters"}

NAMELESS = {"utils", "util", "helpers", "helper", "common", "core", "misc", "base", "lib", "manager", "managers", "stuff"}
CLOCKS = {"now", "utcnow", "today", "time", "time_ns", "monotonic", "perf_counter"}
CHANCE = {"random", "secrets"}

# Addresses that a reader of the project may be sent to; all else would bind the project to somebody's machine.
KNOWN_HOSTS = {
    "127.0.0.1", "localhost", "example.org", "www.w3.org", "json-schema.org", "license.coscl.org.cn", "schemas.openxmlformats.org",
    "purl.org", "purl.oclc.org", "hetang.example", "spdx.org", "www.sqlite.org", "datatracker.ietf.org", "www.rfc-editor.org", "c2sp.org",
    "schemas.microsoft.com", "testserver", "geojson.org",
}
HOST = re.compile(r"https?://(?:[^\s/@]*@)?([A-Za-z0-9.-]+)")
MACHINE_PATH = re.compile(r"(?<![\w.<>~}-])/(?:root|home|opt|mnt|media|work(?:space)?)/\w")
UNNUMBERED = re.compile(r"\b(?:TODO|FIXME|XXX|HACK)\b(?!\(#\d+\))")
THIS = Path(__file__)


def texts() -> Iterator[tuple[Path, int, str]]:
    """Every line of every file of words and code in the house."""
    patterns = ("src/**/*", "tests/**/*", "tools/**/*", "docs/**/*", "packs/**/*.yaml", "benchmarks/**/*", "*.md", "*.toml", "Makefile")
    for pattern in patterns:
        for path in sorted(house.TOP.glob(pattern)):
            if path.is_file() and path != THIS and path.suffix in {".py", ".md", ".yaml", ".toml", ".html", ".js", ".css", ".json", ""}:
                try:
                    lines = path.read_text(encoding="utf-8").splitlines()
                except UnicodeDecodeError:
                    continue
                for number, line in enumerate(lines, 1):
                    yield path.relative_to(house.TOP), number, line


def test_files_and_functions_keep_to_their_size() -> None:
    assert not house.long_files(EVERYWHERE)
    assert not house.long_functions(EVERYWHERE)


def test_an_import_stands_at_the_top_of_its_file() -> None:
    assert not house.inner_imports(EVERYWHERE)


def test_rooms_and_modules_do_not_import_in_circles() -> None:
    assert not house.mutual_rooms(SOURCE)
    assert not house.largest_knot(SOURCE)


def test_every_function_of_the_source_has_its_types() -> None:
    typed, every = house.annotated_share(SOURCE)
    assert typed == every


def test_a_module_is_named_for_what_it_is() -> None:
    assert not [module.name for module in SOURCE if set(module.name.split(".")) & NAMELESS]


def test_every_module_opens_with_one_sentence() -> None:
    opening = {module.name: (ast.get_docstring(module.tree) or "").split("\n")[0] for module in SOURCE}
    assert not [name for name, sentence in opening.items() if not re.fullmatch(r".{10,120}[.:)。]", sentence)]


def test_the_package_files_of_rooms_import_nothing() -> None:
    doors = [module for module in SOURCE if module.path.name == "__init__.py" and module.name.count(".") == 1]
    assert not [module.name for module in doors for node in module.tree.body if not isinstance(node, ast.Expr)]


def test_time_and_chance_are_arguments_below_the_line() -> None:
    found = []
    for module in SOURCE:
        if module.room not in BELOW_THE_LINE:
            continue
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in CLOCKS:
                owner = ast.unparse(node.func.value)
                if owner in ("datetime", "date", "time", "datetime.datetime", "datetime.date"):
                    found.append(f"{module.path}:{node.lineno} {owner}.{node.func.attr}()")
            if isinstance(node, ast.Import | ast.ImportFrom):
                names = {alias.name for alias in node.names} | {getattr(node, "module", None)}
                found += [f"{module.path}:{node.lineno} imports {name}" for name in sorted(names & CHANCE, key=str)]
            if isinstance(node, ast.Attribute) and node.attr in ("urandom", "uuid4", "uuid1"):
                found.append(f"{module.path}:{node.lineno} {node.attr}")
    assert not found


def test_values_are_exact_never_binary_floats() -> None:
    found = []
    for module in SOURCE:
        if module.room in EXACT and ".engines." not in module.name:
            for node in ast.walk(module.tree):
                if isinstance(node, ast.Constant) and isinstance(node.value, float):
                    found.append(f"{module.path}:{node.lineno} {node.value}")
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "float":
                    found.append(f"{module.path}:{node.lineno} float()")
    assert not found


def test_no_check_has_a_way_around_it() -> None:
    """A guard is a named door: no parameter may skip a check."""
    found = [f"{module.path}:{node.lineno} {argument.arg}" for module in SOURCE for node in module.functions()
             for argument in [*node.args.args, *node.args.kwonlyargs]
             if re.match(r"(skip|ignore|bypass|no|without)_(check|permission|grant|verif|valid)", argument.arg)]
    assert not found


def test_no_signal_is_sent_or_heard() -> None:
    assert not [module.name for module in SOURCE if "django.dispatch" in module.text or "django.db.models.signals" in module.text]


def test_a_task_left_open_carries_the_number_of_its_issue() -> None:
    assert not [f"{path}:{number}" for path, number, line in texts() if UNNUMBERED.search(line)]


def test_the_project_names_no_machine_of_ours() -> None:
    hosts = {f"{path}:{number} {host}" for path, number, line in texts() for host in HOST.findall(line)
             if host.strip(".") not in KNOWN_HOSTS}
    assert not hosts
    assert not [f"{path}:{number} {line.strip()}" for path, number, line in texts() if MACHINE_PATH.search(line)]


@pytest.mark.parametrize(("line", "bad"), [
    ("see /root/notes", True), ("open('/opt/x')", True), ("src/home/x", False), ("/figures/opt/", False), ("`/root/x`", True),
])
def test_the_rule_on_machine_paths_can_fail(line: str, bad: bool) -> None:
    assert bool(MACHINE_PATH.search(line)) is bad
