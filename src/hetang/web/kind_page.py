"""A kind of matter as a page: its diagram, its sentences, what its forms cost, its versions."""

import json
from typing import Any

from markupsafe import Markup

from hetang.matters.explain import diagram, sections
from hetang.matters.price import hours_text, price
from hetang.office.reads.kinds import Versions
from hetang.web.desk import Desk
from hetang.web.pages import address


def row(desk: Desk, versions: Versions) -> dict[str, Any]:
    kind = versions.kind
    return {
        "href": address("kind", kind.id),
        "name": desk.titled(kind.name),
        "purpose": desk.said(kind.purpose),
        "authority": desk.t(f"authorities.{kind.authority}"),
        "steps": len(kind.steps),
        "clocks": len(kind.clocks),
        "since": desk.day(kind.since),
        "sealed": kind.sealed,
        "list": f"{address('matters')}?kind={kind.id}",
    }


def context(desk: Desk, versions: Versions) -> dict[str, Any]:
    kind = versions.kind
    cost = price(kind, desk.pack.kinds)
    return {
        "name": desk.titled(kind.name),
        "purpose": desk.said(kind.purpose),
        "source": desk.said(kind.source),
        "authority": desk.t(f"authorities.{kind.authority}"),
        "sealed": kind.sealed,
        "since": desk.t("kind.since", day=desk.day(kind.since)),
        "diagram": Markup(diagram(kind, desk.lang, desk.roles)),  # matters.explain escapes every text in it
        "sections": sections(kind, desk.lang, desk.roles),
        "list": f"{address('matters')}?kind={kind.id}" if desk.person else "",
        "forms": [
            {
                "name": desk.titled(form.name),
                "asks": len(form.asks),
                "files": form.files,
                "cost": desk.said(form.text()),
            }
            for form in cost.forms
        ],
        "hours": hours_text(cost.hours),
        "versions": [
            {
                "href": f"{address('kind', kind.id)}?version={since.isoformat()}",
                "day": desk.day(since),
                "current": since == kind.since,
            }
            for since in versions.since
        ],
        "declared": json.dumps(kind.json, ensure_ascii=False, indent=2, default=str),
    }
