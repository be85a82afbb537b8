"""CSV as it comes, read as a stream: UTF-8, UTF-16 or GB18030, with commas, semicolons or tabs."""

import codecs
import csv
import io
from collections.abc import Iterator, Sequence
from pathlib import Path

from hetang.terms.refusals import Refusal
from hetang.terms.words import Text
from hetang.web.workbook import Lines

NO_ENCODING = Refusal(
    "no_encoding", Text("第 {byte} 字节起不是可认的文字编码", "from byte {byte} on the text is in no known encoding"),
    Text("UTF-8、GB18030 或 UTF-16", "UTF-8, GB18030 or UTF-16"),
)
BROKEN = Refusal(
    "broken_csv", Text("CSV 写法有误：{why}", "the CSV is broken here: {why}"),
    Text("引号成对，引号内的引号写两次", "quotes in pairs, a quote within quotes doubled"),
)
MARKS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
DELIMITERS = (",", ";", "\t")
CHUNK = 1 << 20


def read(path: Path, start: bytes, columns: Sequence[str], within: int) -> Lines | Refusal:
    """The lines of a CSV file. The delimiter is the one by which a header with all columns is found."""
    encoding = encoding_of(path, start)
    if isinstance(encoding, Refusal):
        return encoding
    lines = Lines(iter(()))
    lines.rows = _rows(path, encoding, _delimiter(path, encoding, columns, within), lines)
    return lines


def encoding_of(path: Path, start: bytes) -> str | Refusal:
    """By its mark, by the zeros of UTF-16, else by what the whole file decodes as."""
    for mark, encoding in MARKS.items():
        if start.startswith(mark):
            return encoding if _undecodable(path, encoding) is None else NO_ENCODING.filled(byte=len(mark))
    for offset, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):   # Latin letters and delimiters leave zeros
        zeros, others = start[offset::2].count(0), start[1 - offset::2].count(0)
        if zeros > len(start) // 16 and not others and _undecodable(path, encoding) is None:
            return encoding
    wrong = _undecodable(path, "utf-8")
    if wrong is None:
        return "utf-8"
    return "gb18030" if _undecodable(path, "gb18030") is None else NO_ENCODING.filled(byte=wrong)


def _undecodable(path: Path, encoding: str) -> int | None:
    """The first byte that is no text in this encoding; None where all is."""
    decoder, place = codecs.getincrementaldecoder(encoding)(), 0
    with path.open("rb") as file:
        try:
            while chunk := file.read(CHUNK):
                decoder.decode(chunk)
                place += len(chunk)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError as fault:
            return place + fault.start
    return None


def _delimiter(path: Path, encoding: str, columns: Sequence[str], within: int) -> str:
    with path.open(encoding=encoding, newline="") as file:
        text = "".join(line for _, line in zip(range(within * 4), file, strict=False))

    def fit(delimiter: str) -> tuple[int, int]:
        try:
            lines = csv.reader(io.StringIO(text), delimiter=delimiter)
            rows = [[" ".join(cell.split()) for cell in line] for line in lines]
        except csv.Error:
            return 0, 0
        return max((len(set(columns) & set(row)) for row in rows), default=0), max(map(len, rows), default=0)

    return max(DELIMITERS, key=fit)


def _rows(path: Path, encoding: str, delimiter: str, lines: Lines) -> Iterator[tuple[int, Sequence[str]]]:
    with path.open(encoding=encoding, newline="") as file:
        reader = csv.reader(file, delimiter=delimiter, strict=True)
        number = 1
        try:
            for cells in reader:
                yield number, cells
                number = reader.line_num + 1
        except csv.Error as fault:
            lines.faults.append((number, BROKEN.filled(why=fault)))
