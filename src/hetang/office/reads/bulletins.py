"""Issued bulletins: their content and files as issued, the package that can be recomputed elsewhere, and their errata."""

import json
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from hetang.documents.composing import Composed
from hetang.documents.errata import Erratum, errata
from hetang.documents.package import CONTENT, DEFINITIONS, DOCX, HTML, PDF, ROWS, Prepared, write_package
from hetang.office.journal import bulk, files
from hetang.office.journal.book import identity
from hetang.office.reads.answers import slots
from hetang.office.reads.ledger_rows import entries
from hetang.office.reads.snapshot import snapshot

PACKAGE = "package.zip"
READ = (HTML, PDF, DOCX, CONTENT, PACKAGE)   # what a reader may take away
_ISSUED = "SELECT entry, bulletin, issue, as_of, known_at_seq, content, files, issued_by, issued_at FROM bulletin"


@dataclass(frozen=True, slots=True)
class Issued:
    """An issue as it was issued; `digest` is that of its content, `sealed` the digests of its files."""

    entry: int
    bulletin: str
    issue: str
    as_of: date
    known_at_seq: int
    digest: str
    sealed: dict[str, str]
    issued_by: str | None
    issued_us: int
    content: dict[str, Any]

    @property
    def files(self) -> tuple[str, ...]:
        return READ

    def uses(self, indicator: str) -> bool:
        return any(item["indicator"] == indicator for item in self.content["figures"])


def bulletins() -> list[Issued]:
    """The latest first."""
    return [_issued(row) for row in bulk.select(f"{_ISSUED} ORDER BY entry DESC")]


def bulletin(id: str, issue: str | None = None) -> Issued | None:
    """That issue, or the last of this bulletin."""
    where, parameters = ("", [id]) if issue is None else (" AND issue = %s", [id, issue])
    found = bulk.select(f"{_ISSUED} WHERE bulletin = %s{where} ORDER BY entry DESC LIMIT 1", parameters)
    return _issued(found[0]) if found else None


def errata_of(issued: Issued, lang: str = "zh") -> list[Erratum]:
    """Where, for the same as-of, what is known now differs from what was printed."""
    with snapshot():
        return errata(issued.content, slots(issued.as_of, cited=False), lang, slots(issued.as_of))


def file(issued: Issued, name: str) -> bytes:
    """A file byte for byte as issued; the package is put together from what was sealed. KeyError for another name."""
    if name == PACKAGE:
        return package(issued)
    return _kept(issued.digest if name == CONTENT else issued.sealed[name])


def package(issued: Issued) -> bytes:
    """Everything with which anyone recomputes it, up to the entry by which it was issued."""
    own = identity()
    assert own is not None   # something was issued, so there is a ledger
    prepared = Prepared(
        Composed(issued.content), own.alg, rows=_kept(issued.sealed[ROWS]), definitions=_kept(issued.sealed[DEFINITIONS]),
        html=_kept(issued.sealed[HTML]), pdf=_kept(issued.sealed[PDF]), docx=_kept(issued.sealed[DOCX]),
    )
    ((checkpoint,),) = bulk.select("SELECT text FROM head WHERE size = %s", [issued.entry + 1])
    return write_package(prepared, _until(issued.entry), checkpoint)


def _until(last: int) -> list[bytes]:
    found = []
    for entry in entries():
        if entry.seq > last:
            break
        found.append(entry.bytes)
    return found


def _issued(row: tuple[Any, ...]) -> Issued:
    entry, bulletin, issue, as_of, known_at_seq, content, sealed, by, at = row
    day = date.fromisoformat(str(as_of))
    return Issued(entry, bulletin, issue, day, known_at_seq, content, json.loads(sealed), by, at, _content(content))


@lru_cache(maxsize=64)
def _content(digest: str) -> dict[str, Any]:
    """A digest never names other bytes."""
    content: dict[str, Any] = json.loads(_kept(digest))
    return content


def _kept(digest: str) -> bytes:
    data = files.read(digest, files.ISSUED)
    if data is None:
        raise FileNotFoundError(f"the issued file {digest} is gone; `hetang verify` names all that is missing")
    return data
