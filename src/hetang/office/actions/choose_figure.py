"""Chooses, of several figures that a claim may speak of, the one that it does."""

import json
from collections.abc import Mapping

from hetang.office.actions.mark_draft import mark_draft
from hetang.office.journal.packs import active_pack
from hetang.terms.refusals import Refusal
from hetang.terms.words import Text

QUESTION = ("indicator", "place", "organisation", "period")
NOT_A_FIGURE = Refusal(
    "not_a_figure", Text("“{indicator}”不是城市包的指标", "`{indicator}` is no indicator of the pack"),
    Text("候选之一", "one of the candidates"),
)


def choose_figure(id: str, start: int, end: int, surface: str, chosen: Mapping[str, str | None], person: str) -> Refusal | None:
    """`chosen`: {indicator, place, organisation, period}, as a candidate was asked; the last three may be absent."""
    pack, indicator = active_pack(), chosen.get("indicator")
    if pack is None or indicator not in pack.definitions.indicators:
        return NOT_A_FIGURE.filled(indicator=indicator)
    said = json.dumps({key: chosen.get(key) or None for key in QUESTION}, ensure_ascii=False)
    return mark_draft(id, start, end, surface, "chosen", said, person)
