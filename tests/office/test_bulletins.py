"""A bulletin is issued once, kept as issued, recomputed elsewhere, and tells its own errata."""

from datetime import date

import pytest

from hetang.documents.package import Prepared
from hetang.documents.recompute import Report, recompute_bytes
from hetang.office.actions.issue_bulletin import issue_bulletin
from hetang.office.actions.judge_facts import judge_facts
from hetang.office.actions.record_facts import record_facts
from hetang.office.journal.act import Accepted
from hetang.office.reads.bulletins import READ, bulletin, bulletins, errata_of, file
from hetang.office.reads.entries import checkpoint
from hetang.office.reads.prepare_bulletin import prepare_bulletin
from hetang.office.reads.verify import Verified, verify
from hetang.terms.refusals import Refusal
from tests.office import lakeside as city

pytestmark = pytest.mark.django_db
AS_OF = date(2017, 4, 26)


@pytest.fixture(autouse=True)
def history() -> None:
    list(city.history())


def issued() -> Accepted:
    (answer,) = issue_bulletin(city.KEEPER, "first", AS_OF)
    assert isinstance(answer, Accepted), answer
    return answer


def test_built_twice_it_has_the_same_bytes() -> None:
    one, other = prepare_bulletin("first", AS_OF), prepare_bulletin("first", AS_OF)
    assert isinstance(one, Prepared) and isinstance(other, Prepared)
    assert one == other


def test_it_is_issued_once_and_kept_as_issued() -> None:
    first = issued()
    again = issued()
    assert (again.seq, again.repeated) == (first.seq, True)
    (other,) = issue_bulletin(city.KEEPER, "first", date(2017, 4, 27))
    assert isinstance(other, Refusal) and other.code == "issued_already"
    found = bulletin("first", "1")
    assert found is not None and found == bulletins()[0]
    assert all(file(found, name) for name in READ)
    assert errata_of(found) == []
    sound = verify(checkpoint())
    assert isinstance(sound, Verified) and sound.intact, sound


def test_only_an_editor_issues() -> None:
    (answer,) = issue_bulletin(city.WORKS, "first", AS_OF)
    assert isinstance(answer, Refusal) and answer.code == "not_granted"


def test_its_package_is_recomputed_without_a_database() -> None:
    issued()
    found = bulletin("first")
    assert found is not None
    report = recompute_bytes(file(found, "package.zip"))
    assert isinstance(report, Report), report
    assert report.holds, report.to_json()
    assert {figure.checked for figure in report.figures} == {"facts", "released"}


def test_a_later_correction_shows_as_an_erratum_and_the_printed_values_stay() -> None:
    issued()
    record_facts(city.id_of("fix"), city.WORKS, [
        city.fact("two corrected", 4, matter="matter-two", corrects=city.id_of("fact", "two"), evidence=[city.picture("a")]),
    ])
    judge_facts(city.id_of("fix judged"), city.QUALITY, [city.judgement("two corrected")])
    found = bulletin("first")
    assert found is not None
    (wrong,) = errata_of(found)
    assert (wrong.indicator, wrong.printed, wrong.now) == ("lamps", "25盏", "24盏")
    assert found.content["figures"][0]["figure"]["value"] == "25"
