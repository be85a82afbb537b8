"""Reading tables: all of it follows from the ledger and is made again by `hetang rebuild`."""

from django.db import models
from django.db.models.expressions import RawSQL

DUE = RawSQL("COALESCE(legal_day, target_day, '9999-12-31')", ())   # of a matter: the limit that ends first


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
            models.Index(fields=["matter", "id"], name="fact_matter", condition=models.Q(matter__isnull=False)),
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


class LearnedWord(models.Model):
    """Words that an editor made an alias of an indicator; `until_seq` is the entry that withdrew them."""

    entry = models.BigIntegerField(primary_key=True)
    indicator = models.TextField()
    words = models.TextField()
    lang = models.TextField()
    until_seq = models.BigIntegerField()

    class Meta:
        db_table = "learned_word"


class Template(models.Model):
    """A text with slots made of a checked draft; its content lies in the store under its digest."""

    entry = models.BigIntegerField(primary_key=True)
    content = models.TextField()
    as_of = models.DateField()
    indicators = models.TextField()   # JSON list
    made_by = models.TextField()
    made_at = models.BigIntegerField()

    class Meta:
        db_table = "template"


class Matter(models.Model):
    """A matter as its entries leave it. `state` is the JSON of matters.story.Matter; the other columns are what lists ask for.

    Of its clocks: `legal_day` and `target_day` are the limits that end first, `next_day` when the clock acts next.
    """

    id = models.TextField(primary_key=True)
    kind = models.TextField()
    version = models.TextField()
    step = models.TextField()
    title = models.TextField()
    organisation = models.TextField()
    place = models.TextField(null=True)
    parent = models.TextField(null=True)
    owner = models.TextField(null=True)
    handler = models.TextField(null=True)
    verifier = models.TextField(null=True)
    attached = models.TextField(null=True)
    opener = models.TextField(null=True)
    complained = models.BooleanField()
    sealed = models.BooleanField()
    closed = models.BooleanField()
    opened_on = models.DateField()
    last_on = models.DateField()
    seq = models.BigIntegerField()
    legal_day = models.DateField(null=True)
    target_day = models.DateField(null=True)
    next_day = models.DateField(null=True)
    state = models.TextField()

    class Meta:
        db_table = "matter"
        indexes = [
            models.Index(fields=["next_day", "id"], name="matter_next", condition=models.Q(next_day__isnull=False)),
            models.Index(fields=["parent", "kind"], name="matter_parent", condition=models.Q(parent__isnull=False)),
            models.Index("kind", "closed", DUE, "id", name="matter_kind"),
            models.Index(fields=["owner", "closed"], name="matter_owner"),
            models.Index(fields=["handler", "closed"], name="matter_handler"),
            models.Index(fields=["organisation", "closed"], name="matter_organisation"),
            models.Index("closed", DUE, "id", name="matter_due"),
        ]


class MatterEntry(models.Model):
    """Which entries made a matter what it is."""

    seq = models.BigIntegerField(primary_key=True)
    matter = models.TextField()
    act = models.TextField()
    happened_on = models.DateField()
    known_at = models.BigIntegerField()

    class Meta:
        db_table = "matter_entry"
        indexes = [models.Index(fields=["matter", "seq"], name="matter_entry_matter")]
