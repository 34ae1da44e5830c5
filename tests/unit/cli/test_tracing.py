"""`daybook trace`: one date's whole story, from the records and, where they can be read, the logs."""

import json
from datetime import UTC, datetime

import pytest
from botocore.exceptions import ClientError

from connected_merchant import MERCHANT, MONDAY, QUEEN, day
from daybook.adapters.aws.log_lines import LogLine, LogLines
from daybook.application.ports.dead_letters import DeadLetter, LetterQueue
from daybook.domain.errors import Condition, RetriableError
from daybook.domain.posting.posted_documents import OutcomeUnknownError
from daybook.domain.sync.directives import Place
from fakes.clock import MORNING

TRACE = f"trace --merchant {MERCHANT} --date {MONDAY}"


class Logs:
    """What a log group holds: pages of events."""

    def __init__(self, *pages):
        self.pages = pages
        self.asked = []

    def filter_log_events(self, **request):
        self.asked.append(request)
        number = int(request.get("nextToken", 0))
        more = {"nextToken": str(number + 1)} if number + 1 < len(self.pages) else {}
        return {"events": self.pages[number], **more}


class About:
    """Log lines as the system opens them."""

    def __init__(self, lines=(), error=None):
        self.lines, self.error = lines, error

    def about(self, _merchant, _date):
        if self.error:
            raise self.error
        return self.lines


@pytest.fixture
def logs(system):
    about = About()
    system.log_lines = about
    return about


def whats(said):
    return [event["what"] for event in said.document["events"]]


@pytest.mark.usefixtures("logs")
def test_a_posted_day_is_told_from_due_to_proof(daybook, merchant):
    merchant.sync_log.plan(day(), merchant.clock.now())
    merchant.clock.advance(minutes=7)
    merchant.post()
    document = merchant.sync_log.get(day()).document

    said = daybook(f"{TRACE} --json")

    told = whats(said)
    assert said.exit_code == 0
    assert told[0] == "due"
    assert f"the books hold {document.doc_number}, id {document.id}, intuit_tid {document.intuit_tid or '-'}" in told
    assert "came to posted  " in told
    assert "attempts: 1, without an outcome: 0, queued again: 0" in told
    assert any(text.startswith("proof ") and text.endswith(" 0 differ") for text in told)
    times = [event["at"] for event in said.document["events"] if event["at"]]
    assert times == sorted(times)


@pytest.mark.usefixtures("logs")
def test_an_open_call_a_vendor_that_is_away_and_a_request_are_told(daybook, merchant):
    merchant.ledger.fail_next(OutcomeUnknownError("no answer", condition=Condition.QUICKBOOKS_UNAVAILABLE))
    with pytest.raises(RetriableError):
        merchant.post()
    merchant.sync_log.direct(day(), Place.OUT)
    call = merchant.sync_log.get(day()).intent

    told = whats(daybook(f"{TRACE} --json"))

    assert f"call {call.request_id} (post {call.doc_number}) was sent, and no answer was seen" in told
    assert "waits for a vendor: quickbooks_unavailable" in told
    assert "a person asked: out" in told


@pytest.mark.usefixtures("logs")
def test_dead_letters_and_what_people_did_about_the_date_are_told(daybook, merchant, dead_letters):
    merchant.post()
    about = {"merchant_id": MERCHANT, "business_date": MONDAY, "location": QUEEN}
    dead_letters.letters.append(DeadLetter(LetterQueue.DAILY, "letter-1", MORNING, "{}", "{}", "KeyError", **about))
    daybook(f"sync --merchant {MERCHANT} --date {MONDAY}")

    told = whats(daybook(f"{TRACE} --json"))

    assert "dead letter letter-1 in daily: KeyError" in told
    assert f"Daybook: days_asked_for {MONDAY}" in told


def test_log_lines_stand_beside_the_records(daybook, merchant, logs):
    merchant.post()
    line = {"function": "post_location_day", "message": "location-day settled", "state": "posted", "request_id": "r-1"}
    logs.lines = (LogLine(datetime(2026, 11, 24, 9, tzinfo=UTC), line),)

    people, scripts = daybook(TRACE), daybook(f"{TRACE} --json")

    assert {"log", "lines:", "state=posted", "request_id=r-1"} <= set(people.out.split())
    assert scripts.document["lines"][0]["message"] == "location-day settled"


def test_logs_that_cannot_be_read_are_said_and_hide_nothing(daybook, merchant, logs):
    merchant.post()
    logs.error = ClientError({"Error": {"Code": "AccessDenied", "Message": "no right"}}, "FilterLogEvents")

    said = daybook(TRACE)

    assert said.exit_code == 0
    assert "the logs cannot be read" in said.out
    assert "the books hold" in said.out


@pytest.mark.usefixtures("logs")
def test_a_date_of_which_nothing_is_known_needs_attention(daybook):
    said = daybook(f"{TRACE} --json --no-logs")

    assert (said.exit_code, said.document["events"]) == (1, [])


def test_every_page_of_every_group_is_read_in_the_order_of_time():
    late, early = (
        {"timestamp": 1_000 * seconds, "message": json.dumps({"message": text})}
        for seconds, text in ((20, "late"), (10, "early"))
    )
    logs = Logs([late], [early])

    lines = LogLines(logs, ["one", "two"]).about("m_1", MONDAY)

    assert [line.fields["message"] for line in lines] == ["early", "early", "late", "late"]
    assert lines[0].at == datetime.fromtimestamp(10, UTC)
    assert [request["logGroupName"] for request in logs.asked] == ["one", "one", "two", "two"]
    assert logs.asked[0]["filterPattern"] == f'{{ $.merchant = "m_1" && $.business_date = "{MONDAY}" }}'
