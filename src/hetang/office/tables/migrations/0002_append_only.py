"""Entries, rows, heads and conflicts can not be changed or dropped, on SQLite and on PostgreSQL."""

from typing import Any

from django.db import migrations

from hetang.office.tables.append_only import drop_triggers, raise_triggers


def up(_apps: Any, editor: Any) -> None:
    for statement in raise_triggers(editor.connection.vendor):
        editor.execute(statement, params=None)


def down(_apps: Any, editor: Any) -> None:
    for statement in drop_triggers(editor.connection.vendor):
        editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("office", "0001_tables")]
    operations = [migrations.RunPython(up, down)]
