"""What an act is on the wire, and how it is answered; docs/acts.md tells the fields of every verb."""

from typing import Annotated, Any, Literal

from ninja import Schema
from pydantic import ConfigDict, Field

from hetang.web.api.shapes import Day, Fault, Name, Seq, Words

UUID = r"^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$"
Id = Annotated[str, Field(pattern=UUID, description="a lower-case UUID made by the sender")]
FieldValue = Annotated[str, Field(max_length=20_000)] | bool | int
OTHERS = "record_facts|judge_facts|attach_evidence|withdraw_evidence|learn_word|withdraw_word|make_template"
VERBS = rf"^({OTHERS}|[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*)$"


class Act(Schema):
    """An act on a matter (`act`: KIND.ACT) or one of the other verbs. `seen`: the last entry of the matter that the sender knew."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "id": "0193c2de-0000-7000-8000-000000000001", "act": "rectification.reply",
                    "matter": "0193c2de-0000-7000-8000-0000000000aa", "happened_on": "2017-04-26",
                    "fields": {"measure_taken": "围挡已修复"}, "evidence": ["9f3c"], "seen": 1812,
                }
            ]
        },
    )  # fmt: skip
    id: Id
    act: str = Field(pattern=VERBS, max_length=120)
    matter: Name | None = None
    happened_on: Day | None = None
    fields: dict[str, FieldValue] | None = None
    evidence: list[str] | dict[str, list[str]] | None = None
    parent: Name | None = None
    with_: Name | None = Field(None, alias="with")
    for_: Name | None = Field(None, alias="for")
    organisation: Name | None = None
    seen: Seq | None = None
    note: str | None = Field(None, max_length=2_000)
    facts: list[dict[str, Any]] | None = None
    judgements: list[dict[str, Any]] | None = None
    reasons: dict[str, str] | None = None
    source: dict[str, str] | None = None
    indicator: Name | None = None
    words: str | None = Field(None, max_length=200)
    lang: Literal["zh", "en"] | None = None
    title: str | None = Field(None, max_length=400)
    text: str | None = Field(None, max_length=200_000)
    names: list[Name] | None = None
    as_of: Day | None = None


class Entry(Schema):
    """The entry that an act became. `repeated`: it stood there already, and nothing changed."""

    seq: Seq
    id: str
    kind: str
    digest: str
    sealed_at: str
    rows: int
    repeated: bool


class Accepted(Schema):
    """`entry` is the act's own; `entries` also those that followed from it (facts, judgements, children, the clock)."""

    id: str | None
    accepted: Literal[True]
    status: Literal[200]
    entry: Entry
    entries: list[Entry]


class Refused(Schema):
    """As a problem, for one act of a list."""

    id: str | None
    accepted: Literal[False]
    status: int
    type: str
    title: str
    detail: str
    code: str
    says: Words
    accepts: Words
    at: str | None
    refusals: list[Fault]


Answered = Accepted | list[Accepted | Refused]   # of one act the entry; of a list one answer an act, in its order
