"""The office's small city with a true picture and an issued bulletin: what the pages of the tests show."""

import io
from datetime import date

from PIL import Image

from hetang.office.actions.issue_bulletin import issue_bulletin
from hetang.office.actions.judge_facts import judge_facts
from hetang.office.actions.learn_word import learn_word
from hetang.office.actions.make_template import make_template
from hetang.office.actions.record_facts import record_facts
from hetang.office.actions.store_evidence import File, store_evidence
from hetang.office.actions.take_draft import take_draft
from tests.office import lakeside as city

AS_OF = "2017-04-26"
READER, RECORDER, EDITOR = "an", "lin", "wu"
DRAFT = "湖滨小结\n到2017年4月26日，全市点亮路灯350盏，播种草坪99平方米。\n区\t盏\n北岸\t25盏\n"


def png() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (640, 480), (120, 160, 140)).save(out, "PNG")
    return out.getvalue()


def build() -> str:
    """The digest of the picture. After the bulletin one fact in it is corrected, so that it has an erratum."""
    (picture,) = store_evidence([File("lamp.png", png())])
    list(city.history())
    more = [city.fact(f"lamp-{i}", i + 1, happened_on=f"2016-06-{i + 1:02}", evidence=[picture]) for i in range(25)]
    record_facts(city.id_of(20), city.WORKS, more)
    judge_facts(city.id_of(21), city.QUALITY, [city.judgement(f"lamp-{i}") for i in range(25)])
    issue_bulletin(city.KEEPER, "first", date.fromisoformat(AS_OF))
    return picture


def hand_in() -> str:
    """The id of a draft of two claims that are right and one that is not; a word and a template stand in the ledger."""
    learn_word(city.id_of(24), city.KEEPER, "lamps", "夜明珠", "zh")
    make_template(city.id_of(25), city.KEEPER, "湖滨小结", "到{as_of}，全市点亮路灯{lamps}。", (), date.fromisoformat(AS_OF))
    return take_draft("湖滨.txt", DRAFT.encode(), DRAFT, "upload", EDITOR, 0, date.fromisoformat(AS_OF))


def correct() -> None:
    fact = city.fact("lamp-0 corrected", 100, matter="matter-lamp-0", corrects=city.id_of("fact", "lamp-0"), evidence=[city.picture("z")])
    record_facts(city.id_of(22), city.WORKS, [fact])
    judge_facts(city.id_of(23), city.QUALITY, [city.judgement("lamp-0 corrected")])
