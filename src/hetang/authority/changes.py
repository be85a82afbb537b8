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

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from hetang.authority import change_refusals as no
from hetang.authority.authority import Authority
from hetang.authority.change_checks import CHECKS, faults
from hetang.authority.change_forms import check_form
from hetang.authority.establishment import Establishment
from hetang.authority.grants import ROLES
from hetang.authority.making import Change, after, day_of
from hetang.terms.refusals import Refusal

STRUCTURE = ("found", "rename", "post", "close", "enrol")  # entered by a system administrator alone
REACH = ("move", "merge", "dissolve")  # they change what grants reach: a second person too
RIGHTS = ("appoint", "vacate", "swap", "grant", "revoke")  # a security administrator and a second person
OWN = ("delegate", "recall")  # the giver himself
LATER = ("grant", "revoke", "delegate", "recall", "appoint", "vacate")  # may be entered before they hold
NOT_BACK = ("grant", "delegate")  # never made to hold from a day gone by


@dataclass(frozen=True, slots=True)
class Dated:
    """A change with the day on which it became known: that of its entry's sealing."""

    change: Change
    known: date


def overlay(base: Establishment, changes: Iterable[Dated], known_upto: date | None = None) -> Establishment:
    """The establishment as it was known by the end of a day (None: all that is known), changes in the order of entries."""
    known = [one.change for one in changes if known_upto is None or one.known <= known_upto]
    return after(base, known) if known else base


def decide_change(
    changes: Sequence[Change], establishment: Establishment, day: date, takeover: bool = False
) -> list[Refusal]:
    """Every refusal, placed `changes[i]`; each change is judged as if those accepted before it stood. Empty: accepted.

    `establishment`: with all earlier changes laid over it; `day`: today. A takeover may enter old grants at their dates.
    """
    if not changes:
        return [no.NOTHING_CHANGES]
    refused: list[Refusal] = []
    now = establishment
    for index, change in enumerate(changes):
        found = check_form(change) or _untimely(change, day, takeover) or list(CHECKS[change["change"]](change, now))
        if not found:
            then = after(now, [change])
            found = list(faults(now, then, day_of(change["on"])))
            now = now if found else then
        refused.extend(refusal.placed(f"changes[{index}]") for refusal in found)
    return refused


def may_change(changes: Sequence[Change], by: str, second: str | None, authority: Authority) -> list[Refusal]:
    """Who may enter them: organisations, posts, accounts a system administrator; appointments and grants a security
    administrator with a second person (`confirm_grant`), neither of them the one who gains; a delegation its giver."""
    refused: list[Refusal] = []
    for index, change in enumerate(changes):
        found = check_form(change) or _by_whom(change, by, second, authority)
        refused.extend(refusal.placed(f"changes[{index}]") for refusal in found)
    return refused


def _untimely(change: Change, today: date, takeover: bool) -> list[Refusal]:
    on, kind = day_of(change["on"]), change["change"]
    if on > today and kind not in LATER:
        return [no.NOT_YET.filled(day=on, today=today)]
    if on < today and kind in NOT_BACK and not takeover:
        return [no.GIVEN_BACKWARDS.filled(day=on, today=today)]
    return []


def _by_whom(change: Change, by: str, second: str | None, authority: Authority) -> list[Refusal]:
    kind, gains = change["change"], _gainers(change, authority.establishment)
    if kind in OWN and by == change["giver"] and not authority.is_administrator(by):
        return []
    verb = "establish" if kind in STRUCTURE + REACH else "grant"
    found = [authority.may(by, verb, over) for over in _concerned(change, authority)]
    if verb == "grant" or kind in REACH:
        found += [authority.may(second, "confirm_grant", over) for over in _concerned(change, authority)]
        if second is None or second == by:
            found.append(no.SECOND_PERSON)
    if gains & {by, second}:
        found.append(no.FOR_ONESELF.filled(person=sorted(gains & {by, second}, key=str)[0]))
    return list(dict.fromkeys(refusal for refusal in found if refusal is not None))


def _concerned(change: Change, authority: Authority) -> list[str | None]:
    """The organisations over which whoever enters the change must be entitled; None: the whole city."""
    now, kind = authority.establishment, change["change"]
    on = day_of(change["on"])
    if kind == "found":
        return [change.get("parent")]
    if kind in ("move", "merge"):
        return [change["organisation"], change["parent"] if kind == "move" else change["into"]]
    if "organisation" in change:
        return [change["organisation"]]
    if "post" in change and kind not in ("grant", "revoke"):
        posts = [now.post(change[name], on) for name in ("post", "with") if name in change]
        return [post.organisation for post in posts if post is not None] or [None]
    return [change.get("over")] if change.get("role") not in ROLES or change.get("over") else [None]


def _gainers(change: Change, establishment: Establishment) -> set[str | None]:
    kind, on = change["change"], day_of(change["on"])
    if kind in ("appoint", "enrol"):
        return {change["person"]}
    if kind == "swap":
        return {person for name in ("post", "with") for person in establishment.holders(change[name], on)}
    if kind == "grant":
        given = change.get("post")
        return {change.get("person")} if given is None else set(establishment.holders(given, on))
    return {change["taker"]} if kind == "delegate" else set()
