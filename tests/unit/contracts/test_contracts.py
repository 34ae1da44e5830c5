"""Documents that cross a process boundary: what goes in comes out, and what is wrong is named."""

import json
from datetime import time

import pytest

from daybook.contracts.change_notices_message import MAX_NOTICES, ChangeNoticesMessage
from daybook.contracts.contract import ContractError
from daybook.contracts.plan_syncs_event import SCHEDULED_TIME, PlanSyncsEvent, schedule_input
from daybook.contracts.replay_request import ReplayRequest
from daybook.contracts.sync_message import SyncMessage
from daybook.domain.company.changes import ChangeVerb, CompanyEntity
from daybook.domain.sync.location_day import SyncCause, SyncRequest
from unit.aws.builders import NOW, change_notice
from unit.aws.day_builders import day

MESSAGE = {
    "schema_version": 1,
    "merchant_id": "304267",
    "location": "all",
    "business_date": "2026-11-23",
    "cause": "schedule",
    "requested_at": "2026-11-24T09:05:00Z",
}


@pytest.mark.parametrize("cause", list(SyncCause))
def test_a_request_survives_the_queue(cause):
    request = SyncRequest(day(location="all"), cause, NOW)

    assert SyncMessage.parse(SyncMessage.of(request).text()).to_domain() == request


@pytest.mark.parametrize("entity", list(CompanyEntity))
@pytest.mark.parametrize("verb", list(ChangeVerb))
def test_notices_survive_the_queue(entity, verb):
    notices = (change_notice(entity=entity, verb=verb), change_notice("another"))

    assert ChangeNoticesMessage.parse(ChangeNoticesMessage.of(notices).text()).to_domain() == notices


@pytest.mark.parametrize("notices", [[], ["one"] * (MAX_NOTICES + 1)])
def test_a_message_of_notices_is_neither_empty_nor_without_bound(notices):
    """Who works it off has seconds for it."""
    body = json.loads(ChangeNoticesMessage.of((change_notice(),)).text())
    body["notices"] = body["notices"] * len(notices)

    with pytest.raises(ContractError, match="notices: "):
        ChangeNoticesMessage.parse(body)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"business_date": "23/11/2026"}, "business_date: .*found '23/11/2026'"),
        ({"cause": "whim"}, "cause: .*found 'whim'"),
        ({"merchant_id": ""}, "merchant_id: .*found ''"),
        ({"merchant_id": "304267@other"}, "merchant_id: .*a number from 2 on.*found '304267@other'"),
        ({"location": "a#b"}, "location: .*found 'a#b'"),
        ({"requested_at": "2026-11-24T09:05:00"}, "requested_at: .*timezone"),
        ({"schema_version": 2}, "schema_version: .*found 2"),
        ({"merchant_id": 304267}, "merchant_id: .*found 304267"),
    ],
)
def test_a_wrong_field_is_named_with_its_value(change, says):
    with pytest.raises(ContractError, match=f"SyncMessage: {says}"):
        SyncMessage.parse(MESSAGE | change)


def test_every_wrong_field_is_named_at_once():
    with pytest.raises(ContractError) as refused:
        SyncMessage.parse({"merchant_id": "304267", "cause": "whim"})

    assert all(name in str(refused.value) for name in ("location", "business_date", "cause", "requested_at"))


@pytest.mark.parametrize("text", ["", "not json", "[]", "null"])
def test_what_is_no_document_at_all_is_refused(text):
    with pytest.raises(ContractError, match="the document"):
        SyncMessage.parse(text)


def test_a_field_of_a_later_release_is_ignored():
    """During a deployment yesterday's worker reads today's messages."""
    assert SyncMessage.parse(MESSAGE | {"priority": "high"}) == SyncMessage.parse(MESSAGE)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"zone": "Mars/Olympus"}, "zone: .*IANA.*found 'Mars/Olympus'"),
        ({"zone": "../../etc/passwd"}, "zone: .*IANA"),
        ({"zone": "America"}, "zone: .*IANA"),
        ({"zone": "A" * 5000}, "zone: .*IANA"),
        ({"at": "24:00"}, "at: .*found '24:00'"),
        ({"at": "4:05"}, "at: .*found '4:05'"),
        ({"scheduled_time": SCHEDULED_TIME}, "scheduled_time: "),
        ({"scheduled_time": "0001-01-01T00:00:00Z"}, "scheduled_time: .*between the years"),
        ({"scheduled_time": "9999-12-31T23:59:59Z"}, "scheduled_time: .*between the years"),
    ],
)
def test_a_firing_that_makes_no_sense_is_refused(change, says):
    event = json.loads(schedule_input("304267", "America/Toronto", time(4, 5)))

    with pytest.raises(ContractError, match=says):
        PlanSyncsEvent.parse(event | {"scheduled_time": "2026-11-24T09:05:00Z"} | change)


def test_a_replay_moves_nothing_unless_it_is_told_to():
    assert ReplayRequest.parse({}).dry_run


def test_a_misspelt_field_of_a_replay_is_refused_by_its_name():
    """It would narrow nothing, and every letter would be queued again."""
    with pytest.raises(ContractError, match="merchant"):
        ReplayRequest.parse({"merchant": "304267", "dry_run": False})
