"""`daybook doctor`: what a first deployment sets up is as it must be, or the next step is named; no secret is told."""

import json
from datetime import timedelta

import pytest

from fakes.aws_account import SECRET, SENDER, refused
from fakes.clock import MORNING
from unit.cli.doctoring.verdicts import is_wrong

CHECKS = [
    "stack",
    "secrets",
    "webhook secret",
    "addresses",
    "domain",
    "mails",
    "mails of alarms",
    "schedules",
    "dead letters",
    "concurrency",
    "tables",
    "restored records",
    "your rights",
]


def test_where_all_is_well_every_check_says_so(daybook):
    said = daybook("doctor --json")

    findings = said.document["findings"]
    assert said.exit_code == 0
    assert list(dict.fromkeys(each["check"] for each in findings)) == CHECKS
    assert {each["verdict"] for each in findings} == {"ok"}
    assert SECRET not in said.out


def test_people_read_one_line_for_each_check(daybook, account, monkeypatch):
    account.sesv2.answers["get_account"] = {"ProductionAccessEnabled": False}
    account.functions.answers["get_account_settings"] = refused("AccessDeniedException", message="lambda:Get")
    monkeypatch.setenv("COLUMNS", "40")

    lines = daybook("doctor").out.splitlines()

    assert len(lines) == 18
    assert lines[0] == "ok                stack: daybook is CREATE_COMPLETE, with 33 outputs"
    (mails,) = (line for line in lines if " mails: " in line)
    assert mails == (
        "wrong             mails: SES is in its sandbox: only verified readers get mails -> SES console, "
        "*Account dashboard*: request production access"
    )
    assert any(line.startswith("not checked here  concurrency: you may not look") for line in lines)


def test_french_has_every_word(daybook):
    said = daybook("--lang fr doctor")

    assert "pile\N{NO-BREAK SPACE}: daybook" in said.out
    assert all(word not in said.out for word in ("readable", "enabled", "none in"))


def test_the_addresses_are_those_that_vendors_must_have(told, account):
    account.parameters["PublicBaseUrl"] = "https://books.example.com"

    exit_code, findings = told("addresses")

    assert exit_code == 0
    assert [each["found"] for each in findings] == [
        "Intuit, Redirect URI: https://books.example.com/connect/callback",
        "Intuit, Launch URL: https://books.example.com/",
        "Intuit, Disconnect URL: https://books.example.com/disconnected",
        "Intuit, Reconnect URL: https://books.example.com/reconnect",
        "Intuit, Webhooks: https://books.example.com/webhooks/quickbooks",
        "talech, launch address: https://books.example.com/launch",
    ]


def test_an_address_without_https_is_wrong(told, account):
    account.parameters["PublicBaseUrl"] = "http://books.example.com"

    is_wrong(told, "addresses", "http://books.example.com is not https", "PublicBaseUrl")


def test_a_stack_that_cannot_be_read_is_all_that_is_told(daybook, account):
    account.cloudformation.answers["describe_stacks"] = refused("ValidationError", message="daybook does not exist")

    said = daybook("doctor --json")

    (finding,) = said.document["findings"]
    assert (said.exit_code, finding["check"], finding["verdict"]) == (1, "stack", "wrong")
    assert "daybook does not exist" in finding["found"]


def test_missing_outputs_are_named(daybook, account):
    del account.outputs["ProofTableName"], account.outputs["ApiUrl"]

    said = daybook("doctor --json")

    (finding,) = said.document["findings"]
    assert "no output ApiUrl, ProofTableName" in finding["found"]
    assert (said.exit_code, finding["next_step"]) == (1, "deploy this release")


def test_a_rolled_back_stack_is_wrong(told, account):
    account.status = "UPDATE_ROLLBACK_COMPLETE"

    is_wrong(told, "stack", "UPDATE_ROLLBACK_COMPLETE", "Events")


@pytest.mark.parametrize(
    ("secret", "text", "why"),
    [
        ("IntuitSecretId", SECRET, "no JSON"),
        ("TalechSecretId", json.dumps({"client_id": SECRET}), "no JSON with client_id and client_secret"),
        ("IntuitSecretId", json.dumps({"client_id": SECRET, "client_secret": ""}), "empty"),
        ("SessionSecretId", SECRET, "too short"),
    ],
)
def test_a_secret_that_cannot_be_used_is_wrong_and_not_told(told, account, secret, text, why):
    account.secrets[secret] = text

    is_wrong(told, "secrets", why, f"--secret-id {secret}")


def test_a_secret_that_is_gone_is_wrong(told, account):
    del account.secrets["TalechSecretId"]

    is_wrong(told, "secrets", "TalechSecretId does not exist", "put-secret-value")


@pytest.mark.parametrize("text", [json.dumps({"verifier_token": ""}), "{}"])
def test_notices_without_a_verifier_are_wrong(told, account, text):
    account.secrets["WebhookSecretId"] = text

    is_wrong(told, "webhook secret", "", "IntuitWebhookVerifier")


def test_a_domain_with_an_issued_certificate_is_well(told, account):
    account.with_domain()

    exit_code, (finding,) = told("domain")

    assert (exit_code, finding["verdict"]) == (0, "ok")
    assert "leads to d-1.example.com" in finding["found"]


@pytest.mark.parametrize(
    ("service", "operation", "answer", "found"),
    [
        ("apigatewayv2", "get_domain_name", refused("NotFoundException"), "has no domain books.example.com"),
        (
            "apigatewayv2",
            "get_domain_name",
            {"DomainNameConfigurations": [{"DomainNameStatus": "PENDING_CERTIFICATE_REIMPORT"}]},
            "PENDING",
        ),
        ("acm", "describe_certificate", {"Certificate": {"Status": "PENDING_VALIDATION"}}, "PENDING_VALIDATION"),
        (
            "acm",
            "describe_certificate",
            {"Certificate": {"Status": "ISSUED", "NotAfter": MORNING + timedelta(days=29)}},
            "ends on 2026-12-23",
        ),
    ],
)
def test_a_domain_that_does_not_answer_is_wrong(told, account, service, operation, answer, found):
    account.with_domain()
    account.of_operators(service).answers[operation] = answer

    is_wrong(told, "domain", found, "")


def test_ses_in_its_sandbox_is_wrong(told, account):
    account.sesv2.answers["get_account"] = {"ProductionAccessEnabled": False, "SendingEnabled": True}

    is_wrong(told, "mails", "sandbox", "production access")


def test_ses_that_was_paused_is_wrong(told, account):
    account.sesv2.answers["get_account"] = {"ProductionAccessEnabled": True, "SendingEnabled": False}

    is_wrong(told, "mails", "sends nothing", "paused")


@pytest.mark.parametrize("answer", [refused("NotFoundException"), {"VerifiedForSendingStatus": False}])
def test_a_sender_that_is_not_verified_is_wrong(told, account, answer):
    account.sesv2.answers["get_email_identity"] = answer

    is_wrong(told, "mails", f"{SENDER} is not verified", "example.com")


def test_a_verified_domain_is_enough(told, account):
    def answer(asked):
        if asked["EmailIdentity"] != "example.com":
            raise refused("NotFoundException")
        return {"VerifiedForSendingStatus": True}

    account.sesv2.answers["get_email_identity"] = answer

    assert told("mails")[0] == 0


def test_a_deployment_without_mails_asks_ses_nothing(told, account):
    account.parameters["MailFrom"] = ""
    account.sesv2.answers.clear()

    exit_code, (finding,) = told("mails")

    assert (exit_code, finding["verdict"]) == (0, "ok")
