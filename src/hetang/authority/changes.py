"""Changes of organisations, posts and grants as data, and the establishment as it stands after them.

A change is an object with `change` (its kind), `on` (the day from which it holds) and what it names:

    found     organisation, name {zh, en}, parent?, kind?          an organisation begins
    rename    organisation, name                                    from then on it is called so
    move      organisation, parent                                  it comes under another parent, with all below it
    merge     organisation, into                                    it ends; its posts, children, matters pass to `into`
    dissolve  organisation                                          it ends; so do its posts and who holds them
    post      post, organisation, name, head?                       a post is made
    close     post                                                  a post ends
    appoint   post, person, until?                                  a person takes a vacant post
    vacate    post                                                  its holder leaves; `on` is the first day without
    swap      post, with                                            two posts change their holders
    enrol     person                                                an account: from then on the person can be named
    grant     role, over?, place?, kinds?, person | post, until?    a role is given
    revoke    role, over?, place?, kinds?, person | post            and taken back; `on` is the first day without
    delegate  giver, taker, until, roles?, kinds?                   somebody acts for another
    recall    giver, taker                                          and no longer
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from hetang.authority.authority import Authority
from hetang.authority.establishment import Establishment
from hetang.terms.refusals import Refusal

Change = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Dated:
    """A change with the day on which it became known: that of its entry's sealing."""

    change: Change
    known: date


def overlay(base: Establishment, changes: Iterable[Dated], known_upto: date | None = None) -> Establishment:
    """The establishment as it was known by the end of a day (None: all that is known), changes in the order of entries."""
    raise NotImplementedError


def decide_change(
    changes: Sequence[Change], establishment: Establishment, day: date, takeover: bool = False
) -> list[Refusal]:
    """Every refusal, placed `changes[i]`; each change is judged as if those before it stood. Empty: accepted.

    `establishment`: with all earlier changes laid over it; `day`: today. A takeover may enter old grants at their dates.
    """
    raise NotImplementedError


def may_change(changes: Sequence[Change], by: str, second: str | None, authority: Authority) -> list[Refusal]:
    """Who may enter them: organisations, posts, accounts a system administrator; appointments and grants a security
    administrator with a second person (`confirm_grant`), neither of them the one who gains; a delegation its giver."""
    raise NotImplementedError
