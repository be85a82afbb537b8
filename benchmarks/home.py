"""A home of its own for each benchmark: a fresh process, a temporary HETANG_HOME, an empty database."""

from __future__ import annotations

import importlib
import multiprocessing
import os
import resource
import shutil
import tempfile
from urllib.parse import urlsplit, urlunsplit

import django
import psycopg
from django.core.management import call_command

from benchmarks import ON_BOTH_DATABASES
from benchmarks.pairs import Row
from benchmarks.sizes import Size

DATABASE = "hetang_bench"   # made on the server that HETANG_TEST_DATABASE_URL names, and dropped


def rows_of(name: str, size: Size) -> list[Row]:
    """The benchmark on SQLite, and where it compares databases also on the PostgreSQL server, if there is one."""
    rows, server = in_child(name, size), os.environ.get("HETANG_TEST_DATABASE_URL")
    if name not in ON_BOTH_DATABASES or not server:
        return rows
    drop = f"DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)"
    with psycopg.connect(_beside(server, "postgres"), autocommit=True) as admin:
        admin.execute(drop)
        admin.execute(f"CREATE DATABASE {DATABASE}")
        try:
            return [*rows, *in_child(name, size, _beside(server, DATABASE))]
        finally:
            admin.execute(drop)


def in_child(name: str, size: Size, database: str = "") -> list[Row]:
    """Django is set up before the benchmark's module is imported."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(_at_home, (name, size, database))


def _at_home(name: str, size: Size, database: str) -> list[Row]:
    home = tempfile.mkdtemp(prefix="hetang-bench-")
    os.environ |= {"HETANG_HOME": home, "HETANG_DATABASE_URL": database, "DJANGO_SETTINGS_MODULE": "hetang.wiring.settings"}
    try:
        django.setup()
        call_command("migrate", interactive=False, verbosity=0)
        rows: list[Row] = importlib.import_module(f"benchmarks.{name}").run(size)
        return rows
    finally:
        shutil.rmtree(home, ignore_errors=True)


def peak_mb() -> float:
    """The most memory that this process has held."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _beside(url: str, name: str) -> str:
    """The same server, another database."""
    return urlunsplit(urlsplit(url)._replace(path=f"/{name}"))
