"""Access tokens rotate, idle out and die as the wire page says."""

import pytest

from talech_simulator.oauth.sessions import InvalidGrantError, InvalidTokenError, Sessions
from talech_simulator.shop.chance import Chance

MERCHANTS = ["m1", "m2"]


class Seconds:
    def __init__(self):
        self.now = 0.0

    def __call__(self):
        return self.now


@pytest.fixture
def seconds():
    return Seconds()


@pytest.fixture
def sessions(seconds):
    return Sessions(Chance(0), seconds, rotate_every=3, grace_seconds=10, idle_seconds=1800)


def granted(sessions, merchant="m1"):
    return sessions.grant(sessions.refresh_token(merchant), MERCHANTS)


def test_every_nth_reply_carries_the_token_for_the_next_call(sessions):
    token = granted(sessions)

    replacements = [sessions.use(token)[1] for _ in range(3)]

    assert replacements[:2] == [None, None]
    assert sessions.use(replacements[2]) == ("m1", None)


def test_replaced_token_is_good_for_calls_under_way_and_then_dies(sessions, seconds):
    token = granted(sessions)
    for _ in range(3):
        sessions.use(token)

    seconds.now = 9.9
    assert sessions.use(token)[0] == "m1"

    seconds.now = 10.1
    with pytest.raises(InvalidTokenError):
        sessions.use(token)


def test_token_dies_after_thirty_idle_minutes_but_not_while_it_is_used(sessions, seconds):
    token = granted(sessions)

    seconds.now = 1800
    assert sessions.use(token)[0] == "m1"

    seconds.now = 3601
    with pytest.raises(InvalidTokenError):
        sessions.use(token)


def test_new_token_leaves_the_older_one_alive_unless_only_one_session_is_allowed(sessions):
    first = granted(sessions)
    granted(sessions)
    assert sessions.use(first)[0] == "m1"

    sessions.single_session = True
    granted(sessions)

    with pytest.raises(InvalidTokenError):
        sessions.use(first)


def test_revocation_kills_both_tokens_of_that_merchant_alone_until_the_next_launch(sessions):
    refresh, token, other = sessions.refresh_token("m1"), granted(sessions), granted(sessions, "m2")

    sessions.revoke("m1")

    with pytest.raises(InvalidGrantError):
        sessions.grant(refresh, MERCHANTS)
    with pytest.raises(InvalidTokenError):
        sessions.use(token)
    assert sessions.use(other)[0] == "m2"
    assert sessions.use(granted(sessions))[0] == "m1"
