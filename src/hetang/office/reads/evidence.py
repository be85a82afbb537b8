"""Evidence files by their digest."""

from dataclasses import dataclass

from hetang.office.journal import bulk, files


@dataclass(frozen=True, slots=True)
class Stored:
    """A file as it came in; its bytes are read when they are asked for."""

    digest: str
    name: str
    media_type: str
    size: int

    def content(self) -> bytes:
        return files.read(self.digest) or b""


def evidence(digest: str) -> Stored | None:
    """None where it is unknown, or where its file is gone."""
    found = bulk.select("SELECT digest, name, media_type, size FROM evidence WHERE digest = %s", [digest])
    return Stored(*found[0]) if found and files.path_of(digest).is_file() else None


def measures_behind(digest: str) -> frozenset[str]:
    """The measures of the facts that this evidence supports or once supported."""
    found = bulk.select(
        "SELECT DISTINCT fact.measure FROM fact_evidence JOIN fact ON fact.id = fact_evidence.fact WHERE evidence = %s", [digest]
    )
    return frozenset(measure for (measure,) in found)
