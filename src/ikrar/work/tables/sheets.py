"""Tables out of files: CSV in whatever encoding and with whatever delimiter, and Excel, a sheet at a time."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from typing import TYPE_CHECKING, BinaryIO

from ikrar.documents.encoding import decode
from ikrar.documents.unreadable import Refused

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

DELIMITERS = ",;\t|"
MOST_ROWS = 20_000
TITLES = 100  # rows at most that stand above those that count
_SAMPLE = 64 * 1024
_AT_ONCE = 20_000_000  # bytes of a workbook, unpacked


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet. `rows` are its cells as text, without the header; `numbers` are the rows' numbers in the file."""

    sheet: str
    sheets: tuple[str, ...]
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: tuple[int, ...]
    how: str  # How it was read, for people: the delimiter, or Excel.


def read_table(stream: BinaryIO, name: str, sheet: str = "") -> Table:
    """The table of a file. Raises `Refused` with what is wrong with it."""
    data = stream.read()
    if not data.strip():
        raise Refused("is empty")
    if data.startswith(b"PK\x03\x04"):
        return _excel(data, sheet)
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise Refused("is an old Excel file (.xls): save it as XLSX or CSV")
    return _csv(decode(data), name)


def _csv(text: str, name: str) -> Table:
    delimiter = _delimiter(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        rows = _bounded((reader.line_num, [cell.strip() for cell in row]) for row in reader)
    except csv.Error:
        raise _left_open(reader.line_num) from None
    _closed(text, delimiter)
    shown = {"\t": "tab"}.get(delimiter, delimiter)
    return _table(name, (name,), rows, f"CSV ({shown})")


def _closed(text: str, delimiter: str) -> None:
    """Whether every quotation mark that begins a cell is closed: an open one swallows all rows that follow."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    began = 1
    try:
        for _ in reader:
            began = reader.line_num + 1
    except csv.Error as e:
        if "end of data" in str(e):
            raise _left_open(began) from None


def _left_open(line: int) -> Refused:
    return Refused("is no table that can be read; perhaps a quotation mark is left open near line {line}", line=line)


def _delimiter(text: str) -> str:
    """The sign that splits the first lines into the same number of cells, the more the better."""
    lines = [line for line in text[:_SAMPLE].splitlines()[:50] if line.strip()]

    def fits(sign: str) -> tuple[float, int]:
        widths = [len(row) for row in csv.reader(lines, delimiter=sign)]
        usual = max(set(widths), key=widths.count) if widths else 1
        return (widths.count(usual) / len(widths) if usual > 1 else 0.0), usual

    return max(DELIMITERS, key=fits) if lines else ","


def _excel(data: bytes, sheet: str) -> Table:
    book, formulas = _opened(data)
    names = tuple(one.title for one in book.worksheets)
    if sheet and sheet not in names:
        raise Refused("has no sheet {sheet}; there are: {names}", sheet=sheet, names=", ".join(names))
    try:
        chosen = sheet or next((n for n in names if any(_filled(book[n]))), names[0])
        if formulas is not None:
            _without_results(book[chosen], formulas[chosen])
            _fill_merged(book[chosen])
        rows = _bounded((number, [_cell(v) for v in row]) for number, row in enumerate(book[chosen].values, 1))
    finally:
        book.close()
    return _table(chosen, names, rows, "Excel")


def _opened(data: bytes) -> tuple[Workbook, Workbook | None]:
    """The workbook with its values; and, where it is not large, with its formulas."""
    from openpyxl import load_workbook

    try:
        if not _small(data):
            return load_workbook(io.BytesIO(data), read_only=True, data_only=True), None
        return load_workbook(io.BytesIO(data), data_only=True), load_workbook(io.BytesIO(data))
    except Exception as e:  # Whatever a broken file makes of it: openpyxl has no error of its own for that.
        raise Refused("is not an Excel file (XLSX) that can be read: open it and save it anew") from e


def _small(data: bytes) -> bool:
    """Whether all of it can be held at once, to see more than its cells: what is merged, what is reckoned."""
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        return sum(part.file_size for part in parts.infolist()) <= _AT_ONCE


def _without_results(values: Worksheet, formulas: Worksheet) -> None:
    """Programs that write formulas do not always reckon them: such cells would be taken for empty ones."""
    for row, reckoned in zip(formulas.iter_rows(), values.iter_rows(), strict=False):
        for cell, result in zip(row, reckoned, strict=False):
            if cell.data_type == "f" and result.value is None:
                raise Refused(
                    "holds formulas without their results (first in cell {cell}): open it in a spreadsheet program and "
                    "save it anew",
                    cell=cell.coordinate,
                )


def _fill_merged(sheet: Worksheet) -> None:
    """Cells that are merged over several rows say the same of each of them."""
    for merged in list(sheet.merged_cells.ranges):
        said = sheet.cell(merged.min_row, merged.min_col).value
        if merged.max_row == merged.min_row or said is None:
            continue
        sheet.unmerge_cells(merged.coord)
        for row in range(merged.min_row + 1, merged.max_row + 1):
            sheet.cell(row, merged.min_col).value = said


def _filled(sheet: Iterable[object]) -> Iterator[bool]:
    for row in sheet:
        yield any(getattr(cell, "value", None) not in (None, "") for cell in row)  # type: ignore[attr-defined]


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def _bounded(rows: Iterable[tuple[int, list[str]]]) -> list[tuple[int, list[str]]]:
    """The rows in which something stands; a list that is far too long is refused before all of it is read."""
    filled = list(islice((one for one in rows if any(one[1])), MOST_ROWS + TITLES + 1))
    if len(filled) > MOST_ROWS + TITLES:
        raise _too_long()
    return filled


def _too_long() -> Refused:
    return Refused("has more than {most} rows: split it", most=MOST_ROWS)


def _table(sheet: str, sheets: tuple[str, ...], rows: list[tuple[int, list[str]]], how: str) -> Table:
    """The first row with two cells or more is the header; what stands above is a title."""
    at = next((i for i, (_, row) in enumerate(rows) if sum(map(bool, row)) > 1), None)
    if at is None:
        raise Refused("holds no table: a header and rows of at least two columns are needed")
    header = tuple(rows[at][1])
    body = rows[at + 1 :]
    if len(body) > MOST_ROWS:
        raise _too_long()
    if not body:
        raise Refused("holds a header and no rows below it")
    width = len(header)
    cells = tuple(tuple([*row, *[""] * (width - len(row))][:width]) for _, row in body)
    return Table(sheet, sheets, header, cells, tuple(number for number, _ in body), how)
