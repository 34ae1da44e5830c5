"""The base classes of bodies of the JSON API."""

from pydantic import ConfigDict

from daybook.contracts.contract import Contract


class HttpBody(Contract):
    """A body that was JSON: its dates and words arrive as text."""

    model_config = ConfigDict(strict=False)


class RequestBody(HttpBody):
    """What a caller sends: a field that no call knows is refused, for a misspelt one would be left out unsaid."""

    model_config = ConfigDict(extra="forbid")
