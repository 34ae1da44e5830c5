"""A conversation with talech: tokens, retries, and what leaves the machine."""

import logging

import pytest
import requests

from daybook.adapters.talech.http.answers import TalechMisuseError
from daybook.adapters.talech.http.auth import AccessToken, MerchantGrant
from daybook.adapters.talech.http.client import ATTEMPTS, TalechClient
from daybook.adapters.talech.http.envelope import Envelope
from daybook.adapters.talech.http.transport import CONNECT_SECONDS, READ_SECONDS, Transport
from daybook.domain.errors import HoldReason, NeedsAttentionError, RetriableError
from fakes.app_keys import FixedKeys
from fakes.token_vaults import FakeSalesTokenVault
from unit.talech.scripted import MERCHANT, QUEEN, SETTINGS, ScriptedTalech, answer

PATH, TOKEN = "some/path", "o/oauth2/token"
UNAUTHORIZED = (401, {"error": "invalid_token"}, {})


class Thing(Envelope):
    size: int


def token(text):
    return {"access_token": text, "expires_in": 1800, "token_type": "Bearer"}


def client_of(talech):
    vault = FakeSalesTokenVault()
    vault.save(MERCHANT, "mt-1")
    transport = Transport(SETTINGS.base_url, talech.session())
    return TalechClient(
        transport, AccessToken(MerchantGrant(MERCHANT, FixedKeys(SETTINGS), transport, vault).access_token)
    )


def sent_tokens(talech):
    return talech.headers(PATH, "securityToken")


def test_the_token_call_carries_the_merchants_token_and_the_apps_keys_as_json():
    talech = ScriptedTalech({PATH: answer(size=1)})

    client_of(talech).read(PATH, {}, Thing)

    assert talech.bodies(TOKEN) == [
        {
            "grant_type": "refresh_token",
            "client_id": SETTINGS.client_id,
            "client_secret": SETTINGS.client_secret,
            "refresh_token": "mt-1",
        }
    ]


def test_every_call_has_both_timeouts():
    talech = ScriptedTalech({PATH: answer(size=1)})

    client_of(talech).read(PATH, {}, Thing)

    assert {options["timeout"] for *_, options in talech.calls} == {(CONNECT_SECONDS, READ_SECONDS)}


def test_the_location_is_chosen_by_header_and_left_out_for_the_account():
    talech = ScriptedTalech({PATH: answer(size=1)})
    client = client_of(talech)

    client.read(PATH, {}, Thing, location=QUEEN)
    client.read(PATH, {}, Thing)

    assert talech.headers(PATH, "X-POS-MerchantId") == [QUEEN, None]


def test_the_replacement_token_of_a_reply_is_sent_with_the_next_call():
    talech = ScriptedTalech({PATH: [(200, answer(size=1), {"X-POS-SecurityToken": "2/next"}), answer(size=2)]})
    client = client_of(talech)

    client.read(PATH, {}, Thing)
    client.read(PATH, {}, Thing)

    assert sent_tokens(talech) == ["1/first", "2/next"]


def test_an_idle_token_is_renewed_once_and_the_call_repeated():
    talech = ScriptedTalech({TOKEN: [token("1/idle"), token("2/fresh")], PATH: [UNAUTHORIZED, answer(size=7)]})

    thing = client_of(talech).read(PATH, {}, Thing)

    assert thing.size == 7
    assert sent_tokens(talech) == ["1/idle", "2/fresh"]
    assert talech.paths().count(TOKEN) == 2


def test_a_refused_token_that_is_no_longer_current_is_not_renewed():
    talech = ScriptedTalech({PATH: answer(size=7)})
    transport = Transport(SETTINGS.base_url, talech.session())
    access = AccessToken(lambda: "1/old")
    talech.scripts[PATH] = [
        lambda _: (access.adopt("2/current", instead_of="1/old"), UNAUTHORIZED)[1],
        answer(size=7),
    ]

    TalechClient(transport, access).read(PATH, {}, Thing)

    assert sent_tokens(talech) == ["1/old", "2/current"]
    assert TOKEN not in talech.paths()


def test_a_revoked_grant_needs_the_merchant():
    talech = ScriptedTalech({TOKEN: [token("1/first"), (401, {"error": "invalid_grant"}, {})], PATH: UNAUTHORIZED})

    with pytest.raises(NeedsAttentionError, match=MERCHANT) as raised:
        client_of(talech).read(PATH, {}, Thing)

    assert raised.value.reason == HoldReason.TALECH_ACCESS_LOST
    assert talech.paths().count(TOKEN) == 2


def test_wrong_app_keys_are_our_fault_and_hold_no_merchant():
    talech = ScriptedTalech({TOKEN: (401, {"error": "invalid_client"}, {})})

    with pytest.raises(TalechMisuseError, match="client id and secret"):
        client_of(talech).read(PATH, {}, Thing)


def test_a_fresh_token_that_is_refused_is_talechs_trouble_and_not_the_merchants():
    """The grant has just proved to be alive, so nobody needs to act."""
    talech = ScriptedTalech({PATH: UNAUTHORIZED})

    with pytest.raises(RetriableError):
        client_of(talech).read(PATH, {}, Thing)


@pytest.mark.parametrize(
    "refusal", [(401, {"error": "new_word"}, {}), (500, b"", {}), (200, b"{", {}), (200, {"expires_in": 1800}, {})]
)
def test_a_token_call_that_fails_otherwise_is_retriable(refusal):
    talech = ScriptedTalech({TOKEN: refusal})

    with pytest.raises(RetriableError):
        client_of(talech).read(PATH, {}, Thing)


@pytest.mark.parametrize(
    "broken",
    [
        requests.ConnectTimeout(),
        requests.ReadTimeout(),
        requests.ConnectionError("reset by peer"),
        requests.exceptions.ChunkedEncodingError("incomplete read"),
        (429, b"", {}),
        (503, b"", {"Retry-After": "2"}),
        b"{",
    ],
)
def test_a_short_outage_is_waited_out(broken):
    talech = ScriptedTalech({PATH: [broken, answer(size=7)]})

    assert client_of(talech).read(PATH, {}, Thing).size == 7


def test_a_long_outage_goes_back_to_the_queue():
    talech = ScriptedTalech({PATH: requests.ReadTimeout()})

    with pytest.raises(RetriableError, match=PATH):
        client_of(talech).read(PATH, {}, Thing)

    assert talech.paths().count(PATH) == ATTEMPTS


def test_a_delay_longer_than_a_function_may_wait_goes_to_the_queue_at_once():
    talech = ScriptedTalech({PATH: (429, b"", {"Retry-After": "60"})})

    with pytest.raises(RetriableError) as raised:
        client_of(talech).read(PATH, {}, Thing)

    assert raised.value.after_seconds == 60
    assert talech.paths().count(PATH) == 1


@pytest.mark.parametrize(("status", "error"), [(403, NeedsAttentionError), (404, TalechMisuseError)])
def test_what_a_repetition_cannot_help_is_not_repeated(status, error):
    talech = ScriptedTalech({PATH: (status, b"{}", {})})

    with pytest.raises(error):
        client_of(talech).read(PATH, {}, Thing)

    assert talech.paths().count(PATH) == 1


def test_an_answer_of_another_shape_names_the_field_and_not_its_value():
    talech = ScriptedTalech({PATH: answer(size="12.34 in the till")})

    with pytest.raises(RetriableError, match=r"some/path.*size") as raised:
        client_of(talech).read(PATH, {}, Thing)

    assert "12.34" not in str(raised.value)


def test_something_named_that_is_not_there_is_an_error_and_a_search_without_hits_is_not():
    talech = ScriptedTalech({PATH: answer(0, status=404)})
    client = client_of(talech)

    assert client.find(PATH, {}, Thing) == (None, 0)
    with pytest.raises(RetriableError, match="no record"):
        client.read(PATH, {}, Thing)


def test_secrets_show_in_no_repr_and_no_log(caplog):
    talech = ScriptedTalech({PATH: [(500, b"", {}), answer(size=1)]})
    client = client_of(talech)

    with caplog.at_level(logging.DEBUG):
        client.read(PATH, {}, Thing)

    shown = f"{SETTINGS!r} {caplog.text} {[record.__dict__ for record in caplog.records]}"
    assert SETTINGS.client_secret not in shown
    assert "1/first" not in shown
    assert "mt-1" not in shown
