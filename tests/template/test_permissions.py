"""Each function may do what it does, on what it names, and nothing else (docs/security.md 2)."""

import re

import pytest

from template.references import actions_of, as_list, mentions, role_of, statements_of

WRITES_TO_LOGS = {"logs:CreateLogStream", "logs:PutLogEvents"}


def test_no_statement_reaches_every_resource(statements):
    everything = [
        (role, statement) for role, statement in statements if "*" in map(str, as_list(statement["Resource"]))
    ]

    assert everything == []


def test_no_statement_grants_actions_by_wildcard(statements):
    wide = [(role, a) for role, statement in statements for a in as_list(statement["Action"]) if "*" in a]

    assert wide == []


def test_no_role_carries_a_managed_policy(root):
    """AWS' own policies for Lambda reach every log group and every queue of the account."""
    roles = {name: r for name, r in root["Resources"].items() if r["Type"] == "AWS::IAM::Role"}

    assert [name for name, role in roles.items() if "ManagedPolicyArns" in role["Properties"]] == []


def test_every_function_has_a_role_and_a_log_group_of_its_own(functions):
    roles = [properties["Role"]["Fn::GetAtt"][0] for properties in functions.values()]
    groups = [properties["LoggingConfig"]["LogGroup"]["Ref"] for properties in functions.values()]

    assert roles == [role_of(name) for name in functions]
    assert groups == [name.replace("Function", "LogGroup") for name in functions]


def test_a_schedule_can_invoke_plan_syncs_and_nothing_else(statements):
    granted = {(s["Action"], str(s["Resource"])) for s in statements_of(statements, "SchedulerRole")}

    assert granted == {
        ("lambda:InvokeFunction", str({"Fn::GetAtt": ["PlanSyncsFunction", "Arn"]})),
        ("sqs:SendMessage", str({"Fn::GetAtt": ["Queues", "Outputs.PlanSyncsDeadLetterQueueArn"]})),
    }


def test_the_watchdogs_schedule_can_invoke_the_watchdog_and_nothing_else(statements):
    granted = {(s["Action"], str(s["Resource"])) for s in statements_of(statements, "WatchdogScheduleRole")}

    assert granted == {
        ("lambda:InvokeFunction", str({"Fn::GetAtt": ["WatchdogFunction", "Arn"]})),
        ("sqs:SendMessage", str({"Fn::GetAtt": ["Queues", "Outputs.WatchdogDeadLetterQueueArn"]})),
    }


def test_the_watchdog_fires_plan_syncs_and_no_other_function(statements):
    invoked = statements_of(statements, "WatchdogRole", action="lambda:InvokeFunction")

    assert [statement["Resource"] for statement in invoked] == [{"Fn::GetAtt": ["PlanSyncsFunction", "Arn"]}]


def test_only_the_scheduler_service_receives_the_scheduler_role(statements):
    passes = [statement for _, statement in statements if "iam:PassRole" in as_list(statement["Action"])]

    assert len(passes) == 2
    assert all(statement["Resource"] == {"Fn::GetAtt": ["SchedulerRole", "Arn"]} for statement in passes)
    assert all(
        statement["Condition"] == {"StringEquals": {"iam:PassedToService": "scheduler.amazonaws.com"}}
        for statement in passes
    )


@pytest.mark.parametrize(
    ("role", "prefix"),
    [
        ("PlanSyncsRole", "kms:Encrypt"),
        ("PostLocationDayRole", "scheduler:"),
        ("ReplayDeadLettersRole", "dynamodb:Query"),
        ("ReplayDeadLettersRole", "dynamodb:Delete"),
        ("ReplayDeadLettersRole", "scheduler:"),
        ("ReplayDeadLettersRole", "kms:"),
        ("ReplayDeadLettersRole", "secretsmanager:"),
        ("PortalRole", "sqs:ReceiveMessage"),
        ("PortalRole", "scheduler:CreateSchedule"),
        ("PortalRole", "iam:"),
        ("WebhooksRole", "sqs:ChangeMessageVisibility"),
        ("ConnectRole", "sqs:ReceiveMessage"),
        ("ConnectRole", "sqs:DeleteMessage"),
        ("PlanSyncsRole", "sqs:ReceiveMessage"),
        # Whoever is told something by QuickBooks can neither ask it nor read a token.
        ("WebhooksRole", "kms:"),
        ("WebhooksRole", "dynamodb:DeleteItem"),
        ("WebhooksRole", "scheduler:"),
        ("WebhooksRole", "iam:"),
        # It sends days, and never works on one; it makes no schedule, and knows no sale.
        ("WatchdogRole", "sqs:ReceiveMessage"),
        ("WatchdogRole", "dynamodb:DeleteItem"),
        ("WatchdogRole", "scheduler:"),
        ("WatchdogRole", "iam:"),
    ],
)
def test_a_function_lacks_what_is_not_its_business(statements, role, prefix):
    assert [action for action in actions_of(statements_of(statements, role)) if action.startswith(prefix)] == []


def test_every_role_opens_tokens_of_a_merchant_and_those_it_needs_alone(statements):
    """The planner asks talech, the watchdog keeps grants of QuickBooks; each could read the other's token otherwise."""
    uses = {role: s["Condition"] for role, s in statements if mentions(s["Resource"], "TokenKeyArn")}

    assert uses.keys() == {"ConnectRole", "PortalRole", "PlanSyncsRole", "PostLocationDayRole", "WatchdogRole"}
    assert {condition["Null"]["kms:EncryptionContext:merchant"] for condition in uses.values()} == {"false"}
    assert uses["PlanSyncsRole"]["StringEquals"] == {"kms:EncryptionContext:party": "talech"}
    assert uses["WatchdogRole"]["Null"]["kms:EncryptionContext:realm"] == "false"
    unconfirmed = {role for role, condition in uses.items() if "state" in str(condition)}
    assert unconfirmed == {"ConnectRole"}


def test_a_secret_is_read_by_the_functions_that_name_it_and_no_others(statements, functions):
    for name, properties in functions.items():
        named = {
            value["Ref"] for key, value in properties["Environment"]["Variables"].items() if key.endswith("SECRET_ID")
        }
        readable = {
            resource["Fn::GetAtt"][0]
            for statement in statements_of(statements, role_of(name), action="secretsmanager:GetSecretValue")
            for resource in as_list(statement["Resource"])
        }
        assert readable == named, name


def test_every_function_writes_to_its_own_log_group_alone(statements, functions):
    for name in functions:
        logs = [s for s in statements_of(statements, role_of(name)) if WRITES_TO_LOGS & set(as_list(s["Action"]))]
        assert [s["Resource"] for s in logs] == [{"Fn::GetAtt": [name.replace("Function", "LogGroup"), "Arn"]}]


def test_only_worker_watchdog_and_portal_send_mails_and_only_as_the_sender_that_was_named(statements, root):
    sending = [(role, s) for role, s in statements if any(a.startswith("ses:") for a in as_list(s["Action"]))]

    assert {role for role, _ in sending} == {"PostLocationDayRole", "WatchdogRole", "PortalRole"}
    for _, statement in sending:
        assert statement["Action"] == ["ses:SendEmail"]
        assert statement["Condition"] == {"StringEquals": {"ses:FromAddress": {"Ref": "MailFrom"}}}
        kinds = [re.search(r":(identity|configuration-set)/\$\{(\w+)", str(r)).groups() for r in statement["Resource"]]
        assert kinds == [("identity", "MailFrom"), ("identity", "Domain"), ("configuration-set", "MailEvents")]
    assert root["Resources"]["MailPolicy"]["Condition"] == "SendsMails"
