"""A table as seen, as a file: CSV that spreadsheet programs open rightly, or XLSX with numbers as numbers."""

import csv
import io
from collections.abc import Iterable, Sequence
from fractions import Fraction

import xlsxwriter
from django.http import HttpResponse

KINDS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
EXACT_DIGITS = 15  # a spreadsheet keeps no more
NOTE_ROWS = 2  # between the table and what it says of itself


def table_file(
    kind: str, name: str, heads: Sequence[str], rows: Iterable[Sequence[object]], notes: Sequence[str]
) -> HttpResponse:
    """`notes`: as of when, by which filters, from which head; they stand below the table."""
    written = [[str(cell) for cell in row] for row in rows]
    content = _csv(heads, written, notes) if kind == "csv" else _xlsx(heads, written, notes)
    response = HttpResponse(content, content_type=KINDS[kind])
    response["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    return response


def _csv(heads: Sequence[str], rows: Sequence[Sequence[str]], notes: Sequence[str]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(heads)
    writer.writerows([_harmless(cell) for cell in row] for row in rows)
    writer.writerow([])
    writer.writerows([_harmless(note)] for note in notes)
    return out.getvalue().encode("utf-8-sig")  # without the mark Excel reads Chinese as the system's code page


def _harmless(cell: str) -> str:
    """A text that a spreadsheet would run as a formula is made a text; a number stays one."""
    return f"'{cell}" if cell.startswith(FORMULA_STARTS) and not _is_number(cell) else cell


def _xlsx(heads: Sequence[str], rows: Sequence[Sequence[str]], notes: Sequence[str]) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet, bold = book.add_worksheet(), book.add_format({"bold": True})
    for column, head in enumerate(heads):
        sheet.write_string(0, column, head, bold)
        sheet.set_column(column, column, max([len(head) * 2, *(min(len(row[column]) + 4, 40) for row in rows)]))
    for line, row in enumerate(rows, 1):
        for column, cell in enumerate(row):
            if _is_number(cell) and len(cell) <= EXACT_DIGITS:
                sheet.write_number(line, column, float(cell))
            else:
                sheet.write_string(line, column, cell)
    for offset, note in enumerate(notes):
        sheet.write_string(len(rows) + NOTE_ROWS + offset, 0, note)
    sheet.freeze_panes(1, 0)
    book.close()
    return out.getvalue()


def _is_number(cell: str) -> bool:
    try:
        return "/" not in cell and "_" not in cell and Fraction(cell) is not None
    except ValueError:
        return False
