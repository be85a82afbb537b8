"""Compares docs/rules/access.csv, written from the law, with what authority answers for the kinds of packs/base.

A row says for kinds, acts and standings (several parted by a blank; `*`: all) whether they may, by which clause and rule.
What no row allows is forbidden. Two rows that contradict each other are an error, unless one names a person barred
(`complained_of`, `complained_line`, `recused`, an administrator, `nobody`): a bar goes before everything.
`know`: learning that the matter exists. Who may not know of a matter may do nothing on it.
`did:ACT`: whoever did that act before; `alone`: without a second person.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from hetang.authority.authority import Authority
from hetang.authority.establishment import Establishment, Post
from hetang.authority.grants import ADMINISTRATORS, Grant, Grants, Holding
from hetang.authority.relations import CLOCK, PARENT, PERSONAL, RELATIONS, ROLE, SEATS, Related
from hetang.matters.kinds import Act, Kind
from hetang.matters.reading import parse_kinds
from hetang.packs.read import read_pack
from hetang.terms.trees import Node, Tree
from hetang.terms.words import Text

TOP = Path(__file__).resolve().parent.parent
TABLE = TOP / "docs" / "rules" / "access.csv"
COLUMNS = ["kind", "act", "who", "may", "clause", "rule"]
BARRED = ("complained_of", "complained_line", "recused", "nobody", *sorted(ADMINISTRATORS))
KNOW, ANYONE, ALONE, DID, SELF = "know", "anyone", "alone", "did:", "whoever_acts"
PARENTS = tuple(PARENT + relation for relation in RELATIONS)
SEAT = "the_post"
DAY, SINCE = date(2017, 4, 26), date(2016, 1, 1)


@dataclass(frozen=True)
class Row:
    """One line of the table."""

    line: int
    kinds: frozenset[str]
    acts: frozenset[str]
    who: frozenset[str]
    may: bool
    clause: str
    rule: str

    def says(self, kind: str, act: str, who: str) -> bool:
        return (
            (kind in self.kinds or "*" in self.kinds)
            and (act in self.acts or ("*" in self.acts and act != KNOW))
            and (who in self.who or "*" in self.who)
        )


@dataclass(frozen=True)
class Difference:
    """Where the table and authority answer differently."""

    kind: str
    version: str
    act: str
    who: str
    table: bool
    authority: bool

    def __str__(self) -> str:
        said = {True: "may", False: "may not"}
        where = f"{self.kind}@{self.version} {self.act}: {self.who}"
        return f"{where} — the table says {said[self.table]}, authority says {said[self.authority]}"


def read_table(path: Path = TABLE) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        lines = csv.DictReader(file)
        assert lines.fieldnames == COLUMNS, f"{path}: columns {COLUMNS}"
        return [
            Row(
                number, frozenset(line["kind"].split()), frozenset(line["act"].split()), frozenset(line["who"].split()),
                {"yes": True, "no": False}[line["may"]], line["clause"], line["rule"],
            )
            for number, line in enumerate(lines, 2)
        ]  # fmt: skip


def faults(rows: Sequence[Row], kinds: Sequence[Kind], roles: Sequence[str]) -> list[str]:
    """What is wrong with the table itself: no clause, no rule, names that nothing has."""
    acts = {kind.id: {act for one in kinds if one.id == kind.id for act in one.acts} | {KNOW, "*"} for kind in kinds}
    known = {*RELATIONS, *PARENTS, *BARRED, CLOCK, ANYONE, ALONE, SELF, "*"} | {ROLE + role for role in roles}
    found = []
    for row in rows:
        if not row.clause.strip() or not row.rule.strip():
            found.append(f"line {row.line}: no clause, or no rule")
        for kind in sorted(row.kinds - {"*"} - acts.keys()):
            found.append(f"line {row.line}: no kind {kind}")
        named = set().union(*(acts[kind] for kind in acts if kind in row.kinds or "*" in row.kinds))
        found += [f"line {row.line}: no act {act}" for act in sorted(row.acts - named)]
        did = {who.removeprefix(DID) for who in row.who if who.startswith(DID)}
        found += [f"line {row.line}: nobody is {who}" for who in sorted(row.who - known - {DID + act for act in named & did})]
    return found


def differences(rows: Sequence[Row], kinds: Sequence[Kind], roles: Sequence[str]) -> list[Difference]:
    """Every question that has two answers."""
    standings = [*RELATIONS, *PARENTS, CLOCK, ANYONE, *BARRED]
    standings += [ROLE + role for role in roles if role not in ADMINISTRATORS]
    city = _City(roles)
    found = []
    for kind in kinds:
        for act in (None, *kind.acts.values()):
            name = KNOW if act is None else act.id
            for who in standings:
                table, authority = _expected(rows, kind, act, who), city.answers(kind, act, who)
                if table != authority:
                    found.append(Difference(kind.id, kind.version, name, who, table, authority))
            if act is not None:
                found += _bounds(rows, kind, act)
    return found


def _expected(rows: Sequence[Row], kind: Kind, act: Act | None, who: str) -> bool:
    """What the table says: a bar first, then what is forbidden, then what is allowed."""
    name = KNOW if act is None else act.id
    said = [row.may for row in rows if row.says(kind.id, name, who)]
    if who in BARRED:
        return False
    if who != CLOCK:
        said += [row.may for row in rows if row.says(kind.id, name, ANYONE)]
        said += [True for row in rows if row.says(kind.id, name, SELF) and _acts(rows, kind, who)]
    assert len(set(said)) < 2, f"{kind.id} {name} {who}: rows that contradict each other"
    if not said or not said[0]:
        return False
    return act is None or act.opens or who == CLOCK or _expected(rows, kind, None, who)


def _acts(rows: Sequence[Row], kind: Kind, who: str) -> bool:
    """Whether the table lets this standing do any of the kind's own acts."""
    return any(row.may and row.says(kind.id, act, who) for row in rows for act in kind.acts if "*" not in row.kinds)


def _bounds(rows: Sequence[Row], kind: Kind, act: Act) -> Iterator[Difference]:
    """Whom an act must not come from because of an earlier act, and whether one person is enough."""
    guarded = {
        name.removeprefix("by_")
        for guard in act.guards
        for name in guard.holds.names
        if name.startswith("by_") and "actor" in guard.holds.names
    }
    for earlier in kind.acts:
        table = any(not row.may and row.says(kind.id, act.id, DID + earlier) for row in rows)
        declared = earlier in act.apart or earlier in guarded or (earlier in act.verifies and not kind.acts[earlier].clock_only)
        if table != declared:
            yield Difference(kind.id, kind.version, act.id, DID + earlier, not table, not declared)
    table = any(not row.may and row.says(kind.id, act.id, ALONE) for row in rows)
    if table != act.two:
        yield Difference(kind.id, kind.version, act.id, ALONE, not table, not act.two)


class _City:
    """One person who stands to a matter in exactly one way, whatever it is."""

    def __init__(self, roles: Sequence[str]) -> None:
        self.roles = roles
        ids = {"top": None, "handling": "top", "elsewhere": "top", "below": "elsewhere"}
        self.organisations = Tree(Node(id, Text(id, id), parent) for id, parent in ids.items())
        self.matter = Related("handling", owner="none", verifier="none", attached="none", parent=Related("handling"))

    def answers(self, kind: Kind, act: Act | None, who: str) -> bool:
        person = {CLOCK: CLOCK, "nobody": ""}.get(who, "x")
        authority, matter = self._stood(who, kind)
        knows = person == CLOCK or authority.may_know(person, kind.sees or ("all",), matter)
        if act is None:
            return knows and person != CLOCK
        return authority.may_act(person, None, act.may, matter) is None and (knows or act.opens)

    def _stood(self, who: str, kind: Kind) -> tuple[Authority, Related]:
        """A person barred stands in every other way too, and must still get nothing."""
        matter = replace(self.matter, kind=kind.id, sealed=kind.sealed)
        home, granted = "elsewhere", [who.removeprefix(ROLE)] if who.startswith(ROLE) else []
        if who in BARRED:
            matter = _related_in_every_way(matter)
            granted = [role for role in self.roles if role not in ADMINISTRATORS] + [who] * (who in ADMINISTRATORS)
        if who == "complained_of":
            matter = replace(matter, complained_of=frozenset({"x"}))
        elif who == "complained_line":
            named, none = frozenset({"elsewhere"}), frozenset[str]()  # who complains of his own line may follow that
            matter = replace(matter, complained_units=named, complained_of=frozenset({"y"}), opener=None, parties=none)
            home = "below"
        elif who == "recused":
            matter = replace(matter, recused=frozenset({"x"}), sealed=True)
        elif who.startswith(PARENT):
            matter = replace(matter, parent=_related(Related("handling"), who.removeprefix(PARENT)))
        elif who in RELATIONS:
            matter = _related(matter, who)
        return Authority(self._establishment(home, granted), DAY), matter

    def _establishment(self, home: str, roles: Sequence[str]) -> Establishment:
        post = Post(SEAT, home, Text("", ""))
        grants = tuple(Grant(role, "top", SINCE, post=post.id) for role in roles)
        held = Grants(grants, {post.id: (Holding("x", SINCE),)})
        return Establishment.declared(self.organisations, Tree([]), [post], held)


def _related(matter: Related, relation: str) -> Related:
    if relation == "party":
        return replace(matter, parties=frozenset({"x"}))
    if relation in ("handler", *PERSONAL):
        return replace(matter, handler="x") if relation == "handler" else replace(matter, opener="x")
    seats = {name: SEAT if name == relation else "none" for name in SEATS}
    return replace(matter, owner=seats["owner"], verifier=seats["verifier"], attached=seats["attached"])


def _related_in_every_way(matter: Related) -> Related:
    here = replace(matter, owner=SEAT, verifier=SEAT, attached=SEAT, handler="x", opener="x", parties=frozenset({"x"}))
    return replace(here, parent=replace(here, parent=None))


def base_kinds(folder: Path = TOP / "packs" / "base") -> tuple[list[Kind], list[str]]:
    """The kinds of the pack and the roles that it declares."""
    pack = read_pack(folder)
    if isinstance(pack, list):
        raise SystemExit("\n".join(refusal.text("en") for refusal in pack))
    roles = [role["id"] for role in pack.source_json["roles"]]
    kinds = parse_kinds({"kinds": pack.source_json["kinds"]}, pack.definitions.measures, roles)
    if isinstance(kinds, list):
        raise SystemExit("\n".join(refusal.text("en") for refusal in kinds))
    return list(kinds), roles


def main() -> int:
    kinds, roles = base_kinds()
    rows = read_table()
    found = [*faults(rows, kinds, roles), *map(str, differences(rows, kinds, roles))]
    print("\n".join(found) or f"{len(rows)} rows: the table and authority agree")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
