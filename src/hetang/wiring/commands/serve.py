"""`hetang serve`: the whole city on this machine: tables, pack, records, sign-in links, then the server.

What was loaded before is not loaded again: a second start opens the door at once. So nothing heavy is imported here.
"""

import hashlib
import json
import os
import subprocess
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from pathlib import Path

import hetang
from hetang.wiring.contributing import source_of
from hetang.wiring.mailing import Post
from hetang.wiring.outcome import DONE, WrongCall

LOADED = "loaded.json"   # in HETANG_HOME: what was loaded into which database
SOURCE = Path(hetang.__file__).parent
PORTS = range(1, 65536)
STOPS_WITHIN_SECONDS = 3
THREADS = 4   # of each worker: a page is computed, so more threads than cores only wait for each other


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--pack", metavar="DIR", type=Path, help="loads this pack with its records first")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=int(os.environ.get("PORT", "8000")))
    parser.add_argument("--workers", type=int, default=2)


def run(args: Namespace) -> int:
    if args.port not in PORTS:
        raise WrongCall(f"port {args.port}: a number from 1 to 65535 is accepted")
    Post.of(os.environ), source_of(os.environ)   # said now where it is wrong, not by the server later
    home = Path(os.environ.get("HETANG_HOME", "var"))
    wanted = _seen(args.pack)
    before = _loaded(home)
    if before != wanted:
        for step in (["assets"], ["tables"], *([["city", "load", str(args.pack)]] if args.pack else [])):
            status = subprocess.run(_hetang(*step)).returncode
            if status != DONE and (step[0] != "city" or before is None):
                return status
        if status == DONE:
            (home / LOADED).write_text(json.dumps(wanted), encoding="utf-8")
        else:
            print("The city is served as it was loaded before; HETANG_ACTOR=KEEPER names who activates the changed pack.",
                  file=sys.stderr)
    # The links appear while the server starts, and leave it the first go at the machine.
    subprocess.Popen(_hetang("links", "--at", f"http://{args.host}:{args.port}"), preexec_fn=lambda: os.nice(10))
    server = ["--interface", "wsgi", "--host", args.host, "--port", str(args.port), "--workers", str(args.workers),
              "--blocking-threads", str(THREADS), "--backpressure", str(THREADS * 4),
              "--workers-kill-timeout", str(STOPS_WITHIN_SECONDS), "--log-level", "warning"]
    return os.execv(sys.executable, [sys.executable, "-m", "granian", *server, "hetang.wiring.wsgi:application"])


def _hetang(*words: str) -> list[str]:
    return [sys.executable, "-m", "hetang.wiring.command", *words]


def _loaded(home: Path) -> dict[str, str] | None:
    """What the last start loaded; None where it can not be told that the database still holds it."""
    url, stamp = os.environ.get("HETANG_DATABASE_URL", ""), home / LOADED
    if url or not stamp.exists() or not (home / "hetang.sqlite3").exists():
        return None
    told: dict[str, str] = json.loads(stamp.read_text(encoding="utf-8"))
    return told


def _seen(pack: Path | None) -> dict[str, str]:
    """What tells these packs, tables and pages from others, without reading them."""
    told = [(str(path), stat.st_size, stat.st_mtime_ns) for path, stat in _files(pack)]
    return {"pack": str(pack), "files": hashlib.sha256(json.dumps(told).encode()).hexdigest()}


def _files(pack: Path | None) -> Iterator[tuple[Path, os.stat_result]]:
    folders = [SOURCE / "office" / "tables" / "migrations", SOURCE / "web" / "static", *([pack.parent] if pack else [])]
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                yield path, path.stat()
