"""Who is let in from talech's settings page."""

from datetime import UTC, datetime, timedelta

import jwt
import pytest

from daybook.adapters.talech.http.answers import TalechMisuseError
from daybook.adapters.talech.launch import TalechLaunch
from daybook.application.ports import LaunchClaims
from daybook.domain.errors import LaunchRefusedError, Refusal, RetriableError
from fakes.app_keys import FixedKeys
from fakes.clock import FakeClock
from unit.talech.scripted import SETTINGS, ScriptedTalech, answer

NOW = datetime(2026, 11, 24, 9, 5, tzinfo=UTC)
PATH = "ext/v0/launchtoken"


def claims(**changed):
    whole = {
        "iss": "https://www.talech.com",
        "aud": "daybook",
        "sub": "m_304267",
        "jti": "launch-1",
        "iat": NOW - timedelta(minutes=1),
        "exp": NOW + timedelta(minutes=4),
        "plan": "STANDARD",
        "user": "owner",
        "lang": "fr",
        **changed,
    }
    return {name: value for name, value in whole.items() if value is not None}


def signed(secret=SETTINGS.client_secret, algorithm="HS256", **changed):
    return jwt.encode(claims(**changed), secret, algorithm=algorithm)


# The second is what Daybook calls the merchant's second books; the others would be parts of its keys.
NO_MERCHANTS = ["@", "m_304267@2", "m#CONNECTION", "m 1", "m\x00", "m" * 129]


def launch(talech=None):
    return TalechLaunch(FixedKeys(SETTINGS), (talech or ScriptedTalech()).session(), FakeClock(NOW))


def test_a_fresh_launch_says_who_comes():
    assert launch().verify(signed()) == LaunchClaims(
        merchant_id="m_304267",
        plan="STANDARD",
        user="owner",
        language="fr",
        token_id="launch-1",
        expires_at=NOW + timedelta(minutes=4),
    )


@pytest.mark.parametrize(
    ("token", "rule"),
    [
        (signed(secret="x" * 32), "not signed by talech"),
        (signed(secret="", algorithm="none"), "not signed by talech"),
        (signed(secret="x" * 64, algorithm="HS512"), "not signed by talech"),
        ("nonsense", "not signed by talech"),
        ("", "not signed by talech"),
        (signed(iss="https://talech.example"), "not issued by talech"),
        (signed(aud="another-app"), "another app"),
        (signed(exp=NOW - timedelta(minutes=1)), "expired"),
        (signed(exp=NOW + timedelta(minutes=4, seconds=1)), "longer than five minutes"),
        (signed(iat=NOW + timedelta(minutes=2)), "in the future"),
        (signed(exp=10**20), "no instant"),
        (signed(sub=""), "'sub' is no text"),
        *[(signed(sub=sub), "'sub' is no id of a talech merchant") for sub in NO_MERCHANTS],
        *[(signed(**{name: "\ud800"}), f"'{name}' is no text") for name in ("sub", "jti", "user")],
        (signed(plan=["PREMIUM"]), "'plan' is no text"),
        *[(signed(**{name: None}), f"no claim '{name}'") for name in ("iss", "aud", "sub", "jti", "iat", "exp")],
        *[(signed(**{name: None}), f"no claim '{name}'") for name in ("plan", "user", "lang")],
    ],
)
def test_a_launch_that_breaks_a_rule_is_refused_with_the_rule(token, rule):
    with pytest.raises(LaunchRefusedError, match=rule) as raised:
        launch().verify(token)

    assert raised.value.refusal == Refusal.LAUNCH_INVALID


@pytest.mark.parametrize(
    ("lang", "language"), [("en", "en"), ("fr", "fr"), ("fr-CA", "fr"), ("FR_ca", "fr"), ("de", "en")]
)
def test_a_language_daybook_does_not_speak_becomes_english(lang, language):
    assert launch().verify(signed(lang=lang)).language == language


@pytest.mark.parametrize(
    ("token", "language"),
    [
        (signed(lang="fr-CA"), "fr"),
        (signed(lang="fr", exp=NOW - timedelta(days=1)), "fr"),
        (signed(lang=None), ""),
        (signed(lang=["fr"]), ""),
        ("nonsense", ""),
        ("", ""),
    ],
)
def test_a_refused_launch_still_tells_the_language_of_the_page_that_says_so(token, language):
    """The words of a page need no trust: an expired, used or forged launch is answered in the language it names."""
    assert launch().language_of(token) == language


def test_a_forged_launch_decides_nothing_but_the_language():
    forged = jwt.encode({"lang": "fr"}, "another secret of at least thirty-two bytes", algorithm="HS256")

    assert launch().language_of(forged) == "fr"
    with pytest.raises(LaunchRefusedError):
        launch().verify(forged)


def test_half_a_minute_of_clock_skew_is_forgiven():
    soon = signed(iat=NOW + timedelta(seconds=20), exp=NOW + timedelta(minutes=5))
    just_over = signed(exp=NOW - timedelta(seconds=20))

    assert launch().verify(soon).token_id == launch().verify(just_over).token_id == "launch-1"


def test_a_launch_is_exchanged_for_the_merchants_token():
    talech = ScriptedTalech({PATH: [(503, b"", {}), answer(refresh_token="mt-1")]})

    assert launch(talech).merchant_token("a.b.c") == "mt-1"
    assert talech.bodies(PATH)[-1] == {
        "client_id": SETTINGS.client_id,
        "client_secret": SETTINGS.client_secret,
        "launch_token": "a.b.c",
    }


@pytest.mark.parametrize(
    ("reply", "error"),
    [
        ((401, {"error": "invalid_launch_token"}, {}), LaunchRefusedError),
        ((401, {"error": "invalid_client"}, {}), TalechMisuseError),
        ((500, b"", {}), RetriableError),
        (answer(), RetriableError),
    ],
)
def test_an_exchange_that_fails_says_who_has_to_act(reply, error):
    with pytest.raises(error):
        launch(ScriptedTalech({PATH: reply})).merchant_token("a.b.c")
