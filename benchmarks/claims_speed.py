"""How long 10,000 characters take to read and to check, warm; how hostile texts grow; beside one expression for the same digits."""

from __future__ import annotations

import re
import statistics
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

from benchmarks.claims_planted import AS_OF, REFERENCE, what_is_known
from benchmarks.home import peak_mb
from benchmarks.pairs import Row, agree, spent, timed, within
from benchmarks.planted_drafts import Generator
from benchmarks.planted_texts import own, things_of, write_pack
from benchmarks.sizes import Size
from hetang.claims.about import read_claims
from hetang.claims.reading import read_numbers
from hetang.web.checking import check_text, draft_under
from hetang.wiring.commands.city import load_city

CHARACTERS, READ_S, CHECK_S = 10_000, 0.2, 1.0
LINEAR, TIMES, BAR_MB = 15.0, 10, 600.0   # ten times the text may take fifteen times as long; what a process may hold
# What a text may be made of to make a grammar look back again and again.
HOSTILE = {
    "digits": "7", "digits and points": "1.2.", "Chinese numerals": "三百零五万", "nested brackets": "（3（", "units": "5万平方米",
    "ranges": "3—5—", "approximations": "近超约3余", "per cents": "百分之", "lists": "3、5、", "shares": "占3%、", "lines": "1\n",
    "English": "two hundred and 3 per cent of ",
}  # fmt: skip
CHECKED = ("shares", "units", "lists", "lines", "English")
DIGITS = re.compile(r"\d[\d,]*(?:\.\d+)?")


def run(size: Size) -> list[Row]:
    text, day = _text(size)
    full = (text * (CHARACTERS // len(text) + 1))[:CHARACTERS]
    rival = min(timed(lambda: DIGITS.findall(full)) for _ in range(size.runs))
    draft = draft_under(day)
    rows = [
        _seconds("read", full, rival, READ_S, lambda: read_numbers(full), size),
        _seconds("read, and what each is about", full, rival, READ_S, lambda: read_claims(full, day), size),
        _seconds("checked, warm", full, rival, CHECK_S, lambda: check_text(full, draft), size),
    ]
    length = 1_000_000 if size.city else 20_000
    rows += [_grown(f"read: {name}", pattern, length, read_claims) for name, pattern in HOSTILE.items()]
    for name in CHECKED:
        rows.append(_grown(f"checked: {name}", HOSTILE[name], length // 10, lambda told: check_text(told, draft)))
    return [*rows, within("the most memory held", peak_mb(), BAR_MB, "MB")]


def _grown(name: str, pattern: str, length: int, call: Callable[[str], object]) -> Row:
    """The whole length against a tenth of it."""
    short, long = (pattern * (count // len(pattern)) for count in (length // TIMES, length))
    call(pattern)
    begun, held = _clocked(lambda: call(short)), peak_mb()
    after = _clocked(lambda: call(long))
    rival = f"a tenth of it; {peak_mb() - held:.0f} MB more held"
    return Row(f"{name}, {len(long):,} characters", after, rival, begun, after / begun, f"<= {LINEAR:g} x", after / begun <= LINEAR)


def _seconds(what: str, text: str, rival: float, bar: float, call: Callable[[], object], size: Size) -> Row:
    """Seconds of CPU, since others may use the machine; warm."""
    call()
    took = statistics.median(spent(call).cpu_s for _ in range(size.runs))
    return Row(f"{len(text):,} characters {what}", took, "one expression for digits", rival, took / rival, f"<= {bar:g} s", took <= bar)


def _clocked(call: Callable[[], object]) -> float:
    return max(spent(call).cpu_s, 1e-4)


def _text(size: Size) -> tuple[str, date]:
    """Drafts about the reference city, or our own text and the pack made of it."""
    if size.city:
        agree("loading of the reference city", load_city(REFERENCE, None, "en"), 0)
        return "".join(draft.text for draft in Generator(what_is_known()).drafts(6, 6)), AS_OF
    text = own()
    with tempfile.TemporaryDirectory() as folder:
        write_pack(Path(folder) / "annotated", list(things_of(text).values()), text, renamed=False)
        agree("loading of a small pack", load_city(Path(folder) / "annotated", None, "en"), 0)
    return text.text, date(text.year, 12, 31)
