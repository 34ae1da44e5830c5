"""`daybook doctor`: what runs by itself, the operator's rights, and what cannot be looked at here."""

import pytest
from botocore.exceptions import NoRegionError

from connected_merchant import MERCHANT
from daybook.domain.errors import RetriableError
from fakes.aws_account import refused
from unit.cli.doctoring.verdicts import is_not_checked, is_wrong


@pytest.mark.parametrize("answer", [{"State": "DISABLED"}, refused("ResourceNotFoundException")])
def test_a_watchdog_without_its_schedule_is_wrong(told, account, answer):
    account.scheduler.answers["get_schedule"] = answer

    is_wrong(told, "schedules", "daybook-WatchdogSchedule-1 is not enabled", "deploy again")


def test_a_merchants_schedule_that_is_off_is_wrong(told, account):
    account.scheduler.answers["list_schedules"]["Schedules"].append({"Name": "m-2", "State": "DISABLED"})

    is_wrong(told, "schedules", "m-2 is off", "group ScheduleGroupName")


def test_a_closing_without_its_schedule_is_wrong(told, account):
    account.scheduler.answers["list_schedules"]["Schedules"].clear()

    is_wrong(told, "schedules", f"{MERCHANT} has no schedule at 04:05 America/Toronto", "watchdog")


def test_dead_letters_are_counted_by_queue(told, account):
    waiting = {"PlanSyncsDeadLetterQueueUrl": "3", "WatchdogDeadLetterQueueUrl": "1"}
    account.sqs.answers["get_queue_attributes"] = lambda asked: {
        "Attributes": {"ApproximateNumberOfMessages": waiting.get(asked["QueueUrl"], "0")}
    }

    exit_code, findings = told("dead letters")

    assert exit_code == 1
    assert [(each["found"], each["next_step"]) for each in findings] == [
        ("3 in closings", "daybook replay list --queue closings"),
        ("1 in watchdog", "daybook replay list --queue watchdog"),
    ]


def test_lanes_that_leave_no_room_for_the_pages_are_wrong(told, account):
    account.functions.answers["get_account_settings"] = {"AccountLimit": {"ConcurrentExecutions": 6}}

    is_wrong(told, "concurrency", "6 of 6", "DailyMaximumConcurrency")


def test_each_provisioned_poller_of_a_lane_may_start_ten_workers(told, account):
    account.lanes[0] = {
        **account.lanes[0],
        "ScalingConfig": {},
        "ProvisionedPollerConfig": {"MinimumPollers": 2, "MaximumPollers": 150},
    }
    account.functions.answers["get_account_settings"] = {"AccountLimit": {"ConcurrentExecutions": 1_504}}

    is_wrong(told, "concurrency", "1504 of 1504", "DailyMaximumConcurrency")


def test_a_lane_that_is_off_is_wrong(told, account):
    account.lanes[1]["State"] = "Disabled"

    is_wrong(told, "concurrency", "trigger of BackfillQueue is off", "PostLocationDayFunctionName")


def test_a_worker_without_triggers_is_wrong(told, account):
    account.lanes.clear()

    is_wrong(told, "concurrency", "has no trigger", "deploy")


def test_a_table_that_one_call_can_delete_is_wrong(told, account):
    """A restored table has lost its protection."""
    account.dynamodb.answers["describe_table"] = {"Table": {}}

    is_wrong(told, "tables", "one call can delete SyncLogTableName", "update-table --table-name SyncLogTableName")
    assert len(told("tables")[1]) == 3


def test_a_table_that_cannot_be_restored_is_wrong(told, account):
    off = {"PointInTimeRecoveryDescription": {"PointInTimeRecoveryStatus": "DISABLED"}}
    account.dynamodb.answers["describe_continuous_backups"] = {"ContinuousBackupsDescription": off}

    is_wrong(
        told, "tables", "ProofTableName cannot be restored", "update-continuous-backups --table-name ProofTableName"
    )


def test_rights_that_the_operator_lacks_are_named(told, account):
    account.denied = {"kms:Decrypt", "sqs:SendMessage"}

    is_wrong(told, "your rights", "lacks kms:Decrypt, sqs:SendMessage", "docs/deploying.md, 8")
    assert {each["PolicySourceArn"] for each in account.simulated} == {"arn:aws:iam::123456789012:role/Operator"}
    resources = {arn for each in account.simulated for arn in each["ResourceArns"]}
    assert "arn:aws:dynamodb:ca-central-1:123456789012:table/SyncLogTableName" in resources


def test_rights_of_a_user_are_simulated_and_those_of_the_root_are_known(told, account):
    user = "arn:aws:iam::123456789012:user/jane"
    account.sts.answers["get_caller_identity"] = {"Arn": user, "Account": "123456789012"}
    assert told("your rights")[0] == 0
    assert account.simulated[-1]["PolicySourceArn"] == user

    root = {"Arn": "arn:aws:iam::123456789012:root", "Account": "123456789012"}
    account.sts.answers["get_caller_identity"] = root
    account.iam.answers.clear()
    assert told("your rights")[0] == 0


def test_rights_of_a_federated_user_are_not_checked(told, account):
    federated = {"Arn": "arn:aws:sts::123456789012:federated-user/jane", "Account": "123456789012"}
    account.sts.answers["get_caller_identity"] = federated

    is_not_checked(told, "your rights", "federated-user/jane")


def test_a_service_that_is_absent_is_not_checked_and_says_why(told, account):
    account.sesv2.answers["get_account"] = refused("UnknownOperationException")

    is_not_checked(told, "mails", "this AWS has no such service")


def test_a_look_that_the_operator_may_not_take_is_not_checked_and_names_the_action(told, account):
    account.iam.answers["simulate_principal_policy"] = refused("AccessDenied", message="iam:SimulatePrincipalPolicy")

    is_not_checked(told, "your rights", "iam:SimulatePrincipalPolicy")


def test_aws_that_does_not_answer_is_not_checked(told, account):
    account.sqs.answers["get_queue_attributes"] = RetriableError("AWS is away or busy")

    is_not_checked(told, "dead letters", "AWS is away or busy")


def test_an_answer_that_is_no_denial_is_wrong(told, account):
    account.scheduler.answers["list_schedules"] = refused("ResourceNotFoundException", message="no such group")

    is_wrong(told, "schedules", "no such group", "deploy this release again")


def test_a_client_that_cannot_be_made_is_wrong(told, account):
    account.sts.answers["get_caller_identity"] = NoRegionError()

    is_wrong(told, "your rights", "region", "credentials")


def test_what_was_found_before_a_refusal_is_told_beside_it(told, account):
    account.scheduler.answers["get_schedule"] = {"State": "DISABLED"}
    account.scheduler.answers["list_schedules"] = refused("AccessDeniedException", message="scheduler:ListSchedules")

    exit_code, findings = told("schedules")

    assert exit_code == 1
    assert [each["verdict"] for each in findings] == ["wrong", "not_checked"]
