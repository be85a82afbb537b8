"""Matters with their entries, notifications, and sessions of the interface."""

import django.db.models.expressions
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("office", "0002_append_only"),
    ]

    operations = [
        migrations.CreateModel(
            name="ApiSession",
            fields=[
                ("token_digest", models.TextField(primary_key=True, serialize=False)),
                ("person", models.TextField()),
                ("made_at", models.BigIntegerField()),
                ("expires_at", models.BigIntegerField()),
            ],
            options={
                "db_table": "api_session",
            },
        ),
        migrations.CreateModel(
            name="Matter",
            fields=[
                ("id", models.TextField(primary_key=True, serialize=False)),
                ("kind", models.TextField()),
                ("version", models.TextField()),
                ("step", models.TextField()),
                ("title", models.TextField()),
                ("organisation", models.TextField()),
                ("place", models.TextField(null=True)),
                ("parent", models.TextField(null=True)),
                ("owner", models.TextField(null=True)),
                ("handler", models.TextField(null=True)),
                ("verifier", models.TextField(null=True)),
                ("attached", models.TextField(null=True)),
                ("opener", models.TextField(null=True)),
                ("complained", models.BooleanField()),
                ("sealed", models.BooleanField()),
                ("closed", models.BooleanField()),
                ("opened_on", models.DateField()),
                ("last_on", models.DateField()),
                ("seq", models.BigIntegerField()),
                ("legal_day", models.DateField(null=True)),
                ("target_day", models.DateField(null=True)),
                ("next_day", models.DateField(null=True)),
                ("state", models.TextField()),
            ],
            options={
                "db_table": "matter",
            },
        ),
        migrations.CreateModel(
            name="MatterEntry",
            fields=[
                ("seq", models.BigIntegerField(primary_key=True, serialize=False)),
                ("matter", models.TextField()),
                ("act", models.TextField()),
                ("happened_on", models.DateField()),
                ("known_at", models.BigIntegerField()),
            ],
            options={
                "db_table": "matter_entry",
            },
        ),
        migrations.CreateModel(
            name="Notification",
            fields=[
                ("number", models.BigAutoField(primary_key=True, serialize=False)),
                ("entry", models.BigIntegerField()),
                ("matter", models.TextField()),
                ("act", models.TextField()),
                ("person", models.TextField()),
                ("made_at", models.BigIntegerField()),
                ("read_at", models.BigIntegerField(null=True)),
                ("mailed_at", models.BigIntegerField(null=True)),
                ("tries", models.SmallIntegerField(default=0)),
                ("next_try_at", models.BigIntegerField(null=True)),
            ],
            options={
                "db_table": "notification",
            },
        ),
        migrations.AddIndex(
            model_name="fact",
            index=models.Index(
                condition=models.Q(("matter__isnull", False)), fields=["matter", "id"], name="fact_matter"
            ),
        ),
        migrations.AddIndex(
            model_name="matter",
            index=models.Index(
                condition=models.Q(("next_day__isnull", False)), fields=["next_day", "id"], name="matter_next"
            ),
        ),
        migrations.AddIndex(
            model_name="matter",
            index=models.Index(
                condition=models.Q(("parent__isnull", False)), fields=["parent", "kind"], name="matter_parent"
            ),
        ),
        migrations.AddIndex(
            model_name="matter",
            index=models.Index(
                models.F("kind"),
                models.F("closed"),
                django.db.models.expressions.RawSQL("COALESCE(legal_day, target_day, '9999-12-31')", ()),
                models.F("id"),
                name="matter_kind",
            ),
        ),
        migrations.AddIndex(
            model_name="matter",
            index=models.Index(fields=["owner", "closed"], name="matter_owner"),
        ),
        migrations.AddIndex(
            model_name="matter",
            index=models.Index(fields=["handler", "closed"], name="matter_handler"),
        ),
        migrations.AddIndex(
            model_name="matter",
            index=models.Index(fields=["organisation", "closed"], name="matter_organisation"),
        ),
        migrations.AddIndex(
            model_name="matter",
            index=models.Index(
                models.F("closed"),
                django.db.models.expressions.RawSQL("COALESCE(legal_day, target_day, '9999-12-31')", ()),
                models.F("id"),
                name="matter_due",
            ),
        ),
        migrations.AddIndex(
            model_name="matterentry",
            index=models.Index(fields=["matter", "seq"], name="matter_entry_matter"),
        ),
        migrations.AddIndex(
            model_name="notification",
            index=models.Index(fields=["person", "-number"], name="notification_person"),
        ),
        migrations.AddIndex(
            model_name="notification",
            index=models.Index(
                condition=models.Q(("mailed_at__isnull", True)), fields=["number"], name="notification_unmailed"
            ),
        ),
        migrations.AddConstraint(
            model_name="notification",
            constraint=models.UniqueConstraint(fields=("entry", "person"), name="notified_once"),
        ),
    ]
