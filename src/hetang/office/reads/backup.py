"""A backup while the city runs: the database as of one moment, the files it names, and the vault's keys apart.

    DIR/hetang.sqlite3 (or hetang.dump)   everything but the vault's keys
    DIR/evidence/  DIR/issued/            files under their digests; only new ones are copied
    DIR/checkpoint                        the head that it reaches
    DIR/keys/TIME.json                    the vault's keys; those older than 30 days are removed, so that what was erased
                                          stays erased. Keep this folder elsewhere than the rest.
"""

import json
import os
import shutil
import sqlite3
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection

from hetang.ledger.checkpoint import Checkpoint, parse
from hetang.office.journal import bulk, files
from hetang.office.journal.clock import now_us
from hetang.terms.dates import DAY_US, instant_text

SQLITE_FILE, POSTGRESQL_FILE, CHECKPOINT, KEYS = "hetang.sqlite3", "hetang.dump", "checkpoint", "keys"
KEYS_KEPT_DAYS = 30
FOLDERS = (files.EVIDENCE, files.ISSUED)


@dataclass(frozen=True, slots=True)
class Backup:
    """How far a backup reaches."""

    size: int
    root: str
    sealed_at: str
    files: int

    def to_json(self) -> dict[str, Any]:
        return {"size": self.size, "root": self.root, "sealed_at": self.sealed_at, "files": self.files}


def backup(folder: Path) -> Backup:
    """Into a folder of its own; made again there, it replaces the database and adds what files are new."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / KEYS).mkdir(mode=0o700, exist_ok=True)
    draft = folder / ".draft"
    text, sealed_us, keys = (_sqlite if connection.vendor == "sqlite" else _postgresql)(draft)
    _keep_keys(folder / KEYS, keys)
    count = sum(_copy_files(Path(settings.HOME) / name, folder / name) for name in FOLDERS)
    draft.replace(folder / (SQLITE_FILE if connection.vendor == "sqlite" else POSTGRESQL_FILE))
    (folder / CHECKPOINT).write_text(text, encoding="utf-8")
    head = parse(text)
    size, root = (head.size, head.root) if isinstance(head, Checkpoint) else (0, "")
    return Backup(size, root, instant_text(sealed_us) if size else "", count)


Taken = tuple[str, int, list[tuple[str, str]]]   # checkpoint, last sealing, keys


def _sqlite(draft: Path) -> Taken:
    """By the online backup: pages are copied as of one moment, a writer waits no longer than a page."""
    draft.unlink(missing_ok=True)
    connection.ensure_connection()
    with sqlite3.connect(draft) as copy:
        connection.connection.backup(copy)
        keys = [(subject, bytes(key).hex()) for subject, key in copy.execute("SELECT subject, key FROM vault_key")]
        heads = copy.execute("SELECT text FROM head ORDER BY size DESC LIMIT 1").fetchall()
        sealed = copy.execute("SELECT MAX(sealed_at) FROM entry").fetchone()[0]
        copy.execute("PRAGMA secure_delete = ON")
        copy.execute("DELETE FROM vault_key")
    copy.close()
    return heads[0][0] if heads else "", sealed or 0, keys


def _postgresql(draft: Path) -> Taken:
    """By pg_dump, which reads one snapshot; what is told here is of the same one."""
    with connection.cursor() as cursor:
        cursor.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        try:
            cursor.execute("SELECT pg_export_snapshot()")
            (snapshot,) = cursor.fetchone()
            keys = [(subject, bytes(key).hex()) for subject, key in bulk.select("SELECT subject, key FROM vault_key")]
            heads = bulk.select("SELECT text FROM head ORDER BY size DESC LIMIT 1")
            sealed = bulk.select("SELECT MAX(sealed_at) FROM entry")[0][0]
            run_tool("pg_dump", [
                "--format=custom", "--no-owner", "--exclude-table-data=vault_key", f"--snapshot={snapshot}", f"--file={draft}",
            ])
        finally:
            cursor.execute("ROLLBACK")
    return heads[0][0] if heads else "", sealed or 0, keys


def run_tool(name: str, words: Sequence[str]) -> None:
    """A program of PostgreSQL, told the same database as this one. OSError with its own words where it fails."""
    given = connection.settings_dict
    environment = {**os.environ, "PGPASSWORD": str(given["PASSWORD"] or "")}
    names = {"dbname": "NAME", "host": "HOST", "port": "PORT", "username": "USER"}
    target = [f"--{option}={given[key]}" for option, key in names.items() if given[key]]
    done = subprocess.run([tool(name), *target, *words], env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise OSError(f"{name}: {done.stderr.strip() or 'failed'}")


def tool(name: str) -> str:
    """From PATH, else from where Debian keeps a server's own programs."""
    beside = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
    found = shutil.which(name) or (str(beside[-1]) if beside else None)
    if found is None:
        raise OSError(f"{name} is not installed; PostgreSQL's client programs are needed")
    return found


def _keep_keys(folder: Path, keys: list[tuple[str, str]]) -> None:
    now = now_us()
    path = folder / f"{now}.json"
    path.touch(mode=0o600)
    path.write_text(json.dumps(dict(keys)), encoding="utf-8")
    for old in folder.glob("*.json"):
        if old.stem.isdigit() and int(old.stem) < now - KEYS_KEPT_DAYS * DAY_US:
            old.unlink()


def _copy_files(source: Path, target: Path) -> int:
    """A file under a digest never changes, so what is there already is not copied again."""
    count = 0
    for path in source.glob("*/*"):
        if path.name.startswith("."):
            continue
        count += 1
        copy = target / path.parent.name / path.name
        if not copy.exists():
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, copy.with_name(f".{copy.name}"))
            copy.with_name(f".{copy.name}").replace(copy)
    return count
