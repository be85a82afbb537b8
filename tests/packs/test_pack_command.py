"""`hetang pack check` tells a person everything, and a program the same as JSON."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import pytest

from hetang.wiring.commands import pack as command
from tests.packs.lakeside import lakeside


def call(*words: str) -> int:
    parser = argparse.ArgumentParser()
    command.arguments(parser)
    return command.run(parser.parse_args(["check", *words]))


def test_a_sound_pack_ends_with_zero_and_its_digest(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call(str(lakeside(tmp_path)), "--json") == 0
    said = json.loads(capsys.readouterr().out)
    assert said["errors"] == [] and len(said["digest"]) == 64
    assert said["examples"][0]["holds"] is True


def test_each_error_has_file_line_code_and_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = lakeside(tmp_path, words_lamps_yaml="words: 3\n")
    assert call(str(folder), "--json", "--lang", "en") == 1
    (error,) = json.loads(capsys.readouterr().out)["errors"]
    assert (error["file"], error["line"], error["code"]) == ("words/lamps.yaml", 1, "wrong_type")
    assert error["sentence"] == error["says"]["en"] and error["accepts"]["zh"]


def test_a_person_reads_the_same_in_chinese(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call(str(lakeside(tmp_path, words_lamps_yaml="words: 3\n"))) == 1
    assert capsys.readouterr().out.startswith("words/lamps.yaml:1: “words”的值是整数；可接受：")


def test_a_folder_that_is_not_there_is_a_wrong_call(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call(str(tmp_path / "nowhere")) == 2
    said = capsys.readouterr()
    assert said.out == "" and "城市包的文件夹" in said.err
