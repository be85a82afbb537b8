"""Chooses, of several figures that a claim may speak of, the one that it does."""

from hetang.office.actions.mark_draft import mark_draft
from hetang.office.journal.packs import active_pack
from hetang.terms.refusals import Refusal
from hetang.terms.words import Text

NOT_A_FIGURE = Refusal(
    "not_a_figure", Text("“{indicator}”不是城市包的指标", "`{indicator}` is no indicator of the pack"),
    Text("候选之一", "one of the candidates"),
)


def choose_figure(id: str, start: int, end: int, surface: str, indicator: str, person: str) -> Refusal | None:
    """For this place alone; that other drafts may say it too is learned by an act."""
    pack = active_pack()
    if pack is None or indicator not in pack.definitions.indicators:
        return NOT_A_FIGURE.filled(indicator=indicator)
    return mark_draft(id, start, end, surface, "chosen", indicator, person)
