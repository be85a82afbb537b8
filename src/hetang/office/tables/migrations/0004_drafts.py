"""Drafts with the marks made in them, learned words, and templates."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("office", "0003_matters"),
    ]

    operations = [
        migrations.CreateModel(
            name="LearnedWord",
            fields=[
                ("entry", models.BigIntegerField(primary_key=True, serialize=False)),
                ("indicator", models.TextField()),
                ("words", models.TextField()),
                ("lang", models.TextField()),
                ("until_seq", models.BigIntegerField()),
            ],
            options={
                "db_table": "learned_word",
            },
        ),
        migrations.CreateModel(
            name="ReceivedDraft",
            fields=[
                ("number", models.BigAutoField(primary_key=True, serialize=False)),
                ("id", models.TextField(unique=True)),
                ("name", models.TextField()),
                ("digest", models.TextField()),
                ("content", models.BinaryField()),
                ("text", models.TextField()),
                ("source", models.TextField()),
                ("sender", models.TextField(null=True)),
                ("received_at", models.BigIntegerField()),
                ("as_of", models.DateField(null=True)),
                ("place", models.TextField(null=True)),
                ("organisation", models.TextField(null=True)),
                ("state", models.TextField()),
                ("refusal", models.TextField(null=True)),
            ],
            options={
                "db_table": "draft",
            },
        ),
        migrations.CreateModel(
            name="Template",
            fields=[
                ("entry", models.BigIntegerField(primary_key=True, serialize=False)),
                ("content", models.TextField()),
                ("as_of", models.DateField()),
                ("indicators", models.TextField()),
                ("made_by", models.TextField()),
                ("made_at", models.BigIntegerField()),
            ],
            options={
                "db_table": "template",
            },
        ),
        migrations.CreateModel(
            name="DraftMark",
            fields=[
                ("number", models.BigAutoField(primary_key=True, serialize=False)),
                ("draft", models.TextField()),
                ("start", models.IntegerField()),
                ("end", models.IntegerField()),
                ("surface", models.TextField()),
                ("deed", models.TextField()),
                ("said", models.TextField()),
                ("person", models.TextField()),
                ("at", models.BigIntegerField()),
            ],
            options={
                "db_table": "draft_mark",
            },
        ),
        migrations.AddConstraint(
            model_name="draftmark",
            constraint=models.UniqueConstraint(fields=("draft", "start", "end", "deed"), name="draft_marked_once"),
        ),
    ]
