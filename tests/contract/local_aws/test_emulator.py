"""The emulator's process leaves nothing behind and refuses what it cannot do."""

import importlib.metadata
import json
import socket
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError

from contract.local_aws import sample_application
from daybook_local.aws.clients import REGION
from daybook_local.aws.emulator import ministack_repairs
from daybook_local.aws.emulator.emulator import Emulator, EmulatorError
from local_stack import eventually, running_aws, running_stack

pytestmark = pytest.mark.loopback
_MANY_LINES = b'{"lines": 30000}'


def listens(port):
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def test_a_port_in_use_is_refused_by_name(tmp_path):
    with running_aws(tmp_path) as aws:
        port = int(aws.endpoint.rsplit(":", 1)[1])

        with pytest.raises(EmulatorError, match=f"Port {port} is taken"):
            Emulator(tmp_path / "second.log", port=port).start()


def test_the_emulator_stops_when_the_process_that_started_it_is_killed(tmp_path):
    """Otherwise every interrupted test run would leave a server on the machine."""
    script = (
        "import os, pathlib, sys; from daybook_local.aws.emulator.emulator import Emulator;"
        "print(Emulator(pathlib.Path(sys.argv[1])).start().port, flush=True); os._exit(1)"
    )
    command = [sys.executable, "-c", script, str(tmp_path / "emulator.log")]

    answer = subprocess.run(command, stdout=subprocess.PIPE, timeout=60, check=False)  # noqa: S603  our own code

    assert eventually(lambda: not listens(int(answer.stdout)))


def test_the_emulators_folder_is_gone_after_it_stopped(tmp_path, monkeypatch):
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", None)

    with running_aws(tmp_path / "log"):
        during = list(tmp_path.glob("daybook-local-aws-*"))

    assert len(during) == 1
    assert not during[0].exists()


def test_another_version_of_the_emulator_is_refused_with_one_clear_line(monkeypatch):
    monkeypatch.setattr(importlib.metadata, "version", lambda _name: "1.6.0")

    with pytest.raises(
        ministack_repairs.UnsupportedEmulatorError, match=r"needs ministack 1\.5\.33; installed: 1\.6\.0"
    ):
        ministack_repairs.check_version()


def test_keys_that_were_issued_to_nobody_are_refused(tmp_path):
    """Roles are enforced in every local AWS, so a call that says nothing of its caller does nothing."""
    with running_aws(tmp_path) as aws:
        stranger = boto3.Session("AKIASTRANGER00000000", "secret", region_name=REGION).client(
            "dynamodb", endpoint_url=aws.endpoint, config=Config(proxies={}, retries={"max_attempts": 0})
        )

        with pytest.raises(ClientError, match="UnrecognizedClientException"):
            stranger.list_tables()


def test_functions_see_nothing_of_the_environment_of_the_machine(tmp_path, monkeypatch):
    monkeypatch.setenv("A_SECRET_OF_THE_MACHINE", "leak")
    template = sample_application.write(tmp_path)

    with running_stack(tmp_path, template, parameters={"Greeting": "hello"}) as stack:
        name = stack.deployment.resources["WebFunction"]
        answer = stack.aws.functions.invoke(FunctionName=name, Payload=b'{"rawPath": "/"}')
        names = json.loads(json.loads(answer["Payload"].read())["body"])["environment"]

    assert "AWS_ENDPOINT_URL" in names
    assert "A_SECRET_OF_THE_MACHINE" not in names


def test_a_calls_log_is_whole_when_its_answer_is_there(tmp_path):
    """A busy emulator reads what a function wrote a little late; its last lines came with the next call's, or never."""
    template, calls = sample_application.write(tmp_path), 12

    with running_stack(tmp_path, template, parameters={"Greeting": "hello"}) as stack:
        name = stack.deployment.resources["TickFunction"]
        with ThreadPoolExecutor(calls) as pool:
            list(pool.map(lambda _: stack.aws.functions.invoke(FunctionName=name, Payload=_MANY_LINES), range(calls)))
        found = stack.aws.logs.filter_log_events(logGroupName=f"/aws/lambda/{name}", filterPattern="Ticked")["events"]

    assert len(found) == calls
