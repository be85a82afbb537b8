"""The form of one act: what it asks, what was typed, the files that came, and the act that it makes of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Self

from django.http import HttpRequest

from hetang.matters.asked import field_of
from hetang.matters.kinds import Act, Field, Kind
from hetang.office.actions.store_evidence import File, store_evidence
from hetang.office.reads import evidence as store
from hetang.terms.dates import parse_day
from hetang.terms.refusals import Refusal
from hetang.terms.words import Text
from hetang.web import act_fields
from hetang.web.acting import Json
from hetang.web.desk import Desk
from hetang.web.fact_rows import PICTURES
from hetang.web.pages import address

MOST_FILES, MOST_BYTES = 12, 32 * 2**20

NOT_A_DAY = Refusal(
    "not_a_day",
    Text("“{text}”不是日期", "“{text}” is not a day"),
    Text("2017-04-26 这样的日期，或 4月26日", "a day such as 2017-04-26"),
)
TOO_LARGE = Refusal(
    "file_too_large",
    Text("“{name}”太大", "“{name}” is too large"),
    Text("每个文件不超过 {mb} MB", "files of at most {mb} MB each"),
)
TOO_MANY = Refusal(
    "too_many_files", Text("文件太多", "too many files"), Text("至多 {most} 个", "at most {most}")
).filled(most=MOST_FILES)
NOT_A_PICTURE = Refusal(
    "not_a_picture",
    Text("“{name}”不是照片", "“{name}” is not a photo"),
    Text("JPEG、PNG 或 WebP 照片", "a photo as JPEG, PNG or WebP"),
)


@dataclass(frozen=True, slots=True)
class Filled:
    """What came with the form. `typed` by the names of its controls; `evidence` are files already in the store."""

    id: str
    matter: str
    happened_on: str
    note: str = ""
    with_: str = ""
    for_: str = ""
    parent: str = ""
    seen: str = ""
    typed: Mapping[str, str] = field(default_factory=dict)
    evidence: tuple[str, ...] = ()
    refused: tuple[Refusal, ...] = ()

    @classmethod
    def of(cls, request: HttpRequest, today: date) -> Self:
        said = {key: _plain(value) for key, value in request.POST.items()}
        kept = tuple(dict.fromkeys(digest for digest in request.POST.getlist("kept") if store.evidence(digest)))
        return cls(
            said.get("id", ""),
            said.get("matter", ""),
            said.get("happened_on", "").strip(),
            said.get("note", "").strip(),
            said.get("with", ""),
            said.get("for", ""),
            said.get("parent", ""),
            said.get("seen", ""),
            {key: value for key, value in said.items() if key.startswith("f-")},
            kept,
        )

    def with_files(self, request: HttpRequest, act: Act) -> Self:
        """The files that came, taken into the store, so that a refusal of the rest does not lose them."""
        if act.evidence is None:
            return self
        came = [file for file in request.FILES.getlist("evidence") if file.size]
        refused = [TOO_LARGE.filled(name=file.name, mb=MOST_BYTES // 2**20) for file in came if (file.size or 0) > MOST_BYTES]
        if act.evidence.kind == "photo":
            refused += [NOT_A_PICTURE.filled(name=file.name) for file in came if file.content_type not in PICTURES]
        if len(came) + len(self.evidence) > MOST_FILES:
            refused.append(TOO_MANY)
        if refused:
            return replace(self, refused=tuple(refusal.placed("evidence") for refusal in refused))
        digests = store_evidence(File(file.name or "file", file.read()) for file in came)
        return replace(self, evidence=tuple(dict.fromkeys([*self.evidence, *digests])))

    def day(self, today: date) -> date | Refusal:
        """The day it happened; "4月26日" is of the desk's year."""
        if not self.happened_on:
            return today
        found = parse_day(self.happened_on) or _short_day(self.happened_on, today.year)
        return NOT_A_DAY.filled(text=self.happened_on).placed("happened_on") if found is None else found

    def act(self, kind: Kind, declared: Act, day: date) -> Json:
        """The act as every door sends it."""
        fields = {one.id: act_fields.value_of(one, self.typed) for one in fields_of(kind, declared)}
        act: Json = {
            "id": self.id,
            "act": f"{kind.id}.{declared.id}",
            "matter": self.matter,
            "happened_on": day.isoformat(),
            "fields": {id: value for id, value in fields.items() if value is not None},
        }
        if self.evidence:
            act["evidence"] = list(self.evidence)
        if self.seen.isascii() and self.seen.isdigit() and len(self.seen) < 16:
            act["seen"] = int(self.seen)
        for key, value in (("note", self.note), ("with", self.with_), ("for", self.for_), ("parent", self.parent)):
            if value:
                act[key] = value
        return act


def _plain(value: object) -> str:
    """As typed, with one kind of line end, and without what no database keeps."""
    text = str(value).replace("\r\n", "\n").replace("\x00", "")
    return text.encode("utf-8", "ignore").decode()


def _short_day(text: str, year: int) -> date | None:
    month, _, day = text.replace(" ", "").rstrip("日").partition("月")
    return parse_day(f"{year}-{int(month):02}-{int(day):02}") if month.isdecimal() and day.isdecimal() else None


def fields_of(kind: Kind, act: Act) -> list[Field]:
    return [one for id in act.asks if (one := field_of(kind, id)) is not None]


def form(desk: Desk, kind: Kind, act: Act, filled: Filled, refused: Sequence[Refusal]) -> dict[str, Any]:
    """All that the template shows of the form itself; what concerns no field stands above it."""
    fields = [act_fields.asked(desk, kind, one, one.id in act.needs, filled.typed, refused) for one in fields_of(kind, act)]
    placed = {f"{where}.{one.id}" for one in fields for where in ("fields", "sealed")}
    own = ("happened_on", "evidence", "with", "for", "note")
    codes = {"evidence_missing": "evidence", "unknown_evidence": "evidence", "second_missing": "with",
             "second_not_entitled": "with", "reason_missing": "note", "not_yet_happened": "happened_on"}  # fmt: skip
    at = [(one.at if one.at in placed or one.at in own else codes.get(one.code, ""), one) for one in refused]
    asks_note = bool(act.rejects)
    return {
        "fields": fields,
        "needed": sum(one.required for one in fields),
        "filled": filled,
        "happened_on": filled.happened_on or desk.today.isoformat(),
        "latest": desk.today.isoformat(),
        "evidence": _evidence(desk, act, filled),
        "two": person_choices(desk) if act.two else (),
        "givers": [(giver, desk.person_name(giver), 0) for giver in sorted(desk.asker.seat.givers)],
        "note_needed": asks_note,
        "above": [(desk.said(one.says), desk.said(one.accepts)) for where, one in at if not where],
        "beside": {name: [(desk.said(one.says), desk.said(one.accepts)) for where, one in at if where == name] for name in own},
        "wrong": len(refused),
    }


def person_choices(desk: Desk) -> list[act_fields.Option]:
    return [option for option in act_fields.person_options(desk) if option[0] != desk.person]


def _evidence(desk: Desk, act: Act, filled: Filled) -> dict[str, Any] | None:
    """Files are asked for only where a decision needs them, and the form says which."""
    if act.evidence is None:
        return None
    sort = desk.plain(f"acts.{act.evidence.kind}")
    kept = [(digest, found.name or digest[:8]) for digest in filled.evidence if (found := store.evidence(digest))]
    return {
        "label": desk.t("form.evidence" if act.evidence.least else "form.evidence_offered", n=act.evidence.least, kind=sort),
        "decides": desk.t("form.decides", what=desk.said(act.evidence.decides)) if act.evidence.decides else "",
        "accept": ",".join(PICTURES) if act.evidence.kind == "photo" else "",
        "kept": [{"digest": digest, "name": name, "href": address("evidence", digest)} for digest, name in kept],
        "missing": max(0, act.evidence.least - len(kept)),
    }


def follows(desk: Desk, kind: Kind, act: Act) -> list[str]:
    """What the act will do beside being entered, from its declaration."""
    t, said, join = desk.plain, desk.said, desk.plain("acts.join")
    told = [t("follows.to", step=said(kind.steps[act.to].name))] if act.to in kind.steps else []
    measures = desk.pack.definitions.measures
    facts = dict.fromkeys(said(measures[one.measure].name) for one in act.facts if one.measure in measures)
    told += [t("follows.facts", names=join.join(facts))] if facts else []
    told += [t("follows.verifies", names=_acts(desk, kind, act.verifies))] if act.verifies else []
    told += [t("follows.rejects", names=_acts(desk, kind, act.rejects))] if act.rejects else []
    for opening in act.opens_matter:
        child = desk.pack.kinds.on(opening.kind, desk.today)
        told += [t("follows.opens", kind=said(child.name))] if child else []
    if act.served:
        told.append(t("follows.served", document=said(act.served.document), remedy=said(act.served.remedy)))
    started = [clock for clock in kind.clocks.values() if act.to in clock.runs or act.id in clock.starts]
    for clock in started:
        length = clock.legal or clock.target
        if length is not None and length.length is not None:
            told.append(t("follows.clock", clock=said(clock.name), length=length.length.text(desk.lang)))
    return told


def _acts(desk: Desk, kind: Kind, ids: Sequence[str]) -> str:
    return desk.plain("acts.join").join(desk.said(kind.acts[id].name) for id in ids if id in kind.acts)
