"""The vault: personal values encrypted per subject, of which the ledger holds only SHA-256(salt ‖ value).

A value comes with its salt, so that a repeat is the same bytes. Where a sheet brings none, the salt follows from the
subject's own key and the place of the value: the same row commits to the same, and once the key is destroyed nobody can
try names against the commitment. Erasure destroys key, salt and ciphertext; the ledger still verifies and says "erased".
"""

import hashlib
import hmac
import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.db import connection

from hetang.office.journal import bulk
from hetang.office.tables.models import Vault, VaultKey
from hetang.terms.digests import canonical

KEY_BYTES, NONCE_BYTES, SALT_BYTES = 32, 12, 16
CHUNK = 500


@dataclass(frozen=True, slots=True)
class Secret:
    """A personal value on its way into the vault."""

    subject: str
    field: str
    salt: bytes
    value: str

    @property
    def commitment(self) -> str:
        return commitment(self.salt, self.value)


def commitment(salt: bytes, value: str) -> str:
    return hashlib.sha256(salt + value.encode()).hexdigest()


def keys_of(subjects: Iterable[str]) -> dict[str, bytes]:
    """The keys of these subjects; a new subject gets one. Call inside the writer's transaction."""
    wanted = sorted(set(subjects))
    keys: dict[str, bytes] = {}
    for start in range(0, len(wanted), CHUNK):
        found = VaultKey.objects.filter(subject__in=wanted[start:start + CHUNK])
        keys.update((row.subject, bytes(row.key)) for row in found)
    fresh = {subject: AESGCM.generate_key(bit_length=KEY_BYTES * 8) for subject in wanted if subject not in keys}
    VaultKey.objects.bulk_create((VaultKey(subject=subject, key=key) for subject, key in fresh.items()), batch_size=CHUNK)
    return keys | fresh


def salt_of(key: bytes, place: str, field: str) -> bytes:
    """The salt of a value that came without one: `place` is the id of its fact."""
    return hmac.new(key, canonical([place, field]), hashlib.sha256).digest()[:SALT_BYTES]


def subjects_of(commitments: Iterable[str]) -> dict[str, str]:
    """Whose the values behind these commitments are, as far as the vault holds them."""
    return dict(bulk.select_in("SELECT commitment, subject FROM vault WHERE commitment IN (…)", set(commitments)))


def keep(secrets: Iterable[Secret]) -> None:
    """Encrypts and stores; what is already there stays. Call inside the writer's transaction."""
    given = {secret.commitment: secret for secret in secrets}
    if not given:
        return
    keys = keys_of(secret.subject for secret in given.values())
    Vault.objects.bulk_create(
        (
            Vault(
                commitment=digest, subject=secret.subject, field=secret.field, salt=secret.salt,
                ciphertext=_encrypted(keys[secret.subject], secret, digest),
            )
            for digest, secret in given.items()
        ),
        batch_size=CHUNK, ignore_conflicts=True,
    )


def opened(row: Vault, keys: Mapping[str, bytes]) -> str | None:
    """The value in a vault row, or None where key, salt, subject, field and ciphertext do not belong together."""
    key, box = keys.get(row.subject), bytes(row.ciphertext)
    if key is None:
        return None
    try:
        told = AESGCM(key).decrypt(box[:NONCE_BYTES], box[NONCE_BYTES:], _bound(row.commitment, row.subject, row.field))
    except (InvalidTag, ValueError):
        return None
    value = told.decode()
    return value if commitment(bytes(row.salt), value) == row.commitment else None


def erased_by(id: str) -> list[str]:
    """The commitments that an act of this id has erased already."""
    found = bulk.select("SELECT bytes FROM entry WHERE id = %s AND kind = 'vault.erased'", [id])
    return list(json.loads(bytes(found[0][0]))["body"]["commitments"]) if found else []


def erase(subject: str) -> None:
    """The key goes and so do salts and ciphertexts. Call inside the writer's transaction."""
    if connection.vendor == "sqlite":   # what is deleted is overwritten with zeros, not left in free pages
        bulk.select("PRAGMA secure_delete = ON")
    VaultKey.objects.filter(subject=subject).delete()
    Vault.objects.filter(subject=subject).delete()


def _encrypted(key: bytes, secret: Secret, digest: str) -> bytes:
    nonce = os.urandom(NONCE_BYTES)
    bound = _bound(digest, secret.subject, secret.field)
    return nonce + AESGCM(key).encrypt(nonce, secret.value.encode(), bound)


def _bound(digest: str, subject: str, field: str) -> bytes:
    return canonical([digest, subject, field])
