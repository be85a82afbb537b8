"""Triggers by which the database refuses to change what the ledger holds; they stop mistakes, not its owner."""

APPEND_ONLY = {"entry": "seq", "row": "entry, index", "head": "size", "conflict": "number"}

_POSTGRESQL_REFUSE = """
CREATE OR REPLACE FUNCTION hetang_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'table % is append-only: % refused', TG_TABLE_NAME, TG_OP; END $$
"""


def raise_triggers(vendor: str) -> list[str]:
    """The statements that put the triggers up."""
    if vendor == "sqlite":
        return [statement for table, key in APPEND_ONLY.items() for statement in _sqlite(table, key.split(", "))]
    guard = 'CREATE TRIGGER {0}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON "{0}" ' \
            "FOR EACH STATEMENT EXECUTE FUNCTION hetang_append_only()"
    return [_POSTGRESQL_REFUSE, *(guard.format(table) for table in APPEND_ONLY)]


def drop_triggers(vendor: str) -> list[str]:
    """The statements that take them down: for a migration backwards, and for tests that play the database's owner."""
    if vendor == "sqlite":
        verbs = ("update", "delete", "replace")
        return [f"DROP TRIGGER IF EXISTS {table}_no_{verb}" for table in APPEND_ONLY for verb in verbs]
    return [f'DROP TRIGGER IF EXISTS {table}_append_only ON "{table}"' for table in APPEND_ONLY]


def _sqlite(table: str, key: list[str]) -> list[str]:
    refuse = f"SELECT RAISE(ABORT, 'table {table} is append-only'); END"
    same = " AND ".join(f'"{column}" = NEW."{column}"' for column in key)
    return [
        f'CREATE TRIGGER {table}_no_update BEFORE UPDATE ON "{table}" BEGIN {refuse}',
        f'CREATE TRIGGER {table}_no_delete BEFORE DELETE ON "{table}" BEGIN {refuse}',
        # INSERT OR REPLACE deletes without asking a delete trigger.
        f'CREATE TRIGGER {table}_no_replace BEFORE INSERT ON "{table}" '
        f'WHEN EXISTS (SELECT 1 FROM "{table}" WHERE {same}) BEGIN {refuse}',
    ]
