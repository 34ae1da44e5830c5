"""Reads QuickBooks once and says what may stand there twice: before the first sync, or of days that are posted."""

from datetime import date, datetime, timedelta
from typing import Protocol

from daybook.application.clearing.look import LookSystems
from daybook.application.clearing.metered_reads import give_back_reads, reserve_reads
from daybook.application.clearing.show_clearing import ids_of, proofs_between
from daybook.application.company.lists import known_lists
from daybook.application.planning.request_sync import MAX_DAYS, check_range
from daybook.application.ports.clearing import ClearingStore
from daybook.application.ports.systems import HasSales
from daybook.domain.asking import AskDifferentlyError
from daybook.domain.chart.accounts import Account, AccountType
from daybook.domain.chart.mapping import AccountMapping
from daybook.domain.clearing.look_plan import LookEnd, LookKind
from daybook.domain.clearing.payouts import BooksDocument
from daybook.domain.company.changes import CompanyEntity
from daybook.domain.company.connection import Connection
from daybook.domain.day.roles import RoleKind
from daybook.domain.double_income.entries import BooksAccounts
from daybook.domain.double_income.record import BEFORE, SeparateIncome
from daybook.domain.double_income.rules import Books, Finding, double_income
from daybook.domain.double_income.sold_days import SoldDay, posted_day, reported_day
from daybook.domain.merchant.books import BooksId
from daybook.domain.merchant.business_date import dates_between
from daybook.domain.merchant.profile import MerchantProfile

_INCOME = frozenset({AccountType.INCOME, AccountType.OTHER_INCOME})
_ENTITIES = {entity.value.replace("_", ""): entity for entity in CompanyEntity}


class DoubleIncomeSystems(LookSystems, HasSales, Protocol):
    """What the search needs: a look into QuickBooks, and talech's totals."""


def look_for_doubles(
    connection: Connection,
    profile: MerchantProfile,
    systems: DoubleIncomeSystems,
    asked: tuple[date, date],
    *,
    by_itself: bool = False,
) -> None:
    """Read at most thirty days and the week before them once, compare, and keep what was found.

    `asked` are the first and the last business date. Of posted days the figures are those in the books. Before the
    first sync talech is asked for totals of the others, unless QuickBooks has no income of other people there; and
    another look is planned a week after. A look that comes `by_itself` is about posted days alone.

    Raises:
        AskDifferentlyError: the range cannot be synced either, or the reads of this month are used up.
        BooksUnreadableError: QuickBooks' answer cannot be used.
        NeedsAttentionError: QuickBooks or talech no longer lets us in.
        RetriableError: QuickBooks or talech did not answer.
    """
    now, merchant_id = systems.clock.now(), connection.merchant_id
    wanted_first, last = asked
    check_range(wanted_first, last, now)
    first = wanted_first - BEFORE
    period = (first, last)
    wanted, chart, accounts = _accounts(connection, last, systems)
    reserve_reads(merchant_id, now, systems.clearing)
    # A document can be dated a day later than the day that it repeats.
    reading = systems.movements_of(connection).between(first, last + timedelta(days=1), wanted, chart)
    give_back_reads(merchant_id, now, reading.reads, systems.clearing)
    known = systems.clearing.double_income(merchant_id)
    there, proofs = proofs_between(merchant_id, *period, systems)
    books = Books(reading.documents, accounts, ids_of(proofs), frozenset(known.separate))
    setup = systems.setups.setup(merchant_id).for_company(connection.company.realm_id)
    is_before = setup.last_run is None and not by_itself
    ways = systems.clearing.record(merchant_id).ways
    sold = {(day.location_id, day.business_date): posted_day(day, ways) for proof in there for day in proof.sales_days}
    if is_before:
        sold = {(day.store, day.on): day for day in _reported(books, period, profile, systems)} | sold
    found = _without_ours(books, tuple(sold.values()), connection, systems)
    kept = tuple(each for each in found if not is_before or each.days[-1] >= wanted_first)
    systems.clearing.save_double_income(merchant_id, known.with_look(now, period, kept, is_before=is_before))
    if is_before:
        plan = systems.clearing.plan(merchant_id, LookKind.DOUBLE_INCOME)
        systems.clearing.save_plan(merchant_id, LookKind.DOUBLE_INCOME, plan.once_after(now))


def newest_days(profile: MerchantProfile, now: datetime) -> tuple[date, date]:
    """The newest thirty business dates that have ended in a store: what a first sync brings in."""
    last = max(place.calendar.last_closed(now) for place in profile.active_locations)
    return last - timedelta(days=MAX_DAYS - 1), last


def is_other_income(connection: Connection, key: str, by: str, systems: DoubleIncomeSystems) -> None:
    """Keep a person's answer that what was found is other income; its sources are asked about no more.

    Raises:
        AskDifferentlyError: no finding of the last look has this key.
    """
    known = systems.clearing.double_income(connection.merchant_id)
    finding = next((each for each in known.findings if each.key == key), None)
    if finding is None:
        raise AskDifferentlyError(
            "{key!r} is nothing that the last look found: look again, then answer what is found now", key=key
        )
    answer = SeparateIncome(by, systems.clock.now())
    systems.clearing.save_double_income(connection.merchant_id, known.with_answer(finding, answer))


def found_by_itself(merchant_id: BooksId, store: ClearingStore) -> bool:
    """Whether the last look came by itself, and found what is strong and not answered yet."""
    plan = store.plan(merchant_id, LookKind.DOUBLE_INCOME)
    if plan.ended is not LookEnd.DONE or plan.ended_at is None:
        return False
    known = store.double_income(merchant_id)
    is_last = known.looked_at is not None and known.looked_at <= plan.ended_at
    return is_last and any(each.is_strong for each in known.findings)


def _accounts(
    connection: Connection, last: date, systems: DoubleIncomeSystems
) -> tuple[tuple[Account, ...], tuple[Account, ...], BooksAccounts]:
    """The accounts to read, the whole chart, and what each is for."""
    mapping = systems.connections.mapping_on(connection.merchant_id, last)
    chart = known_lists(connection, systems).chart.accounts
    used = {} if mapping is None else _used(mapping)
    income = frozenset(each.id for each in chart if each.type in _INCOME or RoleKind.REVENUE in used.get(each.id, ()))
    active = [each for each in chart if each.active and each.id not in income]
    banks = frozenset(each.id for each in active if each.type == AccountType.BANK)
    taxes = frozenset(each.id for each in active if RoleKind.TAX in used.get(each.id, ()))
    holding = [each for each in active if each.type == AccountType.OTHER_CURRENT_ASSET]
    clearing = frozenset(each.id for each in holding if RoleKind.TENDER in used.get(each.id, ()))
    parking = frozenset(each.id for each in holding if each.id not in used)
    wanted = tuple(each for each in chart if each.id in income | banks | taxes | clearing | parking)
    return wanted, chart, BooksAccounts(income, banks, taxes, clearing, parking)


def _used(mapping: AccountMapping) -> dict[str, set[str]]:
    """The kinds of roles on each account that Daybook posts to."""
    found: dict[str, set[str]] = {mapping.suspense_account: set()}
    for role, account in mapping.accounts.items():
        found.setdefault(account, set()).add(role.partition(":")[0])
    return found


def _reported(
    books: Books, period: tuple[date, date], profile: MerchantProfile, systems: DoubleIncomeSystems
) -> tuple[SoldDay, ...]:
    """What talech's own report says of days that are not posted."""
    if not any(document.moved(books.accounts.income) < 0 for document in books.documents):
        return ()
    sales, now = systems.sales_of(profile.merchant_id), systems.clock.now()
    found = []
    for place in profile.active_locations:
        ended = [on for on in dates_between(*period) if on <= place.calendar.last_closed(now)]
        totals = sales.day_totals(place, ended)
        found += [reported_day(place.id, on, totals[on].fields) for on in ended]
    return tuple(found)


def _without_ours(
    books: Books, sold: tuple[SoldDay, ...], connection: Connection, systems: DoubleIncomeSystems
) -> tuple[Finding, ...]:
    """The findings; a document of Daybook's for an older day is known by its row, because no proof here names it."""
    found = double_income(books, sold)
    suspects = {document.id: document for each in found for document in each.documents}
    realm = connection.company.realm_id
    mine = frozenset(each.id for each in suspects.values() if _is_ours(each, realm, systems))
    if not mine:
        return found
    return double_income(Books(books.documents, books.accounts, books.ours | mine, books.separate), sold)


def _is_ours(document: BooksDocument, realm_id: str, systems: DoubleIncomeSystems) -> bool:
    entity = _ENTITIES.get(document.kind.lower().replace(" ", ""))
    return entity is not None and systems.watch.document(realm_id, entity, document.id) is not None
