"""The page that an operator follows to a first deployment, `docs/deploying.md`, as commands."""

import re
import shlex
from collections.abc import Mapping
from typing import Any

import botocore.session
import jmespath
from botocore import xform_name

from guides.runbook_commands import ROOT, blocks, spans, starting_with

PAGE = ROOT / "docs" / "deploying.md"
CONSENT = "https://appcenter.intuit.com/connect/oauth2"
_SESSION = botocore.session.get_session()
# How the AWS CLI shows an answer, not what it asks for.
_OF_THE_CLI = {"query", "output"}


def typed() -> list[str]:
    """What the page says to type, or to open, in its order."""
    return [line for line in blocks(PAGE) if line]


def mentioned() -> list[str]:
    """Commands within its sentences."""
    said = spans(PAGE)
    return [line for tool in ("make", "aws", "sam", "export", "daybook") for line in starting_with(tool, said)]


def settings_of(line: str) -> list[str]:
    """The parameters that a line sets, `NAME=value` or a secret's name alone."""
    return re.findall(r"--set (\w+(?:=[^\s\"`]+)?)", line)


def sections() -> dict[str, str]:
    """The page's sections by their number."""
    return dict(re.findall(r"^## (\d+)\. (.*?)(?=^## |\Z)", PAGE.read_text("utf-8"), re.MULTILINE | re.DOTALL))


def operation_of(words: list[str]) -> tuple[str, Any]:
    """The service of a command of the AWS CLI, and the model of its operation.

    Raises:
        KeyError: AWS has no such operation.
    """
    _, service, command, *_ = words
    model = _SESSION.get_service_model(service)
    names = {xform_name(name, "-"): name for name in model.operation_names}
    return service, model.operation_model(names[command])


def asked_by(line: str, known: Mapping[str, str]) -> tuple[str, str, dict[str, str], str]:
    """Service, method, arguments and query of a command of the AWS CLI, with what is known in their place.

    Raises:
        KeyError: AWS has no such operation, or not with this argument.
    """
    words = shlex.split(line)
    service, operation = operation_of(words)
    options = _options(words[3:])
    members = {xform_name(name, "-"): name for name in operation.input_shape.members}
    asked = {members[name]: known.get(value, value) for name, value in options.items() if name not in _OF_THE_CLI}
    return service, xform_name(operation.name), asked, options.get("query", "@")


def _options(words: list[str]) -> dict[str, str]:
    """The options by their names; one without a value is a flag."""
    options = {}
    for word, value in zip(words, [*words[1:], "--"], strict=True):
        if word.startswith("--"):
            options[word[2:]] = "true" if value.startswith("--") else value
    return options


def shown(answer: Any, query: str) -> Any:
    """What the CLI shows of an answer: the one value of a list by itself, as with `--output text`."""
    found = jmespath.search(query, answer)
    return found[0] if isinstance(found, list) and len(found) == 1 else found
