"""Restores a backup into an empty place, and says how far it reaches."""

import json
import shutil
import sqlite3
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction

from hetang.office.journal import bulk
from hetang.office.reads.backup import FOLDERS, KEYS, POSTGRESQL_FILE, SQLITE_FILE, Backup, run_tool
from hetang.office.tables.models import VaultKey
from hetang.terms.dates import instant_text
from hetang.terms.refusals import Refusal
from hetang.terms.words import Text

NO_BACKUP = Refusal(
    "no_backup", Text("{folder} 里没有 {file}", "there is no {file} in {folder}"),
    Text("hetang backup 所写的文件夹", "a folder that hetang backup wrote"),
)
NOT_EMPTY = Refusal(
    "not_empty",
    Text("此处的账簿已有 {count} 条", "the ledger here already has {count} entries"),
    Text("空的 HETANG_HOME 与空的数据库", "an empty HETANG_HOME and an empty database"),
)


def restore(folder: Path) -> Backup | Refusal:
    """Database, files, and the vault's newest keys; a subject whose keys are gone stays erased."""
    name = SQLITE_FILE if connection.vendor == "sqlite" else POSTGRESQL_FILE
    if not (folder / name).is_file():
        return NO_BACKUP.filled(folder=folder, file=name)
    if "entry" in connection.introspection.table_names():
        ((count,),) = bulk.select("SELECT COUNT(*) FROM entry")
        if count:
            return NOT_EMPTY.filled(count=count)
    _database(folder / name)
    count = sum(_files(folder / name, Path(settings.HOME) / name) for name in FOLDERS)
    _keys(folder / KEYS)
    reaches = bulk.select("SELECT size, root, sealed_at FROM head JOIN entry ON seq = size - 1 ORDER BY size DESC LIMIT 1")
    size, root, sealed_us = reaches[0] if reaches else (0, "", 0)
    return Backup(size, root, instant_text(sealed_us) if size else "", count)


def _database(file: Path) -> None:
    connection.ensure_connection()
    if connection.vendor == "sqlite":
        kept = sqlite3.connect(f"file:{file}?mode=ro", uri=True)
        try:
            kept.backup(connection.connection)
        finally:
            kept.close()
        return
    run_tool("pg_restore", ["--clean", "--if-exists", "--no-owner", "--exit-on-error", str(file)])


def _files(source: Path, target: Path) -> int:
    found = [path for path in source.glob("*/*") if not path.name.startswith(".")]
    for path in found:
        copy = target / path.parent.name / path.name
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, copy)
    return len(found)


def _keys(folder: Path) -> None:
    """Only of subjects of whom the vault still holds something: an erasure is not undone by older keys."""
    newest = max((path for path in folder.glob("*.json") if path.stem.isdigit()), key=lambda path: int(path.stem), default=None)
    if newest is None:
        return
    kept = {subject for (subject,) in bulk.select("SELECT DISTINCT subject FROM vault")}
    keys = json.loads(newest.read_text(encoding="utf-8"))
    with transaction.atomic():
        VaultKey.objects.bulk_create(
            (VaultKey(subject=subject, key=bytes.fromhex(key)) for subject, key in keys.items() if subject in kept),
            ignore_conflicts=True,
        )
