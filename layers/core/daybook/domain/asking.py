"""The error for a request that Daybook cannot carry out as it was made; its text can be translated."""

from daybook.domain.words import say


class AskDifferentlyError(ValueError):
    """The request names something that does not exist or is not allowed; the text says what to ask for instead.

    Attributes:
        message: the text in English with `{names}` for its values; it is its key in the catalogue of words.
        values: what stands in their place.
    """

    def __init__(self, message: str, /, **values: object) -> None:
        """Keep text and values apart for a translator; `str()` of the error is the English text."""
        super().__init__(message.format(**values))
        self.message = message
        self.values = values

    def said(self, language: str) -> str:
        """The text in a reader's language."""
        return say(self.message, language, **self.values)
