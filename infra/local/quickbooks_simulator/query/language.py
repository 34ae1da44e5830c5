"""The query language of QuickBooks, read into a statement (docs/quickbooks.md 2.4).

Only what is documented is understood: `AND`, no `OR`, no joins. Beyond it, three habits of real clients: `ORDER BY` in
two words, numbers and booleans without quotes, and a list of columns. A sign beyond Latin-1 is refused anywhere in a
statement, quoted or not, in every country (docs/quickbooks.md 13.2).
"""

import re
from dataclasses import dataclass
from typing import NamedTuple

from quickbooks_simulator.faults.refusals import refusal

MOST_ROWS = 1000
DEFAULT_ROWS = 100

_TOKEN = re.compile(
    r"""\s*(?:
        (?P<text>'(?:\\.|[^'\\])*')
      | (?P<symbol><=|>=|=|<|>|\(|\)|,|\*)
      | (?P<number>-?\d+(?:\.\d+)?(?![\w.]))
      | (?P<word>[A-Za-z_][\w.]*)
    )""",
    re.VERBOSE,
)
_OPERATORS = frozenset({"=", "<", ">", "<=", ">="})
_LAST_LATIN1 = 0xFF


class Condition(NamedTuple):
    """One comparison; `IN` has several values, all others one."""

    prop: str
    operator: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Statement:
    """A parsed query. `start` counts from 1; no columns means all of them."""

    entity: str
    counts: bool = False
    columns: tuple[str, ...] = ()
    conditions: tuple[Condition, ...] = ()
    order_by: tuple[tuple[str, bool], ...] = ()
    start: int = 1
    limit: int = DEFAULT_ROWS


class _Token(NamedTuple):
    kind: str
    text: str

    def is_word(self, *words: str) -> bool:
        return self.kind == "word" and self.text.upper() in words


_END = _Token("end", "end of query")


def parse(text: str) -> Statement:
    """Read a statement.

    Raises:
        ApiFault: 4000 when it is not a statement of the language, 4001 when a number in it is out of range.
    """
    _check_signs(text)
    return _Parser(_tokens(text)).statement()


def _check_signs(text: str) -> None:
    for column, sign in enumerate(text, start=1):
        if ord(sign) > _LAST_LATIN1:
            raise refusal(
                "4000",
                f"QueryParserError: Invalid content. Lexical error at line 1, column {column}.  "
                f'Encountered: "\\u{ord(sign):04x}" ({ord(sign)})',
            )


def _tokens(text: str) -> list[_Token]:
    tokens: list[_Token] = []
    position, end = 0, len(text.rstrip())
    while position < end:
        match = _TOKEN.match(text, position)
        if match is None or match.lastgroup is None:
            raise refusal(
                "4000", f"QueryParserError: unexpected {text[position:].strip()[:20]!r} at position {position}"
            )
        tokens.append(_Token(match.lastgroup, match.group(match.lastgroup)))
        position = match.end()
    return tokens


class _Parser:
    def __init__(self, tokens: list[_Token]) -> None:
        self._tokens = tokens
        self._at = 0

    def statement(self) -> Statement:
        self._keyword("SELECT")
        counts, columns = self._selection()
        self._keyword("FROM")
        entity = self._word("an entity")
        conditions = self._conditions()
        order_by = self._order()
        start, limit = self._page()
        if self._peek() is not _END:
            raise self._unexpected("the end of the query")
        return Statement(entity, counts, columns, conditions, order_by, start, limit)

    def _selection(self) -> tuple[bool, tuple[str, ...]]:
        if self._peek().is_word("COUNT"):
            self._next()
            for symbol in "(*)":
                self._symbol(symbol)
            return True, ()
        columns = [self._column()]
        while self._takes_symbol(","):
            columns.append(self._column())
        return False, () if "*" in columns else tuple(columns)

    def _column(self) -> str:
        return "*" if self._takes_symbol("*") else self._word("a property or *")

    def _conditions(self) -> tuple[Condition, ...]:
        if not self._takes_word("WHERE"):
            return ()
        conditions = [self._condition()]
        while self._takes_word("AND"):
            conditions.append(self._condition())
        return tuple(conditions)

    def _condition(self) -> Condition:
        prop = self._word("a property")
        token = self._next()
        if token.kind == "symbol" and token.text in _OPERATORS:
            return Condition(prop, token.text, (self._literal(),))
        if token.is_word("LIKE"):
            return Condition(prop, "LIKE", (self._literal(),))
        if token.is_word("IN"):
            return Condition(prop, "IN", self._list())
        self._at -= 1
        raise self._unexpected("an operator")

    def _list(self) -> tuple[str, ...]:
        self._symbol("(")
        values = [self._literal()]
        while self._takes_symbol(","):
            values.append(self._literal())
        self._symbol(")")
        return tuple(values)

    def _literal(self) -> str:
        token = self._next()
        if token.kind == "text":
            return re.sub(r"\\(.)", r"\1", token.text[1:-1])
        if token.kind == "number" or token.is_word("TRUE", "FALSE"):
            return token.text.lower()
        self._at -= 1
        raise self._unexpected("a value in single quotes")

    def _order(self) -> tuple[tuple[str, bool], ...]:
        if self._takes_word("ORDER"):
            self._keyword("BY")
        elif not self._takes_word("ORDERBY"):
            return ()
        order = [self._ordering()]
        while self._takes_symbol(","):
            order.append(self._ordering())
        return tuple(order)

    def _ordering(self) -> tuple[str, bool]:
        prop = self._word("a property")
        descending = self._takes_word("DESC", "DESCENDING")
        if not descending:
            self._takes_word("ASC", "ASCENDING")
        return prop, descending

    def _page(self) -> tuple[int, int]:
        start, limit = 1, DEFAULT_ROWS
        while True:
            if self._takes_word("STARTPOSITION"):
                start = self._count("STARTPOSITION")
            elif self._takes_word("MAXRESULTS"):
                limit = self._count("MAXRESULTS")
            else:
                break
        if start < 1:
            raise refusal("4001", "QueryValidationError: STARTPOSITION counts from 1")
        if not 1 <= limit <= MOST_ROWS:
            raise refusal("4001", f"QueryValidationError: MAXRESULTS must be between 1 and {MOST_ROWS}, not {limit}")
        return start, limit

    def _count(self, keyword: str) -> int:
        token = self._next()
        if token.kind != "number" or not token.text.isdecimal():
            self._at -= 1
            raise self._unexpected(f"a number after {keyword}")
        return int(token.text)

    def _peek(self) -> _Token:
        return self._tokens[self._at] if self._at < len(self._tokens) else _END

    def _next(self) -> _Token:
        token = self._peek()
        self._at += 1
        return token

    def _takes_word(self, *words: str) -> bool:
        taken = self._peek().is_word(*words)
        self._at += taken
        return taken

    def _takes_symbol(self, symbol: str) -> bool:
        taken = self._peek() == _Token("symbol", symbol)
        self._at += taken
        return taken

    def _keyword(self, keyword: str) -> None:
        if not self._takes_word(keyword):
            raise self._unexpected(keyword)

    def _symbol(self, symbol: str) -> None:
        if not self._takes_symbol(symbol):
            raise self._unexpected(symbol)

    def _word(self, what: str) -> str:
        token = self._peek()
        if token.kind != "word":
            raise self._unexpected(what)
        return self._next().text

    def _unexpected(self, expected: str) -> Exception:
        return refusal("4000", f"QueryParserError: Encountered {self._peek().text!r}. Was expecting: {expected}")
