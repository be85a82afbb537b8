"""Is the ledger intact: chain, rows, heads, vault, evidence, issued files, packs and reading tables, every finding named."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from hetang.ledger.checkpoint import Checkpoint, parse
from hetang.office.journal import bulk
from hetang.office.journal.book import Identity
from hetang.office.reads import stores
from hetang.office.reads.findings import Finding
from hetang.office.reads.rebuild import Difference, rebuild
from hetang.office.reads.soundness import Sound, check_ledger, identity_or_none
from hetang.terms.refusals import Refusal

OF_THE_LEDGER = frozenset({"entry", "entry_column", "entry_missing", "cut_tail", "row", "rows", "row_stray", "pack"})


@dataclass(frozen=True, slots=True)
class Verified:
    """What was checked and what was found; `erased` counts commitments whose values an entry says are erased."""

    ledger: str
    size: int
    root: str
    rows: int
    evidence: int
    erased: int
    consistent_with: int | None = None   # the size of the head kept outside, where it agrees
    findings: list[Finding] = field(default_factory=list)

    @property
    def intact(self) -> bool:
        return not self.findings

    @property
    def first_broken(self) -> int | None:
        """The first entry that a finding concerns."""
        return min((found.seq for found in self.findings if found.seq is not None), default=None)

    def to_json(self) -> dict[str, Any]:
        return {
            "intact": self.intact, "ledger": self.ledger, "head": {"size": self.size, "root": self.root}, "rows": self.rows,
            "evidence": self.evidence, "erased": self.erased, "consistent_with": self.consistent_with,
            "first_broken": self.first_broken, "findings": [found.to_json() for found in self.findings],
        }


def verify(head_text: str | None = None, readings: bool = True) -> Verified | Refusal:
    """`head_text`: a checkpoint kept outside, as an issued package has one. Only a text that is none is refused.

    `readings` False leaves the comparison of the reading tables to `hetang rebuild --check`.
    """
    kept = parse(head_text) if head_text is not None else None
    if isinstance(kept, Refusal):
        return kept
    own = identity_or_none()
    sound = check_ledger(kept.size if kept is not None else None)
    findings = [*sound.findings, *_against(kept, sound, own), *_beside(sound, own.alg if own is not None else "sha256")]
    if readings and not any(found.code in OF_THE_LEDGER for found in findings):
        findings += (_reading(difference) for difference in rebuild(check=True).differences)
    agrees = kept is not None and not any(f.code in ("cut_tail", "rechained", "other_ledger") for f in findings)
    return Verified(
        ledger=own.ledger if own is not None else "", size=sound.size, root=sound.root, rows=sound.rows,
        evidence=bulk.select("SELECT COUNT(*) FROM evidence")[0][0], erased=len(sound.erased),
        consistent_with=kept.size if agrees and kept is not None else None, findings=findings,
    )


def _beside(sound: Sound, alg: str) -> Iterator[Finding]:
    yield from stores.check_packs(sound.packs)
    yield from stores.check_vault(sound.commitments, sound.erased)
    yield from stores.check_evidence(sound.evidence)
    yield from stores.check_issued(sound.issued, alg)
    yield from stores.check_conflicts()


def _against(kept: Checkpoint | None, sound: Sound, own: Identity | None) -> Iterator[Finding]:
    """A head kept outside finds what can not be seen from inside: a ledger chained anew, and a tail cut off."""
    if kept is None:
        return
    if own is None or (kept.ledger, kept.alg) != (own.ledger, own.alg):
        yield Finding("other_ledger", None, kept.origin)
    elif kept.size > sound.size:
        if not any(found.code == "cut_tail" for found in sound.findings):
            yield Finding("cut_tail", sound.size)
    elif kept.size and kept.root != sound.root_at:
        yield Finding("rechained", kept.size - 1)


def _reading(difference: Difference) -> Finding:
    """Names table and row, and what differs."""
    place = " ".join(f"{name}={value}" for name, value in difference.key.items())
    what = "-" if difference.live is None else "+" if difference.rebuilt is None else ", ".join(difference.columns)
    either = difference.rebuilt or difference.live or {}
    return Finding("reading", either.get("entry"), f"{difference.table} {place}: {what}")
