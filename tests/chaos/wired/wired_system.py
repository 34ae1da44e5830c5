"""The running system with wires around its worker, and what a test does to it and asks of it."""

import json
import os
import re
import time
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path

from boto3.dynamodb.types import TypeDeserializer

from chaos.corner_shop import LOCATION, MERCHANT
from chaos.wired.lanes import LANES, Lanes
from chaos.wired.moments import posts_document, posts_payments
from chaos.wired.signing import Signing
from chaos.wired.wire import ALWAYS, Fault, Faults, Wire
from daybook_local.clock import followed
from daybook_local.system.local_system import LocalSystem
from daybook_local.system.vendors.loopback import Loopback

_IN_THE_WORKER = Path(__file__).parent / "in_the_worker"
_WORKERS_PER_LANE = 3
_QUIET_WITHIN_SECONDS = 240.0
_LOOK_SECONDS = 0.1
_LINES_OF_A_STORY, _LETTERS_OF_A_LINE = 30, 400
_READ = TypeDeserializer()
_REQUEST_ID = re.compile(r"(?<=[?&]requestid=)[0-9a-f]+")


@dataclass(frozen=True)
class WiredSystem:
    """A system whose worker meets the world over wires; where all that is left is to wait, its time passes at once."""

    system: LocalSystem
    faults: Faults
    lanes: Lanes
    notes: Path

    def send(self, *dates, lane="Backfill", cause="resync"):
        """One message per date, as the portal and the schedules write them."""
        for on in dates:
            body = {
                "schema_version": 1,
                "merchant_id": MERCHANT,
                "location": LOCATION,
                "business_date": str(on),
                "cause": cause,
                "requested_at": f"{self.system.clock.now():%Y-%m-%dT%H:%M:%SZ}",
            }
            self.system.aws.sqs.send_message(QueueUrl=self.lanes.url(lane), MessageBody=json.dumps(body))

    def wait_until_quiet(self):
        """No message waits, hides or is with a worker any more; every wait that a worker asked for has passed."""
        deadline = time.monotonic() + _QUIET_WITHIN_SECONDS
        while not (under_way := self.lanes.now()).is_nothing:
            assert time.monotonic() < deadline, f"{under_way}\n{self.story()}"
            if under_way.only_waits:
                self.time_passes(under_way.some_come_at - self.system.clock.now())
            time.sleep(_LOOK_SECONDS)

    def time_passes(self, span):
        """At once, for every part of the system that waits or sleeps."""
        self.system.clock.advance(seconds=span.total_seconds())

    def post(self, *dates, **how):
        """Send, half of them over each lane if none is named, and wait."""
        lanes = [how.pop("lane")] if "lane" in how else LANES
        for number, lane in enumerate(lanes):
            self.send(*dates[number :: len(lanes)], lane=lane, **how)
        self.wait_until_quiet()

    def dead_letters(self):
        """How many messages nobody could finish."""
        outputs, name = self.system.deployment.outputs, "ApproximateNumberOfMessages"
        urls = [outputs[f"{lane}DeadLetterQueueUrl"] for lane in LANES]
        ask = self.system.aws.sqs.get_queue_attributes
        return sum(int(ask(QueueUrl=url, AttributeNames=[name])["Attributes"][name]) for url in urls)

    def forget_dead_letters(self):
        """Those of other tests."""
        for lane in LANES:
            self.system.aws.sqs.purge_queue(QueueUrl=self.system.deployment.outputs[f"{lane}DeadLetterQueueUrl"])

    def replay(self):
        """What a developer does with dead letters."""
        self.system.daybook._run("replay", "redrive", "--all", "--json")
        self.wait_until_quiet()

    def record(self, on):
        """What the sync log holds of a date, as it is stored."""
        table = self.system.deployment.outputs["SyncLogTableName"]
        found = self.system.aws.dynamodb.get_item(TableName=table, Key=_key(on), ConsistentRead=True)
        return {name: _READ.deserialize(value) for name, value in found.get("Item", {}).items()}

    def message_comes_back(self, pid):
        """What those minutes do to the message that a dead process had in hand, and no faster worker than it."""
        (record,) = json.loads((self.notes / str(pid)).read_text("utf-8"))["event"]["Records"]
        outputs = self.system.deployment.outputs
        url = next(self.lanes.url(lane) for lane in LANES if outputs[f"{lane}QueueArn"] == record["eventSourceARN"])
        self.system.aws.sqs.change_message_visibility(
            QueueUrl=url, ReceiptHandle=record["receiptHandle"], VisibilityTimeout=0
        )

    def lease_runs_out(self, on):
        """What three minutes do to the lease of a worker that will not come back; one that was given back stays so."""
        if "lease_until" in self.record(on):
            self._store(on, "lease_until", self._just_past())

    def refresh_lease_runs_out(self):
        """The same for the lease on the merchant's grant."""
        self.system.aws.dynamodb.update_item(
            TableName=self.system.deployment.outputs["ConnectionTableName"],
            Key={"pk": {"S": f"MERCHANT#{MERCHANT}"}, "sk": {"S": "QUICKBOOKS_TOKENS"}},
            UpdateExpression="SET lease_until = :past",
            ConditionExpression="attribute_exists(lease_until)",
            ExpressionAttributeValues={":past": self._just_past()},
        )

    def a_day_passes(self, on):
        """The open question of a date is a day old, and QuickBooks has forgotten the request ids of the date."""
        intent = self.record(on)["intent"]
        for name in ("at", "last_sent_at"):
            earlier = datetime.fromisoformat(intent[name]) - timedelta(days=1, minutes=1)
            self._store(on, f"intent.{name}", {"S": earlier.isoformat()})
        self.faults.arm(_forgotten_request_ids(on))

    def change(self, on):
        """A tip of the date is corrected at talech."""
        self.system.talech.switch_on({"fault": "changed_day", "location": LOCATION, "date": str(on)})

    def restart_workers(self):
        """Every worker forgets what it held in memory, as after a deployment."""
        _configure_worker(self.system, {"DEPLOYED_AT": str(time.time())})

    def story(self):
        """The end of the worker's log."""
        aws = self.system.aws
        names = [group["logGroupName"] for group in aws.logs.describe_log_groups()["logGroups"]]
        name = next(name for name in names if "PostLocationDay" in name)
        events = aws.logs.filter_log_events(logGroupName=name)["events"][-_LINES_OF_A_STORY:]
        return "\n".join(event["message"][:_LETTERS_OF_A_LINE] for event in events)

    def _just_past(self):
        return {"N": str(int(self.system.clock.now().timestamp() * 1000) - 1)}

    def _store(self, on, path, value):
        names = {f"#{part}": part for part in path.split(".")}
        self.system.aws.dynamodb.update_item(
            TableName=self.system.deployment.outputs["SyncLogTableName"],
            Key=_key(on),
            UpdateExpression=f"SET {'.'.join(names)} = :value",
            ExpressionAttributeNames=names,
            ExpressionAttributeValues={":value": value},
        )


@contextmanager
def wires_around(system, notes):
    """Wires around the worker of a system; its processes note in a folder what they have in hand."""
    faults, lanes = Faults(), Lanes(system)
    keys = notes / "keys"
    keys.mkdir(parents=True)
    aws, vendors = system.aws.endpoint, {"quickbooks": system.quickbooks.url, "talech": system.talech.url}
    with ExitStack() as parts:
        wires = {side: parts.enter_context(closing(Wire(side, url, faults))) for side, url in vendors.items()}
        wires["aws"] = parts.enter_context(closing(Wire("aws", aws, faults, Signing(keys, aws))))
        _lead_worker_over(system, wires, notes)
        _few_at_once(system)
        faults.arm(
            lanes.noting_what_is_put_off(),
            _unpaced_batches(system),
            _tokens_over(wires["quickbooks"], system.quickbooks.url),
        )
        yield WiredSystem(system, faults, lanes, notes)


def _key(on):
    return {"merchant_id": {"S": MERCHANT}, "day": {"S": f"{on}#{LOCATION}"}}


def _lead_worker_over(system, wires, notes):
    discovery = system.quickbooks.discovery_url.replace(system.quickbooks.url, wires["quickbooks"].url)
    changes = {
        "AWS_ENDPOINT_URL": wires["aws"].url,
        "INTUIT_API_BASE_URL": wires["quickbooks"].url,
        "INTUIT_DISCOVERY_URL": discovery,
        "TALECH_BASE_URL": wires["talech"].url,
        "PYTHONPATH": os.pathsep.join([str(_IN_THE_WORKER), followed(system.clock.file, {})["PYTHONPATH"]]),
        "CHAOS_NOTES": str(notes),
    }
    _configure_worker(system, changes)


def _configure_worker(system, changes):
    functions, worker = system.aws.functions, system.deployment.outputs["PostLocationDayFunctionName"]
    variables = functions.get_function_configuration(FunctionName=worker)["Environment"]["Variables"]
    functions.update_function_configuration(FunctionName=worker, Environment={"Variables": variables | changes})


def _few_at_once(system):
    """Enough to wait side by side; each more of them is a process that starts cold."""
    functions = system.aws.functions
    worker = system.deployment.outputs["PostLocationDayFunctionName"]
    for mapping in functions.list_event_source_mappings(FunctionName=worker)["EventSourceMappings"]:
        functions.update_event_source_mapping(
            UUID=mapping["UUID"], ScalingConfig={"MaximumConcurrency": _WORKERS_PER_LANE}
        )


def _unpaced_batches(system):
    """Thirty-nine batches a minute are more patience than these tests have: here each is the first of its minute."""
    with closing(Loopback(system.quickbooks.url)) as quickbooks:
        quickbooks.post("/_control/throttle", {"batches_per_minute": ALWAYS})
    number = count()

    def meets(call):
        return call.operation == "UpdateItem" and call.json["Key"].get("pk", {}).get("S", "").startswith("batches#")

    def first(exchange):
        asked = exchange.call.json
        key = {"pk": {"S": f"{asked['Key']['pk']['S']}#{next(number)}"}}
        return exchange.forward(json.dumps(asked | {"Key": key}).encode())

    return Fault(meets, first, ALWAYS)


def _forgotten_request_ids(on):
    """From now on every id of the date is one that QuickBooks has not seen, and remembers again."""

    def forgotten(exchange):
        return exchange.forward(path=_REQUEST_ID.sub(lambda known: known[0][::-1], exchange.call.path))

    document, payments = posts_document(on), posts_payments(on)
    return Fault(lambda call: document(call) or payments(call), forgotten, ALWAYS)


def _tokens_over(wire, upstream):
    """The discovery document sends the worker to the wire for tokens too."""

    def lead(exchange):
        answer = exchange.forward()
        return answer.saying(answer.body.decode().replace(upstream, wire.url))

    return Fault(lambda call: "/.well-known/" in call.path, lead, ALWAYS)
