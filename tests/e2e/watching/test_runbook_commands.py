"""Every command that the runbook names does its work on the whole system: none is refused, none ends in a traceback."""

import json
import logging
import os
import re
import subprocess
import sys
from datetime import timedelta

import boto3
import pytest
from botocore.config import Config

from daybook.contracts.sync_message import SyncMessage
from daybook_local.aws.clients import ACCESS_KEY, REGION, SECRET_KEY
from daybook_local.demo.sequels.passing_time import let_workers_finish
from e2e.watching.alarm_faults import FAULTS
from e2e.watching.clocked_bar import reconnect
from guides.runbook_commands import commands_of_the_runbook, completed, words_of
from guides.runbook_of_alarms import ROWS

pytestmark = [pytest.mark.stack, pytest.mark.timeout(900), pytest.mark.xdist_group("runbook-commands")]

_LOG = logging.getLogger(__name__)
# One process for all of them: most of a command's time is its start.
SHELL = """
import contextlib, importlib, io, json, sys, traceback
command_line = importlib.import_module("daybook.cli.main")
for line in sys.stdin:
    out, err = io.StringIO(), io.StringIO()
    sys.stdin = io.StringIO("no")
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            code = command_line.main(json.loads(line))
        except SystemExit as ended:
            code = ended.code
        except Exception:
            code = traceback.format_exc()
    print(json.dumps([code, out.getvalue(), err.getvalue()]), flush=True)
"""
DONE, NEEDS_ATTENTION = 0, 1
# It asks for the merchant's id, and hears "no": `tests/e2e/test_forgotten_merchant.py` answers it.
ASKS_FIRST = "forget"
# Nothing is sent or dropped until letters are chosen: one is, where a line leaves it out.
NEEDS_A_CHOICE = re.compile(r"replay (redrive|drop)( --reason \S+)?$")
QUEUES = {"sync", "undo", "redo", "release", "map"}
# `test_every_alarm.py` types these; reading every queue of dead letters takes seconds.
TYPED_WHILE_AN_ALARM_RINGS = {
    *(ROWS[alarm].first_command for fault in FAULTS for alarm in fault.alarms),
    *(f"daybook replay redrive --queue {queue}" for queue in ("closings", "watchdog", "notices")),
}
# A held day is released before anything else is done to it, a day is taken out before it is brought back, and the
# connection goes last.
ORDER = ("release", "", "undo", "redo", "map", "disconnect", "forget")


@pytest.fixture
def credentials(watched_bar):
    """Those of an operator who has the stack's policy and nothing else."""
    aws, policy = watched_bar.system.aws, watched_bar.system.deployment.outputs["OperatorPolicyArn"]
    options = {"endpoint_url": aws.endpoint, "config": Config(proxies={}, retries={"max_attempts": 0})}
    session = boto3.Session(ACCESS_KEY, SECRET_KEY, region_name=REGION)
    iam, sts = session.client("iam", **options), session.client("sts", **options)
    anybody = {"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "sts:AssumeRole"}
    trust = json.dumps({"Version": "2012-10-17", "Statement": [anybody]})
    role = iam.create_role(RoleName="operator", AssumeRolePolicyDocument=trust)["Role"]
    iam.attach_role_policy(RoleName="operator", PolicyArn=policy)
    keys = sts.assume_role(RoleArn=role["Arn"], RoleSessionName="night")["Credentials"]
    yield {
        "AWS_ACCESS_KEY_ID": keys["AccessKeyId"],
        "AWS_SECRET_ACCESS_KEY": keys["SecretAccessKey"],
        "AWS_SESSION_TOKEN": keys["SessionToken"],
    }
    iam.detach_role_policy(RoleName="operator", PolicyArn=policy)
    iam.delete_role(RoleName="operator")


@pytest.fixture
def shell(watched_bar, credentials):
    """An operator's shell; a command's exit code, what it wrote and what it complained of."""
    daybook = watched_bar.system.daybook
    exports = {**daybook.exports, **daybook._timed, **credentials, "PATH": os.environ["PATH"]}
    command = [sys.executable, "-c", SHELL]
    with subprocess.Popen(  # noqa: S603
        command, env=exports, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:

        def typed(words):
            process.stdin.write(json.dumps(words) + "\n")
            process.stdin.flush()
            answer = process.stdout.readline()
            assert answer, f"{words}: the shell ended with {process.wait(10)}"
            return json.loads(answer)

        yield typed
        process.stdin.close()


@pytest.fixture
def known(watched_bar):
    """What stands for merchant, date and location, and for an account of the company; afterwards they connect again."""
    system, on = watched_bar.system, watched_bar.dates.first
    (location,) = system.sample.location_ids
    account = system.quickbooks.create_account("Tips of the runbook", "Other Current Liability")
    yield {"M": system.sample.merchant_id, "D": on.isoformat(), "L": location, "tip=91": f"tip={account}"}
    if system.daybook.connection(system.sample.merchant_id)["status"] != "connected":
        reconnect(system)


def letter(bar, shell):
    """A dead letter of a day, for each command that names one; its id."""
    bar.send("BackfillDeadLetterQueue", SyncMessage.of(bar.day(120)).text())
    _, out, err = shell(["replay", "list", "--queue", "backfill", "--json"])
    assert out, err
    return json.loads(out)["dead_letters"][0]["message_id"]


def in_order(line):
    words = [word for word in ORDER if word in line.split()]
    return ORDER.index(words[0] if words else ""), line


@pytest.fixture
def held(watched_bar):
    """A date that the books refuse waits for a person."""
    on = watched_bar.dates.first + timedelta(days=1)
    watched_bar.system.quickbooks.close_books(on)
    watched_bar.sync(on)
    let_workers_finish(watched_bar.system)
    return on.isoformat()


def test_every_command_of_the_runbook_does_its_work(watched_bar, shell, known, held, capsys):
    failed, done = {}, set()
    for line in sorted(set(commands_of_the_runbook()) - TYPED_WHILE_AN_ALARM_RINGS, key=in_order):
        values = known | ({"ID": letter(watched_bar, shell)} if "ID" in line or NEEDS_A_CHOICE.search(line) else {})
        values |= {"D": held} if "release" in line else {}
        typed = completed(words_of(line, values)[1:], lambda: capsys.readouterr().err, values)
        if tuple(typed) in done:
            continue
        done.add(tuple(typed))
        typed += [values["ID"]] if NEEDS_A_CHOICE.search(line) else []
        _LOG.info("daybook %s", " ".join(typed))
        code, out, err = shell(typed)
        if QUEUES & set(typed):
            let_workers_finish(watched_bar.system)
        expected = {2} if ASKS_FIRST in typed else {DONE, NEEDS_ATTENTION}
        if code not in expected or not out:
            failed[line] = (code if code in {DONE, NEEDS_ATTENTION, 2} else str(code)[-400:], out[-200:], err[-400:])
            _LOG.error("%s", failed[line])

    assert failed == {}


def test_with_the_operators_policy_the_doctor_looks_at_everything_but_the_key_of_the_sessions(shell):
    """An operator with that key could sign in as any merchant."""
    _, out, err = shell(["doctor", "--json"])

    findings = json.loads(out)["findings"]
    refused = {each["check"]: each["found"] for each in findings if "you may not look" in each["found"]}
    assert refused.keys() == {"secrets"}, err
    assert "secretsmanager:GetSecretValue" in refused["secrets"]
    assert {"tables", "mails", "schedules", "concurrency"} <= {each["check"] for each in findings}
