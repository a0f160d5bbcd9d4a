"""Tables out of files: CSV in whatever encoding and with whatever delimiter, and Excel, a sheet at a time."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from typing import BinaryIO

from ikrar.documents.encoding import decode
from ikrar.documents.unreadable import Refused

DELIMITERS = ",;\t|"
MOST_ROWS = 20_000
TITLES = 100  # rows at most that stand above those that count
_SAMPLE = 64 * 1024


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
        raise Refused(
            "is no table that can be read; perhaps a quotation mark is left open near line {line}", line=reader.line_num
        ) from None
    shown = {"\t": "tab"}.get(delimiter, delimiter)
    return _table(name, (name,), rows, f"CSV ({shown})")


def _delimiter(text: str) -> str:
    """The sign that splits the first lines into the same number of cells, the more the better."""
    lines = [line for line in text[:_SAMPLE].splitlines()[:50] if line.strip()]

    def fits(sign: str) -> tuple[float, int]:
        widths = [len(row) for row in csv.reader(lines, delimiter=sign)]
        usual = max(set(widths), key=widths.count) if widths else 1
        return (widths.count(usual) / len(widths) if usual > 1 else 0.0), usual

    return max(DELIMITERS, key=fits) if lines else ","


def _excel(data: bytes, sheet: str) -> Table:
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, OSError):
        raise Refused("is not an Excel file (XLSX) that can be read: open it and save it anew") from None
    names = tuple(book.sheetnames)
    if sheet and sheet not in names:
        raise Refused("has no sheet {sheet}; there are: {names}", sheet=sheet, names=", ".join(names))
    try:
        chosen = sheet or next((n for n in names if any(_filled(book[n]))), names[0])
        rows = _bounded((number, [_cell(v) for v in row]) for number, row in enumerate(book[chosen].values, 1))
    finally:
        book.close()
    return _table(chosen, names, rows, "Excel")


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
    width = len(header)
    cells = tuple(tuple([*row, *[""] * (width - len(row))][:width]) for _, row in body)
    return Table(sheet, sheets, header, cells, tuple(number for number, _ in body), how)
