"""What goes back to the sender of a draft: its Word file with comments at the claims and corrections as tracked changes."""

from hetang.office.journal.clock import now_us
from hetang.office.reads import drafts
from hetang.office.reads.drafts import Received
from hetang.terms.refusals import Refusal
from hetang.web import draft_check
from hetang.web.desk import Desk
from hetang.web.word_marks import Correction, marked_docx

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def word_file(desk: Desk, received: Received) -> bytes | Refusal:
    """Of the file as it came, to whose words comments and changes refer."""
    if received.refusal is not None:
        return received.refusal
    marked = drafts.marks(received.id)
    corrections = [
        Correction(one.start, one.end, one.said, desk.person_name(one.person), one.at_us) for one in marked if one.deed == "corrected"
    ]
    return marked_docx(
        drafts.content(received.id) or b"", draft_check.as_it_came(desk, received, marked), corrections, desk.lang, now_us()
    )
