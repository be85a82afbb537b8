"""A kind explains itself: what it is for, who does what with what clause, what the clocks do, what comes of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from hetang.matters.declared import own_acts
from hetang.matters.diagram import diagram
from hetang.matters.kinds import Act, Clock, Field, Kind
from hetang.matters.who import AUTHORITIES, all_of, field_name, limit_text, listed, who
from hetang.terms.words import Text
from hetang.terms.workdays import Length

__all__ = ["Section", "diagram", "sections", "summary"]

Roles = Mapping[str, Text]
TITLES = {
    "about": Text("这是什么", "What it is"),
    "steps": Text("步骤", "Steps"),
    "acts": Text("谁能办什么", "Who may do what"),
    "clocks": Text("期限", "Limits"),
    "fields": Text("栏目", "Fields"),
    "facts": Text("生成的事实", "Facts that come of it"),
}


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with its sentences."""

    id: str
    title: str
    lines: tuple[str, ...]


def summary(kind: Kind, lang: str, roles: Roles | None = None) -> list[str]:
    """All sentences, each section after its title."""
    return [line for section in sections(kind, lang, roles) for line in (section.title, *section.lines)]


def sections(kind: Kind, lang: str, roles: Roles | None = None) -> tuple[Section, ...]:
    """The same by sections; those without a sentence are left out. `roles`: the names of declared roles."""
    named = roles or {}
    lines = {
        "about": list(_about(kind, named)),
        "steps": list(_steps(kind, named)),
        "acts": [_act(act, kind, named) for act in own_acts(kind)],
        "clocks": [_clock(clock, kind) for clock in kind.clocks.values()],
        "fields": [_field(field, kind) for field in kind.fields.values()],
        "facts": list(_facts(kind)),
    }
    return tuple(
        Section(id, TITLES[id].text(lang), tuple(line.text(lang) for line in of)) for id, of in lines.items() if of
    )


def joined(parts: list[Text]) -> Text:
    """Clauses of one sentence."""
    found = [part for part in parts if part.zh]
    return Text("；".join(part.zh for part in found) + "。", "; ".join(part.en for part in found) + ".")


def _about(kind: Kind, roles: Roles) -> Iterator[Text]:
    yield Text(f"{kind.purpose.zh}。", f"{kind.purpose.en}.")
    authority = AUTHORITIES[kind.authority]
    yield Text(f"职权：{authority.zh}。自 {kind.version} 起立的事项适用。",
               f"Authority: {authority.en}. In force for matters that begin from {kind.version}.")  # fmt: skip
    yield Text(f"出处：{kind.source.zh}。", f"Source: {kind.source.en}.")
    seen = all_of(kind.sees, roles)
    if kind.sealed:
        yield Text(f"密封：只有{seen.zh}知道它存在，被反映的人及其上下级永不知道。",
                   f"Sealed: only {seen.en} may know that it exists; the person complained of and their line never do.")  # fmt: skip
    else:
        yield Text(f"谁看得见：{seen.zh}。", f"Seen by {seen.en}.")
    if kind.yields_nothing is not None:
        yield Text(f"不生成事实：{kind.yields_nothing.zh}。", f"It yields no fact: {kind.yields_nothing.en}.")


def _steps(kind: Kind, roles: Roles) -> Iterator[Text]:
    for step in kind.steps.values():
        if step.end:
            yield Text(f"{step.name.zh}（终点）。", f"{step.name.en} (final).")
        else:
            owner = who(step.owner, roles) if step.owner else Text("—", "—")
            side = Text("，旁路", ", a detour") if step.side else Text("", "")
            yield Text(f"{step.name.zh}：由{owner.zh}办{side.zh}。", f"{step.name.en}: the job of {owner.en}{side.en}.")


def _act(act: Act, kind: Kind, roles: Roles) -> Text:
    may = all_of(act.may, roles) if act.may else Text("由别的事项带动", "moved by another matter")
    parts = [Text(f"{act.name.zh}（{may.zh}）", f"{act.name.en} ({may.en})")]
    if act.from_:
        steps = listed(kind.steps[id].name for id in act.from_ if id in kind.steps)
        parts.append(Text(f"在{steps.zh}时", f"at {steps.en}"))
    if act.to is not None and act.to in kind.steps:
        step = kind.steps[act.to].name
        parts.append(Text(f"办后到{step.zh}", f"leads to {step.en}"))
    for ids, zh, en in ((act.needs, "须填", "asks"), (act.may_have, "可填", "may ask")):
        if ids:
            names = listed(field_name(kind, id) for id in ids)
            parts.append(Text(f"{zh}{names.zh}", f"{en} {names.en}"))
    if act.evidence is not None:
        sort = Text("照片", "photo") if act.evidence.kind == "photo" else Text("文件", "document")
        decides = act.evidence.decides or Text("", "")
        least = act.evidence.least
        offered = Text(f"可附{sort.zh}", f"may have a {sort.en}")
        much = Text(f"至少 {least} 件{sort.zh}", f"at least {least} {sort.en}") if least else offered
        parts.append(Text(much.zh + (f"（{decides.zh}）" if decides.zh else ""), much.en + (f" ({decides.en})" if decides.en else "")))
    if act.two:
        parts.append(Text("须两人", "two persons"))
    if act.apart:
        names = listed(kind.acts[id].name for id in act.apart if id in kind.acts)
        parts.append(Text(f"不得与{names.zh}出自同一条线", f"not by the line that did: {names.en}"))
    for guard in act.guards:
        clause = Text(f"（{guard.clause.zh}）", f" ({guard.clause.en})") if guard.clause else Text("", "")
        parts.append(Text(f"拒绝：{guard.says.zh}{clause.zh}", f"refused where {guard.says.en}{clause.en}"))
    if act.served is not None:
        parts.append(Text(f"送达{act.served.document.zh}，写明{act.served.remedy.zh}",
                          f"serves {act.served.document.en}, which states: {act.served.remedy.en}"))  # fmt: skip
    if act.tells:
        told = listed(who(term, roles) for term in act.tells)
        parts.append(Text(f"通知{told.zh}", f"tells {told.en}"))
    return joined(parts)


def _clock(clock: Clock, kind: Kind) -> Text:
    parts = [clock.name]
    if clock.legal is not None:
        clause = clock.legal.clause or Text("", "")
        length = limit_text(clock.legal, kind)
        parts.append(Text(f"法定 {length.zh}" + (f"（{clause.zh}）" if clause.zh else ""),
                          f"legal limit {length.en}" + (f" ({clause.en})" if clause.en else "")))  # fmt: skip
    if clock.target is not None:
        length = limit_text(clock.target, kind)
        parts.append(Text(f"内部目标 {length.zh}", f"internal target {length.en}"))
    if clock.holds:
        steps = listed(kind.steps[id].name for id in clock.holds if id in kind.steps)
        parts.append(Text(f"在{steps.zh}时停住", f"stands still at {steps.en}"))
    if clock.restarts_facts or clock.restarts_acts:
        parts.append(Text("有进展即重新起算", "begins anew with progress"))
    for end in clock.ends:
        act = kind.acts[end.act].name if end.act in kind.acts else Text(end.act, end.act)
        late = Text("到期", "when it runs out") if not end.after.n else Text(
            f"过期 {end.after.text('zh')}", f"{end.after.text('en')} later")  # fmt: skip
        parts.append(Text(f"{late.zh}：{act.zh}", f"{late.en}: {act.en}"))
    return joined(parts)


def _field(field: Field, kind: Kind) -> Text:
    origin = {"asked": Text("填写", "asked"), "known": Text("已知", "known"), "derived": Text("算得", "derived")}[
        field.origin
    ]
    parts = [Text(f"{field.name.zh}（{origin.zh}）", f"{field.name.en} ({origin.en})")]
    if field.purpose is not None:
        parts.append(field.purpose)
    if field.personal:
        basis = field.basis or Text("—", "—")
        parts.append(Text(f"个人信息，依据：{basis.zh}", f"personal, on the basis of {basis.en}"))
    if field.retention is not None:
        kept = _kept(field.retention)
        parts.append(Text(f"保存 {kept.zh}", f"kept for {kept.en}"))
    return joined(parts)


def _kept(length: Length) -> Text:
    years, months = divmod(length.n, 12)
    if length.unit != "months" or months or not years:
        return Text(length.text("zh"), length.text("en"))
    return Text(f"{years}年", f"{years} year" if years == 1 else f"{years} years")


def _facts(kind: Kind) -> Iterator[Text]:
    for act in own_acts(kind):
        for fact in act.facts:
            yield Text(
                f"{act.name.zh} → {fact.measure}（{fact.unit}）", f"{act.name.en} → {fact.measure} ({fact.unit})"
            )
