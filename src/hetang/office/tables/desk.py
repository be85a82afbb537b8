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


class ApiSession(models.Model):
    """Of the bearer token only the digest is kept; sessions that are over are deleted."""

    token_digest = models.TextField(primary_key=True)
    person = models.TextField()
    made_at = models.BigIntegerField()
    expires_at = models.BigIntegerField()

    class Meta:
        db_table = "api_session"


class Notification(models.Model):
    """Somebody is told of an act on a matter: at the desk, and by mail once it went out."""

    number = models.BigAutoField(primary_key=True)
    entry = models.BigIntegerField()
    matter = models.TextField()
    act = models.TextField()
    person = models.TextField()
    made_at = models.BigIntegerField()
    read_at = models.BigIntegerField(null=True)
    mailed_at = models.BigIntegerField(null=True)
    tries = models.SmallIntegerField(default=0)
    next_try_at = models.BigIntegerField(null=True)

    class Meta:
        db_table = "notification"
        constraints = [models.UniqueConstraint(fields=["entry", "person"], name="notified_once")]
        indexes = [
            models.Index(fields=["person", "-number"], name="notification_person"),
            models.Index(fields=["number"], name="notification_unmailed", condition=models.Q(mailed_at__isnull=True)),
        ]
