"""Bulletins as pages: the issues, the reader of one with what changed since, and its files as issued."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe
from markupsafe import Markup

from hetang.documents.layouts.html import fragment
from hetang.office.reads import bulletins as issued
from hetang.office.reads import drafts
from hetang.web import bulletin_words, pages, refusing, spelling
from hetang.web.desk import Desk
from hetang.web.guards import with_city
from hetang.web.pages import address
from hetang.web.remembered import errata

MEDIA_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "zip": "application/zip",
    "json": "application/json",
}
SHOWN = {"pdf": "bulletin.pdf", "docx": "bulletin.docx", "zip": "bulletin.package", "json": "bulletin.json"}


@require_safe
@with_city
def index(request: HttpRequest, desk: Desk) -> HttpResponse:
    every = issued.bulletins()
    shown = [one for one in every if bulletin_words.readable(desk, one)]
    rows = []
    for one in shown:
        wrong = errata(desk, one)
        rows.append(
            {
                "href": bulletin_words.href(one),
                "title": bulletin_words.title(desk, one),
                "heading": "".join(run["text"] for run in one.content["title"]),
                "release": desk.t(f"bulletins.{one.content['release']}"),
                "as_of": desk.day(one.as_of),
                "figures": len(one.content["notes"]),
                "errata": desk.t("bulletins.errata_count", n=len(wrong)) if wrong else "",
                "entry": spelling.number(one.entry),
                "entry_href": address("entry", one.entry),
            }
        )
    hidden = len(every) - len(shown)
    note = desk.t("bulletins.hidden", n=hidden, who=bulletin_words.who_reads(desk)) if hidden else ""
    reads = drafts.reading(desk.person) is None
    return pages.show(request, "bulletins/list.html", "bulletins", rows=rows, hidden=note, reads_drafts=reads)


@require_safe
@with_city
def read(request: HttpRequest, desk: Desk, bulletin: str, issue: str) -> HttpResponse:
    found = issued.bulletin(bulletin, issue)
    if found is None:
        return refusing.page(request, "refusals.bulletin", 404, ways=("bulletins", "start"))
    if not bulletin_words.readable(desk, found):
        return _internal(request, desk)
    head = found.content["head"]
    said = desk.t(
        "bulletin.issued",
        entry=pages.link(address("entry", found.entry), spelling.number(found.entry)),
        sealed=desk.moment(found.issued_us),
        size=spelling.number(head["size"]),
        root=spelling.short(head["root"]),
        content=spelling.short(found.digest),
    )
    files = [
        {"href": address("bulletin_file", bulletin, issue, name), "word": desk.t(SHOWN[ending])}
        for ending in SHOWN
        for name in sorted(found.files)
        if name.endswith(f".{ending}")
    ]
    return pages.show(
        request,
        "bulletins/bulletin.html",
        "bulletins",
        title=bulletin_words.title(desk, found),
        files=files,
        issued=said,
        notes=desk.t("bulletin.notes", n=len(found.content["notes"])),
        fragment=Markup(fragment(found.content, errata(desk, found, "zh"))),  # documents escapes every text in it
    )


@require_safe
@with_city
def download(request: HttpRequest, desk: Desk, bulletin: str, issue: str, name: str) -> HttpResponse:
    """A file of the issue, byte for byte as it was issued."""
    found = issued.bulletin(bulletin, issue)
    if found is None or name not in found.files:
        return refusing.page(request, "refusals.bulletin", 404, ways=("bulletins", "start"))
    if not bulletin_words.readable(desk, found):
        return _internal(request, desk)
    media_type = MEDIA_TYPES.get(name.rpartition(".")[2], "application/octet-stream")
    response = HttpResponse(issued.file(found, name), content_type=media_type)
    response["Content-Disposition"] = f'attachment; filename="{found.bulletin}-{found.issue}-{name}"'
    return response


def _internal(request: HttpRequest, desk: Desk) -> HttpResponse:
    return refusing.page(
        request, "refusals.internal", 403, ways=("sign_in_help", "bulletins"), who=bulletin_words.who_reads(desk)
    )
