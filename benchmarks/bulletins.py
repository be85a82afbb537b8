"""The reference bulletin: its figures computed again, its PDF laid out."""

from __future__ import annotations

from pathlib import Path

import hetang
from benchmarks.city import AS_OF, EDITOR, RECORDER, city, facts
from benchmarks.pairs import Row, agree, timed, within
from benchmarks.sizes import Size
from hetang.documents.layouts.pdf import pdf
from hetang.documents.package import Prepared
from hetang.office.actions.issue_bulletin import seal_bulletin
from hetang.office.actions.open_city import open_city
from hetang.office.actions.record_facts import record_facts
from hetang.office.reads.bulletins import bulletin, bulletins, errata_of
from hetang.office.reads.prepare_bulletin import prepare_bulletin
from hetang.terms.ids import derived_id
from hetang.wiring.commands.city import load_city

REFERENCE = Path(hetang.__file__).parents[2] / "packs" / "jingdezhen"
BAR_S, BAR_FIGURES = 2.0, 300


def run(size: Size) -> list[Row]:
    """No rival for the PDF: WeasyPrint is not installed, and a number from elsewhere would be none."""
    id = _reference() if size.city else _small(size)
    issued = bulletin(id)
    assert issued is not None
    count = len(issued.content["figures"])
    again = timed(lambda: agree("errata when nothing has changed", errata_of(issued), []))
    pages: list[bytes] = []
    laid_out = timed(lambda: pages.append(pdf(issued.content)))
    agree("the first bytes of a PDF", pages[0][:5], b"%PDF-")
    prepared = timed(lambda: prepare_bulletin(id, issued.as_of))
    bar = BAR_S * count / BAR_FIGURES
    return [
        within(f"{count} figures computed again with their lineage (bar: {BAR_S:g} s for {BAR_FIGURES})", again, round(bar, 3), "s"),
        Row(f"its PDF by typst ({len(pages[0]) // 1024} KB)", laid_out, "WeasyPrint is not installed: no rival", 0, laid_out, "", None),
        Row("prepared: composed, HTML, PDF, DOCX, rows of its package", prepared, "none", 0, prepared, "", None),
    ]


def _reference() -> str:
    agree("loading of the reference city", load_city(REFERENCE, None, "en"), 0)
    return bulletins()[0].bulletin


def _small(size: Size) -> str:
    open_city(city())
    record_facts(derived_id("bulletin"), RECORDER, list(facts(size.rows)))
    prepared = prepare_bulletin("first", AS_OF)
    assert isinstance(prepared, Prepared), prepared
    seal_bulletin(EDITOR, prepared)
    return "first"
