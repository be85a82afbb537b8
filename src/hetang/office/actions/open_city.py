"""Opens the city's ledger with its pack, or activates a changed pack; the same pack again changes nothing."""

from hetang.figures.language import Measure
from hetang.office.journal.accept import accept
from hetang.office.journal.act import Act, Answer, By
from hetang.office.journal.bulk import select
from hetang.office.journal.decide import DOES_NOT_CHANGE
from hetang.office.journal.packs import active_pack, keep_pack
from hetang.office.journal.repeats import accepted
from hetang.packs.pack import Pack
from hetang.terms.ids import derived_id
from hetang.terms.refusals import Refusal
from hetang.terms.words import Text

OPERATOR = "operator"   # who sets the system up, before anybody holds a grant
OTHER_CITY = Refusal(
    "other_city", Text("此账簿属于{here}，不属于{there}", "this ledger is of {here}, not of {there}"),
    Text("{here}的城市包，或另一个数据库", "a pack of {here}, or another database"),
)
KIND_IN_USE = Refusal(
    "kind_in_use",
    Text("有事项按“{kind}”{version}版办理、停在“{step}”，新包里没有",
         "matters are at `{step}` of `{kind}` of {version}, which the new pack lacks"),
    Text("保留此版此步骤和工作日历的包", "a pack that keeps that version, that step and a calendar"),
)   # fmt: skip


def open_city(pack: Pack, actor: str | None = None, alg: str = "sha256") -> Answer:
    """The first load needs no grant, since the grants come with it; a changed pack needs a keeper of the one in force."""
    active = active_pack()
    if active is not None and active.digest == pack.digest:
        return [accepted(_activated())]
    by: By = {"person": actor or OPERATOR, "organisation": pack.organisation or _root(pack)}
    activation = Act(
        derived_id("pack.activated", pack.name, pack.digest, str(_activations())), "pack.activated", by,
        {"name": pack.name, "version": pack.version, "digest": pack.digest}, beside=lambda: keep_pack(pack),
    )
    if active is not None:
        return _refusals(active, pack) or accept([activation])
    opening = Act(derived_id("ledger.opened", pack.name), "ledger.opened", by, {"city": pack.name, "time_zone": pack.time_zone})
    return accept([opening, activation], alg)


def _refusals(active: Pack, pack: Pack) -> list[Refusal]:
    if active.name != pack.name:
        return [OTHER_CITY.filled(here=active.name, there=pack.name)]
    used = {measure for (measure,) in select("SELECT DISTINCT measure FROM fact")}
    now = pack.definitions.measures
    refused = [
        DOES_NOT_CHANGE.filled(measure=id) for id, before in active.definitions.measures.items()
        if id in used and (id not in now or _quantum(now[id]) != _quantum(before))
    ]
    running = select("SELECT DISTINCT kind, version, step FROM matter WHERE NOT closed ORDER BY kind, version, step")
    return refused + [
        KIND_IN_USE.filled(kind=kind, version=version, step=step) for kind, version, step in running
        if (declared := pack.kinds.version(kind, version)) is None or step not in declared.steps or pack.calendar is None
    ]


def _quantum(measure: Measure) -> tuple[str, int]:
    return measure.unit, measure.decimals


def _root(pack: Pack) -> str:
    return next((node.id for node in pack.organisations.nodes if node.parent is None), pack.name)


def _activations() -> int:
    """A pack may come back after another: each activation is an entry of its own."""
    ((count,),) = select("SELECT COUNT(*) FROM entry WHERE kind = 'pack.activated'")
    return int(count)


def _activated() -> int:
    ((seq,),) = select("SELECT MAX(seq) FROM entry WHERE kind = 'pack.activated'")
    return int(seq)
