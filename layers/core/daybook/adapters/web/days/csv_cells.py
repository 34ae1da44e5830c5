"""Cells of files for spreadsheets: separators of the reader's language, and nothing that would run as a formula."""

from daybook.domain.money import to_decimal
from daybook.domain.words import is_french

# A spreadsheet would run these as a formula.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # noqa: RUF001 - wide signs begin one too


def separators(language: str) -> tuple[str, str]:
    """What separates cells, and the decimal sign: a French Excel takes semicolons, because its decimals have commas."""
    return (";", ",") if is_french(language) else (",", ".")


def amount_cell(minor: int | None, decimal_sign: str) -> str:
    """An amount of minor units; empty where it is not known."""
    return "" if minor is None else str(to_decimal(minor)).replace(".", decimal_sign)


def harmless(cell: str) -> str:
    """The cell as text where a spreadsheet would take it for a formula."""
    is_number = cell.lstrip("-").replace(",", ".", 1).replace(".", "", 1).isdigit()
    return f"'{cell}" if cell.startswith(_FORMULA_STARTS) and not is_number else cell
