"""`talech-simulator`, as a developer of a client starts it: in a process of its own, from any folder."""

import json
import re
import signal
import subprocess
import sys

import pytest
import requests

from simulators.talech.shop import write_folder
from simulators.talech.worked_example import ORDERS, REFUNDS

pytestmark = pytest.mark.loopback
TIMEOUT = 20


@pytest.fixture
def folder(tmp_path):
    return write_folder(tmp_path / "shop", ORDERS, REFUNDS)


@pytest.fixture
def serve(tmp_path):
    """Start it and read what it says of itself; all of them are stopped at the end."""
    running = []

    def serve(*arguments):
        process = subprocess.Popen(  # noqa: S603 -- our own module
            [sys.executable, "-m", "talech_simulator", "--port", "0", *map(str, arguments)],
            cwd=tmp_path,
            stdout=subprocess.PIPE,
            text=True,
        )
        running.append(process)
        return process, [process.stdout.readline() for _ in range(3)]

    yield serve
    for process in running:
        process.kill()
        process.communicate()


def test_a_client_gets_a_token_with_what_it_prints(serve, folder):
    _, (address, application, merchant) = serve(folder)
    client_id, secret = re.search(r"client_id (\S+), client_secret (\S+)", application).groups()
    credentials = {"client_id": client_id, "client_secret": secret, "refresh_token": merchant.split()[-1]}

    answer = requests.post(
        f"{_url(address)}/o/oauth2/token", json={"grant_type": "refresh_token", **credentials}, timeout=TIMEOUT
    )

    assert answer.status_code == 200
    assert answer.json()["token_type"] == "Bearer"


def test_a_polite_kill_ends_it_well(serve, folder):
    process, _ = serve(folder)

    process.send_signal(signal.SIGTERM)

    assert process.wait(TIMEOUT) == 0


def test_it_goes_on_from_the_state_that_it_kept(serve, folder, tmp_path):
    state = tmp_path / "state"
    process, (address, *_) = serve(folder, "--state", state)
    requests.post(_faults(address), json=[{"fault": "503", "times": 3}], timeout=TIMEOUT)
    process.send_signal(signal.SIGTERM)
    process.wait(TIMEOUT)

    _, (address, *_) = serve(folder, "--state", state)

    assert [each["fault"] for each in requests.get(_faults(address), timeout=TIMEOUT).json()] == ["503"]


def _url(address):
    return re.search(r"on (http://127\.0\.0\.1:\d+);", address)[1]


def _faults(address):
    return f"{_url(address)}/_control/faults"


def test_a_broken_folder_is_refused_with_what_is_wrong(folder, tmp_path):
    (folder / "merchant.json").write_text("{}")

    ended = run(folder, cwd=tmp_path)

    assert ended.returncode == 2
    assert ended.stderr.startswith("talech-simulator: ")
    assert "merchant.json:1:" in ended.stderr


def test_it_prints_the_schema_of_a_folder(tmp_path):
    ended = run("--schema", cwd=tmp_path)

    assert json.loads(ended.stdout)["$ref"] == "#/$defs/merchant_file"


def test_without_a_folder_it_says_what_is_missing(tmp_path):
    ended = run(cwd=tmp_path)

    assert (ended.returncode, ended.stderr.splitlines()[-1]) == (
        2,
        "talech-simulator: error: name a folder; --schema says what is in one",
    )


def run(*arguments, cwd):
    command = [sys.executable, "-m", "talech_simulator", "--port", "0", *map(str, arguments)]
    return subprocess.run(command, cwd=cwd, check=False, capture_output=True, text=True, timeout=TIMEOUT)  # noqa: S603 -- our own module
