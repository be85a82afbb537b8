"""Who may do what, over which organisation, on which day: the answer follows from grants and from nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from hetang.terms.refusals import Refusal
from hetang.terms.trees import Tree
from hetang.terms.words import Text

# What each role allows; no role allows what another forbids, and none allows to confirm one's own record.
ROLES: dict[str, frozenset[str]] = {
    "recorder": frozenset({"record", "attach"}),
    "verifier": frozenset({"judge"}),
    "editor": frozenset({"issue", "read_bulletin"}),
    "keeper": frozenset({"activate", "take_over", "withdraw", "confirm_grant"}),
    "reader": frozenset({"read_facts", "read_bulletin"}),
    "vault_officer": frozenset({"erase", "open_vault"}),
    "system_admin": frozenset({"establish"}),
    "security_admin": frozenset({"grant", "confirm_grant"}),
    "audit_admin": frozenset({"read_log"}),
}
ADMINISTRATORS = frozenset({"system_admin", "security_admin", "audit_admin"})  # one person holds one of them, and no other
ACTS = frozenset().union(*ROLES.values())

NOT_GRANTED = Refusal(
    "not_granted",
    Text("{person}于{day}无权在{organisation}{act}", "{person} held no grant on {day} to {act} for {organisation}"),
    Text("持有下列角色之一的人：{roles}", "a person who holds one of these roles: {roles}"),
)
WORDS: dict[str, Text] = {
    "record": Text("记录事实", "record facts"),
    "attach": Text("补交佐证", "attach evidence"),
    "judge": Text("核实或提出争议", "verify or dispute facts"),
    "issue": Text("签发通讯", "issue bulletins"),
    "read_bulletin": Text("阅读内部通讯", "read internal bulletins"),
    "activate": Text("启用城市包", "activate a pack"),
    "take_over": Text("接收历史记录", "take over history"),
    "withdraw": Text("撤回佐证", "withdraw evidence"),
    "read_facts": Text("查看不公开的事实", "read facts that are not open"),
    "erase": Text("删除个人信息", "erase personal data"),
    "open_vault": Text("查看个人信息", "open personal data"),
    "establish": Text("变更机构、岗位与账号", "change organisations, posts and accounts"),
    "grant": Text("授权与任免登记", "grant roles and enter appointments"),
    "confirm_grant": Text("复核授权", "confirm a grant"),
    "read_log": Text("查阅审计日志", "read the audit log"),
}


@dataclass(frozen=True, slots=True)
class Holding:
    """A person in a post, both days included; an open end is None."""

    person: str
    since: date
    until: date | None = None

    def holds(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class Grant:
    """A role over an organisation and all below it, for a time, to a person or to whoever holds a post.

    `place` limits it to matters in a place and all below it (`over` may then be None), `kinds` to kinds of matter.
    """

    role: str
    over: str | None
    since: date
    until: date | None = None
    person: str | None = None
    post: str | None = None
    place: str | None = None
    kinds: frozenset[str] = frozenset()

    def holds(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day <= self.until)


@dataclass(frozen=True)
class Grants:
    """All grants of a pack with the holders of its posts."""

    grants: tuple[Grant, ...]
    holders: dict[str, tuple[Holding, ...]] = field(default_factory=dict)

    def of(self, person: str, day: date) -> Iterable[Grant]:
        """The grants in force for a person on a day, through posts held that day too."""
        for grant in self.grants:
            if grant.holds(day) and (grant.person == person or self._holds_post(person, grant.post, day)):
                yield grant

    def roles(self, person: str, day: date) -> frozenset[str]:
        return frozenset(grant.role for grant in self.of(person, day))

    def _holds_post(self, person: str, post: str | None, day: date) -> bool:
        return post is not None and any(h.person == person and h.holds(day) for h in self.holders.get(post, ()))


def may(
    grants: Grants, organisations: Tree, person: str | None, act: str, over: str | None, day: date
) -> Refusal | None:
    """None where the person may do the act for that organisation on that day, else the refusal.

    `over` None asks for the act over the whole city: the grant must stand on a root. Unknown acts raise KeyError.
    """
    word = WORDS[act]
    if person is not None:
        for grant in effective(grants.of(person, day)):
            whole = grant.place is None and not grant.kinds
            if whole and act in ROLES.get(grant.role, ()) and _covers(organisations, grant.over, over, day):
                return None
    roles = "、".join(sorted(role for role, acts in ROLES.items() if act in acts))
    node = organisations.at(over, day) if over is not None else None
    place = node.name if node is not None else Text(over or "全市", over or "the whole city")
    who = Text(person, person) if person else Text("未具名者", "Nobody named")
    return NOT_GRANTED.filled(person=who, day=day, organisation=place, act=word, roles=roles)


def effective(held: Iterable[Grant]) -> tuple[Grant, ...]:
    """Of the grants somebody holds those that count: an administrator is nothing else, and not two of them."""
    grants = tuple(held)
    administers = {grant.role for grant in grants} & ADMINISTRATORS
    if not administers:
        return grants
    return tuple(grant for grant in grants if grant.role in administers) if len(administers) == 1 else ()


def _covers(organisations: Tree, granted: str | None, over: str | None, day: date) -> bool:
    if over is None:
        return granted in organisations.roots(day)
    return granted == over or granted in organisations.ancestors(over, day)
