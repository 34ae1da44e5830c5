"""What bodies of the JSON API share."""

from pydantic import ConfigDict

from daybook.contracts.contract import Contract


class HttpBody(Contract):
    """A body that was JSON: its dates and words arrive as text."""

    model_config = ConfigDict(strict=False)
