"""`quickbooks-simulator`, as a developer of a client starts it: in a process of its own, from any folder."""

import signal
import socket
import subprocess
import sys

import pytest
import requests
from intuitlib.client import AuthClient

pytestmark = pytest.mark.loopback
TIMEOUT = 20
LINES = 7


@pytest.fixture
def serve(tmp_path):
    """Start it and read what it says of itself; all of them are stopped at the end."""
    running = []

    def serve(*arguments):
        process = subprocess.Popen(  # noqa: S603 -- our own module
            [sys.executable, "-m", "quickbooks_simulator", "--port", "0", *map(str, arguments)],
            cwd=tmp_path,
            stdout=subprocess.PIPE,
            text=True,
        )
        running.append(process)
        lines = [process.stdout.readline().strip() for _ in range(LINES)]
        return process, dict(line.split("=", 1) for line in lines[1:])

    yield serve
    for process in running:
        process.kill()
        process.communicate()


def test_a_client_that_is_configured_with_what_it_prints_reads_the_company(serve):
    _, told = serve("--company", "ca_plus_fr", "--name", "Café du Port")
    callback = "http://localhost:9/callback"
    with AuthClient(told["CLIENT_ID"], told["CLIENT_SECRET"], callback, told["DISCOVERY_URL"]) as client:
        client.refresh(told["REFRESH_TOKEN"])
        headers = {"Authorization": f"Bearer {client.access_token}", "Accept": "application/json"}

    address = f"{told['QBO_BASE']}/company/{told['COMPANY_ID']}/companyinfo/{told['COMPANY_ID']}"
    answer = requests.get(address, headers=headers, timeout=TIMEOUT)

    assert answer.json()["CompanyInfo"]["CompanyName"] == "Café du Port"


def test_a_polite_kill_ends_it_well(serve):
    process, _ = serve()

    process.send_signal(signal.SIGTERM)

    assert process.wait(TIMEOUT) == 0


def test_it_goes_on_from_the_company_that_it_kept(serve, tmp_path):
    process, first = serve("--state", tmp_path / "state", "--company", "ie_plus", "--name", "Tinker")
    process.send_signal(signal.SIGTERM)
    process.wait(TIMEOUT)

    _, again = serve("--state", tmp_path / "state")

    base = again["QBO_BASE"].removesuffix("/v3")
    (company,) = requests.get(f"{base}/_control/companies", timeout=TIMEOUT).json()["companies"]
    assert (company["realm"], company["variant"], company["name"]) == (first["COMPANY_ID"], "ie_plus", "Tinker")
    assert again["COMPANY_ID"] == first["COMPANY_ID"]


def test_the_app_may_be_sent_back_to_the_uris_it_names(serve):
    _, told = serve("--redirect-uri", "http://localhost:1/a", "--redirect-uri", "http://localhost:1/b")

    base = told["QBO_BASE"].removesuffix("/v3")
    registered = requests.post(f"{base}/_control/oauth", timeout=TIMEOUT).json()["redirect_uris"]

    assert registered == ["http://localhost:1/a", "http://localhost:1/b"]


def test_a_port_that_is_in_use_is_refused(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        command = [sys.executable, "-m", "quickbooks_simulator", "--port", str(taken.getsockname()[1])]
        ended = subprocess.run(  # noqa: S603 -- our own module
            command, cwd=tmp_path, check=False, capture_output=True, text=True, timeout=TIMEOUT
        )

    assert ended.returncode == 2
    assert ended.stderr.startswith("quickbooks-simulator: ")
    assert "in use" in ended.stderr
