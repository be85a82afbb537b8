"""Organisations and posts change by entries: figures and grants of a day, and what was known then, go by what stood."""

from datetime import date, datetime, timedelta, timezone
from typing import Any

import pytest

from hetang.figures.evaluate import Figure
from hetang.figures.plan import Ask
from hetang.office.actions.change_establishment import change_establishment
from hetang.office.actions.open_city import open_city
from hetang.office.actions.record_facts import record_facts
from hetang.office.journal.act import Accepted, Answer
from hetang.office.journal.establishments import authority_on, establishment_at
from hetang.office.journal.packs import active_pack
from hetang.office.reads.figures import figure
from hetang.packs.pack import Pack
from hetang.packs.stored import stored_pack
from hetang.terms.ids import derived_id
from hetang.terms.refusals import Refusal
from tests.office import lakeside

pytestmark = pytest.mark.django_db
SYSTEM, SECURITY = ({"person": id, "organisation": "city", "with": "wu"} for id in ("sys", "sec"))
TODAY = datetime.now(timezone(timedelta(hours=8))).date().isoformat()   # of the city: a grant never holds from a day gone by


@pytest.fixture
def city() -> None:
    json = lakeside.pack_json()
    json["people"] += [{"id": id, "name": id, "synthetic": True} for id in ("sys", "sec", "new")]
    json["grants"] += [lakeside.grant("sys", "system_admin", "city"), lakeside.grant("sec", "security_admin", "city")]
    json["posts"] = [{**lakeside.named("chief"), "organisation": "works", "holders": [{"person": "lin", "since": "2015-01-01"}]}]
    answer = open_city(stored_pack(json), None)
    assert all(isinstance(one, Accepted) for one in answer), answer
    recorded = record_facts(derived_id("test", "lamps"), lakeside.WORKS, [lakeside.fact("lamp", 7, organisation="works", by=None)])
    assert isinstance(recorded[0], Accepted), recorded


def change(name: str, by: dict[str, str], **fields: Any) -> Answer:
    return change_establishment(derived_id("test", name), by, [{"change": name, **fields}])


def sure_pack() -> Pack:
    pack = active_pack()
    assert pack is not None
    return pack


def accepted(answer: Answer) -> int:
    assert isinstance(answer[0], Accepted), answer
    return answer[0].seq


def lamps(organisation: str, **moment: Any) -> str | None:
    found = figure(Ask("lamps", date(2017, 1, 1), floor="reported", organisation=organisation, **moment))
    assert isinstance(found, Figure), found
    value: str | None = found.to_json()["value"]
    return value


def test_a_unit_moved_counts_where_it_stands_and_what_was_known_stays(city: None) -> None:
    assert (lamps("city"), lamps("gardens")) == ("7", None)
    moved = accepted(change("move", SYSTEM, organisation="works", parent="gardens", on="2015-06-01"))
    assert (lamps("city"), lamps("gardens")) == ("7", "7")
    assert lamps("gardens", known_seq=moved - 1) is None
    now = establishment_at(sure_pack())
    assert list(now.organisations.ancestors("works", date(2016, 7, 1))) == ["gardens", "city"]
    assert list(now.organisations.ancestors("works", date(2015, 5, 1))) == ["city"]


def test_a_post_falls_vacant_and_is_held_by_another(city: None) -> None:
    accepted(change("vacate", SECURITY, post="chief", on="2016-06-01"))
    assert authority_on(date(2016, 5, 31)).establishment.holders("chief", date(2016, 5, 31)) == ("lin",)
    assert authority_on(date(2016, 6, 2)).establishment.holders("chief", date(2016, 6, 2)) == ()
    accepted(change("appoint", SECURITY, post="chief", person="new", on="2016-07-01"))
    assert authority_on(date(2016, 7, 2)).establishment.holders("chief", date(2016, 7, 2)) == ("new",)


def test_nobody_gives_a_grant_alone_nor_to_himself(city: None) -> None:
    alone = change("grant", {"person": "sec", "organisation": "city"}, role="verifier", person="new", over="city", on=TODAY)
    assert isinstance(alone[0], Refusal)
    own = change("grant", SECURITY, role="verifier", person="wu", over="city", on=TODAY)
    assert isinstance(own[0], Refusal)
    assert isinstance(change("grant", SYSTEM, role="verifier", person="new", over="city", on=TODAY)[0], Refusal)


def test_what_a_grant_allows_begins_with_it(city: None) -> None:
    assert authority_on(date.fromisoformat(TODAY)).may("new", "judge", "quality") is not None
    accepted(change("grant", SECURITY, role="verifier", person="new", over="quality", on=TODAY))
    assert authority_on(date.fromisoformat(TODAY)).may("new", "judge", "quality") is None
