"""What a person was told: notifications in the application, read or not."""

from dataclasses import dataclass

from hetang.matters.story import Matter
from hetang.office.journal import bulk
from hetang.office.reads.knowing import Asker
from hetang.office.reads.matter_lines import title_of
from hetang.office.reads.matters import MOST
from hetang.terms.words import Text

_NOTICES = (
    'SELECT number, entry, matter, act, made_at, read_at FROM notification WHERE person = %s AND number < %s ORDER BY number DESC '
    f"LIMIT {MOST + 1}"
)


@dataclass(frozen=True, slots=True)
class Notice:
    """`title` is that of the matter now; of a matter that the person may no longer know of there is no notice."""

    number: int
    entry: int
    matter: str
    kind_name: Text
    title: str
    act: str
    act_name: Text
    made_us: int
    read_us: int | None


@dataclass(frozen=True, slots=True)
class NoticePage:
    """`next`: the `before` of the next page."""

    notices: tuple[Notice, ...]
    next: int | None
    unread: int


def notices(asker: Asker, before: int | None = None, limit: int = MOST) -> NoticePage:
    """The newest first."""
    if asker.person is None:
        return NoticePage((), None, 0)
    wanted = min(limit, MOST)
    rows = bulk.select(_NOTICES, [asker.person, 2**62 if before is None else before])[:wanted + 1]
    states = asker.states({row[2] for row in rows})
    told = [_notice(asker, state, row) for row in rows[:wanted] if (state := states[row[2]]) is not None and asker.may_know(state)]
    return NoticePage(tuple(told), rows[wanted - 1][0] if len(rows) > wanted else None, unread(asker.person))


def unread(person: str) -> int:
    ((count,),) = bulk.select("SELECT COUNT(*) FROM notification WHERE person = %s AND read_at IS NULL", [person])
    return int(count)


def _notice(asker: Asker, state: Matter, row: tuple[int, int, str, str, int, int | None]) -> Notice:
    number, entry, matter, act, made_us, read_us = row
    kind = asker.kind_of(state)
    declared = kind.acts.get(act)
    return Notice(
        number, entry, matter, kind.name, title_of(kind, state), act, declared.name if declared else Text.of(act), made_us, read_us,
    )
