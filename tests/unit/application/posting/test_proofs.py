"""Proofs leave as CSV, JSON lines and a ledger that another program adds up."""

import csv
import io
import json
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from beancount import loader
from beancount.core.data import Transaction

from daybook.application.days.export_proofs import ProofFormat, export_proofs
from daybook.application.days.preview_day import preview_day
from daybook.application.mapping.rehearse_mapping import rehearse
from daybook.application.planning.request_sync import RangeRefusedError
from daybook.application.posting.post_location_day import post_location_day
from daybook.domain.proof.day_proof import chained
from daybook.domain.sync.location_day import SyncCause, SyncRequest
from fakes.connection_store import FakeConnectionStore


@pytest.fixture
def posted(day, ports, sales, activity):
    """Two days in the books."""
    before = replace(day, business_date=day.business_date - timedelta(days=1))
    earlier = replace(activity.orders[0], closed_at=activity.orders[0].closed_at - timedelta(days=1))
    paid = tuple(replace(p, taken_at=p.taken_at - timedelta(days=1)) for p in earlier.payments)
    sales.days[before.location, before.business_date] = replace(activity, orders=(replace(earlier, payments=paid),))
    for one in (before, day):
        post_location_day(SyncRequest(one, SyncCause.RESYNC, ports.clock.now()), "worker", ports)
    return before, day


def exported(form, posted, ports):
    first, last = posted
    return export_proofs(
        "m_1", first.business_date, last.business_date, form, proofs=ports.proofs, connections=ports.connections
    )


def test_the_csv_has_three_sides_per_field_and_no_difference(posted, ports):
    rows = list(csv.DictReader(io.StringIO(exported(ProofFormat.CSV, posted, ports))))

    gross = [row for row in rows if row["field"] == "grossRevenue"]
    assert [(r["talech_minor"], r["sales_day_minor"], r["document_minor"]) for r in gross] == [
        ("1000", "1000", "1000")
    ] * 2
    assert {row["difference_minor"] for row in rows} == {"0"}


def test_json_lines_hold_one_proof_each_chained_to_the_day_before(posted, ports):
    first, second = map(json.loads, exported(ProofFormat.JSON_LINES, posted, ports).splitlines())

    assert first["business_date"] < second["business_date"]
    assert sum(line["amount_minor"] for line in second["lines"]) == 0
    assert len({first["chain_hash"], second["chain_hash"], first["proof_hash"]}) == 3


def test_a_day_that_goes_missing_breaks_the_chain_of_every_later_day(posted, ports):
    proofs = list(ports.proofs.between("m_1", posted[0].business_date, posted[1].business_date))

    whole, cut = chained(proofs), chained(proofs[1:])

    assert whole[-1][0] == cut[-1][0]
    assert whole[-1][1] != cut[-1][1]


def test_beancount_reads_the_ledger_without_an_error_and_finds_the_same_balances(posted, ports):
    entries, errors, _ = loader.load_string(exported(ProofFormat.BEANCOUNT, posted, ports))

    totals = {}
    for entry in entries:
        for posting in entry.postings if isinstance(entry, Transaction) else ():
            totals[posting.account] = totals.get(posting.account, 0) + posting.units.number
    assert errors == []
    assert sorted(totals.values()) == [Decimal("-20.00"), Decimal("-2.60"), Decimal("22.60")]


def test_a_preview_shows_the_document_and_its_effect_and_writes_nothing(day, ports, ledger, sales):
    preview = preview_day(day, ports.connections, sales, lambda _: ledger)

    assert preview.document.total_minor == 1130
    assert preview.effect == {"1": -1000, "2": -130, "3": 1130}
    assert ledger.documents == {}
    assert ports.sync_log.get(day) is None


def test_before_connecting_a_preview_names_the_accounts_that_would_be_made(day, sales, profile, ledger):
    store = FakeConnectionStore()
    store.save_profile(profile)

    preview = preview_day(day, store, sales, lambda _: ledger)

    assert preview.payload is None
    assert preview.effect == {"POS Cash Clearing": 1130, "POS Sales - Food": -1000, "POS Tax - HST": -130}


def test_a_rehearsal_tells_the_difference_per_account_over_the_posted_days(posted, ports, mapping):
    candidate = replace(mapping, accounts={**mapping.accounts, "revenue:food": "7"}, account_names={"7": "New sales"})

    rehearsal = rehearse("m_1", candidate, posted[0].business_date, posted[1].business_date, ports.proofs)

    assert (rehearsal.days, rehearsal.days_changed) == (2, 2)
    assert rehearsal.differences == {"1": 2000, "New sales": -2000}


def test_a_rehearsal_over_a_range_that_ends_before_it_starts_says_so(posted, ports, mapping):
    with pytest.raises(RangeRefusedError, match="swap the dates"):
        rehearse("m_1", mapping, posted[1].business_date, posted[0].business_date, ports.proofs)
