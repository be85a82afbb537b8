"""The desk's pages of matters, made from declarations alone: what they show to whom, and what their forms take and refuse."""

import io
import re
from pathlib import Path

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from python_calamine import CalamineWorkbook

from hetang.office.journal import bulk
from tests.web import lakeside, town_story
from tests.web.api import town
from tests.web.conftest import signed_in
from tests.web.test_pages import Outline

BRIDGE, LANE, DITCH = (f"/matters/{town.id_of(name)}" for name in (town_story.BRIDGE, town_story.LANE, town_story.DITCH))
SECRET = f"/matters/{town.id_of(town_story.COMPLAINT)}"
NOWHERE = f"/matters/{town.id_of('no such matter')}"
PAGES = [
    "/today", "/matters", "/matters?view=mine", "/matters?view=overdue", "/matters?kind=repair&step=working", "/matters?q=bridge",
    f"/matters?parent={town.id_of(town_story.DITCH)}&state=all", BRIDGE, LANE, DITCH, f"{BRIDGE}/acts/log", "/kinds", "/kinds/repair",
    "/kinds/repair?version=2017-06-01", "/kinds/complaint", "/notices", "/organisations", "/organisations?day=2015-06-01",
    "/organisations/roads", "/entries", "/",
]


@pytest.fixture
def story(db: None, settings, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    settings.HOME = tmp_path
    cache.clear()
    town_story.build()


@pytest.fixture
def head(story: None) -> Client:
    return signed_in(town.HEAD)


@pytest.fixture
def checker(story: None) -> Client:
    return signed_in(town.CHECKER)


def text(response: HttpResponse) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def hidden_fields(page: HttpResponse) -> dict[str, str]:
    """What a browser would send back of the form without being asked."""
    found = re.findall(r'<input type="hidden" name="([a-z]+)" value="([^"]*)"', page.content.decode())
    return {name: value for name, value in found if name != "csrfmiddlewaretoken"}


def entries() -> int:
    ((count,),) = bulk.select("SELECT COUNT(*) FROM entry")
    return int(count)


def photo(name: str = "road.png", kind: str = "image/png") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, lakeside.png(), kind)


@pytest.mark.parametrize("lang", ["zh-CN", "en"])
def test_every_page_is_whole_in_both_languages(story: None, lang: str) -> None:
    for person in (town.HEAD, town.CHECKER, town.MAYOR, town.OFFICER):
        client = signed_in(person)
        client.defaults["HTTP_ACCEPT_LANGUAGE"] = lang
        for address in PAGES:
            page = client.get(address)
            assert page.status_code in (200, 409 if "/acts/" in address else 200), (person, address)
            outline = Outline(page.content.decode())
            assert outline.lang == ("en" if lang == "en" else "zh-Hans"), address
            assert outline.heads.count("h1") == 1 and outline.heads[0] == "h1", address
            assert not outline.inline, address
            assert outline.landmarks.count("main") == 1, address
            assert {id for id in outline.fields if id} == set(outline.fields), address
            assert set(outline.fields) <= outline.labels, (address, set(outline.fields) - outline.labels)
            ids = re.findall(r'\bid="([^"]+)"', page.content.decode())
            assert len(ids) == len(set(ids)), (address, sorted(id for id in ids if ids.count(id) > 1))
            for described in re.findall(r'aria-(?:describedby|labelledby)="([^"]+)"', page.content.decode()):
                assert set(described.split()) <= set(ids), (address, described)


def test_a_stranger_learns_of_no_matter_whether_it_exists(story: None) -> None:
    pages = [Client().get(address) for address in (BRIDGE, SECRET, NOWHERE, "/today", "/matters", "/notices", f"{BRIDGE}/acts/log")]
    assert {page.status_code for page in pages} == {403}
    assert len({text(page).replace(address, "") for page, address in zip(pages[:3], (BRIDGE, SECRET, NOWHERE), strict=True)}) == 1
    assert Client().get("/kinds/complaint").status_code == 200  # rules are for all


def test_the_first_page_is_what_is_mine_by_the_clock(head: Client) -> None:
    said = text(head.get("/today"))
    assert "2016年5月20日 星期五，工作日" in said and "演示城市停在这一天" in said
    first, second = said.index("沟边小路"), said.index("桥头路面")
    assert first < second and "逾期 15 天" in said[:second]
    assert "内部已过 7 天" in said and "内部，5月13日止；法定，6月2日止" in said
    assert "时钟已停" in said and "法院" in said
    assert "校门" not in said.split("有变化")[0]   # what is closed is nobody's job


def test_what_waits_to_be_verified_hides_the_reported_value(checker: Client) -> None:
    page = checker.get("/today")
    said = text(page).split("待我核实")[2].split("退回给我")[0]
    assert "修复" in said and "北巷路面" in said and "12.5" not in said
    assert f'href="{LANE}/acts/accept"' in page.content.decode()


def test_a_matter_shows_step_clocks_acts_story_facts_and_plan(head: Client) -> None:
    said = text(head.get(BRIDGE))
    for part in (
        "现在：在修", "轮到：承办人", "两只时钟", "内部目标", "法定期限", "还有 13 天", "由时钟登记“逾期”", "经过", "土方",
        "已核实 7.5 / 25 m³（30%）", "落后 1.4 m³", "用表看这条曲线", "已封存在保险库", "6.25 ㎡ 由已知各项算出",
        "不归您办的 3 项", "你无此权：这是挂点领导的事。",
    ):
        assert part in said, part
    assert "555-0101" not in said
    told = said.split("新的在前")[1]
    assert told.index("5月18日") < told.index("5月4日")
    assert text(head.get(DITCH)).count("由时钟登记，无人改动") >= 2


def test_evidence_of_a_matter_opens_for_whoever_may_know_of_it(head: Client) -> None:
    address = re.search(rf'href="({BRIDGE}/evidence/[0-9a-f]{{64}})"', head.get(BRIDGE).content.decode())
    assert address is not None
    assert head.get(address[1]).status_code == 200 and head.get(f"{address[1]}/small")["Content-Type"] == "image/jpeg"
    assert head.get(address[1].replace(BRIDGE, f"/matters/{town.id_of('court')}")).status_code == 404   # not that matter's
    assert Client().get(address[1]).status_code == 403
    assert signed_in("sun").get(address[1]).status_code == 404


def test_the_list_is_sifted_paged_and_exported_as_the_address_says(head: Client) -> None:
    assert "桥头路面" in text(head.get("/matters?q=桥头")) and "北巷" not in text(head.get("/matters?q=桥头"))
    assert "学校门前" not in text(head.get("/matters")) and "学校门前" in text(head.get("/matters?state=closed"))
    overdue = text(head.get("/matters?view=overdue"))
    assert "沟边小路" in overdue and "桥头路面" not in overdue
    assert "诉讼中" in text(head.get("/matters?kind=repair&step=waiting_court"))
    refused = head.get("/matters?kind=nothing")
    assert refused.status_code == 400 and 'role="alert"' in refused.content.decode()
    assert head.get("/matters?after=wrong").status_code == 400
    book = CalamineWorkbook.from_filelike(io.BytesIO(head.get("/matters.xlsx?kind=repair&state=all").content))
    titles = [row[0] for row in book.get_sheet_by_index(0).to_python()]
    assert {"桥头路面", "学校门前", "北巷路面"} <= set(titles) and "canary-complaint" not in titles
    assert "沟边小路" in head.get("/matters.csv?view=overdue").content.decode("utf-8-sig")


def test_pages_of_a_long_list_meet_every_matter_once(story: None) -> None:
    for number in range(60):
        town_story.open_repair(f"long-{number}", "2016-05-19", f"长表 {number:02}")
    client, address, seen = signed_in(town.HEAD), "/matters?q=长表", []
    while address:
        page = client.get(address).content.decode()
        seen += re.findall(r">长表 (\d\d)<", page)
        following = re.search(r'href="([^"]+)" rel="next"', page)
        address = following[1].replace("&amp;", "&") if following else ""
    assert sorted(seen) == [f"{number:02}" for number in range(60)]


def test_a_form_asks_only_what_is_not_known_and_enters_it_once(head: Client) -> None:
    form = head.get(f"{BRIDGE}/acts/log")
    assert re.findall(r'name="(f-[a-z_]+)"', form.content.decode()) == ["f-amount"]
    assert 'value="2016-05-20"' in form.content.decode()   # the day on which the desk stands
    sent = {**hidden_fields(form), "f-amount": "1.5", "happened_on": "2016-05-20"}
    before = entries()
    answer = head.post(f"{BRIDGE}/acts/log", sent)
    assert answer.status_code == 302, text(answer)
    after = entries()
    assert after > before
    again = head.post(f"{BRIDGE}/acts/log", sent)   # sent twice
    assert again.status_code == 302 and again["Location"] == answer["Location"] and entries() == after
    said = text(head.get(answer["Location"]))
    assert "已入账" in said and "1.5" in said
    other = head.post(f"{BRIDGE}/acts/log", {**sent, "f-amount": "9"})
    assert other.status_code == 400 and entries() == after and 'value="9"' in other.content.decode()


def test_what_is_refused_stands_beside_its_field_and_nothing_typed_is_lost(checker: Client) -> None:
    form = checker.get("/kinds/repair/open/open")
    sent = {**hidden_fields(form), "f-title": "新裂缝", "f-area": "十几", "f-cause": "rain", "f-urgent": "true"}
    sent["happened_on"] = "2016-06-31"
    before = entries()
    page = checker.post("/kinds/repair/open/open", sent)
    body = page.content.decode()
    assert page.status_code == 400 and entries() == before
    assert 'id="happened_on-wrong" role="alert"' in body and "“2016-06-31”不是日期" in body
    page = checker.post("/kinds/repair/open/open", {**sent, "happened_on": "5月20日"})
    body = page.content.decode()
    assert re.search(r'id="f-area"[^>]*aria-describedby="f-area-wrong" aria-invalid="true"', body)
    assert 'id="f-area-wrong" role="alert"' in body and 'value="十几"' in body and 'value="新裂缝"' in body
    assert re.search(r'value="rain" checked', body) and re.search(r'value="true" checked', body)
    assert hidden_fields(page)["id"] == sent["id"] and hidden_fields(page)["matter"] == sent["matter"]
    page = checker.post("/kinds/repair/open/open", {**sent, "happened_on": "2016-05-20", "f-area": "0.1"})
    assert page.status_code == 400 and "面积太小（试第一条）" in text(page) and "半平方米以上" in text(page)
    page = checker.post("/kinds/repair/open/open", {**sent, "happened_on": "2016-05-20", "f-area": "6", "f-reporter": "555-0199"})
    assert page.status_code == 302
    said = text(checker.get(page["Location"]))
    assert "新裂缝" in said and "555-0199" not in said and entries() == before + 1


def test_a_photo_is_asked_for_only_where_a_decision_needs_it_and_is_kept_over_a_refusal(head: Client) -> None:
    assert 'type="file"' not in head.get(f"{BRIDGE}/acts/log").content.decode()
    form = head.get(f"{BRIDGE}/acts/finish")
    assert "凭它决定：是否验收" in text(form) and 'type="file"' in form.content.decode()
    sent = {**hidden_fields(form), "happened_on": "2016-05-20"}
    missing = head.post(f"{BRIDGE}/acts/finish", sent)
    assert missing.status_code == 400 and 'id="evidence-wrong" role="alert"' in missing.content.decode()
    wrong = head.post(f"{BRIDGE}/acts/finish", {**sent, "evidence": [photo("road.pdf", "application/pdf")]})
    assert "“road.pdf”不是照片" in text(wrong)
    kept = head.post(f"{BRIDGE}/acts/finish", {**sent, "happened_on": "2016-05-32", "evidence": [photo()]})
    assert kept.status_code == 400
    digest = re.search(r'name="kept" value="([0-9a-f]{64})" checked', kept.content.decode())
    assert digest is not None
    assert head.post(f"{BRIDGE}/acts/finish", {**sent, "kept": digest[1]}).status_code == 302
    assert "待核" in text(head.get(BRIDGE))


def test_what_cannot_be_done_says_why_and_what_would_be_accepted(head: Client) -> None:
    page = head.get(f"{LANE}/acts/accept")
    assert page.status_code == 409 and "你无此权：这是核实单位的事。" in text(page) and "<form class=\"gap\"" not in page.content.decode()
    later = head.get(f"{BRIDGE}/acts/accept")
    assert later.status_code == 409
    assert head.post(f"{LANE}/acts/accept", {"id": town.id_of("forced"), "happened_on": "2016-05-20"}).status_code == 400
    assert head.get(f"{BRIDGE}/acts/overdue").status_code == 404 and head.get(f"{BRIDGE}/acts/nothing").status_code == 404
    assert head.get("/kinds/repair/open/open").status_code == 403


def test_who_acts_on_an_old_page_is_told_what_has_changed(head: Client) -> None:
    form = hidden_fields(head.get(f"{BRIDGE}/acts/sue"))
    town_story.do(town.HEAD, "sue", town_story.BRIDGE, "2016-05-19")
    town_story.do(town.HEAD, "settle", town_story.BRIDGE, "2016-05-20")
    page = head.post(f"{BRIDGE}/acts/sue", {**form, "happened_on": "2016-05-20"})
    assert page.status_code == 400 and "此后事项已有变化" in text(page)


def test_sent_back_with_a_reason_it_stands_with_whom_it_came_from(checker: Client) -> None:
    form = checker.get(f"{LANE}/acts/send_back")
    assert "退回的理由" in text(form)
    sent = {**hidden_fields(form), "happened_on": "2016-05-20"}
    assert 'id="note-wrong" role="alert"' in checker.post(f"{LANE}/acts/send_back", sent).content.decode()
    assert checker.post(f"{LANE}/acts/send_back", {**sent, "note": "照片看不出路面"}).status_code == 302
    said = text(signed_in(town.HEAD).get("/today")).split("退回给我")[2]
    assert "北巷路面" in said.split("有变化")[0]


def test_a_sealed_matter_is_nowhere_for_those_who_may_not_know(head: Client) -> None:
    """The person complained of is the head himself."""
    there, nowhere = head.get(SECRET), head.get(NOWHERE)
    assert there.status_code == nowhere.status_code == 404 and text(there) == text(nowhere)
    assert head.get(f"{SECRET}/acts/clear").status_code == head.get(f"{NOWHERE}/acts/clear").status_code == 404
    for address in ("/today", "/matters?state=all", "/matters?q=cana&state=all", "/matters.csv?state=all", "/notices", "/entries", "/",
                    f"/matters?parent={town.id_of(town_story.COMPLAINT)}&state=all", "/matters?kind=complaint&state=all"):
        assert "canary-" not in head.get(address).content.decode("utf-8", "ignore"), address
    seq = next(seq for seq, in bulk.select("SELECT seq FROM matter_entry WHERE matter = %s", [town.id_of(town_story.COMPLAINT)]))
    for person in (town.HEAD, town.CHECKER, "sun"):
        client = signed_in(person)
        assert client.get(f"/entries/{seq}").status_code == client.get(f"/entries/{seq}.json").status_code == 403
        row = re.search(rf'href="/entries/{seq}">.*?</tr>', client.get("/entries").content.decode())
        assert row is not None and f">{town.CLERK}<" not in row[0] and "discipline" not in row[0]
    assert "canary" in text(signed_in(town.CLERK).get(SECRET))   # whoever complained
    assert "canary" in text(signed_in(town.OFFICER).get("/matters?state=all"))


def test_administrators_see_no_matter(story: None) -> None:
    client = signed_in("sun")
    for address in ("/today", "/matters"):
        said = text(client.get(address))
        assert "管理员不看业务内容" in said and "桥头路面" not in said
    assert "系统管理员" in text(client.get("/today"))
    assert client.get(BRIDGE).status_code == 404
    assert "桥头路面" not in client.get("/matters.csv").content.decode("utf-8-sig")


def test_a_kind_explains_itself_with_its_versions(story: None) -> None:
    page = Client().get("/kinds/repair")
    said = text(page)
    assert "<svg" in page.content.decode() and "报完工" in said and "法定 30日" in said
    assert "2016年1月1日起" in said and "2017年6月1日起" in said
    assert "诉讼中" not in text(Client().get("/kinds/repair?version=2017-06-01"))
    assert Client().get("/kinds/repair?version=2014-01-01").status_code == 404 and Client().get("/kinds/nothing").status_code == 404


def test_notices_are_told_and_marked_as_read(head: Client) -> None:
    page = head.get("/notices")
    assert "桥头路面" in text(page) and "未读 0 条" not in text(page)
    numbers = re.findall(r'name="number" value="(\d+)"', page.content.decode())
    assert signed_in(town.CREW).post("/notices/read", {"number": numbers}).status_code == 302   # not hers
    assert re.findall(r'name="number" value="(\d+)"', head.get("/notices").content.decode()) == numbers
    assert head.post("/notices/read", {"number": numbers}).status_code == 302
    assert "未读 0 条" in text(head.get("/notices"))


def test_organisations_and_posts_of_a_day(head: Client) -> None:
    said = text(head.get("/organisations"))
    assert f"{town.HEAD}" in said and "2016年5月20日的样子" in said
    assert town.HEAD in text(head.get("/organisations/roads"))
    assert f"roads.head ： {town.HEAD}" not in text(head.get("/organisations?day=2014-06-01"))
    assert head.get("/organisations?day=x").status_code == 400 and head.get("/organisations/none").status_code == 404


def test_no_page_knows_the_name_of_a_kind() -> None:
    """Templates and Python of the desk name no kind, step or act of any pack: everything comes from declarations."""
    web = Path(__file__).parents[2] / "src/hetang/web"
    declared = {"rectification", "household", "expropriation", "complaint", "weak_branch", "repair", "stall"}
    files = [*web.glob("*.py"), *web.glob("views/*.py"), *web.rglob("*.html"), *web.rglob("words/*.yaml")]
    named = {(path.name, kind) for path in files for kind in declared if re.search(rf"\b{kind}\b", path.read_text(encoding="utf-8"))}
    assert len(files) > 60 and not {one for one in named if one[0] != "acting.py"}
