"""The whole test suite: what it needs of the machine, then the rooms beside the scenarios and the suites on PostgreSQL."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from tools import postgres

TOP = Path(__file__).resolve().parent.parent
ON_POSTGRESQL = ("tests/office", "tests/engines")


SCENARIOS = "tests/scenarios"
Tell = Callable[[str], object]


@dataclass(frozen=True)
class Run:
    """How one run of pytest ended."""

    status: int
    closing: str


@dataclass(frozen=True)
class Need:
    """A program that some tests drive, the Debian package that has it, and what is not tested without it."""

    package: str
    found: bool
    without: str


def needs() -> list[Need]:
    """What the suite drives besides Python."""
    return [
        Need("chromium", bool(shutil.which("chromium") or shutil.which("chromium-browser")), "the pages in a browser"),
        Need("poppler-utils", bool(shutil.which("pdftotext")), "the text of printed bulletins"),
        Need("postgresql", postgres.programs() is not None, "the office and the engines on PostgreSQL"),
    ]


def install(packages: list[str]) -> str | None:
    """Installs Debian packages where that may be done without a question; else says why it was not."""
    if not shutil.which("apt-get"):
        return "there is no apt-get here"
    asks = [] if os.geteuid() == 0 else ["sudo", "-n"]
    if asks and (not shutil.which("sudo") or subprocess.run([*asks, "true"], capture_output=True).returncode):
        return "it takes root to install packages"
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for words in (["update"], ["install", "-y", "--no-install-recommends", *packages]):
        done = subprocess.run([*asks, "apt-get", "-qq", *words], env=quiet, capture_output=True, text=True)
        if done.returncode:
            return (done.stderr.strip().splitlines() or ["apt-get failed"])[-1]
    return None


def pytest(words: list[str], environment: dict[str, str] | None = None, tell: Tell = sys.stdout.write) -> Run:
    """Runs pytest, passing its output on; gives its status and its closing line."""
    closing = ""
    command = [sys.executable, "-m", "pytest", *words]
    with subprocess.Popen(command, cwd=TOP, env={**os.environ, **(environment or {})}, stdout=subprocess.PIPE,
                          text=True) as running:
        assert running.stdout is not None
        for line in running.stdout:
            tell(line)
            sys.stdout.flush()
            closing = line.strip() or closing
    return Run(running.returncode, closing)


def main(words: list[str]) -> int:
    missing = [need for need in needs() if not need.found]
    if missing:
        why = install([need.package for need in missing])
        for need in (need for need in needs() if not need.found):
            print(f"skipped: {need.without}: no {need.package} on this machine ({why or 'installed, yet not found'})")
            if os.environ.get("CI") == "true":
                print("CI=true: nothing may be skipped")
                return 1
    if words:   # a part was asked for
        return pytest(words).status
    with ThreadPoolExecutor(1) as beside:   # two cores: the scenarios wait for servers and browsers while the rooms reckon
        others = beside.submit(_scenarios_and_postgresql)
        rooms = pytest([f"--ignore={SCENARIOS}"])
        said, runs = others.result()
    sys.stdout.write(said)
    for name, run in (("the rooms", rooms), *runs):
        print(f"{name}: {run.closing}")
    return next((run.status for run in (rooms, *(run for _, run in runs)) if run.status), 0)


def _scenarios_and_postgresql() -> tuple[str, list[tuple[str, Run]]]:
    """What they say, kept until the rooms have been told, and how each ended."""
    said: list[str] = []
    runs = [("the scenarios", pytest([SCENARIOS], tell=said.append))]
    folders = [folder for folder in ON_POSTGRESQL if (TOP / folder).is_dir()]
    if postgres.programs() is not None and folders:
        with postgres.cluster() as url:
            # A thousand changes were looked for on SQLite; each look at a PostgreSQL ledger takes a second.
            there = {"HETANG_TEST_DATABASE_URL": url, "HETANG_TEST_CHANGES": os.environ.get("HETANG_TEST_CHANGES", "120")}
            runs.append(("on PostgreSQL", pytest(["-q", *folders], there, said.append)))
    return "".join(said), runs


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
