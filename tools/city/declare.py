"""Writes what the pack declares from the story: organisations, people, posts, grants, places, mappings, the order of imports."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from tools.city import divisions, names, sheets
from tools.city.organs import Organisation, People
from tools.city.story import CLOSING_DAY, Register, Story

HEAD = "# Written by tools/make_city.py; change it there.\n"
INVENTED = {"zh": "为演示而虚构", "en": "invented for demonstration"}
STRUCTURE = {
    "zh": "依公开的机构名称类推，为演示而虚构",
    "en": "after publicly known kinds of organs, invented for demonstration",
}
DIVISIONS = {
    "zh": "全国行政区划名称与代码；社区编号为本包自编",
    "en": "public names and codes of divisions; community numbers are this pack's own",
}
ROLE_NAMES = {
    "recorder": ("台账员", "Record keeper"),
    "verifier": ("核实员", "Verifier"),
    "keeper": ("账簿管理员", "Keeper"),
    "editor": ("通讯编辑", "Bulletin editor"),
    "reader": ("查阅员", "Reader"),
    "vault_officer": ("保险库管理员", "Vault officer"),
    "leader": ("挂点领导", "Attached leader"),
    "convener": ("联席会议召集人", "Convener of the joint conference"),
    "government_head": ("负责人", "Head"),
    "inspector": ("督查员", "Inspector"),
    "planner": ("计划管理员", "Planner"),
    "legal_reviewer": ("合法性审查员", "Reviewer of legality"),
    "reviewer": ("复核员", "Reviewer"),
    "auditor": ("审计员", "Auditor"),
    "complaint_officer": ("检举控告受理员", "Complaint officer"),
    "investigator": ("核查员", "Investigator"),
    "discipline_head": ("书记", "Head"),
    "organisation_officer": ("组织经办人", "Organisation officer"),
    "system_admin": ("系统管理员", "System administrator"),
    "security_admin": ("安全管理员", "Security administrator"),
    "audit_admin": ("审计管理员", "Audit administrator"),
    "surveyor": ("房屋调查员", "Surveyor"),
    "appraiser": ("房地产估价师", "Appraiser"),
    "expropriation_officer": ("征收经办人", "Expropriation officer"),
    "resettlement_officer": ("搬迁安置员", "Resettlement officer"),
    "payer": ("补偿款支付人", "Payer"),
    "standing_committee": ("常委会记录人", "Recorder of the standing committee"),
    "branch_instructor": ("党建指导员", "Branch instructor"),
}


WHOLE = ("keeper", "verifier", "editor", "reader", "vault_officer", "convener")   # over every organisation there is


def flow(value: Any) -> str:
    """YAML flow style, which for these values is JSON without needless quotes."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_scalar(key)}: {flow(part)}" for key, part in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(flow(part) for part in value) + "]"
    return _scalar(value)


def _scalar(value: Any) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    text = str(value)
    plain = text and not set(text) & set(",:[]{}#&*!|>'\"%@`. ") and not text[0].isdigit() and text[0] not in "-?"
    if plain and text.lower() not in ("true", "false", "null", "yes", "no", "on", "off", "y", "n", "~"):
        return text
    return json.dumps(text, ensure_ascii=False)


def _document(path: Path, opening: dict[str, Any], lists: dict[str, Iterable[dict[str, Any]]]) -> None:
    lines = [HEAD.rstrip("\n")]
    lines += [f"{key}: {value if key == 'since' else flow(value)}" for key, value in opening.items()]
    for name, items in lists.items():
        lines += [f"{name}:", *(f"- {flow(item)}" for item in items)]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def organisations(folder: Path, every: list[Organisation]) -> None:
    items = []
    for one in every:
        item: dict[str, Any] = {"id": one.id, "name": {"zh": one.zh, "en": one.en}}
        if one.parent:
            item["parent"] = one.parent
        item["kind"] = one.kind
        if not one.organ:
            item["organ"] = False
        if one.since.year != 2000:
            item["since"] = one.since.isoformat()
        if one.until:
            item["until"] = one.until.isoformat()
        items.append(item)
    opening = {"since": "2000-01-01", "source": STRUCTURE}
    for name, wanted in (("organs", False), ("teams_and_branches", True)):
        chosen = [item for item in items if (item["kind"] in ("team", "branch")) is wanted]
        _document(folder / "organisations" / f"{name}.yaml", opening, {"organisations": chosen})


def people(folder: Path, everyone: People, every: list[Organisation]) -> None:
    organ = {one.id: one for one in every}
    persons, posts, grants = [], [], []
    for person in everyone.all():
        post = f"{person.organisation}.{person.role}" + (f".{person.id[-3:]}" if person.role == "keeper" else "")
        zh, en = ROLE_NAMES[person.role]
        home = organ[person.organisation]
        persons.append({"id": person.id, "name": {"zh": person.zh, "en": person.en}, "synthetic": True})
        posts.append(
            {
                "id": post,
                "organisation": home.id,
                "name": {"zh": f"{home.zh}{zh}", "en": f"{en}, {home.en}"},
                "holders": [{"person": person.id, "since": "2001-01-01"}],
            }
        )
        if person.role == "leader":
            continue   # by attachment alone
        over = home.id if person.role == "recorder" else "jx" if person.role in WHOLE else home.id.split("-")[0]
        if over not in organ:
            over = home.id if home.kind == "town" else "jdz"   # firms work for the whole city
        grants.append({"post": post, "role": person.role, "over": over})
    opening = {"since": "2001-01-01", "source": INVENTED}
    _document(folder / "organisations" / "people.yaml", opening, {"people": persons, "posts": posts, "grants": grants})


def places(folder: Path) -> None:
    items: list[dict[str, Any]] = [
        {"id": divisions.PROVINCE, "name": {"zh": "江西省", "en": "Jiangxi"}, "kind": "province"}
    ]

    def add(id: str, zh: str, en: str, parent: str, kind: str, at: tuple[str, str] | None = None) -> None:
        item: dict[str, Any] = {"id": id, "name": {"zh": zh, "en": en}, "parent": parent, "kind": kind}
        items.append({**item, "at": list(at)} if at else item)

    for code, zh, en, east, north in divisions.CITIES:
        add(code, zh, en, divisions.PROVINCE, "city", (east, north))
    for code, zh, en in divisions.NEIGHBOURS:
        add(code, zh, en, "3611", "district")
    for code, zh, en, short in divisions.DISTRICTS:
        add(code, zh, en, divisions.CITY, "district")
        for town, name in divisions.towns(short):
            add(town, name, names.english_place(name), code, "town")
    for code, name, town in divisions.communities():
        add(code, name, names.english_place(name), town, "community")
    _document(folder / "places" / "places.yaml", {"since": "2000-01-01", "source": DIVISIONS}, {"places": items})


def _mapping(register: Register) -> dict[str, Any]:
    columns = set(sheets.header(register))
    zh, en = register.name
    defaults: dict[str, Any] = {
        "organisation": {"column": "单位"},
        "place": {"column": "地点"},
        "happened_on": {"column": "日期"},
        "by": {"column": "记录人"},
        "known_at": {"column": "录入日"},
    }
    if register.by_source or "佐证" in columns:
        defaults["evidence"] = "source" if register.by_source else {"column": "佐证"}
    if register.matter:
        defaults["matter"] = {"column": register.matter}
    if "说明" in columns:
        defaults["note"] = {"column": "说明"}
    judged = []
    for judgement, (organ, person, day) in sheets.JUDGED.items():
        if day in columns:
            one = {
                "judgement": judgement,
                "by": {"column": person},
                "organisation": {"column": organ},
                "known_at": {"column": day},
            }
            judged.append({**one, "reason": {"column": "说明"}} if judgement in ("disputed", "rejected") else one)
    shared = {"corrects": {"column": "更正"}} if "更正" in columns else {}
    facts = [{**fact, **shared, **({"judged": judged} if judged else {})} for fact in register.facts]
    return {
        "id": register.id,
        "name": {"zh": zh, "en": en},
        "format": register.file.rsplit(".", 1)[1],
        "number": {"column": "编号"},
        "defaults": defaults,
        "acts": register.acts,
        "facts": facts,
    }


def mappings(folder: Path, story: Story) -> None:
    lines = [HEAD.rstrip("\n"), "mappings:"]
    for register in story.registers.values():
        mapping = _mapping(register)
        lists = [("acts", "act", mapping.pop("acts")), ("facts", "measure", mapping.pop("facts"))]
        lines.append(f"- id: {mapping.pop('id')}")
        lines += [f"  {key}: {flow(value)}" for key, value in mapping.items()]
        for name, first, items in lists:
            lines += [f"  {name}:"] if items else []
            for item in items:
                lines.append(f"  - {first}: {item[first]}")
                lines += [f"    {key}: {flow(value)}" for key, value in item.items() if key != first]
    path = folder / "mappings" / "registers.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def records(folder: Path, story: Story, everyone: People) -> None:
    first, second = (person.id for person in everyone.all() if person.role == "keeper")
    editor = next(person.id for person in everyone.all() if person.role == "editor")
    lines = [HEAD + "# Every deed, person and picture in these files is synthetic (合成).", "records:"]
    lines.append(f"  takeover: {{by: {first}, with: {second}, organisation: jdz-office}}")
    lines.append("  files:")
    lines += [f"  - {{file: {register.file}, as: {register.id}}}" for register in story.registers.values()]
    lines.append("  evidence: evidence.zip")
    lines.append("  bulletins:")
    lines.append(f"  - {{issue: cidu-2017-09, as_of: {CLOSING_DAY.isoformat()}, by: {editor}}}")
    (folder / "records" / "records.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")
