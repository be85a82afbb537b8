"""Packs as they were activated, by their digest."""

import json
from functools import lru_cache

from hetang.office.journal import bulk
from hetang.office.tables.models import PackVersion
from hetang.packs.pack import Pack
from hetang.packs.stored import stored_pack
from hetang.terms.digests import canonical

_ACTIVATED = "SELECT seq, sealed_at, bytes FROM entry WHERE kind = 'pack.activated'"


@lru_cache(maxsize=4)
def pack_of(digest: str) -> Pack:
    """The pack with this digest, from the store."""
    row = PackVersion.objects.get(digest=digest)
    return stored_pack(json.loads(bytes(row.json)))


def keep_pack(pack: Pack) -> None:
    """Call inside the writer's transaction."""
    PackVersion.objects.get_or_create(digest=pack.digest, defaults={"json": canonical(pack.source_json)})


def active_pack() -> Pack | None:
    """The pack in force at the end of the ledger."""
    last = bulk.select(f"{_ACTIVATED} ORDER BY seq DESC LIMIT 1")
    return pack_of(json.loads(bytes(last[0][2]))["body"]["digest"]) if last else None


def pack_at(known_us: int | None, known_seq: int | None) -> Pack | None:
    """The pack in force at that moment; before the first activation, the first, since history was taken over into it."""
    activated = bulk.select(f"{_ACTIVATED} ORDER BY seq")
    if not activated:
        return None
    held = [
        data for seq, sealed_at, data in activated
        if (known_us is None or sealed_at <= known_us) and (known_seq is None or seq <= known_seq)
    ]
    return pack_of(json.loads(bytes((held or [activated[0][2]])[-1]))["body"]["digest"])
