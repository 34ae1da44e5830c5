"""The page about personal data says how long each kind stays, as the templates have it."""

import re
from pathlib import Path

import pytest

from daybook.application.ports import Kept

PAGE = (Path(__file__).parents[2] / "docs" / "privacy.md").read_text("utf-8")
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in PAGE.partition("## 1.")[2].partition("\n\nEverything")[0].splitlines()
    if line.startswith("| ") and not line.startswith(("| data", "| ---"))
]
DAY = 86_400


def row(part):
    (found,) = [each for each in ROWS if part in each[0]]
    return found


@pytest.mark.parametrize("setting", ["LogRetentionDays", "AccessLogRetentionDays", "BackupRetentionDays"])
def test_a_setting_of_the_page_is_a_parameter_with_its_default(root, setting):
    (found,) = [each for each in ROWS if each[4] == f"`{setting}`"]

    assert found[3] == f"{root['Parameters'][setting]['Default']} days"


def test_every_retention_of_the_template_is_on_the_page(root):
    named = {each[4].strip("`") for each in ROWS} - {"-"}

    assert named == {name for name in root["Parameters"] if name.endswith("RetentionDays")}


def test_the_audit_trail_stays_until_a_merchant_is_forgotten_unless_days_are_set(root, nested):
    assert root["Parameters"]["AuditRetentionDays"]["Default"] == 0
    assert row("What was changed")[4] == "`AuditRetentionDays`"
    assert "AUDIT_RETENTION_DAYS" in root["Globals"]["Function"]["Environment"]["Variables"]
    table = nested["Storage"]["Resources"]["ConnectionTable"]["Properties"]
    assert table["TimeToLiveSpecification"] == {"AttributeName": "kept_until", "Enabled": True}


def test_messages_and_letters_stay_as_long_as_the_page_says(nested):
    kept = {
        name: resource["Properties"]["MessageRetentionPeriod"] // DAY
        for name, resource in nested["Queues"]["Resources"].items()
        if resource["Type"] == "AWS::SQS::Queue"
    }

    assert {days for name, days in kept.items() if "DeadLetter" not in name} == {int(row("messages")[3].split()[0])}
    assert {days for name, days in kept.items() if "DeadLetter" in name} == {int(row("dead letters")[3].split()[0])}


def test_every_table_is_on_the_page_and_what_stays_goes_by_the_command(nested):
    tables = {n for n, r in nested["Storage"]["Resources"].items() if r["Type"].endswith("::Table")}
    places = {name for each in ROWS for name in re.findall(r"\w+Table", each[2])}
    forgotten = [each for each in ROWS if "daybook forget" in each[3]]

    # Closings name a merchant and an instant, and go with the merchant's schedules.
    assert tables - places == {"ClosingTable"}
    assert {name for each in forgotten for name in re.findall(r"\w+Table", each[2])} == places - {"SessionTable"}
    assert len(Kept) == 4


def test_the_access_log_alone_has_addresses(root):
    assert "sourceIp" in root["Resources"]["HttpApi"]["Properties"]["AccessLogSettings"]["Format"]
    assert [each[0].partition(":")[0] for each in ROWS if "address of the visitor" in each[0]] == ["access log"]
