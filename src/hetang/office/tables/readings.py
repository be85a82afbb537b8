"""Reading tables: all of it follows from the ledger and is made again by `hetang rebuild`."""

from django.db import models


class Fact(models.Model):
    """A fact with the state in which it stands now; `n` counts quanta of the measure."""

    id = models.BigIntegerField(primary_key=True)   # in the order of the ledger
    fact_id = models.TextField(unique=True)
    entry = models.BigIntegerField()
    row = models.IntegerField()
    measure = models.TextField()
    n = models.BigIntegerField()
    value = models.TextField()
    unit = models.TextField()
    happened_on = models.DateField()
    place = models.TextField(null=True)
    organisation = models.TextField()
    matter = models.TextField(null=True)
    dims = models.TextField()
    state = models.SmallIntegerField()
    known_at = models.BigIntegerField()
    recorded_by = models.TextField(null=True)
    family = models.TextField()
    corrects = models.TextField(null=True)
    repeats = models.TextField(null=True)
    digest = models.TextField()
    note = models.TextField(null=True)
    repeat_key = models.TextField(null=True)   # facts with the same key say the same thing once

    class Meta:
        db_table = "fact"
        indexes = [
            models.Index(fields=["measure", "happened_on", "state", "n"], name="fact_measure_day"),
            models.Index(fields=["family"], name="fact_family"),
            models.Index(fields=["entry", "row"], name="fact_entry_row"),
            models.Index(
                fields=["repeat_key"], name="fact_repeat_key", condition=models.Q(repeat_key__isnull=False),
            ),
        ]


class Standing(models.Model):
    """In which state a fact stood from when until when, by known time and by sequence."""

    id = models.BigAutoField(primary_key=True)
    fact = models.BigIntegerField()
    state = models.SmallIntegerField()
    since_at = models.BigIntegerField()
    until_at = models.BigIntegerField()
    since_seq = models.BigIntegerField()
    until_seq = models.BigIntegerField()
    axis = models.CharField(max_length=1)

    class Meta:
        db_table = "standing"
        indexes = [models.Index(fields=["fact"], name="standing_fact")]


class Judgement(models.Model):
    """What an organ said of a fact."""

    id = models.BigAutoField(primary_key=True)
    entry = models.BigIntegerField()
    row = models.IntegerField()
    fact = models.BigIntegerField()
    judgement = models.TextField()
    by = models.TextField()
    organisation = models.TextField()
    known_at = models.BigIntegerField()
    reason = models.TextField(null=True)

    class Meta:
        db_table = "judgement"
        indexes = [models.Index(fields=["fact"], name="judgement_fact")]


class FactEvidence(models.Model):
    """Which evidence stood behind a fact, from when until when."""

    id = models.BigAutoField(primary_key=True)
    fact = models.BigIntegerField()
    evidence = models.TextField()
    entry = models.BigIntegerField()
    known_at = models.BigIntegerField()
    until_at = models.BigIntegerField()
    until_seq = models.BigIntegerField()

    class Meta:
        db_table = "fact_evidence"
        indexes = [
            models.Index(fields=["fact"], name="fact_evidence_fact"),
            models.Index(fields=["evidence"], name="fact_evidence_evidence"),
        ]


class Bulletin(models.Model):
    """An issued bulletin; its content and files lie in the store under their digests."""

    entry = models.BigIntegerField(primary_key=True)
    bulletin = models.TextField()
    issue = models.TextField()
    running = models.TextField(null=True)
    as_of = models.DateField()
    known_at_seq = models.BigIntegerField()
    content = models.TextField()
    files = models.TextField()     # JSON {name: digest}
    figures = models.TextField()   # JSON [{id, value, facts_digest, definition}]
    issued_by = models.TextField(null=True)
    issued_at = models.BigIntegerField()

    class Meta:
        db_table = "bulletin"
        constraints = [models.UniqueConstraint(fields=["bulletin", "issue"], name="bulletin_issued_once")]
