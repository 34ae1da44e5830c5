"""Every allowed call of a role is noted with the statement that allowed it, and compared with the template."""

import os
import subprocess
import sys
from typing import Any

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError

import rights_both_ways
from contract.local_aws.policies import policy
from daybook_local.aws.clients import ACCESS_KEY, REGION, SECRET_KEY
from daybook_local.aws.deployment.used_rights import FOLDER, Right, granted_by, used_in
from daybook_local.system.places import CHECKOUT, TEMPLATE
from local_stack import running_aws

pytestmark = pytest.mark.loopback

_TRUST = {"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "sts:AssumeRole"}


@pytest.fixture
def aws(tmp_path, monkeypatch):
    notes = tmp_path / "notes"
    notes.mkdir()
    monkeypatch.setenv(FOLDER, str(notes))
    with running_aws(tmp_path) as aws:
        yield aws, notes


def test_an_allowed_call_is_noted_once_with_its_statement_and_resource(aws):
    local, notes = aws
    made = boto3.Session(region_name=REGION)
    reach: Any = {"endpoint_url": local.endpoint, "config": Config(proxies={}, retries={"max_attempts": 0})}
    root: Any = {"aws_access_key_id": ACCESS_KEY, "aws_secret_access_key": SECRET_KEY}
    iam, sts = (made.client(service, **reach, **root) for service in ("iam", "sts"))
    first, second = (local.sqs.create_queue(QueueName=name)["QueueUrl"] for name in ("first", "second"))
    arns = [f"arn:aws:sqs:{REGION}:000000000000:{name}" for name in ("third", "first")]
    role = iam.create_role(RoleName="shop-WorkerRole-0A1B2C", AssumeRolePolicyDocument=policy(_TRUST))["Role"]
    reads = {"Effect": "Allow", "Action": ["sqs:ReceiveMessage"], "Resource": arns}
    sends = {"Effect": "Allow", "Action": ["sqs:ReceiveMessage", "sqs:SendMessage"], "Resource": arns}
    iam.put_role_policy(RoleName=role["RoleName"], PolicyName="only", PolicyDocument=policy(reads, sends))
    keys = sts.assume_role(RoleArn=role["Arn"], RoleSessionName="test")["Credentials"]
    names = ("AccessKeyId", "SecretAccessKey", "SessionToken")
    own = dict(zip(("aws_access_key_id", "aws_secret_access_key", "aws_session_token"), names, strict=True))
    worker = made.client("sqs", **reach, **{option: keys[name] for option, name in own.items()})

    for _ in range(2):
        worker.send_message(QueueUrl=first, MessageBody="hello")
    with pytest.raises(ClientError, match="AccessDenied"):
        worker.send_message(QueueUrl=second, MessageBody="hello")

    assert used_in(notes) == {Right("WorkerRole", 1, "sqs:SendMessage", 1)}


def test_a_right_that_nothing_used_is_named_unless_others_do_that_work(tmp_path):
    granted = granted_by(TEMPLATE)
    proofs = next(right for right, words in granted.items() if words.startswith("PostLocationDayRole KeepProofs: dyn"))
    logs = next(right for right in granted if right.action == "logs:PutLogEvents")
    told_in = tmp_path / "new" / "used.txt"

    assert rights_both_ways.unused(granted.keys() - {proofs, logs}, told_in) == [granted[proofs]]
    assert len(told_in.read_text().splitlines()) == len(granted) - 2


def test_every_excuse_excuses_a_right_that_is_granted():
    granted = granted_by(TEMPLATE)
    statements = {(right.role, words.partition(":")[0].split(" ")[1]) for right, words in granted.items()}

    assert rights_both_ways.BY_ROLE.keys() <= {right.role for right in granted}
    assert rights_both_ways.BY_ACTION.keys() | rights_both_ways.OF_POLLERS <= {right.action for right in granted}
    assert rights_both_ways.BY_STATEMENT.keys() | rights_both_ways.BY_POLLER <= statements


def test_a_poller_excuses_its_own_function_alone():
    """The operator's function takes letters by itself: a right to take them that it does not use is one too many."""
    granted = granted_by(TEMPLATE)
    takes = {right: words for right, words in granted.items() if right.action == "sqs:ReceiveMessage"}

    excused = {right.role for right, words in takes.items() if rights_both_ways.excused(right, words)}

    assert excused == {"PostLocationDayRole", "WebhooksRole"}
    assert {right.role for right in takes} - excused == {"ReplayDeadLettersRole"}


@pytest.fixture
def a_run(tmp_path):
    """Runs pytest on a project of these tests, with the plugin; its exit status and what it printed.

    Without the other plugins that are installed: to load them is most of what a start costs.
    """

    def run(tests, *arguments):
        (tmp_path / "tests").mkdir(exist_ok=True)
        settings = "[pytest]\ntestpaths = tests\nmarkers =\n    stack: a whole system\n"
        (tmp_path / "pytest.ini").write_text(settings)
        (tmp_path / "tests" / "test_it.py").write_text(tests)
        paths = os.pathsep.join([str(CHECKOUT / "tests"), str(CHECKOUT / "infra" / "local")])
        command = [sys.executable, "-m", "pytest", "-p", "rights_both_ways", *arguments]
        finished = subprocess.run(  # noqa: S603 - our own interpreter, on a file that this test wrote
            command,
            cwd=tmp_path,
            env={"PATH": os.environ["PATH"], "PYTHONPATH": paths, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"},
            capture_output=True,
            check=False,
            text=True,
        )
        return finished.returncode, finished.stdout + finished.stderr

    return run


PASSES = "def test_passes():\n    pass\n"
FAILS = "def test_fails():\n    assert False\n"
SKIPPED = "import pytest\n@pytest.mark.stack\ndef test_skipped():\n    pytest.skip('no browser')\n"
A_RIGHT = "PostLocationDayRole KeepProofs: dynamodb:PutItem"


@pytest.mark.parametrize("processes", [[], ["-p", "xdist.plugin", "-n", "2"]], ids=["one", "several"])
def test_a_whole_run_that_leaves_rights_unused_fails_and_says_what_to_do(a_run, tmp_path, processes):
    status, told = a_run(PASSES, *processes)

    assert status == pytest.ExitCode.TESTS_FAILED
    assert A_RIGHT in told
    assert rights_both_ways.NEXT_STEP in told
    assert (tmp_path / rights_both_ways.USED_RIGHTS).read_text() == ""


@pytest.mark.parametrize(
    "chosen",
    [
        ["tests/test_it.py"],
        ["-k", "passes"],
        ["--deselect", "tests/test_else.py"],
        ["--collect-only"],
        ["--setup-plan"],
    ],
)
def test_a_run_of_chosen_tests_says_nothing_of_rights(a_run, tmp_path, chosen):
    status, told = a_run(PASSES, *chosen)

    assert status == pytest.ExitCode.OK
    assert "rights of template.yaml" not in told
    assert not (tmp_path / rights_both_ways.USED_RIGHTS).exists()


def test_a_run_that_failed_tells_of_its_failure_alone(a_run):
    status, told = a_run(PASSES + FAILS)

    assert status == pytest.ExitCode.TESTS_FAILED
    assert "rights of template.yaml" not in told


def test_a_run_that_skipped_a_whole_system_names_the_rights_and_passes(a_run):
    """On a machine without a browser no page is walked."""
    status, told = a_run(PASSES + SKIPPED)

    assert status == pytest.ExitCode.OK
    assert A_RIGHT in told
    assert "1 tests of whole systems were skipped" in told


def test_a_policy_of_its_own_counts_for_each_of_its_roles():
    senders = {words.split(" ")[0] for words in granted_by(TEMPLATE).values() if "ses:SendEmail" in words}

    assert senders == {"PortalRole", "PostLocationDayRole", "WatchdogRole"}
