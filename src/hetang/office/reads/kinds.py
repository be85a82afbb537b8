"""The kinds of matter that the city has declared, and their versions."""

from dataclasses import dataclass
from datetime import date

from hetang.matters.kinds import Kind
from hetang.office.reads.knowing import Asker


@dataclass(frozen=True, slots=True)
class Versions:
    """A kind as in force on the desk's day, with the days from which each of its versions holds."""

    kind: Kind
    since: tuple[date, ...]


def kinds(asker: Asker) -> tuple[Versions, ...]:
    """In the order declared; one not yet in force stands as it will be."""
    return tuple(_told(asker, id) for id in asker.pack.kinds.versions)


def kind(asker: Asker, id: str, version: str | None = None) -> Versions | None:
    """The version named, else that in force."""
    if id not in asker.pack.kinds:
        return None
    told = _told(asker, id)
    if version is None:
        return told
    found = asker.pack.kinds.version(id, version)
    return Versions(found, told.since) if found is not None else None


def _told(asker: Asker, id: str) -> Versions:
    versions = asker.pack.kinds.versions[id]
    return Versions(asker.pack.kinds.on(id, asker.day) or versions[0], tuple(version.since for version in versions))
