"""Reads faults out of answers: JSON in both capitalisations and XML (docs/quickbooks.md 3.1)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from xml.etree import ElementTree as ET

from daybook.adapters.quickbooks.http.wire import loads

_LONGEST_WORDS = 2000
_CODE_IN_TEXT = re.compile(r"errorCode=(\d+)")


@dataclass(frozen=True, slots=True)
class Fault:
    """One error with QuickBooks' texts. `code` is normalised: `"003001"` and `errorCode=003001` are 3001."""

    code: int | None
    message: str
    detail: str = ""
    element: str = ""

    def __str__(self) -> str:
        """The error for records: code, texts, and the element."""
        code = "no code" if self.code is None else str(self.code)
        words = ": ".join(dict.fromkeys(part for part in (self.message, self.detail) if part))
        return f"{code} {words}" + (f" ({self.element})" if self.element else "")


def faults_in(body: str) -> tuple[Fault, ...]:
    """Every error in the text of an answer; empty if it has no readable fault."""
    try:
        return faults_in_object(loads(body))
    except ValueError:
        return _faults_in_xml(body.strip())


def faults_in_object(parsed: object) -> tuple[Fault, ...]:
    """Every error in a parsed answer, or in one item of a batch answer."""
    fault = _lower_keys(_lower_keys(parsed).get("fault"))
    errors = fault.get("error") or ()
    return tuple(_fault(_lower_keys(error)) for error in (errors if isinstance(errors, list) else [errors]) if error)


def _faults_in_xml(body: str) -> tuple[Fault, ...]:
    if "<!" in body:  # an HTML page, or a DTD with endlessly expanding entities: neither contains a fault
        return ()
    try:
        root = ET.fromstring(body)  # noqa: S314 -- declarations were refused above
    except ET.ParseError:
        return ()
    return tuple(_xml_fault(node) for node in root.iter() if _local_name(node) == "error")


def _xml_fault(node: ET.Element) -> Fault:
    texts = {_local_name(child): child.text or "" for child in node}
    return _fault({**{key.lower(): value for key, value in node.attrib.items()}, **texts})


def _local_name(node: ET.Element) -> str:
    return node.tag.rpartition("}")[2].lower()


def _fault(error: Mapping[str, Any]) -> Fault:
    message, detail, element, code = (_words(error.get(key)) for key in ("message", "detail", "element", "code"))
    return Fault(_code(code, f"{message} {detail}"), message, detail, element)


def _words(value: object) -> str:
    """The text of a field; empty if it has none."""
    return str(value)[:_LONGEST_WORDS] if isinstance(value, (str, int)) else ""


def _code(given: str, words: str) -> int | None:
    try:
        return int(given)
    except ValueError:
        found = _CODE_IN_TEXT.search(words)
        return int(found[1]) if found else None


def _lower_keys(value: object) -> dict[str, Any]:
    return {str(key).lower(): item for key, item in value.items()} if isinstance(value, Mapping) else {}
