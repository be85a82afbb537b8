"""Does one act on a matter: the entry, and the entries that follow from it."""

from collections.abc import Sequence
from functools import partial

from hetang.matters.act import CLOCK, MatterAct
from hetang.office.journal import vault
from hetang.office.journal.accept import accept
from hetang.office.journal.act import NO_LEDGER, Act, Answer, nothing_beside
from hetang.office.journal.packs import active_pack
from hetang.office.journal.sealed_fields import seal_fields
from hetang.terms.refusals import Refusal
from hetang.terms.words import Text

ONLY_THE_CLOCK = Refusal(
    "only_the_clock", Text("没有人能以时钟之名行事", "nobody acts in the clock's name"), Text("由 hetang tick", "hetang tick does"),
)


def act_on_matter(act: MatterAct) -> Answer:
    """The first entry of the answer is the act's own, the others follow from it. History is taken over by `replay` alone."""
    return act_on_matters([act])


def act_on_matters(acts: Sequence[MatterAct]) -> Answer:
    """All of them or none."""
    if any(act.person == CLOCK or act.handed or act.known_at is not None for act in acts):
        return [ONLY_THE_CLOCK]
    pack = active_pack()
    if pack is None:
        return [NO_LEDGER]
    sealed, secrets = seal_fields(pack, acts)
    return accept([
        Act(
            act.id, "matter.acted", {"person": act.person, "organisation": act.organisation}, on=act,
            beside=partial(vault.keep, secrets[act.id]) if act.id in secrets else nothing_beside,
        )
        for act in sealed
    ])
