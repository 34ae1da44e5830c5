"""The lists of a company from which merchants choose on pages, as Daybook last read them."""

from dataclasses import dataclass
from datetime import datetime

from daybook.domain.chart.accounts import ChartOfAccounts
from daybook.domain.proposals.taxes import TaxCodeCandidate


@dataclass(frozen=True, slots=True)
class ListEntry:
    """A class or location of the company; `name` is the full one, with its parents."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class CompanyLists:
    """Chart of accounts, classes and QuickBooks' locations; the last two are empty if the plan does not track them.

    `tax_codes` is None until a merchant has to choose from them.
    """

    chart: ChartOfAccounts
    classes: tuple[ListEntry, ...]
    departments: tuple[ListEntry, ...]
    read_at: datetime
    realm_id: str = ""
    tax_codes: tuple[TaxCodeCandidate, ...] | None = None
