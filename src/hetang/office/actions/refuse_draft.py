"""Keeps word of a contribution whose file could not be taken: its name, where it came from and why; nothing of the file."""

import json

from hetang.office.journal.clock import now_us
from hetang.office.tables.models import ReceivedDraft
from hetang.terms.ids import derived_id
from hetang.terms.refusals import Refusal


def refuse_draft(name: str, digest: str, source: str, sender: str | None, refusal: Refusal) -> str:
    """The draft's id; what was refused or taken before under the same name and bytes stays as it is."""
    id = derived_id("draft", name, digest)
    ReceivedDraft.objects.get_or_create(
        id=id,
        defaults={
            "name": name, "digest": digest, "content": b"", "text": "", "source": source, "sender": sender,
            "received_at": now_us(), "state": "refused", "refusal": json.dumps(refusal.to_json(), ensure_ascii=False),
        },
    )
    return id
