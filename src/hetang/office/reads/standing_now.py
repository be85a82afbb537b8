"""Where the ledger stands now: its size and root, and the pack in force."""

from dataclasses import dataclass

from hetang.office.journal import bulk
from hetang.office.journal.packs import active_pack
from hetang.packs.pack import Pack


@dataclass(frozen=True, slots=True)
class Now:
    """The head that everything read now is read at."""

    size: int
    root: str
    pack: Pack


def standing_now() -> Now | None:
    """None before a city is loaded."""
    pack, head = active_pack(), head_at(None)
    return Now(*head, pack) if pack is not None and head is not None else None


def head_at(size: int | None) -> tuple[int, str] | None:
    """The head of that size, or the last."""
    where, parameters = ("", []) if size is None else ("WHERE size = %s ", [size])
    found = bulk.select(f"SELECT size, root FROM head {where}ORDER BY size DESC LIMIT 1", parameters)
    return (int(found[0][0]), str(found[0][1])) if found else None
