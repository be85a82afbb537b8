"""Files known by their digest, in folders of HETANG_HOME: written once, whole, and on the disk before anyone is told."""

import os
from collections.abc import Collection, Iterable
from pathlib import Path

from django.conf import settings

from hetang.terms.digests import digest as digest_of

EVIDENCE, ISSUED = "evidence", "issued"
FEW = 32


def path_of(digest: str, folder: str = EVIDENCE) -> Path:
    """HETANG_HOME/evidence/ab/cdef…"""
    return Path(settings.HOME) / folder / digest[:2] / digest[2:]


def keep(contents: Iterable[bytes], folder: str = EVIDENCE, alg: str = "sha256") -> list[str]:
    """Stores each content under its digest and returns the digests in the order given.

    All drafts are written before the first is synced, so that many small files cost one flush and not one each.
    """
    digests: list[str] = []
    drafts: dict[Path, Path] = {}
    for content in contents:
        digest = digest_of(content, alg)
        digests.append(digest)
        path = path_of(digest, folder)
        if path in drafts or path.exists():
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        drafts[path] = path.with_name(f".{path.name}.{os.getpid()}")
        drafts[path].write_bytes(content)
    _sync(drafts.values())
    for path, draft in drafts.items():
        draft.replace(path)
    _sync({path.parent for path in drafts})
    return digests


def read(digest: str, folder: str = EVIDENCE) -> bytes | None:
    path = path_of(digest, folder)
    return path.read_bytes() if path.exists() else None


def _sync(paths: Collection[Path]) -> None:
    """On the disk when it returns; many at once are cheaper by one flush of everything, which Linux waits for."""
    if len(paths) > FEW:
        os.sync()
        return
    for path in paths:
        number = os.open(path, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)
