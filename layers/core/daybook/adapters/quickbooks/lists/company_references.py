"""Creates the items, payment methods and customer of sales forms, without duplicates.

docs/quickbooks.md 4.4 to 4.6. It creates all in one batch without a read. QuickBooks refuses an existing name (6240),
and only then the entry is looked up. So a new company costs no read, and a repeat finds the entries of an earlier try.
Names are compared in this module, never in a query, because names may have characters that queries do not allow
(docs/quickbooks.md 13.2).
"""

import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NoReturn

from daybook.adapters.quickbooks.http.batches import BATCH_SIZE, BatchItem
from daybook.adapters.quickbooks.http.client import QuickBooksClient
from daybook.adapters.quickbooks.http.faults import Refusal, deciding_code, raise_for_refusal
from daybook.adapters.quickbooks.http.queries import quoted
from daybook.adapters.quickbooks.http.wire import JsonObject
from daybook.adapters.quickbooks.lists.names import comparable, kept_apart, list_name, suffixed
from daybook.adapters.quickbooks.payments.rendered import tender_name
from daybook.domain.chart.references import CompanyReferences, ReferenceNeeds
from daybook.domain.errors import HoldReason, NeedsAttentionError

CUSTOMER_NAME = "POS Daily Sales"
_ITEM_PREFIX = "POS - "
_ITEM, _METHOD, _CUSTOMER = "Item", "PaymentMethod", "Customer"
_NAME_FIELD = {_ITEM: "Name", _METHOD: "Name", _CUSTOMER: "DisplayName"}
_LONGEST = {_ITEM: 100, _METHOD: 15, _CUSTOMER: 100}
_NAME_EXISTS = 6240
_EVERY_STATE = "Active IN (true, false)"
_WHERE = {
    _ITEM: f"{_EVERY_STATE} AND Name LIKE '{_ITEM_PREFIX}%'",
    _METHOD: _EVERY_STATE,
    _CUSTOMER: f"{_EVERY_STATE} AND DisplayName LIKE '{CUSTOMER_NAME}%'",
}
"""The query for each list: names that begin like ours, or the whole list if it is short."""


@dataclass(frozen=True, slots=True)
class _NewRow:
    """One row to create. `key` is its account or tender, empty for the customer; `suffix` is for a used name."""

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
        """Whether an existing row can be used: it is active, and an item points at the same account."""
        account = (row.get("IncomeAccountRef") or {}).get("value")
        return bool(row.get("Active", True)) and (self.entity != _ITEM or account == self.key)

    def under_another_name(self) -> "_NewRow":
        return replace(self, name=suffixed(self.name, self.suffix, _LONGEST[self.entity]), renamed=True)


def complete_references(client: QuickBooksClient, needs: ReferenceNeeds, known: CompanyReferences) -> CompanyReferences:
    """The known references and the needed ones, which are created or found.

    A payment method is requested by its tender (`tender:CCRD:VISA`) or its name; the same text is its key.

    Raises:
        NeedsAttentionError: QuickBooks refused one, or the names with and without suffix are both used.
    """
    made: dict[_NewRow, str] = {}
    new_rows = list(_new_rows(client, needs, known))
    while new_rows:
        taken: list[tuple[_NewRow, Refusal]] = []
        for new, result in _attempt(client, new_rows):
            if not isinstance(result, Refusal):
                made[new] = result["Id"]
            elif _NAME_EXISTS in result.codes:
                taken.append((new, result))
            else:
                _raise_refused(new, result)
        existing = _existing(client, {new.entity for new, _ in taken})
        new_rows = []
        for new, refusal in taken:
            row = existing.get((new.entity, comparable(new.name)))
            if row is not None and new.fits(row):
                made[new] = row["Id"]
            elif new.renamed:
                _raise_taken(new, refusal)
            else:
                new_rows.append(new.under_another_name())
    return _with(known, made)


def accounts_of_items(client: QuickBooksClient, item_ids: Sequence[str]) -> Mapping[str, str]:
    """The account of each existing item, also of inactive ones: one metered read."""
    ids = ", ".join(quoted(item_id) for item_id in item_ids)
    rows = client.query(_ITEM, f"Id IN ({ids}) AND {_EVERY_STATE}")
    return {
        row["Id"]: account for row in rows if (account := str((row.get("IncomeAccountRef") or {}).get("value", "")))
    }


def _new_rows(client: QuickBooksClient, needs: ReferenceNeeds, known: CompanyReferences) -> Iterator[_NewRow]:
    if needs.customer:
        yield _NewRow(_CUSTOMER, "", CUSTOMER_NAME, " (Daybook)")
    methods = _method_names(client, needs.payment_methods, known)
    for key in sorted(needs.payment_methods):
        yield _NewRow(_METHOD, key, methods[comparable(tender_name(key))], " POS")
    for account_id, account_name in needs.items.items():
        name = list_name(_ITEM_PREFIX + client.text(account_name), _LONGEST[_ITEM])
        # Accounts under different parents may have the same name, but never the same id.
        yield _NewRow(_ITEM, account_id, name, f" ({account_id})")


def _method_names(client: QuickBooksClient, keys: Iterable[str], known: CompanyReferences) -> Mapping[str, str]:
    """The name of each tender's payment method, by the tender's comparable name.

    Tenders whose names become equal only when shortened keep separate methods. Tenders that have a method come first,
    because their names are fixed.
    """
    names: dict[str, str] = {}
    for tender in (*_tender_names(known.payment_methods), *_tender_names(keys)):
        meant = comparable(tender)
        if meant not in names:
            name = list_name(client.text(tender), _LONGEST[_METHOD])
            names[meant] = kept_apart(name, {comparable(other) for other in names.values()}, _LONGEST[_METHOD])
    return names


def _tender_names(keys: Iterable[str]) -> Sequence[str]:
    return sorted({tender_name(key) for key in keys})


def _attempt(client: QuickBooksClient, new_rows: Sequence[_NewRow]) -> Iterator[tuple[_NewRow, JsonObject | Refusal]]:
    for start in range(0, len(new_rows), BATCH_SIZE):
        chunk = new_rows[start : start + BATCH_SIZE]
        items = [BatchItem(str(place), new.entity, new.body) for place, new in enumerate(chunk)]
        # A fresh request id: names keep a repeat from making anything twice, and an old refusal must not be replayed.
        results = client.batch(items, uuid.uuid4().hex).results
        for place, new in enumerate(chunk):
            yield new, results[str(place)]


def _existing(client: QuickBooksClient, entities: Iterable[str]) -> Mapping[tuple[str, str], JsonObject]:
    """The rows that may use the names, also inactive ones, by entity and comparable name: one metered read each."""
    return {
        (entity, comparable(str(row[_NAME_FIELD[entity]]))): row
        for entity in sorted(entities)
        for row in client.query(entity, _WHERE[entity])
    }


def _with(known: CompanyReferences, made: Mapping[_NewRow, str]) -> CompanyReferences:
    def of(entity: str) -> dict[str, str]:
        return {new.key: row_id for new, row_id in made.items() if new.entity == entity}

    return replace(
        known,
        customer_id=of(_CUSTOMER).get("", known.customer_id),
        items={**known.items, **of(_ITEM)},
        payment_methods={**known.payment_methods, **of(_METHOD)},
    )


def _raise_refused(new: _NewRow, refusal: Refusal) -> NoReturn:
    """Raise for a refusal; the details name the row, because QuickBooks' text does not say which of thirty it is."""
    what = f"{new.entity} {new.name!r}" + (f" for account {new.key}" if new.entity == _ITEM else "")
    try:
        raise_for_refusal(refusal)
    except NeedsAttentionError as stop:
        raise NeedsAttentionError(
            stop.reason, str(stop), details=(what, *stop.details), fault_code=stop.fault_code
        ) from stop


def _raise_taken(new: _NewRow, refusal: Refusal) -> NoReturn:
    raise NeedsAttentionError(
        HoldReason.ACCOUNT_UNUSABLE,
        f"the name {new.name!r} is taken in QuickBooks by something inactive or of another account: rename it there",
        details=refusal.details,
        fault_code=deciding_code(refusal),
    )
