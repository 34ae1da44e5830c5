"""What every proof store promises, kept by the one in memory and the one in DynamoDB alike."""

import random
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from daybook.adapters.aws.days.proofs import DynamoProofStore
from daybook.adapters.aws.rows import MAX_PACKED_BYTES
from fakes.proof_store import FakeProofStore
from unit.aws.builders import MERCHANT
from unit.aws.day_builders import day, document, proof


@pytest.fixture
def dynamo(table, aws):
    return DynamoProofStore(aws.dynamodb, table("ProofTable"))


@pytest.fixture(params=["fake", "aws"])
def proofs(request):
    return FakeProofStore() if request.param == "fake" else request.getfixturevalue("dynamo")


def long_proof(lines, seed=1):
    """A proof whose memos cannot be compressed away."""
    chance = random.Random(seed)  # noqa: S311  a text that repeats nothing, not a secret
    line = proof().lines[0]
    memos = (f"{chance.getrandbits(512):x}" for _ in range(lines))
    return proof(lines=tuple(replace(line, memo=memo) for memo in memos))


def test_a_proof_comes_back_with_every_figure_and_the_same_hash(proofs):
    proofs.save(proof())

    assert proofs.get(day()) == proof()
    assert proofs.get(day()).hash == proof().hash


def test_the_hash_of_a_proof_that_comes_back_knows_nothing_of_when_its_document_was_made(proofs):
    """No row keeps that: an export must find the same hash in what a worker has just proved."""
    just_posted = replace(proof(), documents=(replace(document(), created_at=datetime(2026, 11, 24, 9, tzinfo=UTC)),))
    proofs.save(just_posted)

    assert proofs.get(day()).hash == just_posted.hash


def test_a_day_without_a_proof_has_none(proofs):
    proofs.save(proof())

    assert proofs.get(day(location="304267:2")) is None


def test_the_newest_revision_replaces_the_earlier_one(proofs):
    proofs.save(proof(revision=1))

    proofs.save(replace(proof(revision=2), documents=(document(),)))

    assert (proofs.get(day()).revision, proofs.get(day()).documents) == (2, (document(),))


def test_a_revision_is_saved_again_by_a_retry(proofs):
    proofs.save(proof(revision=2))

    proofs.save(replace(proof(revision=2), documents=(document(),)))

    assert proofs.get(day()).documents == (document(),)


def test_a_worker_who_lost_its_lease_does_not_bring_back_an_older_revision(proofs):
    proofs.save(proof(revision=2))

    proofs.save(proof(revision=1))

    assert proofs.get(day()).revision == 2


def test_a_proof_that_was_deleted_is_gone_and_deleting_it_again_is_fine(proofs):
    proofs.save(proof(revision=2))
    proofs.delete(day())
    proofs.delete(day())

    assert proofs.get(day()) is None
    proofs.save(proof(revision=1))
    assert proofs.get(day()).revision == 1


def test_a_range_holds_both_of_its_ends_every_location_and_one_merchant_oldest_first(proofs):
    saved = [("23", "b"), ("22", "a"), ("24", "a"), ("21", "z"), ("23", "a"), ("25", "a")]
    for number, location in saved:
        proofs.save(proof(day(date(2026, 11, int(number)), location=location)))
    proofs.save(proof(day(merchant_id="999")))

    found = [
        (f"{p.day.business_date:%d}", p.day.location)
        for p in proofs.between(MERCHANT, date(2026, 11, 22), date(2026, 11, 24))
    ]

    assert found == [("22", "a"), ("23", "a"), ("23", "b"), ("24", "a")]


def test_a_range_without_proofs_is_empty(proofs):
    assert list(proofs.between(MERCHANT, date(2026, 11, 22), date(2026, 11, 24))) == []


def test_a_range_of_more_than_one_page_is_whole(dynamo):
    """A query answers a megabyte at a time."""
    large = long_proof(4_000)
    days = [day(date(2026, 11, number)) for number in range(1, 7)]
    for location_day in days:
        dynamo.save(replace(large, day=location_day))

    found = dynamo.between(MERCHANT, date(2026, 11, 1), date(2026, 11, 30))

    assert [kept.day for kept in found] == days


def test_a_proof_that_no_item_can_hold_is_refused_with_its_size(dynamo):
    with pytest.raises(ValueError, match=rf"{day()}: the proof of 8000 lines .*holds {MAX_PACKED_BYTES}"):
        dynamo.save(long_proof(8_000))

    assert dynamo.get(day()) is None


def test_a_proof_that_a_person_overtook_is_none_and_still_names_its_documents(proofs):
    proofs.save(replace(proof(revision=1), documents=(document(),)))

    proofs.overtake(day())

    assert proofs.get(day()) is None
    assert list(proofs.between(MERCHANT, day().business_date, day().business_date)) == []
    assert proofs.last(day()).documents == (document(),)
    proofs.save(proof(revision=2))
    assert proofs.get(day()).revision == 2


def test_no_proof_is_overtaken_where_there_is_none(proofs):
    proofs.overtake(day())

    assert proofs.last(day()) is None
