"""An AWS account in which one stack is deployed and all is well, as far as `daybook doctor` asks; tests spoil it."""

import json
from datetime import timedelta
from typing import Any

from botocore.exceptions import ClientError

from daybook.bootstrap.command_line.operating import NEEDED_OUTPUTS
from fakes.clock import MORNING

SECRET = "never-to-be-told"
ARN = "arn:aws:{service}:ca-central-1:123456789012:{name}"
SENDER = "books@example.com"
ALARM_TOPIC = ARN.format(service="sns", name="daybook-AlarmTopic")


def refused(code: str, operation: str = "Ask", message: str = "no") -> ClientError:
    """An answer of AWS with an error."""
    return ClientError({"Error": {"Code": code, "Message": message}}, operation)


LANES = ("LocationDayQueue", "BackfillQueue", "RereadQueue")


class FakeService:
    """Answers operations by name: with a value, by a function of what is asked, or with an error that is raised."""

    def __init__(self, **answers: Any) -> None:
        self.answers = answers

    def __getattr__(self, operation: str) -> Any:
        if operation not in self.answers:
            raise AttributeError(operation)

        def call(**asked: Any) -> Any:
            answer = self.answers[operation]
            if isinstance(answer, Exception):
                raise answer
            return answer(asked) if callable(answer) else answer

        return call

    def get_paginator(self, operation: str) -> "_Pages":
        return _Pages(getattr(self, operation))


class _Pages:
    def __init__(self, call: Any) -> None:
        self._call = call

    def paginate(self, **asked: Any) -> list[Any]:
        return [self._call(**asked)]


class FakeAccount:
    """The clients of the account, by service; `outputs`, `parameters` and each service's answers can be changed."""

    def __init__(self) -> None:
        more = ("ApiUrl", "SessionSecretId", "WebhookSecretId", "PostLocationDayFunctionName", "AlarmTopicArn")
        self.outputs = {name: name for name in (*NEEDED_OUTPUTS, *more)}
        self.outputs |= {
            "ApiUrl": "https://api.example.com",
            "TokenKeyArn": ARN.format(service="kms", name="key/tokens"),
            "AlarmTopicArn": ALARM_TOPIC,
            "DomainTarget": "d-1.example.com",
            **{f"{queue}Arn": ARN.format(service="sqs", name=queue) for queue in LANES},
        }
        self.parameters = {"MailFrom": SENDER, "DomainName": "", "CertificateArn": "", "PublicBaseUrl": ""}
        self.status = "CREATE_COMPLETE"
        keys = json.dumps({"client_id": "id", "client_secret": SECRET})
        self.secrets = {
            "IntuitSecretId": keys,
            "TalechSecretId": keys,
            "SessionSecretId": SECRET * 4,
            "WebhookSecretId": json.dumps({"verifier_token": SECRET}),
        }
        self.cloudformation = FakeService(
            describe_stacks=lambda _: {"Stacks": [self._described()]},
            describe_stack_resource={"StackResourceDetail": {"PhysicalResourceId": "daybook-WatchdogSchedule-1"}},
        )
        self.secretsmanager = FakeService(get_secret_value=self._secret)
        self.sesv2 = FakeService(
            get_account={"ProductionAccessEnabled": True, "SendingEnabled": True},
            get_email_identity={"VerifiedForSendingStatus": True},
        )
        self.apigatewayv2 = FakeService(
            get_domain_name={"DomainNameConfigurations": [{"DomainNameStatus": "AVAILABLE"}]}
        )
        ends = MORNING + timedelta(days=200)
        self.acm = FakeService(describe_certificate={"Certificate": {"Status": "ISSUED", "NotAfter": ends}})
        self.sns = FakeService(list_subscriptions_by_topic={"Subscriptions": []})
        self.cloudwatch = FakeService(get_metric_statistics={"Datapoints": []})
        self.scheduler = FakeService(
            get_schedule={"State": "ENABLED"},
            list_schedules={"Schedules": []},
        )
        recovery = {"PointInTimeRecoveryStatus": "ENABLED"}
        self.dynamodb = FakeService(
            describe_table={"Table": {"DeletionProtectionEnabled": True}},
            describe_continuous_backups={"ContinuousBackupsDescription": {"PointInTimeRecoveryDescription": recovery}},
        )
        self.sqs = FakeService(get_queue_attributes={"Attributes": {"ApproximateNumberOfMessages": "0"}})
        self.lanes = [
            {
                "EventSourceArn": self.outputs[f"{queue}Arn"],
                "State": "Enabled",
                "ScalingConfig": {"MaximumConcurrency": 2},
            }
            for queue in LANES
        ]
        self.functions = FakeService(
            list_event_source_mappings=self._triggers,
            get_account_settings={"AccountLimit": {"ConcurrentExecutions": 10}},
        )
        session = "arn:aws:sts::123456789012:assumed-role/Operator/jane"
        self.sts = FakeService(get_caller_identity={"Arn": session, "Account": "123456789012"})
        self.iam = FakeService(simulate_principal_policy=self._simulated)
        self.denied: set[str] = set()
        self.simulated: list[dict[str, Any]] = []

    def _triggers(self, asked: dict[str, Any]) -> dict[str, Any]:
        """Those of a queue: a listing by the worker's name lacks what its alias has."""
        found = [lane for lane in self.lanes if lane["EventSourceArn"] == asked["EventSourceArn"]]
        return {"EventSourceMappings": found}

    def of_operators(self, service: str) -> Any:
        return getattr(self, service)

    def with_domain(self) -> None:
        """A custom domain with its certificate."""
        arn = ARN.format(service="acm", name="certificate/1")
        self.parameters |= {"DomainName": "books.example.com", "CertificateArn": arn}

    def _described(self) -> dict[str, Any]:
        return {
            "StackStatus": self.status,
            "Outputs": [{"OutputKey": name, "OutputValue": value} for name, value in self.outputs.items()],
            "Parameters": [{"ParameterKey": name, "ParameterValue": value} for name, value in self.parameters.items()],
        }

    def _secret(self, asked: dict[str, Any]) -> dict[str, str]:
        if asked["SecretId"] not in self.secrets:
            raise refused("ResourceNotFoundException")
        return {"SecretString": self.secrets[asked["SecretId"]]}

    def _simulated(self, asked: dict[str, Any]) -> dict[str, Any]:
        self.simulated.append(asked)
        decided = [(name, "implicitDeny" if name in self.denied else "allowed") for name in asked["ActionNames"]]
        return {"EvaluationResults": [{"EvalActionName": name, "EvalDecision": how} for name, how in decided]}
