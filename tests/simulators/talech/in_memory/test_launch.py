"""A launch token is taken when talech signed it, for Daybook, within the last five minutes; else it is not."""

from datetime import UTC, datetime, timedelta

import jwt
import pytest

from talech_simulator.oauth.launch import BadLaunchTokenError, launch_token, read_launch_token

SECRET = "a-secret-of-more-than-thirty-two-bytes"


def test_launch_carries_merchant_plan_user_and_language():
    claims = read_launch_token(launch_token("m1", SECRET, "fr", plan="PREMIUM", user="ana"), SECRET)

    assert (claims["sub"], claims["lang"], claims["plan"], claims["user"]) == ("m1", "fr", "PREMIUM", "ana")


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"issued_at": datetime.now(UTC) - timedelta(minutes=6)}, "expired"),
        ({"life": timedelta(minutes=6)}, "longer than 5 minutes"),
    ],
)
def test_launch_of_another_time_is_refused(changes, words):
    with pytest.raises(BadLaunchTokenError, match=words):
        read_launch_token(launch_token("m1", SECRET, **changes), SECRET)


def test_launch_signed_by_somebody_else_is_refused():
    with pytest.raises(BadLaunchTokenError, match="Signature"):
        read_launch_token(launch_token("m1", SECRET[::-1]), SECRET)


@pytest.mark.parametrize("claim", ["aud", "iss", "jti", "sub", "exp"])
def test_launch_without_a_claim_is_refused(claim):
    claims = jwt.decode(launch_token("m1", SECRET), SECRET, ["HS256"], audience="daybook")
    del claims[claim]

    with pytest.raises(BadLaunchTokenError, match=claim):
        read_launch_token(jwt.encode(claims, SECRET, "HS256"), SECRET)
