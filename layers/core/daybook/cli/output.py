"""Two ways to say the same thing: tables for people in their language, one JSON document for scripts."""

import json
from collections.abc import Sequence
from typing import Any

from rich.console import Console
from rich.table import Table

from daybook.domain.money import to_decimal
from daybook.domain.nouns import STATES
from daybook.domain.sync.day_state import DayState
from daybook.domain.words import is_french, say

_STYLES = {
    DayState.POSTED: "green",
    DayState.ACCEPTED: "green",
    DayState.GAPS: "yellow",
    DayState.CHANGE: "bold yellow",
    DayState.EDITED: "bold yellow",
    DayState.REMOVED: "bold yellow",
    DayState.PARTLY: "bold yellow",
    DayState.EMPTY: "dim",
    DayState.HELD: "bold yellow",
    DayState.FAILED: "bold red",
    DayState.COMING: "cyan",
    DayState.MISSING: "cyan",
}
_FIGURES_IN_FRENCH = str.maketrans({",": "\N{NO-BREAK SPACE}", ".": ","})


class Output:
    """Where commands say what they found: in English, which is said in the reader's language."""

    def __init__(self, *, as_json: bool, language: str = "en") -> None:
        """JSON goes to standard output alone; tables may use the terminal's width and colours."""
        self.as_json = as_json
        self.language = language
        self._console = Console()
        self._styles = {self.say(STATES[state]): style for state, style in _STYLES.items()}

    def say(self, message: str, **values: object) -> str:
        """A message in the reader's language."""
        return say(message, self.language, **values)

    def amount(self, minor: int) -> str:
        """A figure of minor units like 1,234.56, as the reader's language writes it."""
        text = f"{to_decimal(minor):,}"
        return text.translate(_FIGURES_IN_FRENCH) if is_french(self.language) else text

    def document(self, content: dict[str, Any]) -> None:
        """The machine form; nothing in the human form."""
        if self.as_json:
            print(json.dumps(content, ensure_ascii=False, default=str))

    def table(self, title: str, columns: Sequence[str], rows: Sequence[Sequence[str]], **values: object) -> None:
        """The human form, its title with `values`; nothing in the machine form. The cells come as they are shown."""
        if self.as_json:
            return
        heads = [self.say(column) for column in columns]
        if _width_of(heads, rows) > self._console.width:
            self._records(self.say(title, **values), heads, rows)
            return
        table = Table(title=self.say(title, **values), title_justify="left", header_style="bold")
        for head in heads:
            table.add_column(head, overflow="fold")
        for row in rows:
            table.add_row(*(self._styled(cell) for cell in row))
        self._console.print(table)

    def _records(self, title: str, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """The rows of a table that is too wide, one below the other: an id or a number stays whole to be copied."""
        self.text(title)
        longest = max(len(head) for head in heads)
        for row in rows:
            self.text("")
            for head, cell in zip(heads, row, strict=True):
                if cell:
                    self.text(f"{head:<{longest}}  {cell.replace(chr(10), ', ')}")

    def line(self, message: str, **values: object) -> None:
        """One sentence for people."""
        self.text(self.say(message, **values))

    def text(self, text: str) -> None:
        """What has no language, such as the body of a message; nothing in the machine form."""
        if not self.as_json:
            self._console.print(text, highlight=False, markup=False, soft_wrap=True)

    def _styled(self, cell: str) -> str:
        escaped = cell.replace("[", "\\[")
        style = self._styles.get(cell)
        return f"[{style}]{escaped}[/]" if style else escaped


def _width_of(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> int:
    """How wide a table must be so that no word of it is broken: what has blanks may be folded at them."""
    words = ([word for cell in column for word in cell.split()] for column in zip(heads, *rows, strict=True))
    return sum(max(map(len, column), default=0) + len(" │ ") for column in words) + 1
