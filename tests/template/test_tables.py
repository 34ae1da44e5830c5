"""What the tables keep: for how long, how safely, and what a deleted stack leaves behind of them."""

import pytest


@pytest.fixture(scope="module")
def tables(nested):
    """The properties of each table."""
    found = nested["Storage"]["Resources"]
    return {name: each["Properties"] for name, each in found.items() if each["Type"].endswith("::Table")}


def test_what_the_stack_leaves_behind_is_what_cannot_be_had_again(nested):
    policies = {
        name: (resource["DeletionPolicy"], resource["UpdateReplacePolicy"])
        for name, resource in nested["Storage"]["Resources"].items()
    }

    assert policies == {
        "ConnectionTable": ("Retain", "Retain"),
        "SyncLogTable": ("Retain", "Retain"),
        "ProofTable": ("Retain", "Retain"),
        "TokenKey": ("Retain", "Retain"),
        "SessionTable": ("Delete", "Delete"),
        "ClosingTable": ("Delete", "Delete"),
    }


def test_every_table_is_on_demand_encrypted_and_can_be_restored_to_any_second(tables):
    assert len(tables) == 5
    for name, table in tables.items():
        assert table["BillingMode"] == "PAY_PER_REQUEST", name
        assert table["PointInTimeRecoverySpecification"]["PointInTimeRecoveryEnabled"] is True, name
        assert table["SSESpecification"]["SSEEnabled"], name


def test_no_call_deletes_a_table_that_cannot_be_had_again(tables):
    """Neither a command nor the console: its protection has to be taken off first."""
    assert {name for name, table in tables.items() if table.get("DeletionProtectionEnabled")} == {
        "ConnectionTable",
        "SyncLogTable",
        "ProofTable",
    }


def test_a_stack_can_be_created_over_everything_that_another_left_behind(root, nested):
    """A parameter for each, which reaches the nested stack and takes the place of what it would make."""
    storage = nested["Storage"]
    kept = {name for name, resource in storage["Resources"].items() if resource["DeletionPolicy"] == "Retain"}
    existing = {f"Existing{name}" for name in kept - {"TokenKey"}} | {"ExistingTokenKeyArn"}

    asked = existing | {"BackupRetentionDays"}
    assert set(storage["Parameters"]) == asked <= set(root["Parameters"])
    assert root["Resources"]["Storage"]["Properties"]["Parameters"] == {name: {"Ref": name} for name in asked}
    assert {root["Parameters"][name]["Default"] for name in existing} == {""}
    assert {storage["Resources"][name]["Condition"] for name in kept} == {f"Makes{name}" for name in kept}
