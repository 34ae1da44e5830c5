"""The accountant in a browser: let in by both clients, looks into clearing and for double income, reads the answers."""

import csv
import io
import json
import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from urllib.parse import urlencode

from daybook_local.demo.merchant.browser import Browser, PageError
from daybook_local.inbox.sent_mails import sent_mails
from daybook_local.system.local_system import LocalSystem
from daybook_local.system.samples.sample import DateRange
from quickbooks_simulator import to_minor

ADDRESS, NAME, FIRM = "lea@nord.example", "Léa Roy", "Cabinet Nord"
_CONNECT = "/settings/apps/quickbooks/connect"
_ACCOUNTANTS, _OPEN, _CLEARING, _DOUBLES = "/settings/accountants", "/clients/open", "/clearing", "/double-income"
_INVITATION = re.compile(r"http://\S+/accountant/invitation\S+")
_LONGEST_LOOK_DAYS = 30
_BYTE_ORDER_MARK = "\N{BYTE ORDER MARK}"


@dataclass(frozen=True, slots=True)
class ClearingRow:
    """A line of the page about clearing: business dates, the document of a payout, what is left, how sure; minor units.

    Without a date nothing explains it. `group` is the payments in words.
    """

    group: str
    first: date | None
    last: date | None
    document: str
    left_minor: int
    grade: str


@dataclass(frozen=True, slots=True)
class Answers:
    """What Daybook says of a client: lines of clearing, documents that may bring income twice; its metered reads."""

    clearing: tuple[ClearingRow, ...]
    doubled: frozenset[str]
    clearing_reads: int
    double_income_reads: int


def let_in(client: LocalSystem, accountant: Browser) -> None:
    """The merchant invites the accountant, who accepts by the link of the mail.

    Raises:
        PageError: a page refused, or no mail came.
    """
    with Browser(client.sample.language) as merchant:
        merchant.submit(merchant.open(client.settings_url), _CONNECT)
        page = merchant.open(f"{client.public_url}{_ACCOUNTANTS}")
        merchant.submit(page, _ACCOUNTANTS, email=ADDRESS, role="decide")
    links = [found for mail in sent_mails(client.aws.endpoint) if (found := _INVITATION.search(mail.text))]
    if not links:
        raise PageError(f"no invitation of {client.sample.name} is among the mails")
    accountant.submit(accountant.open(links[0][0]), "", name=NAME, firm=FIRM, answer="accept")


def look_into(client: LocalSystem, accountant: Browser, dates: DateRange) -> Answers:
    """From the board into the client's books: both looks, and what they say.

    Raises:
        PageError: a page refused; the text holds what it says.
    """
    address = client.public_url
    board = accountant.open(f"{address}/clients")
    accountant.submit(board, _OPEN, books=client.sample.merchant_id, to="/")
    before = client.quickbooks.meter().reads
    off = accountant.open(f"{address}{_CLEARING}")
    accountant.submit(accountant.submit(off, f"{_CLEARING}/follow", follow="on"), f"{_CLEARING}/read", read="now")
    rows = _rows(accountant.open(f"{address}{_CLEARING}.csv").body)
    between = client.quickbooks.meter().reads
    doubled: set[str] = set()
    for asked in dates.chunks(_LONGEST_LOOK_DAYS):
        days = {"first": asked.first.isoformat(), "last": asked.last.isoformat()}
        page = accountant.open(f"{address}{_DOUBLES}?{urlencode(days)}")
        accountant.submit(page, f"{_DOUBLES}/look", **days)
        doubled |= _found(accountant.open(f"{address}/api/v1{_DOUBLES}").body)
    return Answers(rows, frozenset(doubled), between - before, client.quickbooks.meter().reads - between)


def _rows(file: str) -> tuple[ClearingRow, ...]:
    lines = csv.DictReader(io.StringIO(file.removeprefix(_BYTE_ORDER_MARK)))
    return tuple(
        ClearingRow(
            line["Payments"],
            _day(line["First day"]),
            _day(line["Last day"]),
            line["Document"].rpartition(" ")[2],
            to_minor(Decimal(line["Left"]), "USD"),
            line["Match"],
        )
        for line in lines
    )


def _day(cell: str) -> date | None:
    return date.fromisoformat(cell) if cell else None


def _found(answer: str) -> set[str]:
    findings = json.loads(answer)["findings"]
    return {document["id"] for finding in findings for document in finding["documents"]}
