"""Makes the items, payment methods and customer of sales forms, without ever making one thing twice.

quickbooks-online reference 4.4 to 4.6. Everything is created blindly in one batch: a name that exists is refused
(6240), and only then is it looked up. So a new company costs no read, and a repeat finds what an earlier try has made.
"""

import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NoReturn

from daybook.adapters.quickbooks.batches import BATCH_SIZE, BatchItem
from daybook.adapters.quickbooks.client import QuickBooksClient
from daybook.adapters.quickbooks.faults import Refusal, deciding_code, raise_for_refusal
from daybook.adapters.quickbooks.names import list_name, suffixed
from daybook.adapters.quickbooks.payments import tender_name
from daybook.adapters.quickbooks.queries import quoted
from daybook.adapters.quickbooks.wire import JsonObject
from daybook.domain.errors import HoldReason, NeedsAttentionError
from daybook.domain.references import CompanyReferences, ReferenceNeeds

CUSTOMER_NAME = "POS Daily Sales"
_ITEM_PREFIX = "POS - "
_ITEM, _METHOD, _CUSTOMER = "Item", "PaymentMethod", "Customer"
_NAME_FIELD = {_ITEM: "Name", _METHOD: "Name", _CUSTOMER: "DisplayName"}
_LONGEST = {_ITEM: 100, _METHOD: 15, _CUSTOMER: 100}
_NAME_EXISTS = 6240
_NAMES_IN_A_QUERY = 10
"""A query travels in the address of a request, which must not grow without bound."""


@dataclass(frozen=True, slots=True)
class _Wish:
    """One row to have. `key` is the account, tender or nothing that it stands for; `suffix` its way out of a clash."""

    entity: str
    key: str
    name: str
    suffix: str
    renamed: bool = False

    @property
    def body(self) -> JsonObject:
        more: JsonObject = {}
        if self.entity == _ITEM:
            more = {"Type": "Service", "IncomeAccountRef": {"value": self.key}}
        elif self.entity == _METHOD:
            # `tender:CCRD:VISA` names a card type, `tender:CASH` none.
            more = {"Type": "CREDIT_CARD" if self.key.count(":") > 1 else "NON_CREDIT_CARD"}
        return {_NAME_FIELD[self.entity]: self.name, **more}

    def fits(self, row: JsonObject) -> bool:
        """Whether an existing row can be used: active, and an item must point at the same account."""
        account = (row.get("IncomeAccountRef") or {}).get("value")
        return bool(row.get("Active", True)) and (self.entity != _ITEM or account == self.key)

    def under_another_name(self) -> "_Wish":
        return replace(self, name=suffixed(self.name, self.suffix, _LONGEST[self.entity]), renamed=True)


def complete_references(client: QuickBooksClient, needs: ReferenceNeeds, known: CompanyReferences) -> CompanyReferences:
    """What is known, and what was needed beside it.

    A payment method is asked for by its tender (`tender:CCRD:VISA`) or its bare name, and known by the same text.

    Raises:
        NeedsAttentionError: QuickBooks refused one, or its name and the way out of it are both taken.
    """
    made: dict[_Wish, str] = {}
    wishes = list(_wishes(client, needs))
    while wishes:
        taken: list[tuple[_Wish, Refusal]] = []
        for wish, result in _attempt(client, wishes):
            if not isinstance(result, Refusal):
                made[wish] = result["Id"]
            elif _NAME_EXISTS in result.codes:
                taken.append((wish, result))
            else:
                _raise_refused(wish, result)
        existing = _existing(client, [wish for wish, _ in taken])
        wishes = []
        for wish, refusal in taken:
            row = existing.get((wish.entity, wish.name.casefold()))
            if row is not None and wish.fits(row):
                made[wish] = row["Id"]
            elif wish.renamed:
                _raise_taken(wish, refusal)
            else:
                wishes.append(wish.under_another_name())
    return _with(known, made)


def _wishes(client: QuickBooksClient, needs: ReferenceNeeds) -> Iterator[_Wish]:
    if needs.customer:
        yield _Wish(_CUSTOMER, "", CUSTOMER_NAME, " (Daybook)")
    for key in sorted(needs.payment_methods):
        yield _Wish(_METHOD, key, list_name(client.text(tender_name(key)), _LONGEST[_METHOD]), " POS")
    for account_id, account_name in needs.items.items():
        name = list_name(_ITEM_PREFIX + client.text(account_name), _LONGEST[_ITEM])
        # Accounts under different parents may share a name; their ids never do.
        yield _Wish(_ITEM, account_id, name, f" ({account_id})")


def _attempt(client: QuickBooksClient, wishes: Sequence[_Wish]) -> Iterator[tuple[_Wish, JsonObject | Refusal]]:
    for start in range(0, len(wishes), BATCH_SIZE):
        chunk = wishes[start : start + BATCH_SIZE]
        items = [BatchItem(str(place), wish.entity, wish.body) for place, wish in enumerate(chunk)]
        # A fresh request id: names keep a repeat from making anything twice, and an old refusal must not be replayed.
        results = client.batch(items, uuid.uuid4().hex).results
        for place, wish in enumerate(chunk):
            yield wish, results[str(place)]


def _existing(client: QuickBooksClient, wishes: Sequence[_Wish]) -> Mapping[tuple[str, str], JsonObject]:
    """The rows whose names are taken, inactive ones too, by entity and name without letter case."""
    rows: dict[tuple[str, str], JsonObject] = {}
    for entity in dict.fromkeys(wish.entity for wish in wishes):
        for row in _rows_named(client, entity, [wish.name for wish in wishes if wish.entity == entity]):
            rows[entity, str(row[_NAME_FIELD[entity]]).casefold()] = row
    return rows


def _rows_named(client: QuickBooksClient, entity: str, names: Sequence[str]) -> Iterable[JsonObject]:
    if entity == _METHOD:  # a short list, and its names meet ours in any letter case
        yield from client.query(entity, "Active IN (true, false)")
        return
    for start in range(0, len(names), _NAMES_IN_A_QUERY):
        literals = ", ".join(quoted(name) for name in names[start : start + _NAMES_IN_A_QUERY])
        yield from client.query(entity, f"Active IN (true, false) AND {_NAME_FIELD[entity]} IN ({literals})")


def _with(known: CompanyReferences, made: Mapping[_Wish, str]) -> CompanyReferences:
    def of(entity: str) -> dict[str, str]:
        return {wish.key: row_id for wish, row_id in made.items() if wish.entity == entity}

    return replace(
        known,
        customer_id=of(_CUSTOMER).get("", known.customer_id),
        items={**known.items, **of(_ITEM)},
        payment_methods={**known.payment_methods, **of(_METHOD)},
    )


def _raise_refused(wish: _Wish, refusal: Refusal) -> NoReturn:
    """The vendor's words do not say for which of thirty rows they are; the details do."""
    what = f"{wish.entity} {wish.name!r}" + (f" for account {wish.key}" if wish.entity == _ITEM else "")
    try:
        raise_for_refusal(refusal)
    except NeedsAttentionError as stop:
        raise NeedsAttentionError(
            stop.reason, str(stop), details=(what, *stop.details), fault_code=stop.fault_code
        ) from stop


def _raise_taken(wish: _Wish, refusal: Refusal) -> NoReturn:
    raise NeedsAttentionError(
        HoldReason.ACCOUNT_UNUSABLE,
        f"the name {wish.name!r} is taken in QuickBooks by something inactive or of another account: rename it there",
        details=refusal.details,
        fault_code=deciding_code(refusal),
    )
