"""The tables as they were first made."""

from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Account",
            fields=[
                ("person", models.TextField(primary_key=True, serialize=False)),
                ("opened_at", models.BigIntegerField()),
                ("closed_at", models.BigIntegerField(null=True)),
            ],
            options={
                "db_table": "account",
            },
        ),
        migrations.CreateModel(
            name="Evidence",
            fields=[
                ("digest", models.TextField(primary_key=True, serialize=False)),
                ("media_type", models.TextField()),
                ("name", models.TextField()),
                ("size", models.BigIntegerField()),
            ],
            options={
                "db_table": "evidence",
            },
        ),
        migrations.CreateModel(
            name="Frontier",
            fields=[
                ("number", models.SmallIntegerField(primary_key=True, serialize=False)),
                ("size", models.BigIntegerField()),
                ("peaks", models.TextField()),
            ],
            options={
                "db_table": "frontier",
            },
        ),
        migrations.CreateModel(
            name="Head",
            fields=[
                ("size", models.BigIntegerField(primary_key=True, serialize=False)),
                ("root", models.TextField()),
                ("text", models.TextField()),
            ],
            options={
                "db_table": "head",
            },
        ),
        migrations.CreateModel(
            name="PackVersion",
            fields=[
                ("digest", models.TextField(primary_key=True, serialize=False)),
                ("json", models.BinaryField()),
            ],
            options={
                "db_table": "pack_version",
            },
        ),
        migrations.CreateModel(
            name="Row",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "entry", "index", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("entry", models.BigIntegerField()),
                ("index", models.IntegerField()),
                ("uid", models.TextField(db_column="id")),
                ("bytes", models.BinaryField()),
                ("digest", models.TextField()),
            ],
            options={
                "db_table": "row",
            },
        ),
        migrations.CreateModel(
            name="SignInLink",
            fields=[
                ("token_digest", models.TextField(primary_key=True, serialize=False)),
                ("person", models.TextField()),
                ("expires_at", models.BigIntegerField()),
                ("used_at", models.BigIntegerField(null=True)),
            ],
            options={
                "db_table": "sign_in_link",
            },
        ),
        migrations.CreateModel(
            name="Vault",
            fields=[
                ("commitment", models.TextField(primary_key=True, serialize=False)),
                ("subject", models.TextField(db_index=True)),
                ("field", models.TextField()),
                ("salt", models.BinaryField()),
                ("ciphertext", models.BinaryField()),
            ],
            options={
                "db_table": "vault",
            },
        ),
        migrations.CreateModel(
            name="VaultKey",
            fields=[
                ("subject", models.TextField(primary_key=True, serialize=False)),
                ("key", models.BinaryField()),
            ],
            options={
                "db_table": "vault_key",
            },
        ),
        migrations.CreateModel(
            name="Bulletin",
            fields=[
                ("entry", models.BigIntegerField(primary_key=True, serialize=False)),
                ("bulletin", models.TextField()),
                ("issue", models.TextField()),
                ("running", models.TextField(null=True)),
                ("as_of", models.DateField()),
                ("known_at_seq", models.BigIntegerField()),
                ("content", models.TextField()),
                ("files", models.TextField()),
                ("figures", models.TextField()),
                ("issued_by", models.TextField(null=True)),
                ("issued_at", models.BigIntegerField()),
            ],
            options={
                "db_table": "bulletin",
                "constraints": [models.UniqueConstraint(fields=("bulletin", "issue"), name="bulletin_issued_once")],
            },
        ),
        migrations.CreateModel(
            name="Conflict",
            fields=[
                ("number", models.BigAutoField(primary_key=True, serialize=False)),
                ("uid", models.TextField(db_column="id")),
                ("entry", models.BigIntegerField()),
                ("bytes", models.BinaryField()),
                ("digest", models.TextField()),
                ("came_at", models.BigIntegerField()),
                ("by", models.TextField()),
            ],
            options={
                "db_table": "conflict",
                "constraints": [models.UniqueConstraint(fields=("uid", "digest"), name="conflict_once")],
            },
        ),
        migrations.CreateModel(
            name="Entry",
            fields=[
                ("seq", models.BigIntegerField(primary_key=True, serialize=False)),
                ("uid", models.TextField(db_column="id", unique=True)),
                ("kind", models.TextField()),
                ("bytes", models.BinaryField()),
                ("digest", models.TextField()),
                ("prev", models.TextField(unique=True)),
                ("sealed_at", models.BigIntegerField()),
            ],
            options={
                "db_table": "entry",
                "indexes": [models.Index(fields=["kind", "seq"], name="entry_kind")],
            },
        ),
        migrations.CreateModel(
            name="Fact",
            fields=[
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("fact_id", models.TextField(unique=True)),
                ("entry", models.BigIntegerField()),
                ("row", models.IntegerField()),
                ("measure", models.TextField()),
                ("n", models.BigIntegerField()),
                ("value", models.TextField()),
                ("unit", models.TextField()),
                ("happened_on", models.DateField()),
                ("place", models.TextField(null=True)),
                ("organisation", models.TextField()),
                ("matter", models.TextField(null=True)),
                ("dims", models.TextField()),
                ("state", models.SmallIntegerField()),
                ("known_at", models.BigIntegerField()),
                ("recorded_by", models.TextField(null=True)),
                ("family", models.TextField()),
                ("corrects", models.TextField(null=True)),
                ("repeats", models.TextField(null=True)),
                ("digest", models.TextField()),
                ("note", models.TextField(null=True)),
                ("repeat_key", models.TextField(null=True)),
            ],
            options={
                "db_table": "fact",
                "indexes": [
                    models.Index(fields=["measure", "happened_on", "state", "n"], name="fact_measure_day"),
                    models.Index(fields=["family"], name="fact_family"),
                    models.Index(fields=["entry", "row"], name="fact_entry_row"),
                    models.Index(
                        condition=models.Q(("repeat_key__isnull", False)), fields=["repeat_key"], name="fact_repeat_key"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FactEvidence",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("fact", models.BigIntegerField()),
                ("evidence", models.TextField()),
                ("entry", models.BigIntegerField()),
                ("known_at", models.BigIntegerField()),
                ("until_at", models.BigIntegerField()),
                ("until_seq", models.BigIntegerField()),
            ],
            options={
                "db_table": "fact_evidence",
                "indexes": [
                    models.Index(fields=["fact"], name="fact_evidence_fact"),
                    models.Index(fields=["evidence"], name="fact_evidence_evidence"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Judgement",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("entry", models.BigIntegerField()),
                ("row", models.IntegerField()),
                ("fact", models.BigIntegerField()),
                ("judgement", models.TextField()),
                ("by", models.TextField()),
                ("organisation", models.TextField()),
                ("known_at", models.BigIntegerField()),
                ("reason", models.TextField(null=True)),
            ],
            options={
                "db_table": "judgement",
                "indexes": [models.Index(fields=["fact"], name="judgement_fact")],
            },
        ),
        migrations.CreateModel(
            name="Standing",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("fact", models.BigIntegerField()),
                ("state", models.SmallIntegerField()),
                ("since_at", models.BigIntegerField()),
                ("until_at", models.BigIntegerField()),
                ("since_seq", models.BigIntegerField()),
                ("until_seq", models.BigIntegerField()),
                ("axis", models.CharField(max_length=1)),
            ],
            options={
                "db_table": "standing",
                "indexes": [models.Index(fields=["fact"], name="standing_fact")],
            },
        ),
    ]
