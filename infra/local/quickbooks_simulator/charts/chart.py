"""The form in which a chart of accounts is written down."""

from typing import NamedTuple


class SeedAccount(NamedTuple):
    """One account of a new company."""

    name: str
    account_type: str
    subtype: str
