"""The signed-in person's first page."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from hetang.office.journal.clock import now_us
from hetang.office.reads.today import today as asked_today
from hetang.web import pages, today_page
from hetang.web.desk import Desk
from hetang.web.guards import signed_in, with_city
from hetang.web.pages import address

KEPT = {
    "system_admin": (("entries", "frame.ledger"),),
    "security_admin": (("organisations", "frame.organisations"),),
    "audit_admin": (("entries", "frame.ledger"), ("checkpoint", "entries.checkpoint")),
}
VISITS = "visits"  # in the session: when this page was last opened, and when before that
PAUSE_US = 30 * 60 * 1_000_000  # within half an hour it is still the same visit


@require_safe
@with_city
@signed_in
def today(request: HttpRequest, desk: Desk) -> HttpResponse:
    if desk.asker.is_administrator:
        return _administrator(request, desk)
    since = _since(request)
    found = asked_today(desk.asker, since)
    changes = today_page.changed(desk, found.changed)
    said = desk.t("today.since_visit", moment=desk.moment(since), n=len(changes)) if since else ""
    return pages.show(
        request,
        "today/today.html",
        "today",
        day=today_page.day_said(desk, desk.today),
        demonstration=desk.demonstration,
        since=said,
        tally=today_page.tally(desk, found),
        mine=today_page.mine(desk, found.mine),
        mine_note=desk.t("today.mine_more" if found.more else "today.mine_n", n=len(found.mine)),
        all_mine=f"{address('matters')}?view=mine",
        to_verify=today_page.to_verify(desk, found.to_verify),
        returned=today_page.returned(desk, found.returned, found.returned_facts),
        changed=changes,
        conference=today_page.conference(desk, found.conference),
    )


def _administrator(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Who keeps the system sees no business: the page says what they keep, and where."""
    kept = [role for role in KEPT if role in desk.asker.roles]
    return pages.show(
        request,
        "today/administrator.html",
        "today",
        kept=[{"name": desk.t(f"administrators.{role}"), "does": desk.t(f"administrators.{role}_does")} for role in kept],
        ways=[(address(way), desk.t(word)) for role in kept for way, word in KEPT[role]],
    )


def _since(request: HttpRequest) -> int | None:
    """When the visit before this one ended; this one is remembered for the next."""
    now = now_us()
    before, last = request.session.get(VISITS, (None, None))
    if last is None or now - last > PAUSE_US:
        before = last
    request.session[VISITS] = (before, now)
    return before
