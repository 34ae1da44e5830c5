"""The merchants of a seed, connected: each kind of document, both modes, both policies, tax codes, a moved store."""

from dataclasses import replace
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

from chaos.days.judging.books import Books
from chaos.days.shops import ONE_DAY, Shop
from chaos.days.the_product.process import Process
from chaos.days.world import World, instant
from daybook.application.mapping.taxes.use_tax_codes import use_tax_codes
from daybook.application.planning.keep_closings import keep_closings
from daybook.application.planning.plan_syncs import closings
from daybook.application.posting.reading.references import prepare_references
from daybook.bootstrap import foundation, quickbooks, talech
from daybook.bootstrap.functions import planning
from daybook.bootstrap.systems import Systems
from daybook.domain.company.connection import ClosedBooksPolicy, Connection, ConnectionStatus, LocationMode, TokenSet
from daybook.domain.day.adjustments import AdjustmentLimit
from daybook.domain.merchant.books import BooksMove
from daybook.domain.posting.documents import DocumentKind
from default_mapping import default_mapping

FIRST = date(2026, 3, 3)
_US, _CA = ("US", "America/New_York", ("sales", 8), "04:00"), ("CA", "America/Toronto", ("t_hst", 13), "02:30")
_WEST = ("US", "America/Los_Angeles", ("sales", 8), "23:30")
_KINDS = ("journal_entry", "sales_receipt", "invoice")
# Location-days of one date: how many a seed's merchants have together.
PER_DATE = 7
LIVE_DATES = 7
# Checks numbers, remembers request ids, queries lag: how often.
_NATURES = {
    (True, True, False): 2,
    (False, True, False): 2,
    (True, True, True): 1,
    (False, True, True): 2,
    (True, False, True): 1,
    (False, False, False): 2,
}
# A second look comes ten minutes after a send, which may land two and a half minutes late.
_LAG_SECONDS = 430


def start_of(days: int) -> tuple[date, Any]:
    """The last business date, and the instant at which the merchants have just connected: a week before its end."""
    dates = max(2, -(-days // PER_DATE))
    last = FIRST + (dates - 1) * ONE_DAY
    live = min(LIVE_DATES, max(1, dates // 2))
    return last, instant(last - (live - 1) * ONE_DAY, 15)


def set_up(world: World, last: date) -> None:
    """Seven location-days a date; which kind meets which policy differs from seed to seed."""
    kinds = [_KINDS[(world.seed + number) % 3] for number in range(3)]
    policies = ["delta", "hold"] if world.seed % 2 else ["hold", "delta"]
    plain = [
        (_US, kinds[0], policies[0], False),
        (_US, kinds[1], policies[1], False),
        (_CA, kinds[2], policies[0], False),
        (_CA, "invoice" if world.seed % 2 else "sales_receipt", policies[1], True),
    ]
    for number, (where, kind, policy, coded) in enumerate(plain):
        shop = _shop(f"m{number}", where, [f"{510 + number}001:1"], last)
        _connect(world, shop, shop.merchant_id, kind, policy, coded=coded)
    shop = _shop("m4", _WEST, ["514001:1", "514002:1"], last)
    _connect(world, shop, "m4", kinds[world.seed % 2], policies[world.seed // 2 % 2], combined=True)
    shop = _shop("m5", _US, ["515001:1", "515002:1"], last)
    moved = FIRST + ((last - FIRST).days // 2) * ONE_DAY
    _connect(world, shop, "m5", kinds[world.seed // 3 % 3], policies[world.seed // 3 % 2])
    foundation.connections().add_moves("m5", (), (BooksMove("515002:1", moved, "m5@2"),))
    _connect(world, shop, "m5@2", kinds[(world.seed // 3 + 1) % 3], policies[0], places=("515002:1",))


def takes(books: Books, place: str, on: date) -> bool:
    """Whether a date of a place goes into these books."""
    profile = foundation.connections().profile(books.id)
    return place == "all" or profile.takes(place, on)


def reconnect(world: World, books: Books) -> None:
    """The merchant gives access once more, and the days that waited for it follow."""
    _grant(world, books)
    connections = foundation.connections()
    connection = connections.connection(books.id).with_status(ConnectionStatus.CONNECTED)
    connections.save_connection(connection)
    Systems().resume(connection)


def _shop(merchant_id: str, where: tuple[Any, ...], places: list[str], last: date) -> Shop:
    country, zone, tax, ends_at = where
    return Shop(merchant_id, country, zone, tax, ends_at, tuple(places), FIRST, last)


def _connect(
    world: World,
    shop: Shop,
    books_id: str,
    kind: str,
    policy: str,
    *,
    coded: bool = False,
    combined: bool = False,
    places: tuple[str, ...] = (),
) -> None:
    world.show(shop)
    variant = {"US": "us_plus", "CA": "ca_plus"}[shop.country]
    company = world.quickbooks.add_company(variant, name=f"Books {books_id}")
    books = Books(books_id, shop, company, kind, combined, policy, coded=coded, places=places or shop.places)
    world.books[books_id] = books
    talech.sales_tokens().save(shop.merchant_id, world.talech.sessions.refresh_token(shop.merchant_id))
    _grant(world, books)
    process, connections = Process(), foundation.connections()
    profile = process.sales_of(shop.merchant_id).profile()
    connections.save_profile(profile)
    ledger = quickbooks.ledger_of_company(books_id, company.realm, company.country)
    choice = DocumentKind(kind)
    mode = LocationMode.COMBINED if combined else LocationMode.SEPARATE
    connection = Connection(books_id, ledger.company(), ConnectionStatus.CONNECTED, world.clockwork.now(), choice, mode)
    # Any difference between orders and lines goes into the books, where truth and ledger are compared.
    policies = {"closed_books_policy": ClosedBooksPolicy(policy), "adjustment_limit": AdjustmentLimit(10_000)}
    connections.save_connection(replace(connection, **policies))
    connections.save_mapping(books_id, default_mapping(profile, ledger))
    if coded:
        _use_codes(world, books, ledger)
    books.mapping = connections.mapping_on(books_id, date.max)
    prepare_references(choice, books.mapping, ledger, connections, books_id)
    keep_closings(
        shop.merchant_id,
        closings(profile, foundation.settle_delay()),
        world.clockwork.now(),
        planning.merchant_schedules("arn:aws:lambda:us-east-1:1:function:plan_syncs"),
        planning.expected_closings(),
    )
    _choose_nature(world, books)
    books.tax_accounts = _tax_accounts(books)


def _choose_nature(world: World, books: Books) -> None:
    """How this company's QuickBooks tells what is there: in half of the companies by one thing alone."""
    books.checks_numbers, books.remembers_ids, books.queries_lag = world.dice.weighed(_NATURES)
    if not books.checks_numbers:
        world.settings(books, preferences={"WarnDuplicateJournalNumber": "false"}, warn_duplicate_sales_numbers=False)
    lag = _LAG_SECONDS if books.queries_lag else 0
    world.settings(books, remembers_request_ids=books.remembers_ids, queries_lag_seconds=lag)


def _grant(world: World, books: Books) -> None:
    issued, now = world.quickbooks.state.oauth.issue(books.realm), world.clockwork.now()
    tokens = TokenSet(
        realm_id=books.realm,
        access_token=issued.access_token,
        access_expires_at=now + timedelta(seconds=issued.expires_in),
        refresh_token=issued.refresh_token,
        refresh_expires_at=now + timedelta(seconds=issued.refresh_expires_in),
    )
    quickbooks.token_vault().save(books.id, tokens)


def _use_codes(world: World, books: Books, ledger: Any) -> None:
    untaxed = books.company.find_named("TaxCode", "Name", "Zero-rated")
    use_tax_codes(
        books.id,
        untaxed.id,
        SimpleNamespace(
            connections=foundation.connections(),
            sync_log=foundation.sync_log(),
            queue=planning.sync_queue(),
            clock=world.clockwork,
            ledger_of=lambda _: ledger,
        ),
        effective_from=FIRST - ONE_DAY,
    )


def _tax_accounts(books: Books) -> set[str]:
    """Where a tax may lie: the accounts that the mapping gives it, and those that QuickBooks chooses itself."""
    mapped = {account for role, account in books.mapping.accounts.items() if role.startswith("tax")}
    own = {
        row.id
        for row in books.company.live("Account")
        if row.body.get("AccountSubType") in {"SalesTaxPayable", "GlobalTaxPayable"}
    }
    return mapped | own if books.coded else set()
