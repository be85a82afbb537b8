"""A program that stays: answers one call of the command line after the other, each as a program of its own would."""

import io
import json
import os
import sys
import traceback
from contextlib import redirect_stderr, redirect_stdout

from hetang.wiring.command import main


def answer(words: list[str], actor: str) -> dict[str, object]:
    """What the call writes, and its exit status."""
    os.environ.pop("HETANG_ACTOR", None)
    if actor:
        os.environ["HETANG_ACTOR"] = actor
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True) for _ in range(2))
    with redirect_stdout(out), redirect_stderr(err):
        try:
            status = main(words)
        except SystemExit as stop:
            status = int(stop.code or 0)
        except Exception:
            traceback.print_exc()
            status = 1
    return {"status": status, "out": written(out), "err": written(err)}


def written(stream: io.TextIOWrapper) -> str:
    stream.seek(0)
    return stream.read()


if __name__ == "__main__":
    for line in sys.stdin:
        asked = json.loads(line)
        print(json.dumps(answer(asked["words"], asked["actor"])), flush=True)
