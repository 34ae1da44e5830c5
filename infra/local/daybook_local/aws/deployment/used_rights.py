"""Which rights of the roles were used: every call that ministack allowed, by the statement that allowed it.

A right is a role's statement, one action of it and one of its resources, by their places in the template. Roles are
strict in both directions so: a right that is missing denies a call at once, and one that no run used stands out.
"""

from __future__ import annotations

import importlib
import json
import re
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from daybook_local.aws.deployment.template_file import read_template

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

FOLDER = "DAYBOOK_LOCAL_RIGHTS"
"""The environment variable with the folder in which every emulator leaves a file of what was used."""
# arn:aws:sts::000000000000:assumed-role/daybook-PortalRole-0A1B2C3D4E5F/session
_ROLE = re.compile(r":assumed-role/(?:[^/]*-)?([A-Za-z0-9]+)-[A-Za-z0-9]+/")


@dataclass(frozen=True, slots=True, order=True)
class Right:
    """One action on one resource: `statement` and `resource` count from 0 in the role's policies."""

    role: str
    statement: int
    action: str
    resource: int


def note(file: Path) -> None:
    """From now on every allowed call is noted once, in this process: a line of JSON a right."""
    evaluator: Any = importlib.import_module("ministack.core.iam_evaluator")
    own: Callable[..., Any] = evaluator.evaluate
    own_of_a_resource: Callable[..., Any] = evaluator.evaluate_resource_policy
    is_a_roles: ContextVar[bool] = ContextVar("is_a_roles", default=True)
    known: set[Right] = set()

    def evaluate(context: Any, policies: list[list[Any]], *limits: Any) -> Any:
        result = own(context, policies, *limits)
        role = _ROLE.search(context.principal_arn)
        if result.decision == "Allow" and role is not None and is_a_roles.get():
            right = _allowing(evaluator, role[1], context, [each for policy in policies for each in policy])
            if right not in known:
                known.add(right)
                with file.open("a") as lines:
                    lines.write(f"{json.dumps([right.role, right.statement, right.action, right.resource])}\n")
        return result

    def evaluate_resource_policy(*asked: Any, **options: Any) -> Any:
        # The policy of a key or a queue is judged by the same function.
        token = is_a_roles.set(False)
        try:
            return own_of_a_resource(*asked, **options)
        finally:
            is_a_roles.reset(token)

    evaluator.evaluate = evaluate
    evaluator.evaluate_resource_policy = evaluate_resource_policy


def _allowing(evaluator: Any, role: str, context: Any, statements: list[Any]) -> Right:
    statement = evaluator._first_match(context, statements, "Allow")  # noqa: SLF001
    matches = (evaluator.fnmatch_iam_cs(context.resource_arn, pattern) for pattern in statement.resources)
    return Right(role, statements.index(statement), context.action, list(matches).index(True))


def used_in(folder: Path) -> set[Right]:
    """What the emulators of a run have noted."""
    return {Right(*json.loads(line)) for file in folder.iterdir() for line in file.read_text().splitlines()}


def granted_by(template: Path) -> dict[Right, str]:
    """Every right that the roles of a template grant, each with its words: role, statement, action and resource."""
    resources = read_template(template)["Resources"]
    documents: dict[str, list[Any]] = {
        name: [policy["PolicyDocument"] for policy in each["Properties"].get("Policies", [])]
        for name, each in resources.items()
        if each["Type"] == "AWS::IAM::Role"
    }
    for each in resources.values():
        if each["Type"] == "AWS::IAM::Policy":
            for role in each["Properties"]["Roles"]:
                documents[role["Ref"]].append(each["Properties"]["PolicyDocument"])
    return {right: words for role, policies in documents.items() for right, words in _rights_of(role, policies)}


def _rights_of(role: str, policies: list[Any]) -> Iterator[tuple[Right, str]]:
    statements = [statement for policy in policies for statement in policy["Statement"]]
    for place, statement in enumerate(statements):
        for action in _listed(statement["Action"]):
            for number, resource in enumerate(_listed(statement["Resource"])):
                words = f"{role} {statement.get('Sid', place)}: {action} on {json.dumps(resource)}"
                yield Right(role, place, action, number), words


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
