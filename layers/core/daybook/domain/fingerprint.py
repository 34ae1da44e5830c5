"""Identity hashes that stay the same in a new release: they leave out zeros and defaults, and carry a version.

A release may add a figure. That figure is zero on every earlier day, so a hash without zeros and defaults does not
change, and no posted day is written again because of a deployment. The version is the prefix: `2:9f86…`.

Hashes of earlier releases have no version. They included every field of their time, so those fields are listed here.
"""

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from typing import TYPE_CHECKING, Any

from daybook.domain.errors import LaterReleaseError

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

UNVERSIONED, VERSION = 1, 2
_PREFIX = f"{VERSION}:"
EVERYTHING: frozenset[str] = frozenset()
_NAMED: dict[tuple[type, frozenset[str]], tuple[tuple[str, Any], ...]] = {}
# The fields in hashes without a version, by type. Never edit this list: stored hashes depend on it.
_UNVERSIONED_FIELDS: Mapping[str, str] = {
    "SalesDay": "location_id business_date currency gross_minor revenue adjustment_minor discounts_minor comps_minor "
    "loyalty_minor refunds refunds_as_store_credit_minor taxes refunded_tax_minor service_charges "
    "refunded_service_charge_minor tips_minor gift_cards_sold_minor gift_cards_refunded_to_minor "
    "store_credit_granted_minor house_account_paid_minor deposits_sold_minor deposits_taken_minor "
    "deposits_released_minor rounding_minor tenders paid_in_minor paid_out_minor tip_payouts_minor cash_drops_minor "
    "over_short_minor orders_closed refunds_given tax_sets",
    "TenderTotal": "tender_id kind card_type taken_minor refunded_minor",
    "JournalEntry": "business_date doc_number private_note currency lines",
    "JournalLine": "side account_id amount_minor memo customer_id location_id",
    "SalesForm": "kind business_date doc_number private_note currency lines payments taxes deposit_account_id",
    "FormLine": "account_id amount_minor memo location_id tax_code_id",
    "TenderPayment": "tender account_id amount_minor memo location_id",
    "FormTax": "rate_id percent base_minor amount_minor account_id",
    "RateTax": "rate base_minor amount_minor account_id",
    "MappedTaxRate": "tax_id rate_id percent",
    "MappedTaxCode": "code_id rates",
    "Proof": "day revision currency documents fields lines sales_days tax_codes",
    "ProofField": "location_id field talech_minor sales_day_minor document_minor",
    "PostingLine": "role amount_minor memo location_id account_id customer_id is_payment tax_set figure",
    "Role": "kind key detail",
    "LocationDay": "merchant_id business_date location",
    "PostedDocument": "kind id sync_token doc_number total_minor intuit_tid parts",
    "PostedPart": "key id sync_token total_minor",
}


def fingerprint(facts: object, *, leave_out: frozenset[str] = EVERYTHING) -> str:
    """The hash of a value; fields named in `leave_out` are left out at every depth."""
    return f"{_PREFIX}{_sha256(_said(facts, leave_out))}"


def unversioned(facts: "DataclassInstance", *, leave_out: frozenset[str] = EVERYTHING) -> str:
    """The hash that an earlier release, without versions, stored for this value.

    A value with a field that was unknown then never had such a hash; the result then equals no stored hash.
    """
    if _learned(facts, leave_out):
        return fingerprint(facts, leave_out=leave_out)
    return _sha256(unversioned_facts(facts, leave_out=leave_out))


def unversioned_facts(facts: Any, *, leave_out: frozenset[str] = EVERYTHING) -> Any:
    """The JSON values that a hash without a version was computed from."""
    if is_dataclass(facts):
        names = _UNVERSIONED_FIELDS[type(facts).__name__].split()
        said = ((name, getattr(facts, name)) for name in names if name not in leave_out)
        return {name: unversioned_facts(value, leave_out=leave_out) for name, value in said}
    if isinstance(facts, Mapping):
        return {key: unversioned_facts(value, leave_out=leave_out) for key, value in facts.items()}
    if isinstance(facts, (list, tuple)):
        return [unversioned_facts(value, leave_out=leave_out) for value in facts]
    return facts


def is_of(stored: str, now: str, before_versions: Callable[[], str]) -> bool:
    """Whether a stored hash identifies the value with the hash `now`; a hash without a version is compared the old way.

    Raises:
        LaterReleaseError: a later release made the hash; this one does not know its version.
    """
    version, colon, _ = stored.partition(":")
    if not colon:
        return bool(stored) and stored == before_versions()
    if version != str(VERSION):
        raise LaterReleaseError(
            f"the record has a hash of version {version}: a worker of the later release must continue"
        )
    return stored == now


def _said(value: Any, leave_out: frozenset[str]) -> Any:
    if isinstance(value, (int, str)):
        return value
    if is_dataclass(value):
        said = ((name, _said(getattr(value, name), leave_out), silence) for name, silence in _named(value, leave_out))
        return {name: part for name, part, silence in said if part != silence}
    if isinstance(value, Mapping):
        parts = ((str(key), _said(part, leave_out)) for key, part in value.items())
        return {key: part for key, part in parts if part}
    if isinstance(value, (list, tuple)):
        return [_said(part, leave_out) for part in value]
    return value


def _named(value: object, leave_out: frozenset[str]) -> tuple[tuple[str, Any], ...]:
    """The fields of a type that a hash includes, each with the default that is left out; computed once per type."""
    known = _NAMED.get((type(value), leave_out))
    if known is None:
        kind: Any = type(value)
        known = tuple((each.name, _silence(each, leave_out)) for each in fields(kind) if each.name not in leave_out)
        _NAMED[kind, leave_out] = known
    return known


def _silence(each: "Field[Any]", leave_out: frozenset[str]) -> Any:
    """The default of a field, which a hash leaves out. A field without a default is always included."""
    if each.default_factory is not MISSING:
        return _said(each.default_factory(), leave_out)
    return MISSING if each.default is MISSING else _said(each.default, leave_out)


def _learned(value: Any, leave_out: frozenset[str]) -> bool:
    """Whether a field is set that did not exist before hashes had a version."""
    if is_dataclass(value):
        known = _UNVERSIONED_FIELDS[type(value).__name__].split()
        parts = ((name, getattr(value, name), silence) for name, silence in _named(value, leave_out))
        return any(
            _learned(part, leave_out) if name in known else _said(part, leave_out) != silence
            for name, part, silence in parts
        )
    if isinstance(value, Mapping):
        return any(_learned(part, leave_out) for part in value.values())
    return isinstance(value, (list, tuple)) and any(_learned(part, leave_out) for part in value)


def _sha256(facts: Any) -> str:
    text = json.dumps(facts, sort_keys=True, default=str, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
