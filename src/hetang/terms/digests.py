"""Canonical bytes (RFC 8785 without floats) and their digests."""

from __future__ import annotations

import hashlib
from json.encoder import JSONEncoder
from typing import Any

ALGORITHMS = ("sha256", "sm3")
LARGEST_INTEGER = 2**53 - 1  # beyond it RFC 8785 readers may round

_sorted = JSONEncoder(ensure_ascii=False, check_circular=False, separators=(",", ":"), sort_keys=True).encode
_as_given = JSONEncoder(ensure_ascii=False, check_circular=False, separators=(",", ":")).encode


def canonical(value: Any) -> bytes:
    """The one byte string of a JSON value: str, int, bool, None, list, tuple, dict with string keys.

    A float, a set, a date … raises TypeError; an integer beyond 2**53 - 1 or a lone surrogate raises ValueError.
    """
    # Python sorts by code point; RFC 8785 sorts by UTF-16 unit. They differ only for keys that are not ASCII.
    return (_sorted(value) if _plain(value) else _as_given(_ordered(value))).encode("utf-8")


def digest(data: bytes, alg: str = "sha256") -> str:
    """Lower-case hex."""
    return hashlib.new(_known(alg), data).hexdigest()


def _known(alg: str) -> str:
    if alg not in ALGORITHMS:
        raise ValueError(f"digest algorithm {alg!r}; one of {', '.join(ALGORITHMS)}")
    return alg


def _plain(value: Any) -> bool:
    """Whether every key is ASCII; raises for what has no canonical form."""
    kind = type(value)
    if kind is str or value is None or kind is bool:
        return True
    if kind is dict:
        plain = True
        for key, item in value.items():
            if type(key) is not str:
                raise TypeError(f"key {key!r}: keys are strings")
            if type(item) is not str and item is not None and not _plain(item):
                plain = False
            if not key.isascii():
                plain = False
        return plain
    if kind is int:
        if not -LARGEST_INTEGER <= value <= LARGEST_INTEGER:
            raise ValueError(f"integer {value}: beyond 2**53 - 1; write it as a string")
        return True
    if kind is list or kind is tuple:
        plain = True
        for item in value:  # every item must be looked at
            plain = _plain(item) and plain
        return plain
    raise TypeError(f"{kind.__name__} {value!r}: no canonical form; write numbers with a fraction as strings")


def _ordered(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _ordered(value[key]) for key in sorted(value, key=_utf16)}
    if isinstance(value, (list, tuple)):
        return [_ordered(item) for item in value]
    return value


def _utf16(key: str) -> bytes:
    return key.encode("utf-16-be")
