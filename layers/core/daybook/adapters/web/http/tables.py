"""A table as a file for a spreadsheet: CSV as the reader's Excel takes it, or XLSX; nothing in it runs as a formula."""

import csv
import io
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from daybook.adapters.web.http.requests import Download
from daybook.domain.money import to_decimal
from daybook.domain.words import is_french

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# A spreadsheet would run these as a formula.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # noqa: RUF001 - wide signs begin one too
# Excel shows both as the reader's own language writes them.
_DATE, _MONEY = "yyyy-mm-dd", "#,##0.00"


@dataclass(frozen=True, slots=True)
class Money:
    """An amount of minor units as a cell; nothing where it is not known."""

    minor: int | None


Cell = str | int | date | Money


@dataclass(frozen=True, slots=True)
class Table:
    """A file's name without its ending, the heading, and the rows below it."""

    name: str
    heading: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]


def as_csv(table: Table, language: str) -> Download:
    """Separators of the language: a French Excel takes semicolons, because its decimals have commas.

    A byte-order mark, or Excel reads the accents wrongly; every cell is quoted, so that a spreadsheet that was set up
    for the other separator takes none of them apart.
    """
    separator, decimal_sign = (";", ",") if is_french(language) else (",", ".")
    text = io.StringIO()
    text.write("\N{BYTE ORDER MARK}")
    writer = csv.writer(text, delimiter=separator, quoting=csv.QUOTE_ALL)
    writer.writerows([_said(cell, decimal_sign) for cell in row] for row in (table.heading, *table.rows))
    return Download(f"{table.name}.csv", "text/csv; charset=utf-8", text.getvalue())


def as_xlsx(table: Table, _language: str) -> Download:
    """The same for Excel: amounts are numbers and dates are dates, text is never a formula."""
    # Only this answer needs it; a cold start does without (docs/decisions 111).
    from xlsxwriter import Workbook  # noqa: PLC0415

    file = io.BytesIO()
    with Workbook(file, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        bold, money, day = (
            book.add_format(look) for look in ({"bold": True}, {"num_format": _MONEY}, {"num_format": _DATE})
        )
        for number, row in enumerate((table.heading, *table.rows)):
            for column, cell in enumerate(row):
                match cell:
                    case Money(None):
                        pass
                    case Money(int(minor)):
                        sheet.write_number(number, column, float(to_decimal(minor)), money)
                    case date():
                        sheet.write_datetime(number, column, cell, day)
                    case int():
                        sheet.write_number(number, column, cell)
                    case str():
                        sheet.write_string(number, column, cell, None if number else bold)
        sheet.freeze_panes(1, 0)
        sheet.autofit()
    return Download(f"{table.name}.xlsx", _XLSX, file.getvalue())


FORMATS: dict[str, Callable[[Table, str], Download]] = {"csv": as_csv, "xlsx": as_xlsx}


def _said(cell: Cell, decimal_sign: str) -> str:
    match cell:
        case Money(None):
            return ""
        case Money(int(minor)):
            return str(to_decimal(minor)).replace(".", decimal_sign)
        case str():
            return f"'{cell}" if cell.startswith(_FORMULA_STARTS) else cell
        case _:
            return str(cell)
