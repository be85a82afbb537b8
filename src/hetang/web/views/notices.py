"""What the signed-in person was told, read or not."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from hetang.office.actions.read_notice import read_notice
from hetang.office.reads.notices import notices
from hetang.web import pages
from hetang.web.desk import Desk
from hetang.web.guards import signed_in, with_city
from hetang.web.matter_words import untitled
from hetang.web.pages import address


@require_safe
@with_city
@signed_in
def index(request: HttpRequest, desk: Desk) -> HttpResponse:
    text = request.GET.get("before", "")
    before = int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None
    page = notices(desk.asker, before)
    return pages.show(
        request,
        "notices/list.html",
        "notices",
        unread=page.unread,
        rows=[
            {
                "number": one.number,
                "href": address("matter", one.matter),
                "title": one.title or untitled(desk, one.kind_name, one.matter),
                "kind": desk.said(one.kind_name),
                "act": desk.titled(one.act_name),
                "made": desk.moment(one.made_us),
                "unread": one.read_us is None,
            }
            for one in page.notices
        ],
        next_page=f"{address('notices')}?before={page.next}" if page.next is not None else "",
        first_page=address("notices") if before is not None else "",
    )


@never_cache
@require_POST
@with_city
@signed_in
def read(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Marks those on the page as read."""
    numbers = [int(text) for text in request.POST.getlist("number") if text.isascii() and text.isdigit() and len(text) < 16]
    read_notice(desk.person or "", numbers)
    return HttpResponseRedirect(address("notices"))
