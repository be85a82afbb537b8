"""Identifiers: UUIDs made from a time and given entropy, or derived from names."""

from __future__ import annotations

import hashlib
import re

from hetang.terms.digests import canonical

_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")


def uuid7(at_ms: int, entropy: bytes) -> str:
    """A UUIDv7 (RFC 9562) of a Unix time in milliseconds and at least ten random bytes."""
    if not 0 <= at_ms < 1 << 48:
        raise ValueError(f"time {at_ms}: milliseconds since 1970 below 2**48")
    if len(entropy) < 10:
        raise ValueError(f"{len(entropy)} bytes of entropy: at least 10")
    return _uuid(at_ms.to_bytes(6, "big") + entropy[:10], version=7)


def derived_id(*parts: str) -> str:
    """A UUIDv8: the first 16 bytes of the SHA-256 of the canonical list of the parts."""
    return _uuid(hashlib.sha256(canonical(parts)).digest()[:16], version=8)


def is_id(text: object) -> bool:
    """Whether this is a UUID in its canonical text form (lower case, hyphens)."""
    return isinstance(text, str) and _ID.fullmatch(text) is not None


def _uuid(raw: bytes, version: int) -> str:
    value = int.from_bytes(raw, "big")
    value = value & ~(0xF << 76) | version << 76
    value = value & ~(0x3 << 62) | 0x2 << 62
    text = f"{value:032x}"
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"
