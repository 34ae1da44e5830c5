"""During a deployment two releases run side by side: what the later one wrote is left to it."""

import json
from datetime import timedelta

import pytest

from daybook.contracts.change_notices_message import ChangeNoticesMessage
from daybook.contracts.contract import ContractError
from daybook.contracts.row import Row
from daybook.contracts.stored_rows import COMPANY_CHANGES, CONNECTION, PROOF, STORED_ROWS, SYNC_RECORD
from daybook.contracts.sync_message import SyncMessage
from daybook.domain.errors import RetriableError
from daybook.domain.sync.location_day import SyncCause, SyncRequest
from unit.aws.builders import NOW, change_notice
from unit.aws.day_builders import day
from unit.contracts.stored_examples import EXAMPLES

WRITTEN = [
    (SyncMessage, SyncMessage.of(SyncRequest(day(), SyncCause.RECHECK, NOW)).plain()),
    (ChangeNoticesMessage, ChangeNoticesMessage.of((change_notice(),)).plain()),
    *((row, row.document(EXAMPLES[row.name])) for row in STORED_ROWS),
]
# Maps whose names are those of the merchant.
FIGURES = {"revenue", "refunds", "taxes", "service_charges", "tax_sets", "refunded_taxes", "advances"}
CHOICES = {"accounts", "account_names", "account_types", "customers", "labels", "tax_codes"}
MAPS = FIGURES | CHOICES | {"items", "payment_methods", "departments", "classes", "store_codes"}
LEARNED_WORDS = [
    (SyncMessage, ("cause",)),
    (ChangeNoticesMessage, ("notices", 0, "entity")),
    (ChangeNoticesMessage, ("notices", 0, "verb")),
    (SYNC_RECORD, ("state",)),
    (SYNC_RECORD, ("reason",)),
    (SYNC_RECORD, ("intent", "action")),
    (SYNC_RECORD, ("document", "kind")),
    (PROOF, ("documents", 0, "kind")),
    (CONNECTION, ("status",)),
    (CONNECTION, ("closed_books_policy",)),
    (COMPANY_CHANGES, ("entries", 0, "entity")),
]


def name_of(part):
    return part.name if isinstance(part, Row) else getattr(part, "__name__", None)


def read(form, stored):
    return form.value(stored) if isinstance(form, Row) else form.parse(stored)


def written(wanted):
    return next(stored for form, stored in WRITTEN if form is wanted)


def with_value(stored, path, value):
    """A copy of the document with another value at a place."""
    changed = json.loads(json.dumps(stored))
    place = changed
    for part in path[:-1]:
        place = place[part]
    place[path[-1]] = value
    return changed


def with_one_more_field(stored):
    """The document with a field more in it, and in every document within it."""
    if isinstance(stored, dict):
        within = {name: value if name in MAPS else with_one_more_field(value) for name, value in stored.items()}
        return within | {"learned_later": {"by": 1}}
    return [with_one_more_field(part) for part in stored] if isinstance(stored, list) else stored


@pytest.mark.parametrize(("form", "path"), LEARNED_WORDS, ids=name_of)
def test_a_word_of_a_later_release_is_left_to_it(form, path):
    later = with_value(written(form), path, "learned_later")

    with pytest.raises(RetriableError, match="learned_later") as left:
        read(form, later)

    assert timedelta(seconds=left.value.after_seconds) >= timedelta(minutes=5)


@pytest.mark.parametrize(("form", "stored"), WRITTEN, ids=name_of)
def test_the_next_version_is_left_to_its_release(form, stored):
    with pytest.raises(RetriableError, match="schema_version"):
        read(form, stored | {"schema_version": 2})


@pytest.mark.parametrize(
    "change", [{"cause": 7}, {"cause": "learned_later", "merchant_id": ""}, {"schema_version": 0}, {"location": "a b"}]
)
def test_what_no_release_writes_is_wrong_for_good(change):
    with pytest.raises(ContractError) as wrong:
        SyncMessage.parse(written(SyncMessage) | change)

    assert not isinstance(wrong.value, RetriableError)


def test_a_row_that_an_operator_wrote_without_a_version_has_the_first_form():
    stored = written(PROOF)
    del stored["schema_version"]

    assert PROOF.value(stored) == PROOF.value(written(PROOF))


@pytest.mark.parametrize("version", [0, None, "1"])
def test_a_row_of_no_version_is_wrong_for_good(version):
    with pytest.raises(ContractError, match="schema_version") as wrong:
        PROOF.value(written(PROOF) | {"schema_version": version})

    assert not isinstance(wrong.value, RetriableError)


@pytest.mark.parametrize(("form", "stored"), WRITTEN, ids=name_of)
def test_a_field_of_a_later_release_is_ignored_wherever_it_lies(form, stored):
    assert read(form, with_one_more_field(stored)) == read(form, stored)
