"""Why a change of organisations, posts or grants is not accepted."""

from __future__ import annotations

from hetang.terms.refusals import Refusal
from hetang.terms.words import Text


def _no(code: str, zh: str, en: str, accepts_zh: str, accepts_en: str) -> Refusal:
    return Refusal(code, Text(zh, en), Text(accepts_zh, accepts_en))


NOTHING_CHANGES = _no("nothing_changes", "没有写任何变更", "no change is given", "至少一项变更", "one change at least")
UNKNOWN_CHANGE = _no(
    "unknown_change", "没有“{change}”这种变更", "there is no change “{change}”", "下列之一：{known}", "one of: {known}"
)
UNKNOWN_FIELD = _no(
    "unknown_field", "“{change}”没有“{field}”这一项", "“{change}” has no field `{field}`",
    "这些项：{known}", "these fields: {known}",
)  # fmt: skip
MISSING_FIELD = _no(
    "missing_field", "“{change}”缺“{field}”", "“{change}” lacks `{field}`", "写明{field}", "`{field}`"
)
WRONG_FORM = _no(
    "wrong_form", "“{field}”的写法不对", "`{field}` is not well formed", "{form}", "{form}"
)
NOT_YET = _no(
    "not_yet_happened", "{day}还没有到（今天是{today}）", "{day} has not come yet (today is {today})",
    "今天或更早的日期", "today, or a day before",
)  # fmt: skip
GIVEN_BACKWARDS = _no(
    "given_backwards", "授权或委托不能从过去的{day}起算", "nothing is granted or delegated from {day}, a day gone by",
    "今天（{today}）或以后；旧授权经双人接收", "today ({today}) or later; old grants by a takeover",
)  # fmt: skip
BEFORE_LAST_CHANGE = _no(
    "before_last_change", "{id}在{last}已有变更，{day}在其之前", "{id} last changed on {last}, and {day} lies before",
    "{last}或以后的日期", "{last} or later",
)  # fmt: skip
UNKNOWN_ORGANISATION = _no(
    "unknown_organisation", "{day}没有组织“{organisation}”", "there is no organisation `{organisation}` on {day}",
    "那一天存在的组织", "an organisation that stands on that day",
)  # fmt: skip
UNKNOWN_PLACE = _no(
    "unknown_place", "{day}没有地点“{place}”", "there is no place `{place}` on {day}",
    "那一天存在的地点", "a place that stands on that day",
)  # fmt: skip
ID_TAKEN = _no("id_taken", "标识“{id}”已用过", "the id `{id}` is taken", "没有用过的标识", "an id never used")
MAKES_LOOP = _no(
    "makes_loop", "这样{id}将成为自己的上级", "{id} would stand above itself", "不在其下级中的上级", "a parent that is not below it"
)
LEAVES_CHILDREN = _no(
    "leaves_children", "{id}在{day}将没有上级", "{id} would be left without its parent on {day}",
    "先把它移到别的上级之下，或并入别的组织", "move it first, or merge the organisation into another",
)  # fmt: skip
UNKNOWN_POST = _no(
    "unknown_post", "{day}没有岗位“{post}”", "there is no post `{post}` on {day}",
    "那一天存在的岗位", "a post that stands on that day",
)  # fmt: skip
POST_HELD = _no(
    "post_held", "岗位“{post}”在{day}由{person}担任", "the post `{post}` is held by {person} on {day}",
    "先免去，或两岗对调", "vacate it first, or swap two posts",
)  # fmt: skip
POST_VACANT = _no(
    "post_vacant", "岗位“{post}”在{day}无人担任", "nobody holds the post `{post}` on {day}",
    "有人担任的岗位", "a post that is held",
)  # fmt: skip
SAME_POST = _no(
    "same_post", "一个岗位不能与自己对调", "a post is not swapped with itself", "两个不同的岗位", "two different posts"
)
UNKNOWN_PERSON = _no(
    "unknown_person", "没有“{person}”这个人的账号", "there is no account of `{person}`",
    "先由系统管理员建立账号", "an account made by a system administrator",
)  # fmt: skip
THE_CLOCK = _no(
    "the_clock", "时钟自己行事，不任职、不受权、不受托", "the clock acts by itself: it holds no post, grant or delegation",
    "一个人", "a person",
)  # fmt: skip
UNKNOWN_ROLE = _no("unknown_role", "没有角色“{role}”", "there is no role `{role}`", "下列之一：{known}", "one of: {known}")
GRANTED_TO = _no(
    "granted_to", "授权须给一个人或一个岗位", "a grant goes to a person or to a post", "person 或 post，只写一个", "one of `person`, `post`"
)
GRANTED_OVER = _no(
    "granted_over", "授权须写明组织或地点", "a grant says over what", "over、place 或两者", "`over`, `place` or both"
)
NO_SUCH_GRANT = _no(
    "no_such_grant", "{day}没有这项授权", "no such grant is in force on {day}",
    "角色、范围、对象都相同的一项授权", "a grant with the same role, reach and holder",
)  # fmt: skip
GRANTED_ALREADY = _no(
    "granted_already", "{day}已有这项授权", "this grant is in force already on {day}",
    "先收回再授", "revoke it first",
)  # fmt: skip
ADMINISTRATOR = _no(
    "administrator", "{person}将在{day}兼任管理员与别的角色：{roles}", "on {day} {person} would be an administrator and more: {roles}",
    "管理员只任一种，不兼业务角色", "an administrator of one kind, who holds no other role",
)  # fmt: skip
TO_ONESELF = _no(
    "to_oneself", "不能委托给自己", "nobody delegates to himself", "另一个人", "another person"
)
NOT_DELEGABLE = _no(
    "not_delegable", "{person}在{day}是管理员，不委托也不受托", "{person} is an administrator on {day}: nothing is delegated",
    "两个都不是管理员的人", "two persons who are no administrators",
)  # fmt: skip
ENDS_BEFORE = _no(
    "ends_before", "{until}早于起始日{day}", "{until} lies before the first day, {day}", "{day}或以后", "{day} or later"
)
NO_SUCH_DELEGATION = _no(
    "no_such_delegation", "{day}没有{giver}给{taker}的委托", "{giver} has let {taker} act for nothing on {day}",
    "在期的委托", "a delegation in force",
)  # fmt: skip
SECOND_PERSON = _no(
    "two_persons", "授权须有第二人", "a grant needs a second person", "with 写明另一个人", "`with`: another person"
)
FOR_ONESELF = _no(
    "for_oneself", "{person}不能经办给自己的授权", "{person} may not enter what he himself gains by",
    "与此无关的两个人", "two persons who gain nothing by it",
)  # fmt: skip
