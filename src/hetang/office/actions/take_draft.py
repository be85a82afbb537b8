"""Takes a contribution in: once by name and content, whichever way and how often it comes."""

from datetime import date

from hetang.office.tables.models import ReceivedDraft
from hetang.terms.digests import digest as digest_of
from hetang.terms.ids import derived_id

SOURCES = ("upload", "folder", "mail")


def take_draft(
    name: str, content: bytes, text: str, source: str, sender: str | None, received_at_us: int, as_of: date | None
) -> str:
    """The draft's id. What had been refused under the same name and bytes is taken now."""
    digest = digest_of(content)
    id = derived_id("draft", name, digest)
    made, new = ReceivedDraft.objects.get_or_create(
        id=id,
        defaults={
            "name": name, "digest": digest, "content": content, "text": text, "source": source, "sender": sender,
            "received_at": received_at_us, "as_of": as_of, "state": "new",
        },
    )
    if not new and made.state == "refused":
        ReceivedDraft.objects.filter(id=id).update(content=content, text=text, state="new", refusal=None)
    return id
