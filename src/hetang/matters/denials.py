"""The named refusals of acts on matters, each with what would be accepted."""

from hetang.terms.refusals import Refusal
from hetang.terms.words import Text


def _no(code: str, zh: str, en: str, accepts_zh: str, accepts_en: str) -> Refusal:
    return Refusal(code, Text(zh, en), Text(accepts_zh, accepts_en))


UNKNOWN_MATTER_KIND = _no(
    "unknown_matter_kind", "{day}没有“{kind}”这种事项", "no kind of matter `{kind}` on {day}", "{known}", "{known}"
)
UNKNOWN_ACT = _no("unknown_act", "“{kind}”没有行为“{act}”", "“{kind}” has no act `{act}`", "{known}", "{known}")
WRONG_KIND = _no("wrong_kind", "这件事项是“{kind}”", "this matter is a “{kind}”", "{kind} 的行为", "an act of {kind}")
OPENED_ALREADY = _no(
    "opened_already",
    "这件事项已经立项",
    "this matter has been opened already",
    "对它的下一步行为，或给新事项一个新编号",
    "a later act on it, or a new id for a new matter",
)
OPENS_NOTHING = _no(
    "opens_nothing", "还没有这件事项", "there is no such matter yet", "先立项：{acts}", "open it first: {acts}"
)
WRONG_STEP = _no(
    "wrong_step",
    "现处“{step}”，不能“{act}”",
    "at “{step}” one cannot “{act}”",
    "到“{steps}”时可以{ways}",
    "at “{steps}”{ways}",
)
FINAL_STEP = _no(
    "final_step",
    "已在“{step}”，事项已结束",
    "it has ended at “{step}”",
    "结束前的行为，或另立一件",
    "an act before its end, or a new matter",
)
CHANGED_SINCE = _no(
    "changed_since",
    "此后事项已有变化：{changes}；现处“{step}”",
    "the matter has changed since: {changes}; it now stands at “{step}”",
    "看过变化后重新提出，日期不早于{day}",
    "the act asked again in view of that, on {day} or later",
)
NOT_YET = _no(
    "not_yet_happened",
    "{day}还没有到（今天 {today}）",
    "{day} has not come yet (today is {today})",
    "不晚于今天",
    "a day not after today",
)
BEFORE_OPENING = _no(
    "before_opening",
    "{day}早于立项日{opened}",
    "{day} is before the day it was opened, {opened}",
    "不早于{opened}",
    "{opened} or later",
)
PARENT_REQUIRED = _no(
    "parent_required",
    "“{kind}”要在一件{parents}之下",
    "a “{kind}” stands beneath a {parents}",
    "parent：{parents}",
    "a `parent`: {parents}",
)
WRONG_PARENT = _no(
    "wrong_parent",
    "“{kind}”不能在一件“{parent}”之下",
    "a “{kind}” cannot stand beneath a “{parent}”",
    "{parents}",
    "{parents}",
)
FIELD_MISSING = _no("field_missing", "缺少“{field}”", "“{field}” is missing", "填上{field}{form}", "{field}{form}")
FIELD_NOT_ASKED = _no(
    "field_not_asked", "“{act}”不问“{field}”", "“{act}” does not ask for `{field}`", "{known}", "{known}"
)
FIELD_WRONG = _no("field_wrong", "“{field}”不能是“{value}”", "“{field}” cannot be “{value}”", "{form}", "{form}")
FIELD_SEALED = _no(
    "field_sealed",
    "“{field}”是个人信息，只收承诺值",
    "“{field}” is personal: only its commitment is taken",
    "sealed：{field}",
    "`sealed`: {field}",
)
FIELD_NOT_SEALED = _no(
    "field_not_sealed",
    "“{field}”不是个人信息，不必封存",
    "“{field}” is not personal: it is not sealed",
    "fields：{field}",
    "`fields`: {field}",
)
EVIDENCE_MISSING = _no(
    "evidence_missing",
    "还缺佐证：要 {least} 份{kind}，有 {given} 份",
    "evidence is missing: {least} ({kind}), {given} given",
    "{least} 份{kind}，用于{decides}",
    "{least} ({kind}), on which rests: {decides}",
)
UNKNOWN_FILE = _no(
    "unknown_evidence",
    "没有收到佐证 {evidence}",
    "evidence {evidence} has not arrived",
    "先送文件",
    "send the file first",
)
SECOND_MISSING = _no(
    "second_missing",
    "“{act}”须两人",
    "“{act}” needs two persons",
    "with：另一个有此权的人",
    "`with`: another person entitled to it",
)
NOT_APART = _no(
    "not_apart",
    "做过“{act}”的人或同一线的单位不能做此事：{why}",
    "who did “{act}”, or stands in one line with them, cannot do this: {why}",
    "另一线单位的另一个人",
    "another person of another line of organisation",
)
GUARD = _no("guard", "{says}{clause}", "{says}{clause}", "{accepts}", "{accepts}")
CLOCK_NOT_RUNNING = _no(
    "clock_not_running", "“{clock}”没有在走", "“{clock}” is not running", "时钟在走时", "while it runs"
)
EXTENDED_ALREADY = _no(
    "extended_already",
    "“{clock}”已延长过一次",
    "“{clock}” has been extended once",
    "在原定延长期内办结",
    "an end within the time it has",
)
NOT_YOUR_ORGANISATION = _no(
    "not_your_organisation",
    "{person}不能以{organisation}的名义作此行为",
    "{person} cannot do this in the name of {organisation}",
    "{known}",
    "{known}",
)
CLOCK_ALONE = _no(
    "clock_alone",
    "“{act}”由时钟登记，到期自动发生",
    "“{act}” is the clock's: it comes by itself when it falls due",
    "等它到期",
    "wait until it falls due",
)
NOT_BY_CLOCK = _no("not_by_clock", "时钟不做“{act}”", "the clock does not do “{act}”", "由人来做", "a person")
REASON_NEEDED = _no("reason_missing", "退回须写理由", "to reject, say why", "note 一句话", "a `note`")
NOBODY_NAMED = _no(
    "nobody_named",
    "改派要写明给谁",
    "say to whom it is handed over",
    "owner、handler、attached 之一",
    "owner, handler or attached",
)
SAME_VERSION = _no(
    "same_version", "没有更新的版本", "there is no newer version", "新版生效之后", "when a newer version is in force"
)
STEP_GONE = _no(
    "step_gone",
    "新版没有步骤“{step}”",
    "the new version has no step “{step}”",
    "走到新版也有的步骤再改",
    "a step that both versions have",
)
UNKNOWN_ORGAN = _no(
    "unknown_organisation",
    "{day}没有组织“{organisation}”",
    "no organisation “{organisation}” on {day}",
    "当日存在的组织",
    "one that stood on that day",
)
UNKNOWN_SITE = _no(
    "unknown_place",
    "{day}没有地点“{place}”",
    "no place “{place}” on {day}",
    "当日存在的地点",
    "one that stood on that day",
)
NOT_TOLD = _no(
    "not_told",
    "“{what}”算不出来：{why}",
    "“{what}” cannot be worked out: {why}",
    "补齐它所依据的内容",
    "what it rests on",
)
NO_PARENT = _no(
    "no_parent",
    "没有可以一并处理的上级事项",
    "there is no parent matter to act on",
    "在上级之下立项",
    "a matter beneath a parent",
)
YIELDS_OTHERWISE = _no(
    "yields_otherwise",
    "所记事实与原记录不一致：应为 {expected}，得 {yielded}",
    "it yields other facts than were recorded: {expected} expected, {yielded} found",
    "与原记录一致的内容",
    "what agrees with the record",
)
