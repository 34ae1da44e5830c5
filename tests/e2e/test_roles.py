"""The functions run with the roles of the template and nothing more: one right less, and a run shows it."""

import json
from datetime import date, timedelta

import pytest

from daybook_local.aws.deployment.template_file import read_template
from daybook_local.demo.merchant.connecting import connect_merchant
from daybook_local.system import local_system
from daybook_local.system.places import CHECKOUT, TEMPLATE
from daybook_local.system.samples.sample import DateRange
from e2e.conftest import NIGHT_BAR, system_of
from local_stack import eventually

pytestmark = pytest.mark.stack

DAY = date(2026, 3, 27)


@pytest.fixture
def without_batch_calls(tmp_path, monkeypatch):
    """The real template with one right less: the worker may not count the batch calls that it makes."""
    template = read_template(TEMPLATE)
    (policy,) = template["Resources"]["PostLocationDayRole"]["Properties"]["Policies"]
    (budget,) = [s for s in policy["PolicyDocument"]["Statement"] if s["Sid"] == "SpendCallBudget"]
    budget["Condition"]["ForAllValues:StringLike"]["dynamodb:LeadingKeys"].remove("batches#*")
    for name in ("functions", "infra", "layers"):
        (tmp_path / name).symlink_to(CHECKOUT / name)
    altered = tmp_path / "template.yaml"
    altered.write_text(json.dumps(template))
    monkeypatch.setattr(local_system, "TEMPLATE", altered)


def complaints(system):
    """What the worker has logged about days that it could not finish."""
    name = system.deployment.resources["PostLocationDayLogGroup"]
    events = system.aws.logs.filter_log_events(logGroupName=name)["events"]
    lines = [json.loads(event["message"]) for event in events if event["message"].startswith('{"level"')]
    return [line["exception"] for line in lines if line["level"] == "ERROR"]


@pytest.mark.usefixtures("without_batch_calls")
def test_an_invoice_day_is_not_posted_while_the_worker_lacks_one_right(tmp_path):
    """Payments go to QuickBooks as a batch; with the whole template the same merchant's invoices are paid."""
    with system_of(NIGHT_BAR, tmp_path / "work", DateRange(DAY, DAY + timedelta(days=1))) as (system, _):
        merchant = system.sample.merchant_id
        connect_merchant(system)
        system.daybook.choose(merchant, document="invoice")
        system.daybook.sync(merchant, DAY, DAY)

        found = eventually(lambda: complaints(system), within=60)
        (record,) = system.daybook.history(merchant, DAY, DAY)

    assert found
    assert "AccessDenied" in found[0]
    assert "PostLocationDayRole" in found[0]
    assert "dynamodb:UpdateItem" in found[0]
    assert record.state not in {"posted", "posted_with_gaps"}
