"""What an act is asked to tell: fields read, each wrong one refused with the form that would be accepted."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from hetang.matters import denials as no
from hetang.matters.builtin import RELATION_FIELDS
from hetang.matters.kinds import Act, Field, Kind
from hetang.matters.now import Now
from hetang.terms.dates import parse_day
from hetang.terms.ids import is_id
from hetang.terms.quantities import convert, decimal_text, parse_number, parse_quantity
from hetang.terms.refusals import Refusal
from hetang.terms.words import Text

LONGEST = {"text": 400, "long_text": 20_000}
YES_OR_NO = {"true": True, "yes": True, "是": True, "false": False, "no": False, "否": False}


def field_of(kind: Kind, id: str) -> Field | None:
    """A field of the kind, or one of the relations that `assign` asks for."""
    return kind.fields.get(id) or RELATION_FIELDS.get(id)


def read_fields(
    kind: Kind, declared: Act, fields: Mapping[str, Any], sealed: Mapping[str, str], day: date, now: Now
) -> tuple[dict[str, Any], list[Refusal]]:
    """The values as they will be stored, and every refusal; `sealed` holds commitments of personal fields."""
    refused: list[Refusal] = []
    asks = declared.asks
    values: dict[str, Any] = {}
    for id, given in fields.items():
        field = field_of(kind, id) if id in asks else None
        if field is None:
            refused.append(_not_asked(kind, declared, id))
        elif field.personal:
            refused.append(no.FIELD_SEALED.filled(field=field.name).placed(f"fields.{id}"))
        elif given is not None and given != "":
            value = read_value(field, given, day, now)
            if isinstance(value, Refusal):
                refused.append(value.placed(f"fields.{id}"))
            else:
                values[id] = value
    for id in sealed:
        field = kind.fields.get(id)
        if field is None or id not in asks:
            refused.append(_not_asked(kind, declared, id))
        elif not field.personal:
            refused.append(no.FIELD_NOT_SEALED.filled(field=field.name).placed(f"sealed.{id}"))
    refused.extend(_missing(kind, declared, fields, sealed))
    return values, refused


def _missing(kind: Kind, declared: Act, fields: Mapping[str, Any], sealed: Mapping[str, str]) -> Iterator[Refusal]:
    for id in declared.needs:
        if id not in sealed and fields.get(id) in (None, ""):
            field = field_of(kind, id)
            if field is not None:
                said = form(field)
                shown = Text(f"：{said.zh}", f": {said.en}")
                yield no.FIELD_MISSING.filled(field=field.name, form=shown).placed(f"fields.{id}")


def _not_asked(kind: Kind, declared: Act, id: str) -> Refusal:
    names = [field.name for one in declared.asks if (field := field_of(kind, one)) is not None]
    known = Text("、".join(n.zh for n in names) or "不填", ", ".join(n.en for n in names) or "nothing")
    field = field_of(kind, id)
    shown = field.name if field is not None else Text(id, id)
    return no.FIELD_NOT_ASKED.filled(act=declared.name, field=shown, known=known).placed(f"fields.{id}")


def read_value(field: Field, given: Any, day: date, now: Now) -> Any:
    """The value as it will be stored, or a refusal."""
    value = READERS[field.type](field, given, day, now)
    if value is None:
        return no.FIELD_WRONG.filled(field=field.name, value=_shown(given), form=form(field))
    return value


def _shown(given: Any) -> str:
    text = given if isinstance(given, str) else repr(given)
    return text if len(text) <= 40 else text[:40] + "…"


def form(field: Field) -> Text:
    """What would be accepted, in words."""
    if field.type == "choice":
        zh = "、".join(f"{one.id}（{one.name.zh}）" for one in field.values)
        return Text(zh, ", ".join(f"{one.id} ({one.name.en})" for one in field.values))
    if field.type == "number":
        unit = field.unit or "1"
        return Text(f"不小于零的数，单位{unit}，如 12.5", f"a number in {unit} not below zero, such as 12.5")
    return FORMS[field.type]


FORMS = {
    "text": Text(f"文字，至多 {LONGEST['text']} 字", f"text of at most {LONGEST['text']} characters"),
    "long_text": Text(f"文字，至多 {LONGEST['long_text']} 字", f"text of at most {LONGEST['long_text']} characters"),
    "day": Text("日期，如 2017-04-26", "a day such as 2017-04-26"),
    "yes": Text("true 或 false", "true or false"),
    "person": Text("人员编号", "the id of a person"),
    "organisation": Text("当日存在的组织编号", "the id of an organisation that stood on that day"),
    "post": Text("当日存在的岗位或组织编号", "the id of a post or an organisation that stood on that day"),
    "place": Text("当日存在的地点编号", "the id of a place of that day"),
    "matter": Text("事项编号", "the id of a matter"),
}


def _text(field: Field, given: Any, day: date, now: Now) -> str | None:
    if not isinstance(given, str) or not given.strip() or len(given) > LONGEST[field.type]:
        return None
    return given.strip()


def _number(field: Field, given: Any, day: date, now: Now) -> str | None:
    if isinstance(given, int) and not isinstance(given, bool):
        given = str(given)
    if not isinstance(given, str) or len(given) > 60:
        return None
    value: Fraction | Refusal | None = parse_number(given)
    if value is None and field.unit is not None:
        quantity = parse_quantity(given)
        value = quantity if isinstance(quantity, Refusal) else convert(*quantity, field.unit)
    # Nobody lays, pays or counts less than nothing: what was wrong is corrected by a fact, not balanced by a minus.
    return None if value is None or isinstance(value, Refusal) or value < 0 else decimal_text(value)


def _day(field: Field, given: Any, day: date, now: Now) -> str | None:
    return given if isinstance(given, str) and parse_day(given) is not None else None


def _yes(field: Field, given: Any, day: date, now: Now) -> bool | None:
    return given if isinstance(given, bool) else YES_OR_NO.get(given) if isinstance(given, str) else None


def _choice(field: Field, given: Any, day: date, now: Now) -> str | None:
    return next((one.id for one in field.values if one.id == given), None)


def _person(field: Field, given: Any, day: date, now: Now) -> str | None:
    known = now.authority.establishment.people
    return given if isinstance(given, str) and given.split() == [given] and (not known or given in known) else None


def _organisation(field: Field, given: Any, day: date, now: Now) -> str | None:
    return given if isinstance(given, str) and now.organisations.at(given, day) is not None else None


def _post(field: Field, given: Any, day: date, now: Now) -> str | None:
    if not isinstance(given, str):
        return None
    if now.authority.establishment.post(given, day) is not None:
        return given
    return _organisation(field, given, day, now)


def _place(field: Field, given: Any, day: date, now: Now) -> str | None:
    return given if isinstance(given, str) and now.places.at(given, day) is not None else None


def _matter(field: Field, given: Any, day: date, now: Now) -> str | None:
    return given if is_id(given) else None


READERS: dict[str, Callable[[Field, Any, date, Now], Any]] = {
    "text": _text, "long_text": _text, "number": _number, "day": _day, "yes": _yes, "choice": _choice,
    "person": _person, "organisation": _organisation, "post": _post, "place": _place, "matter": _matter,
}  # fmt: skip
