"""Takes in files that shall stand as evidence; a file known by its digest is there before a fact names it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from mimetypes import guess_type

from django.db import transaction

from hetang.office.journal import files
from hetang.office.journal.bulk import IN_LIST
from hetang.office.tables.models import Evidence


@dataclass(frozen=True, slots=True)
class File:
    """A file as it came."""

    name: str
    content: bytes
    media_type: str = ""


def store_evidence(given: Iterable[File]) -> list[str]:
    """The digests, in the order of the files; the same bytes twice are one evidence, under the name that came first."""
    listed = list(given)
    digests = files.keep(file.content for file in listed)
    _enter(listed, digests)
    return digests


def rehearse_evidence(file: File, digest: str) -> None:
    """As if the file had come, within a rehearsal: entered, and never written to the store."""
    _enter([file], [digest])


def _enter(listed: Sequence[File], digests: Sequence[str]) -> None:
    with transaction.atomic():
        Evidence.objects.bulk_create(
            (
                Evidence(digest=digest, name=file.name, size=len(file.content), media_type=file.media_type or _type_of(file.name))
                for digest, file in dict(zip(digests, listed, strict=True)).items()
            ),
            batch_size=IN_LIST // 4, ignore_conflicts=True,
        )


def _type_of(name: str) -> str:
    return guess_type(name)[0] or "application/octet-stream"
