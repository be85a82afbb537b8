"""Organisations, posts and grants as they stand: what the pack declares with every change entered since."""

import json
from datetime import date
from functools import lru_cache

from hetang.authority.authority import Authority
from hetang.authority.changes import Dated, overlay
from hetang.authority.establishment import Establishment
from hetang.office.journal import bulk
from hetang.office.journal.packs import active_pack, pack_of
from hetang.packs.pack import Pack
from hetang.terms.dates import FOREVER_US, day_of_us, parse_day, parse_instant

_CHANGED = "SELECT seq, sealed_at, bytes FROM entry WHERE kind = 'establishment.changed' AND seq <= %s AND sealed_at <= %s ORDER BY seq"
_LAST_CHANGE = "SELECT seq, digest FROM entry WHERE kind = 'establishment.changed' ORDER BY seq DESC LIMIT 1"
FOREVER_SEQ = 2**62
Change = tuple[int, str]   # sequence number and digest of the entry that changed the establishment last
UNCHANGED: Change = -1, ""


def establishment_at(pack: Pack, known_us: int | None = None, known_seq: int | None = None) -> Establishment:
    """As known at a moment; None: all that is known."""
    upto_seq = FOREVER_SEQ if known_seq is None else known_seq
    changed = bulk.select(_CHANGED, [upto_seq, FOREVER_US if known_us is None else known_us])
    return _overlaid(pack.digest, tuple((seq, sealed_at, bytes(data)) for seq, sealed_at, data in changed))


def authority_on(day: date, pack: Pack | None = None) -> Authority:
    """Of the active pack with all changes, on a day; kept, since it remembers what it has worked out."""
    pack = pack or active_pack()
    assert pack is not None   # every door asks for a city first
    return authority_of(pack, last_change(), day)


def last_change() -> Change:
    found = bulk.select(_LAST_CHANGE)
    return (found[0][0], found[0][1]) if found else UNCHANGED


def authority_of(pack: Pack, changed: Change, day: date) -> Authority:
    return _authority(pack.digest, changed, day)


@lru_cache(maxsize=128)
def _authority(digest: str, changed: Change, day: date) -> Authority:
    pack = pack_of(digest)
    return Authority(_declared(digest) if changed == UNCHANGED else establishment_at(pack, known_seq=changed[0]), day)


@lru_cache(maxsize=8)
def _declared(digest: str) -> Establishment:
    pack = pack_of(digest)
    return Establishment.declared(
        pack.organisations, pack.places, pack.posts.values(), pack.grants, pack.people, roles=pack.roles,
    )


@lru_cache(maxsize=8)
def _overlaid(digest: str, changed: tuple[tuple[int, int, bytes], ...]) -> Establishment:
    if not changed:
        return _declared(digest)
    zone = pack_of(digest).time_zone
    dated = []
    for _, sealed_at, data in changed:
        body = json.loads(data)["body"]
        known = _known_day(body.get("known_at"), zone) or day_of_us(sealed_at, zone)
        dated += [Dated(change, known) for change in body["changes"]]
    return overlay(_declared(digest), dated)


def _known_day(text: str | None, zone: str) -> date | None:
    if text is None:
        return None
    instant = parse_instant(text)
    return parse_day(text) if instant is None else day_of_us(instant, zone)
