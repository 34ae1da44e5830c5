"""During a deployment two releases run side by side: what the later one wrote is left to it."""

import json
from datetime import timedelta

import pytest

from daybook.contracts.change_notices_message import ChangeNoticesMessage
from daybook.contracts.contract import ContractError
from daybook.contracts.stored_company_changes import StoredCompanyChanges
from daybook.contracts.stored_connection import StoredConnection
from daybook.contracts.stored_proof import StoredProof
from daybook.contracts.stored_sync_record import StoredSyncRecord
from daybook.contracts.sync_message import SyncMessage
from daybook.domain.errors import RetriableError
from daybook.domain.sync import SyncCause, SyncRecord, SyncRequest, SyncState
from unit.aws.builders import (
    NOW,
    change_notice,
    company_changes,
    connection,
    day,
    document,
    half_paid_invoice,
    proof,
)

RECORD = SyncRecord(day(), SyncState.POSTED, NOW, NOW, document=document(), intent=half_paid_invoice())
DOCUMENTS = {
    SyncMessage: SyncMessage.of(SyncRequest(day(), SyncCause.RECHECK, NOW)),
    ChangeNoticesMessage: ChangeNoticesMessage.of((change_notice(),)),
    StoredSyncRecord: StoredSyncRecord.of(RECORD),
    StoredProof: StoredProof.of(proof()),
    StoredConnection: StoredConnection.of(connection()),
    StoredCompanyChanges: StoredCompanyChanges.of(company_changes()),
}
# Maps whose names are those of the merchant.
FIGURES = {"revenue", "refunds", "taxes", "service_charges", "tax_sets"}
LEARNED_WORDS = [
    (SyncMessage, ("cause",)),
    (ChangeNoticesMessage, ("notices", 0, "entity")),
    (ChangeNoticesMessage, ("notices", 0, "verb")),
    (StoredSyncRecord, ("state",)),
    (StoredSyncRecord, ("reason",)),
    (StoredSyncRecord, ("intent", "action")),
    (StoredSyncRecord, ("document", "kind")),
    (StoredProof, ("documents", 0, "kind")),
    (StoredConnection, ("status",)),
    (StoredConnection, ("closed_books_policy",)),
    (StoredCompanyChanges, ("entries", 0, "entity")),
]


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
        within = {name: value if name in FIGURES else with_one_more_field(value) for name, value in stored.items()}
        return within | {"learned_later": {"by": 1}}
    return [with_one_more_field(part) for part in stored] if isinstance(stored, list) else stored


@pytest.mark.parametrize(("contract", "path"), LEARNED_WORDS)
def test_a_word_of_a_later_release_is_left_to_it(contract, path):
    later = with_value(DOCUMENTS[contract].plain(), path, "learned_later")

    with pytest.raises(RetriableError, match="learned_later") as left:
        contract.parse(later)

    assert timedelta(seconds=left.value.after_seconds) >= timedelta(minutes=5)


@pytest.mark.parametrize("contract", DOCUMENTS)
def test_the_next_version_is_left_to_its_release(contract):
    with pytest.raises(RetriableError, match="schema_version"):
        contract.parse(DOCUMENTS[contract].plain() | {"schema_version": 2})


@pytest.mark.parametrize(
    "change", [{"cause": 7}, {"cause": "learned_later", "merchant_id": ""}, {"schema_version": 0}, {"location": "a b"}]
)
def test_what_no_release_writes_is_wrong_for_good(change):
    with pytest.raises(ContractError) as wrong:
        SyncMessage.parse(DOCUMENTS[SyncMessage].plain() | change)

    assert not isinstance(wrong.value, RetriableError)


@pytest.mark.parametrize(
    "contract", [SyncMessage, ChangeNoticesMessage, StoredSyncRecord, StoredProof, StoredConnection]
)
def test_a_field_of_a_later_release_is_ignored_wherever_it_lies(contract):
    document = DOCUMENTS[contract]

    assert contract.parse(with_one_more_field(document.plain())) == document
