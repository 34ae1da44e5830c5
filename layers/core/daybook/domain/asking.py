"""A request that cannot be carried out as it was made, in words that can be said in another language."""

from daybook.domain.words import say


class AskDifferentlyError(ValueError):
    """What was asked for does not exist or is not allowed: the text says what to ask for instead.

    Attributes:
        message: the text in English with `{names}` for its values; it is its key in the catalogue of words.
        values: what stands in their place.
    """

    def __init__(self, message: str, /, **values: object) -> None:
        """Keep the text in its parts; the error itself reads as English."""
        super().__init__(message.format(**values))
        self.message = message
        self.values = values

    def said(self, language: str) -> str:
        """The text in a reader's language."""
        return say(self.message, language, **self.values)
