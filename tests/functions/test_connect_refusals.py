"""What a merchant reads where connect cannot go on: why, what to do, and the code to tell; nothing was changed."""

import json
import re

import pytest

from connected_merchant import MERCHANT, profile
from daybook.domain.errors import HoldReason, NeedsAttentionError
from functions.visitor import REALM, Visitor, back_from_intuit, connected, consent, launched, says


@pytest.mark.parametrize("token", [{}, {"token": ""}, {"token": "not-announced"}])
def test_a_launch_that_talech_did_not_sign_is_refused(visitor, token):
    answer = visitor.get("/launch", **token)

    assert says(answer, 403, "DB-1011")
    assert answer.cookies == []


def test_a_launch_is_good_once(visitor, connect):
    launched(visitor)

    assert says(Visitor(connect).get("/launch", token="launch-1"), 403, "DB-1012")


@pytest.mark.parametrize("form", [{}, {"csrf_token": ""}, {"csrf_token": "another"}, {"csrf_token": "é"}])
def test_a_form_of_another_page_is_refused(visitor, form):
    launched(visitor)

    assert says(visitor.post("/connect/authorize", form), 403, "DB-1014")


def test_the_form_of_another_visitor_is_refused(visitor, connect):
    stranger = launched(Visitor(connect), "launch-2")
    stolen = launched(visitor).get("/connect").csrf_token

    assert says(stranger.post("/connect/authorize", {"csrf_token": stolen}), 403, "DB-1014")


@pytest.mark.parametrize("path", ["/connect", "/connect/callback", "/connected"])
@pytest.mark.parametrize("cookie", [None, "", "forged", "c2Vzc2lvbi1pZA.aSQ5aw.c2lnbmF0dXJl"])
def test_without_a_session_that_can_be_trusted_every_page_says_so(visitor, path, cookie):
    if cookie is not None:
        visitor.cookies["__Host-daybook"] = cookie

    assert says(visitor.get(path), 403, "DB-1013")


def test_a_session_ends_after_thirty_idle_minutes(visitor, merchant):
    launched(visitor)
    merchant.clock.advance(minutes=31)

    assert says(visitor.get("/connect"), 403, "DB-1013")


def test_without_a_session_the_browser_decides_the_language(connect):
    visitor = Visitor(connect, language="fr-CA,fr;q=0.9")

    assert says(visitor.get("/connect"), 403, "DB-1013", "fr")


def test_a_session_decides_the_language_whatever_the_browser_prefers(connect):
    french = launched(Visitor(connect, language="en-CA"), "lancement")
    english = launched(Visitor(connect, language="fr-CA"))

    declined = {"error": "access_denied", "state": "any"}

    assert says(french.get("/connect/callback", **declined), 403, "DB-1016", "fr")
    assert says(english.get("/connect/callback", **declined), 403, "DB-1016", "en")


def test_a_launch_that_is_refused_is_answered_in_its_own_language(connect):
    launched(Visitor(connect), "lancement")

    again = Visitor(connect, language="en-CA").get("/launch", token="lancement")

    assert says(again, 403, "DB-1012", "fr")


def test_a_session_counts_more_than_the_launch_that_is_refused(connect):
    visitor = launched(Visitor(connect))
    launched(Visitor(connect), "lancement")

    assert says(visitor.get("/launch", token="lancement"), 403, "DB-1012", "en")


@pytest.mark.parametrize(
    ("sent", "ways_on"),
    [
        ({"error": "access_denied"}, ["/connect"]),
        ({"realmId": ""}, ["/connect"]),
        ({"realmId": "9341453000000099"}, ["/connect", "/companies"]),
    ],
)
def test_a_refused_consent_is_no_dead_end(visitor, sent, ways_on):
    """A merchant who is connected to another company can go back to it, or say that they want the other one."""
    connected(visitor)

    answer = back_from_intuit(visitor, **sent)

    assert re.findall(r'href="(/[a-z]+)"', answer.body.partition("<main>")[2]) == ways_on


def test_a_merchant_who_declines_is_told_and_nothing_is_connected(visitor, ports):
    answer = back_from_intuit(launched(visitor), error="access_denied")

    assert says(answer, 403, "DB-1016")
    assert ports.connections.connection(MERCHANT) is None
    assert visitor.get("/connected").goes_to == "/connect"


def test_another_company_than_the_connected_one_is_refused(visitor, connect, ports):
    connected(visitor)

    answer = back_from_intuit(launched(Visitor(connect), "launch-2"), code="code-2", realmId="9341453000000002")

    assert answer.status == 403
    assert "DB-1018" in answer.words
    assert "”, which your sales are posted to" in answer.words, "the company to choose is named"
    assert ports.authorizer.exchanged == ["code-1"]


@pytest.mark.parametrize("sent", [{"error": "x" * 3000}, {"realmId": "x" * 3000}], ids=["error", "company"])
def test_what_a_visitor_writes_into_the_address_fills_no_log(visitor, connect, sent):
    back_from_intuit(launched(visitor), **sent)

    (refused,) = [record for record in connect.written.records if record["message"] == "visit refused"]
    assert len(json.dumps(refused)) < 2000


@pytest.mark.parametrize("realm_id", ["", "12ab"])
def test_a_callback_without_a_company_is_refused(visitor, realm_id):
    assert says(back_from_intuit(launched(visitor), realmId=realm_id), 403, "DB-1017")


def test_a_reload_of_the_callback_trades_the_code_once(visitor, ports):
    state = consent(launched(visitor))
    answers = [visitor.get("/connect/callback", code="code-1", state=state, realmId=REALM) for _ in range(2)]

    assert [answer.goes_to for answer in answers] == ["/connect/confirm", "/connect/confirm"]
    assert ports.authorizer.exchanged == ["code-1"]


def test_a_code_that_intuit_does_not_take_does_not_say_that_a_connection_ended(visitor, ports, monkeypatch):
    """The connection that there is goes on; the merchant starts the consent again."""
    connected(visitor)

    def refused(_code, _realm_id):
        raise NeedsAttentionError(HoldReason.NEEDS_RECONNECT, "Intuit no longer accepts this grant")

    monkeypatch.setattr(ports.authorizer, "exchange_code", refused)

    answer = back_from_intuit(visitor, code="spent")

    assert says(answer, 403, "DB-1015")
    assert ports.connections.connection(MERCHANT).is_live


def test_a_state_that_nobody_was_given_is_refused(visitor, ports):
    launched(visitor)

    assert says(visitor.get("/connect/callback", code="code-1", state="guessed", realmId=REALM), 403, "DB-1015")
    assert ports.authorizer.exchanged == []


@pytest.mark.parametrize(
    ("change", "code"), [({"plan": "STARTER"}, "DB-1501"), ({"is_demo": True}, "DB-1502")], ids=["starter", "demo"]
)
@pytest.mark.parametrize(("launch", "language"), [("launch-1", "en"), ("lancement", "fr")])
def test_a_merchant_who_may_not_post_is_told_before_anything_else(connect, merchant, change, code, launch, language):
    merchant.sales.stored_profile = profile(**change)
    visitor = Visitor(connect)

    answer = visitor.get("/launch", token=launch)

    assert says(answer, 409, code, language)
    assert answer.cookies == []


def test_a_refusal_is_told_to_the_operator(visitor, connect):
    visitor.get("/connect")

    (record,) = connect.written.records
    assert (record["level"], record["message"], record["error"]) == ("WARNING", "visit refused", "LaunchRefusedError")


def test_a_bug_is_answered_in_words_and_told_to_the_operator(visitor, connect, merchant):
    merchant.sales.error = ZeroDivisionError("a bug")

    answer = visitor.get("/launch", token="launch-1")

    written = connect.written
    assert says(answer, 500, "DB-1902")
    assert written.metrics["PageBroke"] == [1]
    assert "ZeroDivisionError" in written.records[0]["exception"]


def test_who_disconnected_their_last_company_begins_in_talech_again(visitor, ports):
    """The token that talech gave went with the company: without a launch nothing could be read of the shop's days."""
    connected(visitor)
    form = visitor.get("/connect").csrf_token
    ports.sales_tokens.delete(MERCHANT)

    assert visitor.get("/connect").goes_to == "/reconnect"
    assert visitor.post("/connect/authorize", {"csrf_token": form}).goes_to == "/reconnect"
    assert launched(visitor, "launch-2").get("/connect").status == 200


@pytest.mark.parametrize(
    ("launch", "title"), [("launch-1", "That was too much at once"), ("lancement", "C’était trop à la fois")]
)
def test_a_form_larger_than_any_of_ours_is_refused_in_words(connect, ports, launch, title):
    visitor = launched(Visitor(connect), launch)
    token = visitor.get("/connect").csrf_token

    answer = visitor.post("/connect/authorize", {"csrf_token": token, "more": "x" * 400_000})

    assert (answer.status, title in answer.words) == (413, True)
    assert ports.connections.connection(MERCHANT) is None
