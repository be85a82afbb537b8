"""From which file a recorded fact came: a later file that says the same of it is no new evidence."""

import json
from collections.abc import Iterable

from hetang.office.journal import bulk


def sources_of(fact_ids: Iterable[str]) -> dict[str, str]:
    """The digest of the file that each fact was imported from; nothing for facts not known or not from a file."""
    entries = dict(bulk.select_in("SELECT fact_id, entry FROM fact WHERE fact_id IN (…)", fact_ids))
    files: dict[int, str | None] = {}
    for seq, data in bulk.select_in("SELECT seq, bytes FROM entry WHERE seq IN (…)", set(entries.values())):
        files[seq] = json.loads(bytes(data))["body"].get("source", {}).get("digest")
    return {id: digest for id, seq in entries.items() if (digest := files.get(seq)) is not None}
