"""The deployed stack that checks look at, and how a check that AWS refuses is told."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from daybook.adapters.aws.clients import AwsClients
from daybook.application.operating.findings import Finding, not_checked, wrong
from daybook.domain.errors import RetriableError
from daybook.domain.words import noted

_DENIED = frozenset({"AccessDenied", "AccessDeniedException", "UnauthorizedOperation"})
_ABSENT = frozenset({"InvalidAction", "NotImplemented", "UnknownOperationException", "UnsupportedOperation"})


@dataclass(frozen=True, slots=True)
class Deployment:
    """A stack with its status, outputs and parameters; a parameter that is a secret reads `****`."""

    clients: AwsClients
    stack: str
    status: str
    outputs: Mapping[str, str]
    parameters: Mapping[str, str]

    @classmethod
    def read(cls, clients: AwsClients, stack: str) -> "Deployment":
        """The stack as CloudFormation describes it.

        Raises:
            BotoCoreError, ClientError: there is none, or the operator may not read it.
        """
        described = clients.of_operators("cloudformation").describe_stacks(StackName=stack)["Stacks"][0]
        outputs = {each["OutputKey"]: each["OutputValue"] for each in described.get("Outputs", ())}
        parameters = {each["ParameterKey"]: each.get("ParameterValue", "") for each in described.get("Parameters", ())}
        return cls(clients, stack, described["StackStatus"], outputs, parameters)

    def physical_id(self, logical_id: str) -> str:
        """The name that AWS gave to a resource of the template."""
        cloudformation = self.clients.of_operators("cloudformation")
        answer = cloudformation.describe_stack_resource(StackName=self.stack, LogicalResourceId=logical_id)
        physical: str = answer["StackResourceDetail"]["PhysicalResourceId"]
        return physical

    @property
    def public_address(self) -> str:
        """Where browsers reach the API, without a slash at the end."""
        domain = self.parameters.get("DomainName", "")
        own = self.parameters.get("PublicBaseUrl", "") or (f"https://{domain}" if domain else "")
        return own or self.outputs["ApiUrl"]


Check = Callable[[Deployment], Iterable[Finding]]


def carried_out(name: str, check: Check, deployment: Deployment) -> tuple[Finding, ...]:
    """What a check found until AWS refused a question, and then why it could not go on."""
    found: list[Finding] = []
    try:
        found.extend(check(deployment))
    except RetriableError as away:
        found.append(not_checked(name, noted("no answer: {why}"), noted("call this again"), why=str(away)))
    except ClientError as error:
        found.append(_refused(name, error))
    except BotoCoreError as error:
        found.append(
            wrong(name, noted("it cannot be asked: {why}"), noted("see AWS region and credentials"), why=str(error))
        )
    return tuple(found)


def code_of(error: ClientError) -> str:
    """The code of an answer with an error."""
    return error.response.get("Error", {}).get("Code", "")


def _refused(name: str, error: ClientError) -> Finding:
    told: dict[str, Any] = {"why": str(error)}
    if code_of(error) in _DENIED:
        return not_checked(name, noted("you may not look: {why}"), noted("ask for the action that it names"), **told)
    if code_of(error) in _ABSENT:
        return not_checked(name, noted("this AWS has no such service: {why}"), **told)
    return wrong(name, noted("AWS refuses: {why}"), noted("deploy this release again; if it stays, file it"), **told)
