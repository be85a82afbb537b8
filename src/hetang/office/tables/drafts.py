"""The desk's drafts: contributions as they came, and what was done at their places; no figure and no decision reads them."""

from django.db import models


class ReceivedDraft(models.Model):
    """A contribution; its file lies in the row, so that nothing is left of it when the desk deletes it.

    `id` follows from name and digest. `text` is what the file says, offsets of its claims count its code points.
    `state`: new, checked, done, refused. `refusal` is the JSON of the refusal of a file that could not be taken.
    """

    number = models.BigAutoField(primary_key=True)
    id = models.TextField(unique=True)
    name = models.TextField()
    digest = models.TextField()
    content = models.BinaryField()
    text = models.TextField()
    source = models.TextField()   # upload, folder, mail
    sender = models.TextField(null=True)
    received_at = models.BigIntegerField()   # microseconds UTC
    as_of = models.DateField(null=True)
    place = models.TextField(null=True)          # whose 我区 and 本局 are
    organisation = models.TextField(null=True)
    state = models.TextField()
    refusal = models.TextField(null=True)

    class Meta:
        db_table = "draft"


class DraftMark(models.Model):
    """What an editor did at one place of a draft as it came: corrected it, left it with a reason, or chose its figure.

    `said`: the words instead, the reason, or the indicator.
    """

    number = models.BigAutoField(primary_key=True)
    draft = models.TextField()
    start = models.IntegerField()
    end = models.IntegerField()
    surface = models.TextField()
    deed = models.TextField()   # corrected, left, chosen
    said = models.TextField()
    person = models.TextField()
    at = models.BigIntegerField()

    class Meta:
        db_table = "draft_mark"
        constraints = [models.UniqueConstraint(fields=["draft", "start", "end", "deed"], name="draft_marked_once")]
