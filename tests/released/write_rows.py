"""Write the rows of this release: `PYTHONPATH=tests python -m released.write_rows 2026-11-28`.

The folder is named by the day of the release. It must not exist: what a release left behind never changes any more.
"""

import json
import os
import sys
from datetime import date
from pathlib import Path

from connected_merchant import day
from daybook.adapters.aws.clients import AwsClients
from daybook.domain.proof.day_proof import Proof
from daybook.domain.sync.location_day import SyncRecord
from fakes.clock import MORNING
from released.held_days import HELD
from released.kept_beside import change_messages, keep_everything, sync_messages, values
from released.open_calls import OPEN
from released.rows import plain, quickbooks_of, remove_rows, table_rows, talech_of
from released.settled_days import SETTLED
from released.shop import COMBINED
from released.stored_merchant import StoredMerchant, empty_tables

HERE = Path(__file__).parent


STATES = SETTLED | HELD | OPEN


def write_rows(folder: Path, aws: AwsClients) -> None:
    """Everything that the release of today can leave behind, one file per state of a day; rows in the tables go."""
    (folder / "days").mkdir(parents=True)
    for name, arrange in STATES.items():
        merchant = _without_rows(aws)
        arrange(merchant)
        _write(folder / "days" / f"{name}.json", _day(merchant))
    merchant = _without_rows(aws)
    keep_everything(merchant)
    _write(folder / "merchant.json", {"values": values(merchant), "tables": table_rows(aws.dynamodb)})
    _write(folder / "sync_messages.json", sync_messages(aws.sqs, MORNING))
    _write(folder / "change_notices.json", change_messages(aws.sqs, MORNING))


def _without_rows(aws):
    remove_rows(aws.dynamodb)
    return StoredMerchant(aws)


def _day(merchant):
    where = day() if merchant.sync_log.get(day()) else COMBINED
    record, proof = merchant.sync_log.get(where), merchant.proofs.get(where)
    return {
        "now": merchant.clock.now().isoformat(),
        "location": where.location,
        "record": plain(SyncRecord, record),
        "proof": plain(Proof | None, proof),
        "proof_hash": proof.hash if proof else None,
        "talech": talech_of(merchant.sales),
        "quickbooks": quickbooks_of(merchant.ledger),
        "tables": table_rows(merchant.dynamodb),
    }


def _write(path: Path, content) -> None:
    path.write_text(json.dumps(content, indent=1, ensure_ascii=False, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    os.environ.setdefault("AWS_DEFAULT_REGION", "us-east-1")
    os.environ.update(AWS_ACCESS_KEY_ID="none", AWS_SECRET_ACCESS_KEY="none")
    with empty_tables() as tables:
        write_rows(HERE / str(date.fromisoformat(sys.argv[1])), tables)
