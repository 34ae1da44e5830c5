"""One emulator with the sample application for the whole suite; tests tell their items apart by name."""

from __future__ import annotations

import pytest

from contract.local_aws import sample_application
from daybook_local.aws.gateway import Gateway
from local_stack import LOOPBACK, running_stack


def pytest_itemcollected(item):
    """Open loopback before the fixtures of a test are set up: session fixtures here talk to the emulator."""
    item.add_marker(pytest.mark.allow_hosts(LOOPBACK))


@pytest.fixture(scope="session")
def stack(tmp_path_factory):
    folder = tmp_path_factory.mktemp("sample-application")
    with running_stack(folder, sample_application.write(folder), parameters={"Greeting": "hello"}) as stack:
        yield stack


@pytest.fixture
def aws(stack):
    return stack.aws


@pytest.fixture(scope="session")
def gateway(stack):
    with Gateway(stack.aws, stack.outputs["ApiId"]) as gateway:
        yield gateway
