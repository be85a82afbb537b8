"""The refusals of this room, each with what would be accepted."""

from __future__ import annotations

from hetang.terms.refusals import Refusal
from hetang.terms.words import Text

NO_SUCH_MATTER = Refusal(
    "no_such_matter",
    Text("没有这件事项", "there is no such matter"),
    Text("你可以看到的事项的编号", "the id of a matter that you can see"),
)
NOT_ENTITLED = Refusal(
    "not_entitled",
    Text("{person}于{day}不是可以做这件事的人", "{person} was not among those who may do this on {day}"),
    Text("下列之一：{terms}", "one of these: {terms}"),
)
RECUSED = Refusal(
    "recused",
    Text("{person}已回避这件事项", "{person} has stepped back from this matter"),
    Text("另一个有权的人", "another person who is entitled"),
)
IN_THE_LINE = Refusal(
    "in_the_line",
    Text("{person}在被反映单位的隶属线上，不得经办", "{person} stands in the line of the unit complained of and may not handle it"),
    Text(
        "隶属线以外的机关；反映机关主要负责人的，由上一级机关受理",
        "an organ outside that line; on an organ's own head, the next higher organ",
    ),
)
NOT_DELEGATED = Refusal(
    "not_delegated",
    Text("{giver}没有委托{person}在{day}代行此事", "{giver} has not let {person} act in his place for this on {day}"),
    Text("在期、涵盖此事的委托", "a delegation in force that covers it"),
)
GIVER_MAY_NOT = Refusal(
    "giver_may_not",
    Text("委托人{giver}于{day}自己也无权做这件事", "on {day} {giver} may not do this himself, so nobody may for him"),
    Text("下列之一委托的人：{terms}", "a delegate of one of these: {terms}"),
)
SECOND_MISSING = Refusal(
    "two_persons",
    Text("这件事须由两人共同办理", "this takes two different persons"),
    Text("with 写明另一个有权的人", "`with`: another person who is entitled"),
)
SECOND_NOT_ENTITLED = Refusal(
    "second_not_entitled",
    Text("共同办理人{person}于{day}无权做这件事", "the second person, {person}, was not entitled to this on {day}"),
    Text("下列之一：{terms}", "one of these: {terms}"),
)
SAME_PERSON = Refusal(
    "not_apart_person",
    Text("{person}自己做过前一步，不能再由其核对", "{person} did the step before and may not check it"),
    Text("另一条隶属线上的另一个人", "another person of another line of organisation"),
)
SAME_LINE = Refusal(
    "not_apart_line",
    Text("{person}所在的{mine}与{theirs}在同一条隶属线上", "{person} belongs to {mine}, in one line with {theirs}"),
    Text("另一条隶属线上的另一个人", "another person of another line of organisation"),
)
