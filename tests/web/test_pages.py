"""Every page renders in both languages, shows what its visitor may see, and refuses the rest in a sentence."""

import re
from html.parser import HTMLParser

import pytest
from django.core.cache import cache
from django.test import Client

from hetang.ledger.checker import check_proof
from tests.office import lakeside as office_city
from tests.web import lakeside
from tests.web.conftest import signed_in

FIGURE = f"/figures/lamps?as_of={lakeside.AS_OF}"
PAGES = [
    "/", "/?q=灯", "/?state=gap", "/?q=none", FIGURE, f"{FIGURE}&by=place", f"{FIGURE}&known_at=2016-06-01", f"{FIGURE}&floor=reported",
    f"{FIGURE}&fstatus=disputed", f"{FIGURE}&fq=north", "/figures/lawns", "/entries", "/entries?before=3", "/entries/0",
    "/bulletins", "/bulletins/first/1", "/in", "/in/anything",
]
CLOSED = ["/entries/2", "/entries/2.json", "/entries/2/proof.json", "/entries/4/rows/0.json"]


class Outline(HTMLParser):
    """What a page is made of, as far as the rules speak of it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[tuple[str, dict[str, str | None]]] = []
        self.inline: list[str] = []
        self.heads: list[str] = []
        self.lang = ""
        self.bare: list[str] = []
        self.landmarks: list[str] = []
        self.unlabelled: list[str] = []
        self.labels: set[str | None] = set()
        self.fields: list[str | None] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "style" or (tag == "script" and "src" not in given) or "style" in given or any(name.startswith("on") for name in given):
            self.inline.append(tag)
        if tag in ("h1", "h2", "h3"):
            self.heads.append(tag)
        if tag in ("header", "main", "footer", "nav"):
            self.landmarks.append(tag)
        if tag == "html":
            self.lang = given.get("lang") or ""
        if tag == "label":
            self.labels.add(given.get("for"))
        if tag in ("input", "select") and given.get("type") != "hidden":
            self.fields.append(given.get("id"))
        if tag not in ("br", "meta", "link", "input", "img", "rect", "path", "circle", "hr"):
            self.open.append((tag, given))

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        """A figure's number stands in a cell of numbers, the one value, or the ladder; there it is a link."""
        names = [tag for tag, _ in self.open]
        cell = next((given for tag, given in reversed(self.open) if tag in ("td", "p", "dd") and given.get("class")), {})
        in_ladder = any(given.get("class") == "ladder" for _, given in self.open) and "dd" in names
        counted = "num" in str(cell.get("class")).split() or "value" in str(cell.get("class")).split() or in_ladder
        unit_or_note = any(given.get("class") in ("unit", "sm") for _, given in self.open)
        if counted and not unit_or_note and re.search(r"\d", data) and "a" not in names:
            self.bare.append(data.strip())


@pytest.mark.parametrize("lang", ["zh-CN", "en"])
def test_every_page_renders_in_both_languages_for_everyone(city: str, lang: str) -> None:
    lakeside.correct()
    for client in (Client(headers={"accept-language": lang}), signed_in(lakeside.READER)):
        client.defaults["HTTP_ACCEPT_LANGUAGE"] = lang
        for address in PAGES:
            response = client.get(address)
            assert response.status_code == 200, address
            outline = Outline(response.content.decode())
            assert outline.lang == ("en" if lang == "en" else "zh-Hans"), address
            assert not outline.inline, address
            assert outline.heads.count("h1") == 1, address
            assert outline.landmarks == ["header", "nav", "main", *outline.landmarks[3:-1], "footer"], address
            assert not outline.bare, address
            assert set(outline.fields) <= outline.labels, address
            assert "script-src 'self'" in response["Content-Security-Policy"]
            assert "unsafe" not in response["Content-Security-Policy"]


def test_english_pages_hold_no_chinese_but_names(city: str) -> None:
    english = Client(headers={"accept-language": "en"})
    for address in ["/", FIGURE, f"{FIGURE}&by=place", "/entries", "/bulletins", "/in", "/nowhere", f"{FIGURE}x"]:
        text = re.sub(r"<title>.*?</title>|<pre.*?</pre>|<[^>]*>", " ", english.get(address).content.decode(), flags=re.DOTALL)
        assert set(re.findall(r"[一-鿿]+", text)) <= {"中文", "湖滨亮起来了"}, address   # the switch; the bulletin's title


def test_the_figure_says_its_value_its_ladder_and_its_facts(city: str) -> None:
    text = signed_in(lakeside.READER).get(FIGURE).content.decode()
    value = 11 + 5 + 3 + 6 + sum(range(1, 26))   # one corrected, two upheld, four, old corrected, and the lamps
    assert f'<p class="value"><a href="#f">{value}</a>' in text
    assert text.count("/small") == 20   # the first page of facts, each with its picture
    assert "after=" in text
    assert "lin" in text and "zhou" in text


def test_paging_shows_every_fact_once(city: str) -> None:
    client, address, seen = signed_in(lakeside.READER), FIGURE, []
    while address:
        text = client.get(address).content.decode()
        seen += re.findall(r'<td class="num"><a href="(/entries/\d+/rows/\d+)">', text)
        found = re.search(r'href="(/figures/lamps\?[^"]*after=[^"]*)#f" rel="next"', text)
        address = found[1].replace("&amp;", "&") if found else ""
    facts = re.search(r"由 (\d+) 条事实", client.get(FIGURE).content.decode())
    assert facts is not None and len(seen) == len(set(seen)) == int(facts[1])


def test_a_correction_is_shown_struck_through_with_what_it_corrects(city: str) -> None:
    lakeside.correct()
    text = signed_in(lakeside.READER).get(f"{FIGURE}&fq=100").content.decode()
    assert re.search(r"<s>1</s>", text)
    assert "更正" in text


def test_the_facts_are_sifted_by_state_place_and_text(city: str) -> None:
    client = signed_in(lakeside.READER)

    def count(query: str) -> int:
        return len(re.findall(r'<td class="num"><a href="/entries/\d+/rows/', client.get(f"{FIGURE}&{query}").content.decode()))

    assert count("fstatus=disputed") == 1
    assert count("fstatus=not_counting") >= 2
    assert count("fplace=south") == 0
    assert count("fq=matter-lamp-3") == 1
    assert count("fq=nowhere") == 0


def test_what_cannot_be_read_is_refused_beside_the_form_and_the_page_stays(city: str) -> None:
    for query in ("as_of=yesterday", "floor=best", "place=moon", "period=spring", "by=colour", "known_at_seq=-1",
                  "known_at=2016-01-01&known_at_seq=1"):
        response = Client().get(f"/figures/lamps?{query}")
        assert response.status_code == 400, query
        text = response.content.decode()
        assert 'role="alert"' in text and 'class="value"' in text, query


def test_how_it_would_differ_by_what_was_known_is_said_with_a_link(city: str) -> None:
    lakeside.correct()
    text = Client().get(f"{FIGURE}&known_at_seq=16").content.decode()
    assert "按现在所知" in text and "按条目 16 时所知" in text
    assert re.search(r"2017年4月26日之值为 <a href=", text)


def test_an_anonymous_visitor_sees_open_facts_without_persons_and_evidence(city: str) -> None:
    text = Client().get(FIGURE).content.decode()
    assert "works" in text and "/evidence/" not in text and ">lin<" not in text and "有权者可看" in text
    closed = Client().get("/figures/lawns").content.decode()
    assert "不对外公开" in closed and "/rows/" not in closed


def test_entries_are_closed_to_the_anonymous_and_open_to_a_reader(city: str) -> None:
    for address in CLOSED:
        refused = Client().get(address)
        assert refused.status_code == 403, address
        assert "可接受" in refused.content.decode()
        assert signed_in(lakeside.READER).get(address).status_code == 200


def test_who_only_records_sees_names_but_no_closed_fact(city: str) -> None:
    recorder = signed_in(lakeside.RECORDER)
    assert ">lin<" in recorder.get(FIGURE).content.decode()
    for address in CLOSED:
        assert recorder.get(address).status_code == 403, address
    assert recorder.get(f"/facts/{office_city.id_of('fact', 'lawn')}", follow=True).status_code == 403


def test_a_fact_shown_to_everyone_names_nobody(city: str) -> None:
    page = Client().get(f"/facts/{office_city.id_of('fact', 'two')}", follow=True).content.decode()
    assert "看过现场" not in page and "zhou" not in page and '"by"' not in page
    assert "看过现场" in signed_in(lakeside.READER).get(f"/facts/{office_city.id_of('fact', 'two')}", follow=True).content.decode()


def test_a_fact_out_of_the_count_says_what_put_it_out(city: str) -> None:
    client = signed_in(lakeside.READER)
    out = client.get(f"{FIGURE}&fstatus=not_counting").content.decode()
    assert "未采信" in out and "已更正" in out and "重复" in out
    assert "疑：an，audit" in client.get(f"{FIGURE}&fstatus=disputed").content.decode()


def test_an_open_fact_has_its_page_for_everyone_and_a_closed_one_has_not(city: str) -> None:
    fact, lawn = office_city.id_of("fact", "one"), office_city.id_of("fact", "lawn")
    page = Client().get(f"/facts/{fact}", follow=True)
    assert page.status_code == 200 and "经过" in page.content.decode()
    assert Client().get(f"/facts/{lawn}", follow=True).status_code == 403
    assert signed_in(lakeside.READER).get(f"/facts/{lawn}", follow=True).status_code == 200
    assert Client().get("/facts/none").status_code == 404


def test_the_proofs_that_a_page_gives_hold(city: str) -> None:
    client = signed_in(lakeside.READER)
    head = client.get("/checkpoint").content.decode().splitlines()
    row = client.get(f"/facts/{office_city.id_of('fact', 'lamp-4')}")["Location"]
    for address in ("/entries/0/proof.json", "/entries/3/proof.json", f"{row}/proof.json"):
        proof = client.get(address).json()
        assert check_proof(proof) == [], address
        assert proof["checkpoint"].splitlines()[:3] == head[:3]
        assert check_proof({**proof, "entry": proof["entry"].replace("sealed_at", "sealed_on")}) != []


def test_the_bytes_of_an_entry_are_those_that_were_sealed(city: str) -> None:
    client = signed_in(lakeside.READER)
    assert client.get("/entries/3.json").content.decode() == client.get("/entries/3/proof.json").json()["entry"]


def test_a_bulletin_is_read_with_every_number_a_link_and_downloaded_as_issued(city: str) -> None:
    text = Client().get("/bulletins/first/1").content.decode()
    body = re.sub(r'<section class="b-notes".*?</section>', "", text[text.index('<article class="sheet"'):text.index("</article>")],
                  flags=re.DOTALL)
    paragraph = next(p for p in re.findall(r"<p>.*?</p>", body, flags=re.DOTALL) if "点亮路灯" in p)
    bare = re.sub(r"<a .*?</a>|<[^>]*>|\d+年\d+月\d+日|（见勘误）", "", paragraph)
    assert not re.search(r"\d", bare)
    for name, start in (("bulletin.pdf", b"%PDF"), ("bulletin.docx", b"PK"), ("package.zip", b"PK"), ("bulletin.json", b"{")):
        found = re.search(rf'href="(/bulletins/first/1/[^"]*{name.rpartition(".")[2]})"', text)
        assert found is not None, name
        file = Client().get(found[1])
        assert file.content.startswith(start) and file["Content-Disposition"].startswith("attachment")
    assert Client().get("/bulletins/first/1/other.pdf").status_code == 404


def test_a_later_correction_puts_an_erratum_on_the_bulletin_and_on_the_figure(city: str) -> None:
    assert "勘误" not in Client().get("/bulletins/first/1").content.decode()
    lakeside.correct()
    assert "勘误 1 处" in Client().get("/bulletins/first/1").content.decode()
    assert "勘误 1 处" in Client().get("/bulletins").content.decode()
    assert "勘误 1 处" in Client().get("/").content.decode()
    assert "已出勘误" in Client().get(FIGURE).content.decode()


def test_an_internal_bulletin_says_who_may_read_it(city: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hetang.web.bulletin_words.PUBLIC", "never")
    for address in ("/bulletins/first/1", "/bulletins/first/1/package.zip"):
        refused = Client().get(address)
        assert refused.status_code == 403 and "查阅" in refused.content.decode()
        assert signed_in(lakeside.READER).get(address).status_code == 200
    assert "内部资料" in Client().get("/bulletins").content.decode()
    assert "内部资料" in Client().get("/").content.decode()


def test_evidence_is_served_so_that_nothing_in_it_can_act(city: str) -> None:
    assert Client().get(f"/evidence/{city}").status_code == 403
    assert Client().get(f"/evidence/{city}/small").status_code == 403
    client = signed_in(lakeside.READER)
    whole, small = client.get(f"/evidence/{city}"), client.get(f"/evidence/{city}/small")
    assert whole.content == lakeside.png() and whole["Content-Disposition"].startswith("attachment")
    for response in (whole, small):
        assert response["X-Content-Type-Options"] == "nosniff"
        assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert small["Content-Type"] == "image/jpeg" and len(small.content) < len(lakeside.png()) * 4
    no_picture = client.get(f"/evidence/{office_city.picture('a')}/small")   # named png, and none
    assert no_picture["Content-Type"] == "image/jpeg" and no_picture.content != small.content
    assert client.get("/evidence/none").status_code == 404


def test_evidence_of_a_measure_that_is_not_open_is_for_readers_alone(city: str) -> None:
    recorder, reader = signed_in(lakeside.RECORDER), signed_in(lakeside.READER)
    lawn, lamp = office_city.picture("d"), office_city.picture("a")
    assert [recorder.get(f"/evidence/{digest}").status_code for digest in (lamp, lawn)] == [200, 403]
    assert [reader.get(f"/evidence/{digest}").status_code for digest in (lamp, lawn)] == [200, 200]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_lists_are_exported_as_seen(city: str, kind: str) -> None:
    for address in (f"/figures.{kind}?q=lamps", f"/figures/lamps/facts.{kind}?as_of={lakeside.AS_OF}&fq=matter-lamp-3"):
        response = Client().get(address)
        assert response.status_code == 200 and response["Content-Disposition"].startswith("attachment")
        if kind == "csv":
            lines = response.content.decode("utf-8-sig").split("\r\n\r\n")[0].splitlines()
            assert len(lines) == 2, address
    assert Client().get("/figures.exe").status_code == 404
    assert Client().get("/figures/lamps/facts.exe").status_code == 404


def test_a_closed_fact_is_not_exported_to_the_anonymous(city: str) -> None:
    anonymous = Client().get("/figures/lawns/facts.csv").content.decode("utf-8-sig")
    assert office_city.id_of("fact", "lawn") not in anonymous
    reader = signed_in(lakeside.READER).get("/figures/lawns/facts.csv?floor=reported").content.decode("utf-8-sig")
    assert office_city.id_of("fact", "lawn") in reader


def test_the_figure_as_json_has_the_keys_of_the_command_line(city: str) -> None:
    found = Client().get(f"/figures/lamps.json?as_of={lakeside.AS_OF}").json()
    assert {"id", "value", "exact", "unit", "period", "as_of", "known_at", "floor", "ladder", "coverage", "fact_count", "facts_digest",
            "withheld", "definition", "pack", "head"} <= set(found)


@pytest.mark.parametrize(("address", "status"), [
    ("/nowhere", 404), ("/figures/none", 404), ("/figures/none.json", 404), ("/entries/9999", 404), ("/entries/1/rows/99", 404),
    ("/bulletins/none/1", 404), ("/language/xx", 404), ("/?as_of=x", 400),
])
def test_errors_are_sentences_in_both_languages(city: str, address: str, status: int) -> None:
    for lang, accepted in (("zh-CN", "可接受"), ("en", "Accepted")):
        response = Client(headers={"accept-language": lang}).get(address)
        assert response.status_code == status
        assert accepted in response.content.decode()


def test_a_fault_of_the_program_is_said_without_its_inside(city: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("secret inside")

    monkeypatch.setattr("hetang.web.views.entries.ledger.entries_before", broken)
    response = Client(raise_request_exception=False).get("/entries")
    text = response.content.decode()
    assert response.status_code == 500 and "不是您的错" in text and "secret inside" not in text


def test_a_form_from_elsewhere_is_refused_in_a_sentence(city: str) -> None:
    strict = Client(enforce_csrf_checks=True)
    response = strict.post("/in/whatever")
    assert response.status_code == 403 and "表单已过期" in response.content.decode()


def test_before_a_city_is_loaded_every_page_says_what_to_do(db: None) -> None:
    cache.clear()
    for address in ("/", "/entries", "/bulletins", "/figures/lamps"):
        response = Client().get(address)
        assert response.status_code == 503 and "hetang city load" in response.content.decode(), address
    assert Client().get("/health").status_code == 503
    assert Client().get("/in").status_code == 200


def test_health_tells_where_the_ledger_stands(city: str) -> None:
    found = Client().get("/health").json()
    assert found["status"] == "ok" and found["entries"] > 10 and len(found["head"]) == 64
