"""Reads a template as data, without what deploying it takes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import yaml

if TYPE_CHECKING:
    from pathlib import Path

Template = dict[str, Any]


class TemplateError(ValueError):
    """The template cannot be deployed as it is. The message names the file or the resource."""


def read_template(path: Path) -> Template:
    """The template as data, short forms such as ``!Ref`` spelled out.

    Raises:
        TemplateError: the file is missing, is not YAML, or has no resources.
    """
    try:
        template = yaml.load(path.read_text("utf-8"), Loader=_TemplateLoader)  # noqa: S506  a SafeLoader
    except OSError as error:
        raise TemplateError(f"{path} cannot be read: {error.strerror}") from error
    except yaml.YAMLError as error:
        raise TemplateError(f"{path} is not a template: {error}") from error
    if not isinstance(template, dict) or not template.get("Resources"):
        raise TemplateError(f"{path} has no Resources")
    return template


class _TemplateLoader(yaml.SafeLoader):
    """YAML with CloudFormation's tags; dates stay text, as CloudFormation reads them."""

    yaml_implicit_resolvers = {  # noqa: RUF012  PyYAML's own class attribute
        first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
        for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }


def _intrinsic(loader: _TemplateLoader, suffix: str, node: yaml.Node) -> dict[str, Any]:
    name = suffix if suffix in ("Ref", "Condition") else f"Fn::{suffix}"
    value: Any
    if isinstance(node, yaml.ScalarNode):
        text = str(loader.construct_scalar(node))
        # The attribute may have dots of its own: Storage.Outputs.TableName.
        value = text.split(".", 1) if suffix == "GetAtt" else text
    elif isinstance(node, yaml.SequenceNode):
        value = loader.construct_sequence(node, deep=True)
    else:
        value = loader.construct_mapping(node, deep=True)  # type: ignore[arg-type]
    return {name: value}


_TemplateLoader.add_multi_constructor("!", _intrinsic)
