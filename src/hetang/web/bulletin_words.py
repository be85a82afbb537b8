"""How bulletins are named and what is said of them on a page: who may read one, what changed since it was issued."""

from collections.abc import Sequence
from typing import Any

from hetang.office.reads.bulletins import Issued
from hetang.web import spelling
from hetang.web.desk import Desk
from hetang.web.pages import address
from hetang.web.remembered import errata

PUBLIC = "public"


def readable(desk: Desk, issued: Issued) -> bool:
    """Released material is for everyone, internal material for those whose role reads bulletins."""
    return issued.content["release"] == PUBLIC or desk.sees_bulletins


def who_reads(desk: Desk) -> str:
    return str(desk.t("bulletin.who_reads"))


def title(desk: Desk, issued: Issued) -> str:
    content = issued.content
    key = "bulletins.issue_running" if content["running"] else "bulletins.issue"
    number = desk.t(key, issue=content["issue"], running=content["running"])
    return str(desk.t("bulletin.title", name=content["name"][desk.lang], year=content["year"], issue=number))


def href(issued: Issued) -> str:
    return address("bulletin", issued.bulletin, issued.issue)


def latest(desk: Desk, every: Sequence[Issued]) -> tuple[dict[str, Any] | None, str]:
    """The newest bulletin for the start page, or the sentence that stands in its place."""
    if not every:
        return None, str(desk.t("figures.no_bulletin"))
    newest = next((issued for issued in every if readable(desk, issued)), None)
    if newest is None:
        return None, str(desk.t("figures.bulletin_hidden", who=who_reads(desk)))
    wrong = errata(desk, newest)
    return {
        "href": href(newest),
        "title": title(desk, newest),
        "errata": desk.t("bulletins.errata_count", n=len(wrong)) if wrong else "",
        "note": desk.t("figures.bulletin_note", as_of=desk.day(newest.as_of), n=len(newest.content["notes"])),
    }, ""


def used(desk: Desk, indicator: str, every: Sequence[Issued]) -> list[dict[str, Any]]:
    """Where a figure stands in print, and whether it still holds."""
    told = []
    for issued in every:
        printed = next(
            (item for item in issued.content["figures"] if item["indicator"] == indicator and item["note"]), None
        )
        if printed is None:
            continue
        if not readable(desk, issued):
            told.append(
                {
                    "href": "",
                    "title": title(desk, issued),
                    "changed": "",
                    "note": desk.t("used.hidden", who=who_reads(desk)),
                }
            )
            continue
        wrong = next((one for one in errata(desk, issued) if one.indicator == indicator), None)
        day, value = desk.moment(issued.issued_us), spelling.number(printed["figure"]["value"])
        note = (
            desk.t("used.now", day=day, value=wrong.printed, now=wrong.now)
            if wrong
            else desk.t("used.same", day=day, as_of=desk.day(issued.as_of), value=value)
        )
        told.append(
            {
                "href": f"{href(issued)}#n{printed['note']}",
                "title": title(desk, issued),
                "changed": desk.t("used.changed") if wrong else "",
                "note": note,
            }
        )
    return told
