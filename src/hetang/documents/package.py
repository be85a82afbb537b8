"""A bulletin's package: what it says, the documents, and everything with which anyone recomputes its figures.

    manifest.json      digest and size of every other member
    checkpoint         the head of the ledger that the package ends at
    entries.jsonl      every entry up to it, as sealed
    rows.jsonl.gz      the rows that the figures rest on, proven or in whole batches
    definitions.json   measures, indicators, rules, trees, and the bulletin as declared
    bulletin.json      the composed content
    bulletin.html .pdf .docx

Of an issued bulletin the last entry is its `bulletin.issued`, which seals the digests of all that follows entries.jsonl.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from hetang.documents.composing import Composed
from hetang.documents.container import write_zip
from hetang.documents.rows import Batches, carried_rows, packed
from hetang.figures.shapes import Definitions, Indicator, aggregates, references
from hetang.terms.digests import canonical, digest

FORMAT = "hetang-package"
VERSION = 1
MANIFEST, CHECKPOINT, ENTRIES, PACKED_ROWS = "manifest.json", "checkpoint", "entries.jsonl", "rows.jsonl.gz"
ROWS, DEFINITIONS, CONTENT = "rows.jsonl", "definitions.json", "bulletin.json"
HTML, PDF, DOCX = "bulletin.html", "bulletin.pdf", "bulletin.docx"
MEMBERS = (MANIFEST, CHECKPOINT, ENTRIES, PACKED_ROWS, DEFINITIONS, CONTENT, HTML, PDF, DOCX)
SEALED = (ROWS, DEFINITIONS, HTML, PDF, DOCX)  # by digest in the entry's `files`; the content has a field of its own
NODE_KEYS = ("id", "name", "parent", "kind", "since", "until")


@dataclass(frozen=True, slots=True)
class Prepared:
    """A bulletin ready to be issued: all that its entry seals, made before the entry is."""

    composed: Composed
    alg: str
    rows: bytes
    definitions: bytes
    html: bytes
    pdf: bytes
    docx: bytes

    def files(self) -> dict[str, bytes]:
        made = (self.rows, self.definitions, self.html, self.pdf, self.docx)
        return dict(zip(SEALED, made, strict=True))

    def issued_body(self) -> dict[str, Any]:
        """The body of its `bulletin.issued` entry."""
        content = self.composed.content
        return {
            "bulletin": content["bulletin"],
            "issue": content["issue"],
            "running": content["running"] if content["running"] is not None else content["issue"],
            "as_of": content["as_of"],
            "known_at_seq": content["head"]["size"] - 1,
            "content": self.composed.digest(self.alg),
            "figures": self.composed.sealed_figures(),
            "files": {name: digest(data, self.alg) for name, data in self.files().items()},
        }


def prepare(
    composed: Composed,
    *,
    alg: str,
    batches: Batches,
    definitions: Definitions,
    definitions_json: bytes,
    html: bytes,
    pdf: bytes,
    docx: bytes,
) -> Prepared:
    """`batches` gives the entries up to the head of the content, with their rows; it is called twice."""
    used = measures_of(definitions, {item["indicator"] for item in composed.content["figures"]})
    closed = [id for id, measure in definitions.measures.items() if measure.disclosure != "open"]
    rows = carried_rows(batches, used, closed)
    return Prepared(composed, alg, rows, definitions_json, html, pdf, docx)


def write_package(prepared: Prepared, entries: Iterable[bytes], checkpoint: str) -> bytes:
    """`entries`: the canonical bytes of all of them up to the checkpoint, the bulletin's own entry last once it is issued."""
    members = {
        CHECKPOINT: checkpoint.encode(),
        ENTRIES: b"".join(entry + b"\n" for entry in entries),
        PACKED_ROWS: packed(prepared.rows),
        DEFINITIONS: prepared.definitions,
        CONTENT: prepared.composed.bytes(),
        HTML: prepared.html,
        PDF: prepared.pdf,
        DOCX: prepared.docx,
    }
    return write_zip({MANIFEST: manifest_of(members, prepared.alg, len(prepared.rows)), **members})


def manifest_of(members: Mapping[str, bytes], alg: str, rows_bytes: int) -> bytes:
    files = {name: {"bytes": len(data), "digest": digest(data, alg)} for name, data in members.items()}
    return canonical({"format": FORMAT, "v": VERSION, "alg": alg, "rows_bytes": rows_bytes, "files": files})


def measures_of(definitions: Definitions, indicators: Iterable[str]) -> set[str]:
    """Every measure that the indicators rest on, through other indicators too, in any version."""
    waiting = [version for id in indicators for version in definitions.indicators.get(id, ())]
    seen: set[str] = set()
    measures: set[str] = set()
    while waiting:
        indicator: Indicator = waiting.pop()
        measures |= {aggregate.measure for aggregate in aggregates(indicator.computation)}
        for reference in references(indicator.computation):
            if reference.indicator not in seen:
                seen.add(reference.indicator)
                waiting.extend(definitions.indicators.get(reference.indicator, ()))
    return measures


def definitions_of(
    declared: Mapping[str, Any],
    *,
    pack: str,
    time_zone: str,
    definitions: Mapping[str, Any],
    places: Sequence[Mapping[str, Any]],
    organisations: Sequence[Mapping[str, Any]],
    names: Iterable[str] = (),
) -> bytes:
    """definitions.json: `declared` is the bulletin's declaration, `definitions` {measures, indicators, rules} as in the pack.

    Of places and organisations what a figure reads, no geometry; of the names those that the declaration uses.
    """
    written = canonical(declared).decode()
    return canonical(
        {
            "v": VERSION,
            "pack": pack,
            "time_zone": time_zone,
            "bulletin": declared,
            "names": sorted({name for name in names if name and name in written}),
            "definitions": {key: definitions[key] for key in ("measures", "indicators", "rules")},
            "places": [_node(node) for node in places],
            "organisations": [_node(node) for node in organisations],
        }
    )


def _node(node: Mapping[str, Any]) -> dict[str, Any]:
    return {key: node[key] for key in NODE_KEYS if key in node}
