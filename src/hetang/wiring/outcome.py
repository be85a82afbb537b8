"""How a command ends: done, the answer is no, or a wrong call with the sentence that says what would be accepted."""

DONE, NO, WRONG_CALL = 0, 1, 2


class WrongCall(Exception):
    """The call was wrong or could not be carried out; the text says what would be accepted."""
