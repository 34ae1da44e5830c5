"""QuickBooks' query language, as far as it is used here (quickbooks-online reference 2.4)."""

PAGE_SIZE = 1000


def quoted(value: str) -> str:
    """A literal in single quotes, those inside it escaped. Backslashes too, or one of them would undo an escape."""
    escaped = value.replace("\\", "\\\\").replace("'", "\\'")
    return f"'{escaped}'"


def select(entity: str, where: str, *, start: int, size: int) -> str:
    """One page of an entity. Pages are only stable in an order, hence by id; `start` counts from 1."""
    condition = f" WHERE {where}" if where else ""
    return f"SELECT * FROM {entity}{condition} ORDERBY Id STARTPOSITION {start} MAXRESULTS {size}"  # noqa: S608 -- literals come from `quoted`
