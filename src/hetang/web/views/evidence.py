"""Evidence files, served so that nothing in them can act: attached, never sniffed, sandboxed, to those entitled alone."""

import io
from functools import cache

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe
from PIL import Image, ImageDraw

from hetang.office.reads import evidence as store
from hetang.office.reads.matter_past import acted
from hetang.office.reads.matters import known_matter
from hetang.web import refusing
from hetang.web.desk import Desk
from hetang.web.guards import signed_in, with_city

PICTURES = {"image/jpeg", "image/png", "image/webp"}
SMALL = (256, 192)
MOST_PIXELS = 40_000_000
SANDBOX = "default-src 'none'; sandbox"


@require_safe
@with_city
def whole(request: HttpRequest, desk: Desk, digest: str) -> HttpResponse:
    """The file as it was sealed: always an attachment, so that no browser runs it under this address."""
    found = store.evidence(digest)
    if found is None:
        return refusing.page(request, "refusals.evidence", 404)
    if not _may_open(desk, digest):
        return refusing.page(request, "refusals.evidence_closed", 403, ways=("sign_in_help", "start"))
    return _whole(found, digest)


def _whole(found: store.Stored, digest: str) -> HttpResponse:
    ending = found.name.rpartition(".")[2] if "." in found.name else "bin"
    safe = "".join(letter for letter in ending if letter.isascii() and letter.isalnum())[:8] or "bin"
    media_type = found.media_type if found.media_type in PICTURES else "application/octet-stream"
    return _guarded(
        HttpResponse(found.content(), content_type=media_type), f'attachment; filename="{digest[:16]}.{safe}"'
    )


@require_safe
@with_city
def small(request: HttpRequest, desk: Desk, digest: str) -> HttpResponse:
    """A picture drawn again, small: nothing of the original's bytes is passed on."""
    found = store.evidence(digest)
    if found is None or found.media_type not in PICTURES:
        return refusing.page(request, "refusals.evidence", 404)
    if not _may_open(desk, digest):
        return refusing.page(request, "refusals.evidence_closed", 403, ways=("sign_in_help", "start"))
    return _small(found)


@require_safe
@with_city
@signed_in
def of_matter(request: HttpRequest, desk: Desk, id: str, digest: str, small: bool = False) -> HttpResponse:
    """What an act on a matter came with, for whoever may know of the matter."""
    found = store.evidence(digest) if known_matter(desk.asker, id) is not None else None
    if found is None or not any(digest in entry.body.get("evidence", ()) for entry in acted(id)):
        return refusing.page(request, "refusals.evidence", 404)
    return _small(found) if small and found.media_type in PICTURES else _whole(found, digest)


def _small(found: store.Stored) -> HttpResponse:
    drawn = drawn_small(found.content()) or drawn_sheet()
    response = _guarded(HttpResponse(drawn, content_type="image/jpeg"), "inline")
    response["Cache-Control"] = "private, max-age=86400, immutable"  # a digest never names other bytes
    return response


def _may_open(desk: Desk, digest: str) -> bool:
    """Evidence of an open measure is for those who check or complete facts, any other for readers of closed facts."""
    measures = desk.pack.definitions.measures
    open_ = all(id in measures and measures[id].disclosure == "open" for id in store.measures_behind(digest))
    return desk.sees_closed or (desk.sees_evidence and open_)


def drawn_small(content: bytes) -> bytes | None:
    """None for what is no picture, or too large a one to open."""
    try:
        with Image.open(io.BytesIO(content), formats=("JPEG", "PNG", "WEBP")) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                return None
            picture.thumbnail(SMALL)
            return _jpeg(picture)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None


@cache
def drawn_sheet() -> bytes:
    """The sheet of paper that stands for a file which calls itself a picture and cannot be opened as one."""
    picture = Image.new("RGB", (64, 48), "#d5dadd")
    pencil = ImageDraw.Draw(picture)
    pencil.rectangle((18, 5, 46, 43), fill="#ffffff", outline="#80878e")
    for y in (14, 20, 26, 32):
        pencil.line((23, y, 41, y), fill="#b9bec3")
    return _jpeg(picture)


def _jpeg(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    picture.convert("RGB").save(out, "JPEG", quality=82)
    return out.getvalue()


def _guarded(response: HttpResponse, disposition: str) -> HttpResponse:
    response["Content-Disposition"] = disposition
    response["X-Content-Type-Options"] = "nosniff"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Content-Security-Policy"] = SANDBOX
    return response
