"""The session cookie ends by itself, whatever the table says: its signature holds the instant."""

import time

import pytest

from daybook.adapters.web.http.cookies import SESSION_COOKIE, SessionCookies

COOKIES = SessionCookies(lambda: "a secret of this test")


def read_after(monkeypatch, minutes):
    value = COOKIES.value("session-1")
    later = time.time() + minutes * 60
    monkeypatch.setattr(time, "time", lambda: later)
    return COOKIES.session_id([f"{SESSION_COOKIE}={value}"])


@pytest.mark.parametrize(("minutes", "session"), [(29, "session-1"), (31, "")])
def test_a_cookie_is_good_for_thirty_idle_minutes(monkeypatch, minutes, session):
    assert read_after(monkeypatch, minutes) == session


def test_a_cookie_that_another_key_signed_is_none():
    forged = SessionCookies(lambda: "another secret").value("session-1")

    assert COOKIES.session_id([f"{SESSION_COOKIE}={forged}"]) == ""
