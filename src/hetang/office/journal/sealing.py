"""Replaces personal values in facts by their commitments, and gives the values for the vault."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from hetang.office.journal import vault
from hetang.office.journal.vault import SALT_BYTES, Secret, keys_of, salt_of
from hetang.terms.refusals import Refusal
from hetang.terms.words import Text

NOT_A_SECRET = Refusal(
    "not_a_personal_value",
    Text("sealed.{field} 须给出归属人和值", "sealed.{field} names a subject and a value"),
    Text('{"subject": 归属人, "value": 值, "salt": 至少 32 位十六进制，可省}',
         '{"subject": whose, "value": text, "salt": at least 32 hex digits, may be left out}'),
)   # fmt: skip
SALT_USED = Refusal(
    "salt_used",
    Text("sealed.{field} 的盐已用于另一人的同一个值", "the salt of sealed.{field} is used for this value of another person"),
    Text("每个值一份随机的盐", "a random salt for each value"),
)
Row = dict[str, Any]
NO_SECRETS: list[Secret] = []


@dataclass(frozen=True, slots=True)
class Sealing:
    rows: list[Row]
    secrets: list[Secret]


def seal_values(rows: Sequence[Row]) -> Sealing | list[Refusal]:
    """Values without a salt get one that follows from their subject's key, so that a repeat is the same bytes."""
    places = [(index, field) for index, row in enumerate(rows) for field in _sealed(row)]
    if not places:
        return Sealing(list(rows), NO_SECRETS)
    faults = [
        NOT_A_SECRET.filled(field=field).placed(f"facts[{index}]")
        for index, field in places if not _is_secret(rows[index]["sealed"][field])
    ]
    if faults:
        return faults
    with transaction.atomic():
        keys = keys_of(rows[i]["sealed"][f]["subject"] for i, f in places if "salt" not in rows[i]["sealed"][f])
    secrets: list[Secret] = []
    sealed = list(rows)
    for index, field in places:
        given = rows[index]["sealed"][field]
        salt = bytes.fromhex(given["salt"]) if "salt" in given else salt_of(keys[given["subject"]], rows[index]["id"], field)
        secrets.append(Secret(given["subject"], field, salt, given["value"]))
        sealed[index] = {**sealed[index], "sealed": {**sealed[index]["sealed"], field: secrets[-1].commitment}}
    used = _used_twice(secrets)
    faults = [
        SALT_USED.filled(field=field).placed(f"facts[{index}]")
        for (index, field), secret in zip(places, secrets, strict=True) if used.get(secret.commitment)
    ]
    return faults or Sealing(sealed, secrets)


def _used_twice(secrets: Sequence[Secret]) -> dict[str, bool]:
    """Commitments that would stand for two persons: erasing one would erase the other."""
    subjects = vault.subjects_of(secret.commitment for secret in secrets)
    used: dict[str, bool] = {}
    for secret in secrets:
        first = subjects.setdefault(secret.commitment, secret.subject)
        used[secret.commitment] = used.get(secret.commitment, False) or first != secret.subject
    return used


def _sealed(row: Row) -> Row:
    sealed = row.get("sealed") if isinstance(row, dict) else None
    return sealed if isinstance(sealed, dict) else {}


def _is_secret(given: Any) -> bool:
    if not isinstance(given, dict) or not {"subject", "value"} <= set(given) <= {"subject", "value", "salt"}:
        return False
    if not all(isinstance(item, str) and item for item in given.values()):
        return False
    try:
        return "salt" not in given or len(bytes.fromhex(given["salt"])) >= SALT_BYTES
    except ValueError:
        return False
