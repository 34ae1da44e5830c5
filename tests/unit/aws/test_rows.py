"""Whole rows are read and written by key, and a write can depend on what is there."""

import secrets
from dataclasses import dataclass, replace

import pytest
from botocore.exceptions import ClientError

from daybook.adapters.aws.items import from_item
from daybook.adapters.aws.rows import MAX_PACKED_BYTES, Condition, Rows, RowTooLargeError
from daybook.contracts.contract import ContractError
from daybook.contracts.row import Row


@dataclass(frozen=True)
class Note:
    text: str
    author: str | None = None
    version: int = 1


KEY = {"merchant_id": "304267", "day": "2026-11-23#304267:1"}
FIRST = Note("as it was", "Ada")
UNSEEN = Condition("attribute_not_exists(merchant_id)", {})


def seen(note):
    return Condition("document.version = :version", {":version": note.version})


@pytest.fixture
def stored(aws):
    """The item as the table holds it."""
    return lambda: from_item(aws.dynamodb.get_item(TableName="ProofTable", Key=key())["Item"])


def key():
    return {name: {"S": value} for name, value in KEY.items()}


@pytest.fixture
def rows(aws, table):
    return Rows(Row(Note, "note"), aws.dynamodb, table("ProofTable"))


@pytest.mark.parametrize("note", [FIRST, Note("nobody wrote it")])
def test_what_is_put_is_what_is_found(rows, note):
    rows.put(KEY, note, {})

    assert rows.get(KEY) == note


def test_there_is_no_row_where_none_was_put(rows):
    assert rows.get(KEY) is None


def test_attributes_of_the_table_lie_beside_the_document_and_are_written_anew(rows, stored):
    rows.put(KEY, FIRST, {"shard": "03", "blob": b"\x00\xff"})
    assert stored() == {
        **KEY,
        "shard": "03",
        "blob": b"\x00\xff",
        "document": {"schema_version": 1, "text": "as it was", "author": "Ada", "version": 1},
    }

    rows.put(KEY, FIRST, {})

    assert set(stored()) == {*KEY, "document"}


def test_a_row_that_must_be_new_is_written_once(rows):
    assert rows.put_if(UNSEEN, KEY, FIRST, {})
    assert not rows.put_if(UNSEEN, KEY, Note("too late"), {})

    assert rows.get(KEY) == FIRST


def test_of_two_writers_who_saw_the_same_one_wins(rows):
    rows.put(KEY, FIRST, {})
    winner, loser = replace(FIRST, text="first", version=2), replace(FIRST, text="second", version=2)

    assert rows.put_if(seen(FIRST), KEY, winner, {})
    assert not rows.put_if(seen(FIRST), KEY, loser, {})

    assert rows.get(KEY) == winner


def test_a_row_that_is_gone_meets_no_condition(rows):
    assert not rows.put_if(seen(FIRST), KEY, FIRST, {})
    assert rows.get(KEY) is None


@pytest.mark.parametrize("before", [None, FIRST])
def test_a_change_is_made_of_what_is_there(rows, before):
    if before:
        rows.put(KEY, before)

    assert rows.change(KEY, lambda known: Note("changed", known.author if known else "nobody"))

    assert rows.get(KEY) == Note("changed", before.author if before else "nobody")


def test_a_change_that_changes_nothing_writes_nothing(rows, stored):
    rows.put(KEY, FIRST, {"shard": "03"})

    assert rows.change(KEY, lambda known: known)

    assert stored()["shard"] == "03"


def test_a_packed_row_lies_in_one_attribute(aws, table, stored):
    packed = Rows(Row(Note, "note"), aws.dynamodb, table("ProofTable"), packed_as="content")
    packed.put(KEY, FIRST, {"revision": 2})

    assert set(stored()) == {*KEY, "revision", "content"}
    assert packed.get(KEY) == FIRST


def test_a_row_that_no_item_can_hold_is_refused_with_its_size(aws, table):
    packed = Rows(Row(Note, "note"), aws.dynamodb, table("ProofTable"), packed_as="content")

    with pytest.raises(RowTooLargeError, match=rf"takes \d{{6}} bytes compressed, ProofTable holds {MAX_PACKED_BYTES}"):
        packed.put(KEY, Note(secrets.token_hex(MAX_PACKED_BYTES)))

    assert packed.get(KEY) is None


def test_only_a_condition_that_does_not_hold_is_taken_for_one(rows, aws):
    aws.dynamodb.delete_table(TableName="ProofTable")

    with pytest.raises(ClientError, match="ResourceNotFound"):
        rows.put_if(UNSEEN, KEY, FIRST, {})


def test_a_row_that_cannot_be_read_is_an_error_and_not_a_missing_one(rows, aws):
    rows.put(KEY, FIRST, {})
    aws.dynamodb.update_item(
        TableName="ProofTable",
        Key=key(),
        UpdateExpression="SET document.schema_version = :two",
        ExpressionAttributeValues={":two": {"N": "2"}},
    )

    with pytest.raises(ContractError, match="note: schema_version 2"):
        rows.get(KEY)
