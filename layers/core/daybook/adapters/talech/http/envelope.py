"""What all replies of talech have in common: the `ResponseCode`, and texts that people typed (docs/talech.md 3.2)."""

from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from daybook.domain.outside_text import cleaned

# Most texts are printable ASCII, which the parser itself can see; only others are cleaned.
_Plain = Annotated[str, Field(pattern="^[ -~]*$")]
Text = Annotated[_Plain | Annotated[str, AfterValidator(cleaned)], Field(union_mode="left_to_right")]
"""A text of talech, cleaned where it enters; ids may be numbers."""


class ResponseCode(BaseModel):
    """The outcome of a call, which talech sends beside the status of HTTP."""

    model_config = ConfigDict(frozen=True)

    status: Any = Field(alias="statusCode")
    total_count: Any = Field(None, alias="totalCnt")

    @property
    def total(self) -> int | None:
        """The count of all rows of a search, if talech gives one."""
        return self.total_count if isinstance(self.total_count, int) else None


class Envelope(BaseModel):
    """Base of a reply's shape."""

    response_code: ResponseCode = Field(alias="ResponseCode")
