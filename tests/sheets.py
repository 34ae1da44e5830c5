"""Reads an XLSX file as its reader does: a sheet of cells, each with its type; a formula would be told as such."""

import io
import xml.etree.ElementTree as ET
import zipfile

_NS = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
_TEXT = f"{{{_NS['m']}}}t"
_ROW = f"{{{_NS['m']}}}row"

Cell = str | float | tuple[str, str] | None


def cells_of(content: bytes) -> list[list[Cell]]:
    """The rows of the first sheet: text as it is, numbers as floats, a formula as `("formula", text)`."""
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        strings = ET.fromstring(file.read("xl/sharedStrings.xml"))  # noqa: S314 - ours
        sheet = ET.fromstring(file.read("xl/worksheets/sheet1.xml"))  # noqa: S314 - ours
    shared = ["".join(part.text or "" for part in each.iter(_TEXT)) for each in strings.findall("m:si", _NS)]
    return [[_cell(cell, shared) for cell in row.findall("m:c", _NS)] for row in sheet.iter(_ROW)]


def _cell(cell: ET.Element, shared: list[str]) -> Cell:
    formula, value = cell.find("m:f", _NS), cell.find("m:v", _NS)
    if formula is not None:
        return ("formula", formula.text or "")
    if value is None or value.text is None:
        return None
    return shared[int(value.text)] if cell.get("t") == "s" else float(value.text)
