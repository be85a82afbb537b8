"""What stands beside the ledger held against it: packs, vault, evidence, issued files, kept conflicts."""

import hashlib
from collections.abc import Iterator, Mapping

from hetang.office.journal import bulk, files, vault
from hetang.office.reads.findings import Finding
from hetang.office.tables.models import Vault, VaultKey
from hetang.terms.dates import FOREVER_US

CHUNK_BYTES = 2**20


def check_packs(activated: list[tuple[int, str]]) -> Iterator[Finding]:
    for seq, digest in activated:
        stored = bulk.select("SELECT json FROM pack_version WHERE digest = %s", [digest])
        if not stored or hashlib.sha256(bytes(stored[0][0])).hexdigest() != digest:
            yield Finding("pack", seq, digest)


def check_vault(commitments: Mapping[str, int], erased: set[str]) -> Iterator[Finding]:
    """Every commitment opens to its value, or an entry says that it was erased."""
    keys = {row.subject: bytes(row.key) for row in VaultKey.objects.all().iterator()}
    kept = set[str]()
    for row in Vault.objects.order_by("commitment").iterator():
        kept.add(row.commitment)
        seq = commitments.get(row.commitment)
        if row.commitment in erased:
            yield Finding("not_erased", seq, row.commitment)
        elif seq is None:
            yield Finding("commitment_stray", None, row.commitment)
        elif vault.opened(row, keys) is None:
            yield Finding("commitment", seq, row.commitment)
    for commitment, seq in commitments.items():
        if commitment not in kept and commitment not in erased:
            yield Finding("commitment_missing", seq, commitment)


def check_evidence(named: Mapping[str, int]) -> Iterator[Finding]:
    """Every stored file is the one that its digest names; what an entry names is stored, unless it was withdrawn."""
    withdrawn = {d for (d,) in bulk.select(f"SELECT DISTINCT evidence FROM fact_evidence WHERE until_seq < {FOREVER_US}")}
    stored = set[str]()
    for digest, size in bulk.select("SELECT digest, size FROM evidence ORDER BY digest"):
        stored.add(digest)
        found = _digest_and_size(digest, files.EVIDENCE)
        if found != (digest, size) and not (found is None and digest in withdrawn):
            yield Finding("evidence", named.get(digest), digest)
    for digest, seq in named.items():
        if digest not in stored:
            yield Finding("evidence_unknown", seq, digest)


def check_issued(issued: Mapping[str, int], alg: str) -> Iterator[Finding]:
    for digest, seq in issued.items():
        found = _digest_and_size(digest, files.ISSUED, alg)
        if found is None or found[0] != digest:
            yield Finding("issued", seq, digest)


def check_conflicts() -> Iterator[Finding]:
    for number, data, digest in bulk.paged("SELECT number, bytes, digest FROM conflict WHERE number > %s ORDER BY number"):
        if hashlib.sha256(bytes(data)).hexdigest() != digest:
            yield Finding("conflict", None, str(number))


def _digest_and_size(digest: str, folder: str, alg: str = "sha256") -> tuple[str, int] | None:
    path = files.path_of(digest, folder)
    if not path.is_file():
        return None
    made, size = hashlib.new(alg), 0
    with path.open("rb") as file:
        while chunk := file.read(CHUNK_BYTES):
            made.update(chunk)
            size += len(chunk)
    return made.hexdigest(), size
