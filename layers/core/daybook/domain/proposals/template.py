"""A portable mapping: names instead of ids, so that an accountant can use it for another client.

Rows have the names of categories, taxes, tenders and locations, and the name and type of accounts. A name may not exist
in another company: a row that cannot be resolved is listed with its reason, never dropped.
"""

from dataclasses import dataclass
from enum import StrEnum

from daybook.domain.chart.mapping import AccountMapping
from daybook.domain.chart.tender_words import is_talech_code, tender_word
from daybook.domain.day.roles import RoleKind
from daybook.domain.words import noted, say


@dataclass(frozen=True, slots=True)
class PortableAccount:
    """An account by its name, number and type in the chart."""

    name: str
    type: str
    sub_type: str


@dataclass(frozen=True, slots=True)
class PortableRow:
    """One role and its account.

    `role` is a role's kind. `name` is its category, tax or tender; `key` is a fixed word instead of a name (`none`,
    `STAFF`, `HOUSE`), or the id of an entry that has no name any more. Without both the row covers the whole kind.
    `location` is set for a category that two locations map differently, `rate` for taxes with the same name.
    """

    role: str
    account: PortableAccount
    name: str = ""
    key: str = ""
    location: str = ""
    rate: str = ""
    card_type: str = ""


@dataclass(frozen=True, slots=True)
class PortableMapping:
    """Every row of a mapping; the row for `suspense` has the account for gaps."""

    title: str
    rows: tuple[PortableRow, ...]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A role that was not exported, because its account is no longer in the chart."""

    role: str
    account_id: str


@dataclass(frozen=True, slots=True)
class ExportedMapping:
    """A portable mapping, and the roles that were not exported."""

    portable: PortableMapping
    left_out: tuple[LeftOut, ...]


class UnresolvedReason(StrEnum):
    """Why a row of a template cannot be used in this company."""

    ROLE_UNKNOWN = "role_unknown"
    CATEGORY_MISSING = "category_missing"
    TAX_MISSING = "tax_missing"
    TENDER_MISSING = "tender_missing"
    ACCOUNT_MISSING = "account_missing"
    ACCOUNT_INACTIVE = "account_inactive"
    ACCOUNT_OF_OTHER_TYPE = "account_of_other_type"
    ACCOUNT_AMBIGUOUS = "account_ambiguous"
    CUSTOMER_MISSING = "customer_missing"
    SAID_TWICE = "said_twice"


@dataclass(frozen=True, slots=True)
class UnresolvedRow:
    """A row that was not imported, and why."""

    row: PortableRow
    reason: UnresolvedReason


@dataclass(frozen=True, slots=True)
class ImportedMapping:
    """A mapping for this company. `not_mapped` are roles that would go to suspense; tenders that do so now are not."""

    mapping: AccountMapping
    unresolved: tuple[UnresolvedRow, ...]
    not_mapped: tuple[str, ...]


_TEXTS: dict[UnresolvedReason, str] = {
    UnresolvedReason.ROLE_UNKNOWN: noted("Daybook does not know the line {role}."),
    UnresolvedReason.CATEGORY_MISSING: noted("talech has no category {subject} here."),
    UnresolvedReason.TAX_MISSING: noted("talech has no tax {subject} here."),
    UnresolvedReason.TENDER_MISSING: noted("talech has no payment method {subject} here."),
    UnresolvedReason.ACCOUNT_MISSING: noted("This company has no account {account}. Create it, or choose another one."),
    UnresolvedReason.ACCOUNT_INACTIVE: noted(
        "The account {account} is inactive. Make it active in QuickBooks, or choose another one."
    ),
    UnresolvedReason.ACCOUNT_OF_OTHER_TYPE: noted(
        "The account {account} is of another type than {type}. Choose another one."
    ),
    UnresolvedReason.ACCOUNT_AMBIGUOUS: noted("Several accounts are named {account}. Choose one."),
    UnresolvedReason.CUSTOMER_MISSING: noted("Lines on the account {account} need a customer. Choose one first."),
    UnresolvedReason.SAID_TWICE: noted("Another row of the template already maps {subject}."),
}


def unresolved_text(unresolved: UnresolvedRow, language: str) -> str:
    """One sentence that says what is missing and what to do."""
    row = unresolved.row
    subject = row.name or row.key or row.role
    if row.role == RoleKind.TENDER and is_talech_code(subject):
        subject = tender_word(subject, language)
    names = {"role": row.role, "subject": subject, "account": row.account.name, "type": row.account.type}
    return say(_TEXTS[unresolved.reason], language, **names)
