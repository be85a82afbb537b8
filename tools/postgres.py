"""A private PostgreSQL for one run: its own folder, a socket and no port, gone afterwards.

usage: python -m tools.postgres COMMAND...   (runs the command with HETANG_DATABASE_URL set)
"""

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def programs() -> Path | None:
    """The folder of initdb and pg_ctl, the newest there is; None where PostgreSQL is not installed."""
    found = shutil.which("initdb")
    folders = [Path(found).resolve().parent] if found else []
    folders += sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: -int(folder.parent.name))
    return next((folder for folder in folders if (folder / "initdb").exists() and (folder / "pg_ctl").exists()), None)


def _owner() -> str | None:
    """PostgreSQL refuses to run as root; then the user that shall own the cluster."""
    if os.geteuid():
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


@contextmanager
def cluster() -> Iterator[str]:
    """The URL of a fresh, empty database; durable as in service, so that what is tested is what runs."""
    folder = programs()
    if folder is None:
        raise FileNotFoundError("PostgreSQL's initdb and pg_ctl were not found")
    place = Path(tempfile.mkdtemp(prefix="hetang-pg-"))
    owner = _owner()
    as_owner = ["runuser", "-u", owner, "--"] if owner else []
    if owner:
        shutil.chown(place, owner)

    def run(*words: str) -> None:
        done = subprocess.run([*as_owner, *words], cwd=place, capture_output=True, text=True, stdin=subprocess.DEVNULL)
        if done.returncode:
            raise RuntimeError(f"{words[0]}: {done.stderr or done.stdout}")

    data, log = str(place / "data"), str(place / "log")
    try:
        run(str(folder / "initdb"), "-D", data, "-U", "hetang", "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync")
        settings = f"-c listen_addresses='' -c unix_socket_directories='{place}' -c max_connections=50"
        run(str(folder / "pg_ctl"), "-D", data, "-l", log, "-w", "-o", settings, "start")
        try:
            run(str(folder / "createdb"), "-h", str(place), "-U", "hetang", "hetang")
            yield f"postgresql://hetang@/hetang?host={place}"
        finally:
            run(str(folder / "pg_ctl"), "-D", data, "-w", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(place, ignore_errors=True)


if __name__ == "__main__":
    with cluster() as url:
        sys.exit(subprocess.run(sys.argv[1:], env={**os.environ, "HETANG_DATABASE_URL": url}).returncode)
