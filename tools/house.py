"""How the house measures itself: layers, style in numbers, lint and types, as `make house` prints them."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

TOP = Path(__file__).resolve().parent.parent
SOURCE = TOP / "src" / "hetang"
FILE_LINES, FUNCTION_LINES, CLASS_LINES = 400, 60, 200
Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Module:
    """A Python file of the house: its path from the top, its text and its tree."""

    path: Path
    text: str
    tree: ast.Module

    @property
    def name(self) -> str:
        """hetang.room.module for a file of the source, else its path."""
        parts = self.path.with_suffix("").parts
        return ".".join(parts[1:] if parts[0] == "src" else parts).removesuffix(".__init__")

    @property
    def room(self) -> str:
        return self.name.split(".")[1] if self.name.count(".") else ""

    @property
    def lines(self) -> int:
        return self.text.count("\n")

    def functions(self) -> Iterator[Function]:
        return (node for node in ast.walk(self.tree) if isinstance(node, Function))

    def imports(self) -> set[str]:
        """Modules of the house that this one imports."""
        named: set[str] = set()
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                named |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                named |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
        return {name for name in named if name.startswith("hetang.")}


@cache
def modules(folder: str) -> tuple[Module, ...]:
    """Every Python file under `folder`, in order."""
    found = sorted((TOP / folder).rglob("*.py"))
    texts = [(path, path.read_text(encoding="utf-8")) for path in found]
    return tuple(Module(path.relative_to(TOP), text, ast.parse(text, str(path))) for path, text in texts)


def long_files(files: tuple[Module, ...]) -> list[str]:
    return [f"{file.path} ({file.lines})" for file in files if file.lines > FILE_LINES]


def long_functions(files: tuple[Module, ...]) -> list[str]:
    return [f"{file.path}:{node.lineno} {node.name} ({_length(node)})"
            for file in files for node in file.functions() if _length(node) > FUNCTION_LINES]


def long_classes(files: tuple[Module, ...]) -> list[str]:
    return [f"{file.path}:{node.lineno} {node.name} ({_length(node)})" for file in files for node in ast.walk(file.tree)
            if isinstance(node, ast.ClassDef) and _length(node) > CLASS_LINES and node.name != "Migration"]


def inner_imports(files: tuple[Module, ...]) -> list[str]:
    return [f"{file.path}:{inner.lineno} in {node.name}" for file in files for node in file.functions()
            for inner in ast.walk(node) if isinstance(inner, ast.Import | ast.ImportFrom)]


def annotated_share(files: tuple[Module, ...]) -> tuple[int, int]:
    """(functions whose every parameter and answer has a type, all functions)."""
    every = [node for file in files for node in file.functions()]
    return sum(_is_annotated(node) for node in every), len(every)


def mutual_rooms(files: tuple[Module, ...]) -> list[str]:
    """Pairs of rooms that import each other."""
    edges = {(file.room, name.split(".")[1]) for file in files for name in file.imports() if file.room}
    return sorted(f"{a} <> {b}" for a, b in edges if a < b and (b, a) in edges)


def largest_knot(files: tuple[Module, ...]) -> list[str]:
    """The largest set of modules that all reach each other by imports; empty where there is none."""
    known = {file.name for file in files}
    graph = {file.name: {name for name in file.imports() if name in known and name != file.name} for file in files}
    reach = {name: _reached(graph, name) for name in graph}
    knots = [sorted(other for other in reach[name] if name in reach[other]) for name in graph]
    return max(knots, key=len, default=[])


def _reached(graph: dict[str, set[str]], start: str) -> set[str]:
    seen: set[str] = set()
    ahead = list(graph[start])
    while ahead:
        name = ahead.pop()
        if name not in seen:
            seen.add(name)
            ahead.extend(graph[name])
    return seen


def _length(node: Function | ast.ClassDef) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def _is_annotated(node: Function) -> bool:
    given = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
    given += [argument for argument in (node.args.vararg, node.args.kwarg) if argument]
    own = [argument for argument in given if argument.arg not in ("self", "cls")]
    return node.returns is not None and all(argument.annotation for argument in own)


def numbers() -> list[tuple[str, str, list[str]]]:
    """Rows of (what, value, where) for the table of `make house`."""
    source, tests = modules("src"), modules("tests")
    rows = [(what, found) for what, found in (
        (f"files over {FILE_LINES} lines", long_files(source + tests)),
        (f"functions over {FUNCTION_LINES} lines", long_functions(source + tests)),
        (f"classes over {CLASS_LINES} lines", long_classes(source)),
        ("imports in functions", inner_imports(source + tests)),
        ("mutual room pairs", mutual_rooms(source)),
        ("largest import knot", largest_knot(source)),
    )]
    typed, every = annotated_share(source)
    lines, test_lines = (sum(file.lines for file in files) for files in (source, tests))
    return [(what, str(len(found)), found) for what, found in rows] + [
        ("annotated functions", f"{100 * typed / max(every, 1):.1f} %", []),
        ("lines of test per line of code", f"{test_lines / max(lines, 1):.2f}  ({test_lines} / {lines})", []),
    ]


def main() -> int:
    faults = 0
    for what, value, where in numbers():
        print(f"{what:32} {value}")
        for place in where:
            print(f"  {place}")
        faults += bool(where) and "classes" not in what   # a long class asks which noun is missing; it does not fail
    folder = Path(sys.executable).parent
    for command in (["lint-imports", "--no-cache"], ["ruff", "check", "--no-cache", "-q", "src", "tests", "tools"],
                    ["mypy"]):
        done = subprocess.run([str(folder / command[0]), *command[1:]], cwd=TOP, capture_output=True, text=True)
        print(f"{command[0]:32} {'holds' if done.returncode == 0 else 'FAILS'}")
        if done.returncode:
            faults += 1
            print(done.stdout + done.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
