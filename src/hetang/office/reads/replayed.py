"""Whether a replay was finished: its last entry has the replay's own id."""

from hetang.office.journal import bulk
from hetang.office.journal.act import Accepted
from hetang.office.journal.repeats import accepted


def replayed(id: str) -> Accepted | None:
    found = bulk.select("SELECT seq FROM entry WHERE id = %s", [id])
    return accepted(found[0][0]) if found else None
