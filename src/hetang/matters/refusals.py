"""The named refusals of recording and judging, each with what would be accepted."""

from hetang.terms.refusals import Refusal
from hetang.terms.words import Text


def _no(code: str, zh: str, en: str, accepts_zh: str, accepts_en: str) -> Refusal:
    return Refusal(code, Text(zh, en), Text(accepts_zh, accepts_en))


NOT_AN_OBJECT = _no("not_an_object", "不是一个对象", "not an object", "JSON 对象", "a JSON object")
UNKNOWN_FIELD = _no("unknown_field", "不认识的字段“{field}”", "unknown field `{field}`", "{known}", "{known}")
MISSING_FIELD = _no("missing_field", "缺少“{field}”", "`{field}` is missing", "填上 {field}", "a value for {field}")
WRONG_TYPE = _no("wrong_type", "“{field}”的类型不对", "`{field}` is of the wrong type", "{kind}", "{kind}")
NOT_AN_ID = _no(
    "not_an_id",
    "“{id}”不是 UUID",
    "“{id}” is not a UUID",
    "小写 UUID，由发送方生成",
    "a lower-case UUID made by the sender",
)
ID_TWICE = _no("id_twice", "同一编号出现两次：{id}", "the id {id} stands twice", "每条事实一个编号", "one id a fact")
NOT_A_DAY = _no(
    "not_a_day", "“{text}”不是日期", "“{text}” is not a day", "2017-04-26 这样的日期", "a day such as 2017-04-26"
)
UNKNOWN_MEASURE = _no("unknown_measure", "没有“{measure}”这个量", "no measure `{measure}`", "{known}", "{known}")
WRONG_UNIT = _no(
    "wrong_unit", "量“{measure}”不能用单位“{unit}”", "`{measure}` is not measured in {unit}", "{units}", "{units}"
)
WRONG_VALUE = _no(
    "wrong_value",
    "“{value}”不能记为该量的值",
    "“{value}” is not a value of this measure",
    "换算成{unit}后至多 {decimals} 位小数的数",
    "a number of at most {decimals} decimals in {unit}",
)
UNKNOWN_DIM = _no(
    "unknown_dim", "量“{measure}”没有维度“{dim}”", "`{measure}` has no dimension `{dim}`", "{known}", "{known}"
)
UNKNOWN_DIM_VALUE = _no(
    "unknown_dim_value", "维度“{dim}”没有“{value}”", "dimension `{dim}` has no `{value}`", "{known}", "{known}"
)
UNKNOWN_ORGANISATION = _no(
    "unknown_organisation",
    "{day}没有组织“{organisation}”",
    "no organisation “{organisation}” on {day}",
    "城市包中当日存在的组织",
    "an organisation of the pack that stood on that day",
)
UNKNOWN_PLACE = _no(
    "unknown_place",
    "{day}没有地点“{place}”",
    "no place “{place}” on {day}",
    "城市包中当日存在的地点",
    "a place of the pack on that day",
)
UNKNOWN_EVIDENCE = _no(
    "unknown_evidence",
    "没有收到佐证 {evidence}",
    "evidence {evidence} has not arrived",
    "先送文件，再记事实",
    "send the file first",
)
UNKNOWN_FACT = _no("unknown_fact", "没有事实 {fact}", "no fact {fact}", "账簿里的一条事实", "a fact of the ledger")
KNOWN_AT_OUTSIDE_TAKEOVER = _no(
    "known_at_outside_takeover",
    "只有接收旧系统的记录时才能写已知日",
    "known_at is written only when history is taken over",
    "不写 known_at：以封存时刻为准",
    "no known_at: the time of sealing counts",
)
KNOWN_IN_FUTURE = _no(
    "known_in_future",
    "已知日{day}晚于今天{today}",
    "known on {day}, after today {today}",
    "不晚于今天",
    "a day not after today",
)
NOT_YET_HAPPENED = _no(
    "not_yet_happened",
    "发生日{day}晚于得知日{known}",
    "it happened on {day}, after it became known on {known}",
    "发生不晚于得知",
    "a day not after the day on which it became known",
)
REPEATS_IS_DECIDED = _no(
    "repeats_is_decided", "是否重复由系统判定", "what repeats what is decided here", "不写 repeats", "no `repeats`"
)
CORRECTS_OTHER_MEASURE = _no(
    "corrects_other_measure",
    "被更正的 {fact} 属于量“{measure}”",
    "{fact} is of measure `{measure}`",
    "同一个量",
    "the same measure",
)
CORRECTS_WHAT_DOES_NOT_COUNT = _no(
    "corrects_what_does_not_count",
    "{fact} 已被否决或属重复，不必更正",
    "{fact} was rejected or is a repeat: there is nothing to correct",
    "记一条新的事实",
    "a new fact",
)
CORRECTED_ALREADY = _no(
    "corrected_already",
    "{fact} 已有更正",
    "{fact} has been corrected already",
    "更正那条更正",
    "a correction of that correction",
)
UNKNOWN_JUDGEMENT = _no(
    "unknown_judgement",
    "没有“{judgement}”这种判定",
    "no judgement `{judgement}`",
    "verified 核实、rejected 否决、disputed 争议、upheld 维持",
    "verified, rejected, disputed, upheld",
)
SAME_LINE = _no(
    "same_line",
    "{organisation}与记录单位{recorder}同属一线，不能核实",
    "{organisation} stands in one line with {recorder}, which recorded it",
    "不在同一上下级线上的另一单位",
    "another organ, neither above nor below the one that recorded",
)
SAME_PERSON = _no("same_person", "{person}自己记的，不能自己核", "{person} recorded it", "另一个人", "another person")
REJECTED_ALREADY = _no("rejected_already", "{fact} 已被否决", "{fact} was rejected", "记一条新的事实", "a new fact")
NOT_DISPUTED = _no("not_disputed", "{fact} 没有争议", "{fact} is not disputed", "有争议的事实", "a disputed fact")
DISPUTED_NOW = _no(
    "disputed_now",
    "{fact} 有争议，先裁定",
    "{fact} is disputed: rule on it first",
    "upheld 维持或 rejected 否决",
    "upheld or rejected",
)
DOES_NOT_COUNT = _no(
    "does_not_count",
    "{fact} 已被更正或属重复",
    "{fact} was corrected or is a repeat",
    "核实取代它的那一条",
    "the fact that stands in its place",
)
REASON_MISSING = _no(
    "reason_missing", "否决或争议须写理由", "to reject or dispute, say why", "reason 一句话", "a `reason`"
)
TWO_PERSONS = _no(
    "two_persons",
    "接收旧系统的记录须两人",
    "taking over history needs two persons",
    "两个不同的人",
    "two different persons",
)
