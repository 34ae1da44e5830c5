"""Systems that start at one time on one machine never get each other's ports."""

import socket

import pytest
import requests

from daybook_local.aws.gateway.gateway import Gateway
from daybook_local.listening import first_free_listener
from loopback_service import HOST, listener, port_of

pytestmark = pytest.mark.loopback


def test_a_port_that_is_held_is_nobody_elses():
    with listener() as held:
        with pytest.raises(OSError, match="in use"):
            listener(port_of(held))
        with first_free_listener(port_of(held)) as second:
            assert port_of(second) > port_of(held)


def test_fifty_ports_in_use_are_named(monkeypatch):
    monkeypatch.setattr("daybook_local.listening._PORTS_TRIED", 1)
    with listener() as held:
        first = port_of(held)
        with pytest.raises(OSError, match=f"ports {first} to {first} of {HOST} are all in use: stop what listens"):
            first_free_listener(first)


def test_the_gateway_serves_on_the_port_that_was_held_before_the_deployment(stack):
    held = listener()
    with socket.create_connection((HOST, port_of(held))) as early:
        early.sendall(b"GET /echo/early HTTP/1.1\r\nHost: daybook\r\nConnection: close\r\n\r\n")
        with Gateway(stack.aws, stack.outputs["ApiId"], held) as gateway:
            answer = requests.get(f"{gateway.url}/echo/late", timeout=30)
            waited_for = early.makefile("rb").readline()

    assert answer.ok
    assert waited_for.startswith(b"HTTP/1.1 200")
