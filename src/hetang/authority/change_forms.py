"""The form of each change: which fields it has, and how each is written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from hetang.authority import change_refusals as no
from hetang.terms.dates import parse_day
from hetang.terms.refusals import Refusal
from hetang.terms.words import Text


@dataclass(frozen=True, slots=True)
class Form:
    """How a field is written."""

    says: Text
    fits: Callable[[Any], bool]


def _named(value: Any) -> bool:
    return (
        isinstance(value, dict)
        and bool(value)
        and set(value) <= {"zh", "en"}
        and all(isinstance(text, str) and text.strip() for text in value.values())
    )


def _several(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(one, str) and one for one in value)


ID = Form(Text("标识", "an id"), lambda value: isinstance(value, str) and bool(value.strip()) and not set(value) & set(" \n\t"))
DAY = Form(Text("日期，如 2017-03-01", "a day, such as 2017-03-01"), lambda value: isinstance(value, str) and parse_day(value) is not None)
NAME = Form(Text("名称 {zh, en}", "a name {zh, en}"), _named)
SEVERAL = Form(Text("标识的列表", "a list of ids"), _several)
YES = Form(Text("true 或 false", "true or false"), lambda value: isinstance(value, bool))

FIELDS: Mapping[str, Form] = {
    **dict.fromkeys(
        ["organisation", "parent", "kind", "into", "post", "with", "person", "role", "over", "place", "giver", "taker"], ID
    ),
    "on": DAY,
    "until": DAY,
    "name": NAME,
    "kinds": SEVERAL,
    "roles": SEVERAL,
    "head": YES,
}
GRANT = ("over", "place", "kinds", "person", "post")
NEEDS: Mapping[str, tuple[str, ...]] = {
    "found": ("organisation", "name"),
    "rename": ("organisation", "name"),
    "move": ("organisation", "parent"),
    "merge": ("organisation", "into"),
    "dissolve": ("organisation",),
    "post": ("post", "organisation", "name"),
    "close": ("post",),
    "appoint": ("post", "person"),
    "vacate": ("post",),
    "swap": ("post", "with"),
    "enrol": ("person",),
    "grant": ("role",),
    "revoke": ("role",),
    "delegate": ("giver", "taker", "until"),
    "recall": ("giver", "taker"),
}
MAY_HAVE: Mapping[str, tuple[str, ...]] = {
    "found": ("parent", "kind"),
    "post": ("head",),
    "appoint": ("until",),
    "grant": (*GRANT, "until"),
    "revoke": GRANT,
    "delegate": ("roles", "kinds"),
}


def check_form(change: Any) -> list[Refusal]:
    """Every fault of form."""
    kind = change.get("change") if isinstance(change, Mapping) else None
    if not isinstance(kind, str) or kind not in NEEDS:
        return [no.UNKNOWN_CHANGE.filled(change="" if kind is None else kind, known="、".join(NEEDS))]
    needed = ("on", *NEEDS[kind])
    known = ("change", *needed, *MAY_HAVE.get(kind, ()))
    refused = [
        no.UNKNOWN_FIELD.filled(change=kind, field=field, known="、".join(known)) for field in change if field not in known
    ]
    refused += [no.MISSING_FIELD.filled(change=kind, field=field) for field in needed if field not in change]
    refused += [
        no.WRONG_FORM.filled(field=field, form=FIELDS[field].says)
        for field, value in change.items()
        if field in known[1:] and not FIELDS[field].fits(value)
    ]
    return refused
