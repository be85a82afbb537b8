"""A refusal says in both languages what was wrong and what would be accepted."""

from hetang.terms.refusals import Refusal, Refused
from hetang.terms.words import Text

UNKNOWN = Refusal("unknown", Text("不认识“{what}”", "“{what}” is unknown"), Text("{known}", "{known}"))


def test_a_named_refusal_is_filled_and_placed() -> None:
    refusal = UNKNOWN.filled(what="{known}", known=Text("路、桥", "road, bridge")).placed("row 3")
    assert refusal.text("en") == "row 3: “road, bridge” is unknown; accepted: road, bridge"
    assert UNKNOWN.filled(what="路").text("zh") == "不认识“路”；可接受：{known}"
    assert refusal.to_json() == {
        "code": "unknown",
        "says": {"zh": "不认识“路、桥”", "en": "“road, bridge” is unknown"},
        "accepts": {"zh": "路、桥", "en": "road, bridge"},
        "at": "row 3",
    }


def test_refusals_cross_a_loop_together() -> None:
    refused = Refused([UNKNOWN, UNKNOWN.placed("row 4")])
    assert len(refused.refusals) == 2 and str(refused) == "unknown; unknown"


def test_a_text_stands_in_for_its_missing_language() -> None:
    assert Text.of({"zh": "路"}) == Text("路", "路") and Text.of({"en": "road"}).zh == "road" and Text.of("x").en == "x"
    assert Text.of({"zh": "路", "en": "road"}).to_json() == {"zh": "路", "en": "road"}
    assert Text("路", "road").text("en-GB") == "road" and Text("路", "road").text("zh") == "路"
