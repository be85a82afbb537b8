"""What stands beside the ledger under digests it holds: evidence, packs, and the vault of personal values."""

from django.db import models


class Evidence(models.Model):
    """A file known by its digest; the bytes lie in HETANG_HOME/evidence/ab/cdef…"""

    digest = models.TextField(primary_key=True)
    media_type = models.TextField()
    name = models.TextField()
    size = models.BigIntegerField()

    class Meta:
        db_table = "evidence"


class PackVersion(models.Model):
    """A city pack as it was activated."""

    digest = models.TextField(primary_key=True)
    json = models.BinaryField()

    class Meta:
        db_table = "pack_version"


class Vault(models.Model):
    """A personal value whose commitment SHA-256(salt || value) stands in the ledger."""

    commitment = models.TextField(primary_key=True)
    subject = models.TextField(db_index=True)
    field = models.TextField()
    salt = models.BinaryField()
    ciphertext = models.BinaryField()   # nonce of 12 bytes, then AES-256-GCM

    class Meta:
        db_table = "vault"


class VaultKey(models.Model):
    """The key of one person's values; without it they are erased."""

    subject = models.TextField(primary_key=True)
    key = models.BinaryField()

    class Meta:
        db_table = "vault_key"
