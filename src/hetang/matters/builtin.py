"""The acts that every kind has unless it declares its own of that id."""

from __future__ import annotations

from collections.abc import Collection

from hetang.matters.kinds import Act, Field
from hetang.terms.words import Text

CLOCKWORK = ("progress", "passed", "reckon")  # the clock's own; none of them moves a step or sets a relation
HANDED_OVER = ("owner", "handler", "attached")
# What `assign` asks: no fields of the kind, but relations.
RELATION_FIELDS = {
    "owner": Field("owner", Text("归属", "owner"), "post"),
    "handler": Field("handler", Text("经办人", "handler"), "person"),
    "attached": Field("attached", Text("挂点领导", "attached leader"), "post"),
}
STANDING = ("owner", "handler", "verifier", "attached", "opener")


def builtin_acts(terms: Collection[str]) -> dict[str, Act]:
    """`terms`: every term under `may` of the kind's own acts; whoever stands to the matter by one may step back from it."""
    related = tuple(dict.fromkeys([*STANDING, *sorted(term for term in terms if term not in ("all", "clock"))]))
    return {
        "assign": Act("assign", Text("改派", "hand over"), may=("owner", "role:keeper"), may_have=HANDED_OVER),
        "recuse": Act("recuse", Text("回避", "step back"), may=related),
        "migrate": Act("migrate", Text("改按新版办理", "go over to the new version"), may=("role:keeper",)),
        "progress": Act(
            "progress", Text("已核实进展，重新计时", "verified progress: counted anew"), may=("clock",), commutes=True
        ),
        "passed": Act("passed", Text("期限届满", "the limit has passed"), may=("clock",), commutes=True),
        "reckon": Act(
            "reckon",
            Text("按新公布的日历重算期限", "counted by the calendar now gazetted"),
            may=("clock",),
            commutes=True,
        ),
    }
