"""Reads the chart of accounts, and creates accounts without duplicates.

docs/quickbooks.md 4.3.
"""

import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice

from daybook.adapters.quickbooks.http.batches import BATCH_SIZE, BatchItem
from daybook.adapters.quickbooks.http.client import QuickBooksClient
from daybook.adapters.quickbooks.http.faults import Refusal, deciding_code, raise_for_refusal
from daybook.adapters.quickbooks.http.wire import JsonObject
from daybook.adapters.quickbooks.lists.names import comparable, kept_apart, list_name, suffixed
from daybook.domain.chart.accounts import GENERIC_SUB_TYPES, Account, ChartOfAccounts, NewAccount
from daybook.domain.errors import HoldReason, NeedsAttentionError
from daybook.domain.outside_text import cleaned

_LONGEST_TEXT = 100
_OURS = " (Daybook)"
_NAME_EXISTS = frozenset({6240})
# Name taken, business rule (a merged account), gone, invalid reference to a parent (docs/quickbooks.md 3.3).
_NOT_BACK = frozenset({6240, 6000, 610, 2500})
_SUB_TYPE_UNKNOWN = frozenset({2170, 6010})


def read_chart(client: QuickBooksClient) -> ChartOfAccounts:
    """Every account, also inactive ones, which a mapping may still name: one metered read per thousand."""
    return ChartOfAccounts(tuple(account_of(row) for row in client.query("Account", "Active IN (true, false)")))


def create_accounts(client: QuickBooksClient, wanted: Sequence[NewAccount]) -> tuple[Account, ...]:
    """Create accounts, 30 per call, and return them in the requested order.

    For an active account with the same name, type and parent, that account is returned. If the name is used otherwise
    below the same parent, the new account gets a suffix; names that become equal only in QuickBooks get numbers. A
    sub-type that the country does not know is replaced by the generic one of the type.

    Raises:
        NeedsAttentionError: QuickBooks refused an account, and the merchant can settle the reason.
    """
    made: dict[int, Account] = {}
    open_accounts = dict(enumerate(_storable(client, wanted)))
    chart: ChartOfAccounts | None = None
    while open_accounts:
        results = _attempt(client, open_accounts)
        if chart is None and any(_says_name_exists(result) for result in results.values()):
            chart = read_chart(client)
        again: dict[int, NewAccount] = {}
        for place, result in results.items():
            found = result if isinstance(result, Account) else _way_out(open_accounts[place], result, chart)
            if isinstance(found, Account):
                made[place] = found
            else:
                again[place] = found
        open_accounts = again
    return tuple(made[place] for place in range(len(wanted)))


def reactivate_account(client: QuickBooksClient, account_id: str) -> Account | None:
    """Make an inactive account active again: one metered read, and one write unless it is active already.

    None where QuickBooks does not allow it: it has no such account, merged it, or gave its name to another one.

    Raises:
        NeedsAttentionError: QuickBooks refused it for another reason, and the merchant can settle it.
    """
    row = client.row("Account", account_id)
    if row is None or row.get("Active", True):
        return account_of(row) if row is not None else None
    change = {"Id": account_id, "SyncToken": row["SyncToken"], "sparse": True, "Active": True}
    answer = client.write("account", change, uuid.uuid4().hex)
    if not isinstance(answer, Refusal):
        return account_of(answer.body["Account"])
    if not _NOT_BACK & answer.codes:
        raise_for_refusal(answer)
    return None


def account_of(row: JsonObject) -> Account:
    """The domain's account for a row of QuickBooks."""
    name, path = cleaned(row["Name"]), cleaned(row.get("FullyQualifiedName") or row["Name"])
    return Account(
        id=row["Id"],
        name=name,
        type=row.get("AccountType", ""),
        sub_type=row.get("AccountSubType", ""),
        active=bool(row.get("Active", True)),
        full_name="" if path == name else path,
        number=cleaned(row.get("AcctNum") or ""),
        currency=str((row.get("CurrencyRef") or {}).get("value", "")),
    )


def _storable(client: QuickBooksClient, wanted: Sequence[NewAccount]) -> Iterator[NewAccount]:
    """The accounts with valid names: no colon or quote, not too long, and unique below each parent."""
    below: dict[str, dict[str, str]] = {}
    for account in wanted:
        names = below.setdefault(account.parent.id if account.parent else "", {})
        meant = comparable(account.name)
        if meant not in names:
            name = list_name(client.text(account.name), _LONGEST_TEXT)
            names[meant] = kept_apart(name, {comparable(other) for other in names.values()}, _LONGEST_TEXT)
        description = client.text(account.description)[:_LONGEST_TEXT]
        yield replace(account, name=names[meant], description=description)


def _attempt(client: QuickBooksClient, new_accounts: Mapping[int, NewAccount]) -> dict[int, Account | Refusal]:
    results: dict[int, Account | Refusal] = {}
    for chunk in _chunks(new_accounts):
        items = [BatchItem(str(place), "Account", _payload(account)) for place, account in chunk.items()]
        # A new request id each time: unique names prevent duplicates, and QuickBooks must not replay an old refusal.
        for item_id, result in client.batch(items, uuid.uuid4().hex).results.items():
            results[int(item_id)] = result if isinstance(result, Refusal) else account_of(result)
    return results


def _says_name_exists(result: Account | Refusal) -> bool:
    return isinstance(result, Refusal) and bool(_NAME_EXISTS & result.codes)


def _chunks(new_accounts: Mapping[int, NewAccount]) -> Iterator[dict[int, NewAccount]]:
    rest = iter(new_accounts.items())
    while chunk := dict(islice(rest, BATCH_SIZE)):
        yield chunk


def _payload(account: NewAccount) -> JsonObject:
    body: JsonObject = {"Name": account.name, "AccountType": account.type.value, "AccountSubType": account.sub_type}
    if account.description:
        body["Description"] = account.description
    if account.parent:
        body |= {"SubAccount": True, "ParentRef": {"value": account.parent.id}}
    return {**body, "AcctNum": account.number} if account.number else body


def _way_out(wanted: NewAccount, refusal: Refusal, chart: ChartOfAccounts | None) -> Account | NewAccount:
    """The way to settle a refusal: an existing account, or a changed new one. Each change is tried once per account."""
    generic = GENERIC_SUB_TYPES[wanted.type]
    if _SUB_TYPE_UNKNOWN & refusal.codes and wanted.sub_type != generic:
        return replace(wanted, sub_type=generic)
    if not _NAME_EXISTS & refusal.codes or chart is None:
        raise_for_refusal(refusal)
    found = chart.by_path(wanted.path)
    if found is not None and found.type == wanted.type:
        return found
    if (holder := chart.by_number(wanted.number)) is not None:
        raise NeedsAttentionError(
            HoldReason.ACCOUNT_UNUSABLE,
            f"account number {wanted.number} belongs to {holder.path!r}: choose another number",
            details=refusal.details,
            fault_code=deciding_code(refusal),
        )
    if wanted.name.endswith(_OURS):
        raise NeedsAttentionError(
            HoldReason.ACCOUNT_UNUSABLE,
            f"account {wanted.name!r} exists, but inactive or not of type {wanted.type}: rename it in QuickBooks",
            details=refusal.details,
            fault_code=deciding_code(refusal),
        )
    return replace(wanted, name=suffixed(wanted.name, _OURS, _LONGEST_TEXT))
