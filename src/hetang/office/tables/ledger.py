"""The ledger as stored: entries, their rows, heads and conflicts, all of them append-only by trigger as well."""

from django.db import models


class Entry(models.Model):
    """An accepted act. `bytes` is the canonical JSON that was sealed; the other columns repeat what it says."""

    seq = models.BigIntegerField(primary_key=True)
    uid = models.TextField(unique=True, db_column="id")   # of the act; Django keeps `id` for primary keys
    kind = models.TextField()
    bytes = models.BinaryField()
    digest = models.TextField()
    prev = models.TextField(unique=True)   # two writers can not both follow the same entry
    sealed_at = models.BigIntegerField()   # microseconds UTC

    class Meta:
        db_table = "entry"
        indexes = [models.Index(fields=["kind", "seq"], name="entry_kind")]


class Row(models.Model):
    """One row of an entry: a fact, a judgement … ; its digest is a leaf of the entry's row root."""

    pk = models.CompositePrimaryKey("entry", "index")
    entry = models.BigIntegerField()
    index = models.IntegerField()
    uid = models.TextField(db_column="id")   # of the fact; empty for rows that carry no id of their own
    bytes = models.BinaryField()
    digest = models.TextField()

    class Meta:
        db_table = "row"


class Head(models.Model):
    """The Merkle head after each entry, as a checkpoint text."""

    size = models.BigIntegerField(primary_key=True)
    root = models.TextField()
    text = models.TextField()

    class Meta:
        db_table = "head"


class Frontier(models.Model):
    """What the next append grows from, kept with the last head so that it costs O(log n); the only row is number 1."""

    number = models.SmallIntegerField(primary_key=True)
    size = models.BigIntegerField()
    peaks = models.TextField()   # JSON: the roots of the perfect subtrees, largest first

    class Meta:
        db_table = "frontier"


class Conflict(models.Model):
    """The same id came again with other bytes: what stands is in the ledger, what came is kept here."""

    number = models.BigAutoField(primary_key=True)
    uid = models.TextField(db_column="id")   # of the act or the fact
    entry = models.BigIntegerField()   # the entry that holds what stands under this id
    bytes = models.BinaryField()
    digest = models.TextField()
    came_at = models.BigIntegerField()
    by = models.TextField()

    class Meta:
        db_table = "conflict"
        constraints = [models.UniqueConstraint(fields=["uid", "digest"], name="conflict_once")]
