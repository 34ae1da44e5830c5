"""A link from talech may have been sent to somebody else: nothing of their company is stored before they read for whom.

The attack is called consent phishing: the sender launches, the victim consents in QuickBooks, the sender's sales arrive
in the victim's books.
"""

from dataclasses import replace
from datetime import timedelta
from html import escape

import pytest

from connected_merchant import MERCHANT, profile
from daybook.domain.audit import Deed
from daybook.domain.company.connection import ConnectionStatus
from daybook.domain.errors import NeedsAttentionError, RetriableError
from fakes.quickbooks.ledger import COMPANY
from functions.visitor import Visitor, answered, back_from_intuit, connected, launched, says

BUSINESS = "Queen Street Coffee"


@pytest.mark.parametrize(
    ("launch", "words"),
    [
        ("launch-1", f"This is about {BUSINESS}, as it is called in talech; owner opened this page there."),
        ("lancement", f"Il s’agit de {BUSINESS}, selon talech; owner y a ouvert cette page."),
    ],
)
def test_the_page_that_leads_to_quickbooks_names_the_business_and_who_opened_it(visitor, launch, words):
    assert words in launched(visitor, launch).get("/connect").words


@pytest.mark.parametrize(
    ("launch", "words"),
    [
        ("launch-1", ("Is this your company?", f"Connect {COMPANY.name} to {BUSINESS}", "Not mine")),
        ("lancement", ("Est-ce votre entreprise?", f"Connecter {COMPANY.name} à {BUSINESS}", "Ce n’est pas la mienne")),
    ],
)
def test_the_company_is_named_once_more_and_nothing_of_it_is_stored(visitor, ports, launch, words):
    back = back_from_intuit(launched(visitor, launch))

    page = visitor.get("/connect/confirm")

    assert back.goes_to == "/connect/confirm"
    assert page.status == 200
    assert all(word in page.words for word in words)
    assert ports.connections.connection(MERCHANT) is None
    assert ports.schedules.closings == {}
    with pytest.raises(NeedsAttentionError):
        ports.tokens.load(MERCHANT)


def test_the_company_is_connected_once_it_is_theirs(visitor, ports):
    back_from_intuit(launched(visitor))

    answer = answered(visitor, "mine")

    assert answer.goes_to == "/connected"
    assert ports.connections.connection(MERCHANT).company == COMPANY
    assert ports.tokens.load(MERCHANT).refresh_token == "refresh-code-1"


def test_a_company_that_is_not_theirs_is_given_back_and_leaves_nothing(visitor, ports):
    back_from_intuit(launched(visitor))

    page = answered(visitor, "other")

    assert (page.status, "Nothing was connected" in page.words) == (200, True)
    assert [tokens.refresh_token for tokens in ports.authorizer.revoked] == ["refresh-code-1"]
    assert ports.connections.connection(MERCHANT) is None
    assert visitor.get("/connect/confirm").goes_to == "/connected"
    assert visitor.get("/connected").goes_to == "/connect"


def test_a_company_that_is_in_use_keeps_its_grant_when_they_say_that_it_is_not_theirs(visitor, ports):
    """Intuit ends the access of a company as a whole: revoking would disconnect the merchant who is connected."""
    connected(visitor)
    back_from_intuit(launched(visitor, "launch-2"), code="code-2")

    answered(visitor, "other")

    assert ports.authorizer.revoked == []
    assert ports.connections.connection(MERCHANT).is_live
    assert ports.tokens.load(MERCHANT).refresh_token == "refresh-code-1"


def test_another_visit_of_the_same_merchant_cannot_answer_for_this_one(visitor, connect, ports):
    """The sender of the link has a session of the same merchant: the victim's grant waits for the victim's word."""
    sender = launched(Visitor(connect), "launch-2")
    form = sender.get("/connect").csrf_token
    back_from_intuit(launched(visitor))

    answer = sender.post("/connect/confirm", {"csrf_token": form, "company": "mine"})

    assert says(answer, 403, "DB-1015")
    assert ports.connections.connection(MERCHANT) is None


@pytest.mark.parametrize("company", ["mine", "other"])
def test_the_answer_must_come_from_the_page_that_asks(visitor, ports, company):
    back_from_intuit(launched(visitor))

    assert says(visitor.post("/connect/confirm", {"csrf_token": "another", "company": company}), 403, "DB-1014")
    assert (ports.connections.connection(MERCHANT), ports.authorizer.revoked) == (None, [])


def test_an_answer_that_is_neither_asks_again(visitor, ports):
    back_from_intuit(launched(visitor))

    assert "Is this your company?" in answered(visitor, "perhaps").words
    assert ports.connections.connection(MERCHANT) is None


def test_whoever_presses_twice_is_connected_once(visitor, ports):
    back_from_intuit(launched(visitor))
    form = visitor.get("/connect/confirm").csrf_token

    answers = [visitor.post("/connect/confirm", {"csrf_token": form, "company": "mine"}) for _ in range(2)]

    assert [answer.goes_to for answer in answers] == ["/connected", "/connected"]
    assert ports.authorizer.exchanged == ["code-1"]


def test_a_quickbooks_that_is_away_is_asked_again_without_another_consent(visitor, ports, merchant, monkeypatch):
    back_from_intuit(launched(visitor))
    with monkeypatch.context() as away:
        away.setattr(merchant.ledger, "company", _away)
        assert visitor.get("/connect/confirm").status == 503

    assert answered(visitor, "mine").goes_to == "/connected"
    assert ports.authorizer.exchanged == ["code-1"]


def _away():
    raise RetriableError("QuickBooks is away")


def test_a_grant_that_waits_too_long_is_nobodys(visitor, ports, merchant):
    back_from_intuit(launched(visitor))
    form = visitor.get("/connect/confirm").csrf_token
    merchant.clock.advance(minutes=16)

    answer = visitor.post("/connect/confirm", {"csrf_token": form, "company": "mine"})

    assert says(answer, 403, "DB-1015")
    assert ports.connections.connection(MERCHANT) is None


def test_a_further_choice_gives_the_first_company_back(visitor, ports):
    """Back to QuickBooks from the page that asks, and another company is chosen there."""
    back_from_intuit(launched(visitor))

    back_from_intuit(visitor, code="code-2", realmId="9341453000000002")

    assert [tokens.refresh_token for tokens in ports.authorizer.revoked] == ["refresh-code-1"]


def test_who_reconnects_is_asked_too_and_stays_lost_until_they_answer(visitor, ports):
    connected(visitor)
    lost = ports.connections.connection(MERCHANT).with_status(ConnectionStatus.NEEDS_RECONNECT)
    ports.connections.save_connection(lost)

    back_from_intuit(launched(visitor, "launch-2"), code="code-2")
    assert not ports.connections.connection(MERCHANT).is_live

    answered(visitor, "mine")
    assert ports.connections.connection(MERCHANT).is_live


def test_launch_consent_and_refusal_are_on_record_with_the_user_whom_talech_named(visitor, ports):
    back_from_intuit(launched(visitor))
    answered(visitor, "other")
    back_from_intuit(launched(visitor, "launch-2"), code="code-2")
    answered(visitor, "mine")

    records = ports.audit.records[MERCHANT]
    company = {change.fact: (change.before, change.after) for change in records[-1].changes}["company"]
    assert [(record.who, record.deed) for record in records] == [
        ("owner", Deed.LAUNCHED),
        ("owner", Deed.COMPANY_DECLINED),
        ("owner", Deed.LAUNCHED),
        ("owner", Deed.CONNECTED),
    ]
    assert company == ("", COMPANY.name)
    assert not any(secret in repr(records) for secret in ("refresh-code", "access-code", "launch-1"))


def test_names_that_are_attacks_stay_text(visitor, merchant):
    """The business is named by talech, the user by the launch, the company by QuickBooks."""
    attack = "<img src=x onerror=alert(1)>"
    merchant.sales.stored_profile = profile(name=attack)
    merchant.ledger.stored_company = replace(COMPANY, name=attack)
    soon = merchant.clock.now() + timedelta(minutes=5)
    merchant.launches.announce("launch-9", MERCHANT, soon, user=f"{attack}@example.com")

    page = launched(visitor, "launch-9").get("/connect")
    back_from_intuit(visitor)
    asks = visitor.get("/connect/confirm")

    assert page.body.count(escape(attack)) == 2
    assert asks.body.count(escape(attack)) == 4
    assert "<img" not in page.body + asks.body
