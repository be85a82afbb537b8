"""The command line's own manners: what it loads, how it refuses, what it exits with."""

import subprocess
import sys
from pathlib import Path

import pytest

from hetang.wiring import command
from hetang.wiring.outcome import WrongCall


def test_every_command_says_what_it_is_and_whether_it_needs_django() -> None:
    for name in command.names():
        module = command.load(f"hetang.wiring.commands.{command.RESERVED.get(name, name)}")
        assert (module.__doc__ or "").startswith(f"`hetang {name}"), name
        assert callable(module.arguments) and callable(module.run), name


@pytest.mark.parametrize("words", [[], ["bake"], ["figure"], ["figure", "x", "--floor", "high"], ["import", "f.csv"]])
def test_a_wrong_call_is_one_sentence_that_says_where_to_look_and_exits_with_two(
    words: list[str], capsys: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(SystemExit) as stopped:
        command.main(words)
    said = capsys.readouterr()
    assert stopped.value.code == 2
    assert said.out == ""
    assert said.err.count("\n") == 1 and "--help` says what is accepted" in said.err


@pytest.mark.parametrize(("fault", "sentence"), [
    (WrongCall("no such pack; a folder is accepted"), "no such pack; a folder is accepted"),
    (FileNotFoundError(2, "No such file or directory", "x.csv"), "x.csv"),
    (ValueError("a fault of ours"), None),
])
def test_only_what_the_caller_can_mend_is_said_in_a_sentence(fault: Exception, sentence: str | None) -> None:
    said = command.said(fault)
    assert said is None if sentence is None else sentence in (said or "")


def test_what_needs_no_django_does_not_load_it() -> None:
    """Whoever recomputes a package has Python and this source, nothing else."""
    check = "import sys; from hetang.wiring.command import load; load('hetang.wiring.commands.recompute'); " \
            "sys.exit(sum(name in sys.modules for name in ('django', 'duckdb', 'yaml', 'cryptography')))"
    assert subprocess.run([sys.executable, "-c", check]).returncode == 0


def test_the_reader_of_a_pipe_may_stop_reading(tmp_path: Path) -> None:
    script = f"{sys.executable} -m hetang.wiring.command pack check packs/base --json | head -c 10 > {tmp_path}/out"
    done = subprocess.run(["sh", "-c", script], capture_output=True, text=True, cwd=Path(__file__).parents[2])
    assert "Traceback" not in done.stderr
