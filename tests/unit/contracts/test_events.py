"""The sample events beside the functions keep the contracts."""

import json
from pathlib import Path

import pytest

from daybook.contracts.change_notices_message import ChangeNoticesMessage
from daybook.contracts.plan_syncs_event import PlanSyncsEvent
from daybook.contracts.replay_request import ReplayRequest
from daybook.contracts.sync_message import SyncMessage
from daybook.contracts.watchdog_event import WatchdogEvent
from daybook.domain.sync.location_day import SyncCause

EVENTS = Path(__file__).parents[3] / "events"


def event(name):
    return json.loads((EVENTS / name).read_text("utf-8"))


@pytest.mark.parametrize(
    ("name", "cause"),
    [("location_day_message.json", SyncCause.SCHEDULE), ("backfill_message.json", SyncCause.FIRST_SYNC)],
)
def test_a_sample_message_is_a_sync_message(name, cause):
    (record,) = event(name)["Records"]

    assert SyncMessage.parse(record["body"]).cause is cause


def test_the_sample_notices_are_those_of_one_company():
    (record,) = event("change_notices_message.json")["Records"]

    notices = ChangeNoticesMessage.parse(record["body"]).to_domain()

    assert {notice.realm_id for notice in notices} == {"9341453000000001"}


def test_the_sample_firing_is_a_plan_syncs_event():
    assert PlanSyncsEvent.parse(event("plan_syncs_schedule.json")).merchant_id == "304267"


def test_the_sample_hour_is_a_watchdog_event():
    assert WatchdogEvent.parse(event("watchdog_schedule.json")).scheduled_time.minute == 20


def test_the_sample_replay_moves_nothing():
    assert ReplayRequest.parse(event("replay_dead_letters.json")).dry_run


@pytest.mark.parametrize(
    "path", sorted([*EVENTS.glob("connect_*.json"), *EVENTS.glob("webhooks_*.json")]), ids=lambda path: path.stem
)
def test_a_sample_request_is_one_of_an_http_api(path):
    request = event(path.name)

    assert request["version"] == "2.0"
    assert request["routeKey"] == f"{request['requestContext']['http']['method']} {request['rawPath']}"
