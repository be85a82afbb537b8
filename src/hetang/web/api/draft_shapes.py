"""Drafts and their claims on the wire; a claim has the keys of `hetang check`."""

from typing import Literal

from ninja import Schema
from pydantic import ConfigDict, Field

from hetang.claims.verdict import VERDICTS
from hetang.web.api.shapes import Day, Fault, Words

Offset = int
Verdict = Literal["supported", "contradicted", "rounded", "stale", "out_of_scope", "inconsistent", "unsupported"]
State = Literal["new", "checked", "done", "refused"]
Deed = Literal["corrected", "left", "chosen"]


class Candidate(Schema):
    """A figure that the claim may speak of."""

    indicator: str
    name: Words
    place: str | None
    organisation: str | None
    value: str | None
    unit: str | None
    why: Words


class Claim(Schema):
    """A number of the text: `start` and `end` count code points. `value` is a decimal with 万 and 亿 multiplied out, or a range."""

    start: int
    end: int
    surface: str
    value: str
    unit: str
    kind: str
    relation: Literal["eq", "lt", "le", "gt", "ge", "about"]
    about: str
    verdict: Verdict
    figure: str | None
    computed: str | None
    why: Words
    instead: str
    candidates: list[Candidate]


class Checked(Schema):
    """The claims in the order of the text, and how many bear each verdict."""

    claims: list[Claim]
    counts: dict[str, int] = Field(examples=[dict.fromkeys(VERDICTS, 0)])
    as_of: Day


class DraftLine(Schema):
    """A draft of the queue. `refusal`: why its file could not be taken."""

    id: str
    number: int
    name: str
    source: Literal["upload", "folder", "mail"]
    sender: str | None
    received_at: str
    as_of: Day | None
    place: str | None
    organisation: str | None
    state: State
    refusal: Fault | None


class DraftList(Schema):
    """The last that came first; `next` is the `before` of the next page."""

    drafts: list[DraftLine]
    next: int | None


class Marked(Schema):
    """What was done at a place of the draft as it came; `said` are the words instead, the reason, or the indicator."""

    start: int
    end: int
    surface: str
    deed: Deed
    said: str
    person: str


class Draft(DraftLine, Checked):
    """A draft with its check. `text` is as it came, `corrected` as it reads with its corrections; claims are of `corrected`."""

    as_of: Day   # type: ignore[assignment]   # here the day it was checked under
    text: str
    corrected: str
    marks: list[Marked]


class Mark(Schema):
    """A correction accepted, a reason written, an indicator chosen: `said`; or one of these taken back, `said` naming its deed."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [{"start": 12, "end": 19, "surface": "7.31万平方米", "deed": "corrected", "said": "7.13万平方米"}]
        },
    )
    start: int = Field(ge=0, le=2**31)
    end: int = Field(ge=1, le=2**31)
    surface: str = Field(min_length=1, max_length=400)
    deed: Literal["corrected", "left", "chosen", "taken_back"]
    said: str = Field(max_length=400)
