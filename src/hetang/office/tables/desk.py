"""The desk's own tables: who may sign in, and by which one-time link; no figure and no decision reads them."""

import hashlib

from django.db import models


def token_digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


class Account(models.Model):
    """A person of the pack who has a seat at the desk."""

    person = models.TextField(primary_key=True)
    opened_at = models.BigIntegerField()
    closed_at = models.BigIntegerField(null=True)

    class Meta:
        db_table = "account"


class SignInLink(models.Model):
    """Only the token's digest is kept: who reads the table can not sign in."""

    token_digest = models.TextField(primary_key=True)
    person = models.TextField()
    expires_at = models.BigIntegerField()
    used_at = models.BigIntegerField(null=True)

    class Meta:
        db_table = "sign_in_link"
